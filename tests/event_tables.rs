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
fn the_next_extract_updates_an_event_and_it_counts_once() {
    let desk = Desk::with_workspace();
    let header = "meeting_id,case_id,meeting_type,held_on,written_up_on,distributed_on,team\n";
    let known = "K2,C2,core group,03/08/2026,05/08/2026,,CIN 1\n";
    let august = format!("{header}K1,C1,core group,03/08/2026,,,CIN 1\n{known}");
    let september = format!("{header}K1,C1,core group,03/08/2026,06/08/2026,,CIN 1\n{known}");
    desk.write("august.csv", august);
    desk.write("september.csv", september);
    let import = |file: &str| {
        let asked = ["import", "events", file, "--kind", "meetings", "--format", "json"];
        desk.run(&asked).done().json()["events"].clone()
    };
    let counts =
        |new, updated, older| serde_json::json!({"new": new, "updated": updated, "older": older});
    assert_eq!(import("august.csv"), counts(2, 0, 0));
    assert_eq!(import("september.csv"), counts(0, 1, 0));
    assert_eq!(import("august.csv"), counts(0, 0, 0));
    let json = desk.run(&["indicators", "--as-at", "2026-09-30", "--format", "json"]).done().json();
    let written = &json["indicators"][0];
    assert_eq!(written["key"], "meetings_written_up");
    let year = &written["timeliness"]["year_to_date"];
    assert_eq!((&year["due"], &year["on_time"]), (&2.into(), &2.into()));
    desk.run(&["ledger", "--verify"]).done();
    desk.run(&["doctor"]).done();
}

#[test]
fn a_corrected_date_is_a_new_version_of_the_event_with_that_id_in_any_order_of_files() {
    let header = "meeting_id,case_id,meeting_type,held_on,written_up_on\n";
    let other = "K9,C9,core group,20/08/2026,\n";
    let later = "K8,C9,core group,27/08/2026,\n";
    let august = format!("{header}K1,C1,core group,03/08/2026,\n{other}");
    let corrected = format!("{header}K1,C1,core group,05/08/2026,\n{other}{later}");
    let files = [("august.csv", &august), ("corrected.csv", &corrected)];
    for order in [vec![0, 1], vec![1, 0], vec![0, 1, 0], vec![1, 0, 1, 1]] {
        let desk = Desk::with_workspace();
        let mut told = String::new();
        for at in &order {
            let (name, text) = files[*at];
            desk.write(name, text);
            told += &desk.run(&["import", "events", name, "--kind", "meetings"]).done().stdout;
        }
        let expected = "1 event that was here under its id with another date, row 2";
        assert_eq!(told.matches(expected).count(), 1, "{order:?} {told}");
        let json = desk.run(&["indicators", "--as-at", "2026-09-30", "--format", "json"]);
        let written = &json.done().json()["indicators"][0]["timeliness"]["year_to_date"];
        assert_eq!(written["due"], 3, "{order:?}");
        desk.run(&["doctor"]).done();
    }
    // Two rows of one file with one id and two dates are told with both rows.
    let desk = Desk::with_workspace();
    desk.write("twice.csv", format!("{august}K1,C1,core group,05/08/2026,\n"));
    let ran = desk.run(&["import", "events", "twice.csv", "--kind", "meetings"]).ends_with(1);
    assert!(ran.stdout.contains("something else of the event of row 2"), "{}", ran.stdout);
}

#[test]
fn a_meeting_that_came_without_its_id_and_comes_with_it_counts_once() {
    let without = "case_id,meeting_type,held_on,written_up_on\nC1,core group,03/08/2026,\nC2,core group,04/08/2026,\n";
    let with = "meeting_id,case_id,meeting_type,held_on,written_up_on\nK2,C2,core group,04/08/2026,\nK1,C1,core group,03/08/2026,07/08/2026\n";
    for order in [[("a.csv", without), ("b.csv", with)], [("b.csv", with), ("a.csv", without)]] {
        let desk = Desk::with_workspace();
        let mut shown = String::new();
        for (name, text) in order {
            desk.write(name, text);
            shown = desk.run(&["import", "events", name, "--kind", "meetings"]).done().stdout;
        }
        let expected = "2 events that are here with their ids and without them, rows 2, 3";
        assert!(shown.contains(expected), "{shown}");
        let json = desk.run(&["indicators", "--as-at", "2026-09-30", "--format", "json"]);
        let written = &json.done().json()["indicators"][0]["timeliness"]["year_to_date"];
        assert_eq!(written["due"], 2, "{}", order[0].0);
        desk.run(&["doctor"]).done();
    }
    // Of two meetings of one day nobody can know which one the row without an id is.
    let desk = Desk::with_workspace();
    desk.write("a.csv", without);
    desk.run(&["import", "events", "a.csv", "--kind", "meetings"]).done();
    desk.write("b.csv", format!("{with}K3,C1,core group,03/08/2026,08/08/2026\n"));
    let ran = desk.run(&["import", "events", "b.csv", "--kind", "meetings"]).ends_with(1);
    let expected =
        "1 row without an id that may be one of several events of its case and day, row 3";
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
}

#[test]
fn a_map_s_own_id_beats_the_date_unless_the_key_names_it() {
    for (key, events) in [("[visit_id]", 1), ("[visit_id, date]", 2)] {
        let map = "  ours:\n    of: events\n    kind: visits\n    columns: {case_id: [Child], date: [On], visit_id: [Visit]}\n    key: ";
        let desk = with_map(&format!("{map}{key}\n"));
        desk.write("a.csv", "Visit,Child,On\nV1,C1,03/08/2026\nV2,C2,09/08/2026\n");
        desk.write("b.csv", "Visit,Child,On\nV1,C1,04/08/2026\nV3,C2,19/08/2026\n");
        desk.run(&["import", "events", "a.csv", "--map", "ours"]).done();
        let asked = ["import", "events", "b.csv", "--map", "ours", "--format", "json"];
        let counts = desk.run(&asked).done().json()["events"].clone();
        assert_eq!(counts["new"], events, "{key} {counts}");
    }
}

#[test]
fn a_team_in_another_spelling_than_on_the_list_is_told_and_counted_as_one() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team,worker\nC1,North East,Ann\nC2,North East,Ann\n");
    desk.run(&["import", "cases", "list.csv"]).done();
    let head = "case_id,date,seen,seen_alone,team,worker\n";
    let rows = "C1,01/08/2026,yes,yes,north-east ,Ann\nC2,02/08/2026,yes,no,North East,Ann\n";
    desk.write("visits.csv", format!("{head}{rows}"));
    let ran = desk.run(&["import", "events", "visits.csv", "--kind", "visits"]).done();
    assert!(ran.stdout.contains("expected one spelling of \"North East\""), "{}", ran.stdout);
    desk.write("auditors.csv", "login,name,team\nx.y,X Y,NORTH EAST\n");
    let ran = desk.run(&["import", "auditors", "auditors.csv"]).done();
    assert!(ran.stdout.contains("expected one spelling of \"North East\""), "{}", ran.stdout);
    desk.write("one.csv", "case_id,family\nC1,Fam 1\n");
    desk.write("two.csv", "case_id,family\nC2,fam-1\n");
    desk.run(&["import", "families", "one.csv"]).done();
    let ran = desk.run(&["import", "families", "two.csv"]).done();
    assert!(ran.stdout.contains("expected one spelling of \"Fam 1\""), "{}", ran.stdout);
}

#[test]
fn what_falls_due_after_the_extract_ends_is_in_no_base() {
    let desk = Desk::with_workspace();
    desk.write(
        "plans.csv",
        "case_id,plan_type,start_date,team\nC1,child protection,01/06/2026,CP 1\n",
    );
    let days = ["08/06", "18/06", "30/06", "09/07", "21/07", "31/07", "12/08", "24/08"];
    let rows: String = days
        .iter()
        .map(|day| format!("C1,{day}/2026,child protection,yes,CP 1\n"))
        .collect::<Vec<_>>()
        .concat();
    desk.write("visits.csv", format!("case_id,date,visit_type,seen,team\n{rows}"));
    let indicator = |as_at: &str, key: &str| {
        let json = desk.run(&["indicators", "--as-at", as_at, "--format", "json"]).done().json();
        let all = json["indicators"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["key"] == key).unwrap_or_default()
    };
    let late = |found: &serde_json::Value| {
        let year = &found["timeliness"]["year_to_date"];
        (year["due"].as_u64().unwrap(), year["late"].as_u64().unwrap())
    };
    desk.run(&["import", "events", "plans.csv"]).done();
    desk.run(&["import", "events", "visits.csv"]).done();
    let found = indicator("2026-11-10", "child_protection_visits");
    assert_eq!(late(&found), (7, 0), "{found}");
    assert_eq!(found["notes"][0], "covers 8 June 2026 to 24 August 2026");
    assert!(found["notes"][1].as_str().unwrap().starts_with("2 visits were due after 24 August"));
    let reviews = indicator("2026-11-10", "child_protection_reviews");
    assert!(reviews.is_null(), "no table, no figure: {reviews}");
    let covers = ["import", "events", "visits.csv", "--covers", "2026-06-01..2026-09-30"];
    desk.run(&covers).done();
    let found = indicator("2026-11-10", "child_protection_visits");
    assert_eq!(late(&found), (9, 1), "the table is said to go on without a visit: {found}");
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
    // Help is wrapped to the width of the screen.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let help = Desk::empty().run(&["import", "--help"]).done().stdout;
    assert!(words(&help).contains(&words(&guide)), "{help}");
}
