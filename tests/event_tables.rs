//! `assay import events`: own column maps, what is refused, hours, and that every place says the same of
//! what a kind needs.

use assay_model::event::guide::guide;

use crate::support::{Desk, repository};

fn with_map(map: &str) -> Desk {
    let desk = Desk::with_workspace();
    desk.write("maps.yaml", format!("{}\n{map}", desk.read("maps.yaml")));
    desk
}

fn shares(desk: &Desk, key: &str) -> Vec<(String, f64, f64)> {
    let json = desk.run(&["indicators", "--as-at", "2026-09-30", "--format", "json"]).done().json();
    let all = json["indicators"].as_array().unwrap().clone();
    let found = all.into_iter().find(|one| one["key"] == key).unwrap_or_default();
    let shares = found["shares"].as_array().cloned().unwrap_or_default();
    let number = |value: &serde_json::Value| value.as_f64().unwrap_or(-1.0);
    shares
        .iter()
        .map(|share| {
            let year = &share["year_to_date"];
            (
                share["name"].as_str().unwrap().to_owned(),
                number(&year["count"]),
                number(&year["base"]),
            )
        })
        .collect()
}

#[test]
fn a_map_of_events_names_every_field_and_its_values() {
    let desk = with_map(
        "  ours:\n    of: events\n    kind: missing\n    columns: {case_id: Young person, date: Left, returned_on: Came back, interview_offered: Talk offered, interview_on: Talk held, independent: Held by}\n    values:\n      independent: {Advocate: yes, Social worker: no}\n      interview_offered: {Declined: yes}\n",
    );
    desk.write(
        "returns-home.csv",
        "Young person,Left,Came back,Talk offered,Talk held,Held by\n\
         K1,03/08/2026,04/08/2026,Yes,05/08/2026,Advocate\n\
         K2,03/08/2026,04/08/2026,Declined,,\n\
         K3,03/08/2026,04/08/2026,No,09/08/2026,Social worker\n",
    );
    let ran = desk.run(&["import", "events", "returns-home.csv", "--map", "ours"]).done();
    assert!(
        ran.stderr.contains("read as missing: case_id from \"Young person\", date from \"Left\", returned_on from \"Came back\""),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("not in the table: team (no figure by team)"), "{}", ran.stderr);
    let found = shares(&desk, "return_interviews");
    let of = |at: usize| (found[at].1, found[at].2);
    assert_eq!(found[0].0, "interview offered");
    assert_eq!((of(0), of(1), of(6)), ((2.0, 3.0), (2.0, 3.0), (1.0, 2.0)));
}

#[test]
fn a_table_without_a_case_and_a_misspelt_kind_are_refused() {
    let desk = Desk::with_workspace();
    desk.write(
        "v.csv",
        "Person No,Visit date,Visit type,Child seen\nC1,05/09/2026,Looked after,Yes\n",
    );
    let ran = desk.run(&["import", "events", "v.csv", "--kind", "visits"]).ends_with(2);
    assert!(
        ran.stderr.contains("hint: \"Person No\" may be case_id; write a column map"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("the columns of visits are case_id, date, visit_type"),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["import", "events", "v.csv", "--kind", "vists"]).ends_with(2);
    assert!(ran.stderr.contains("there is no kind of events \"vists\""), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("did you mean visits? the kinds are visits, placements"),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["import", "events", "v.csv"]).ends_with(2);
    assert!(ran.stderr.contains("which kind of events it holds is not said"), "{}", ran.stderr);
    let none = desk.run(&["indicators", "--format", "json"]).done().json();
    assert_eq!(none["indicators"], serde_json::json!([]));
}

#[test]
fn seventy_two_hours_are_hours_where_the_table_has_times() {
    let import = |rows: &str| {
        let desk = Desk::with_workspace();
        let header =
            "case_id,missing_from,returned_on,interview_offered,interview_on,independent\n";
        desk.write("missing.csv", format!("{header}{rows}"));
        desk.run(&["import", "events", "missing.csv"]).done();
        let screen = desk.run(&["indicators", "--as-at", "2026-09-30"]).done().stdout;
        (shares(&desk, "return_interviews")[3].clone(), screen)
    };
    let (found, screen) = import(
        "C1,01/09/2026 20:00,02/09/2026 08:00,Yes,05/09/2026 08:00,Yes\n\
         C2,01/09/2026 20:00,02/09/2026 08:00,Yes,05/09/2026 08:01,Yes\n\
         C3,01/09/2026 20:00,02/09/2026 23:00,Yes,05/09/2026 22:00,Yes\n",
    );
    assert_eq!(found, ("done within 72 hours".to_owned(), 2.0, 3.0));
    assert!(screen.contains("counted from the times of return and interview"), "{screen}");
    let (found, screen) = import("C1,01/09/2026,02/09/2026,Yes,05/09/2026,Yes\n");
    assert_eq!((found.1, found.2), (1.0, 1.0));
    assert!(screen.contains("third day after the return, as the dates carry no hours"), "{screen}");
}

#[test]
fn help_readme_and_settings_say_the_same_of_what_a_kind_needs() {
    let guide = guide();
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    assert!(readme.replace("\r\n", "\n").contains(&format!("```text\n{guide}```")), "README");
    let settings =
        std::fs::read_to_string(repository().join("workspace-config/maps.yaml")).unwrap();
    let comments: Vec<&str> =
        settings.lines().filter_map(|line| line.strip_prefix("  #")).collect();
    let wanted: Vec<String> = guide
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("   {line}") })
        .collect();
    let has = comments.windows(wanted.len()).any(|lines| lines == wanted);
    assert!(has, "maps.yaml");
    let help = Desk::empty().run(&["import", "--help"]).done().stdout;
    for line in guide.lines() {
        assert!(help.contains(line), "{line}");
    }
}
