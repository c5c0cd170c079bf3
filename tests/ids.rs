//! Ids compared with the known ones: lost zeros, slips, and what was understood of a file.

use crate::support::Desk;

fn list(width: usize) -> String {
    let rows: Vec<String> =
        (0..30).map(|n| format!("{:0width$},Duty,01/02/2025", n * 41 + 2003)).collect();
    format!("case_id,team,start_date\n{}\n", rows.join("\n"))
}

fn known() -> Desk {
    let desk = Desk::with_workspace();
    desk.write("sep.csv", list(8));
    desk.run(&["import", "cases", "sep.csv", "--as-at", "2026-09-30"]).done();
    desk
}

#[test]
fn a_list_that_lost_its_zeros_is_reported_with_the_known_ids_and_counted() {
    let desk = known();
    desk.write("oct.csv", list(0));
    let ran = desk.run(&["import", "cases", "oct.csv", "--as-at", "2026-10-31"]).ends_with(1);
    assert!(
        ran.stdout
            .contains("30 new, 30 of them near to a known one; 30 of the list before are gone"),
        "{}",
        ran.stdout
    );
    let report = desk.run(&["import", "cases", "sep.csv", "--format", "json"]).json();
    assert_eq!(report["understood"]["ids"]["new"], 30, "{report}");
    desk.write("again.csv", "case_id,team\n2044,Duty\n99,Duty\n");
    let desk = known();
    desk.write("again.csv", "case_id,team\n2044,Duty\n99,Duty\n");
    let json = desk.run(&["import", "cases", "again.csv", "--dry-run", "--format", "json"]);
    let report = json.ends_with(1).json();
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1, "{report}");
    assert_eq!(problems[0]["row"], 2);
    assert!(problems[0]["found"].as_str().unwrap().contains("near the known \"00002044\""));
}

#[test]
fn a_setting_puts_the_zeros_back_for_lists_returns_events_and_comments() {
    let desk = known();
    let settings = desk.read("lists.yaml").replace("case_id: as written", "case_id: pad");
    desk.write("lists.yaml", settings);
    desk.write("oct.csv", format!("{}77,Duty,01/10/2026\n", list(0)));
    let report = desk.run(&["import", "cases", "oct.csv", "--format", "json"]).done().json();
    assert_eq!(report["understood"]["ids"]["known"], 30, "{report}");
    assert_eq!(report["understood"]["ids"]["gone"], 0);
    desk.write("visits.csv", "case_id,date\n2044,01/09/2026\n77,02/09/2026\n");
    desk.write("text.csv", "case_id,comment\n2044,Late and hurried\n");
    desk.write("back.csv", "case_id,auditor,audit_date,overall\n2044,ann,01/10/2026,good\n");
    for (kind, file) in
        [("events", "visits.csv"), ("comments", "text.csv"), ("returns", "back.csv")]
    {
        desk.run(&["import", kind, file]).done();
    }
    let told = desk.run(&["disclose", "--case", "00002044", "--format", "json"]).stdout;
    for part in ["Late and hurried", "2026-09-01", "2026-10-01"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn returns_with_mistyped_and_unknown_ids_are_told_apart() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team\nQ017,Duty\nQ018,Duty\n");
    desk.run(&["import", "cases", "list.csv"]).done();
    desk.write(
        "back.csv",
        "case_id,auditor,audit_date,overall\nq017,ann,01/10/2026,good\nQO18,ann,01/10/2026,good\nZ9,ann,01/10/2026,good\nQ018,bo,02/10/2026,good\n",
    );
    let report =
        desk.run(&["import", "returns", "back.csv", "--format", "json"]).ends_with(1).json();
    let told: Vec<(String, u64, String)> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            let text = |name: &str| p[name].as_str().unwrap_or_default().to_owned();
            (text("effect"), p["row"].as_u64().unwrap(), text("found"))
        })
        .collect();
    let of = |effect: &str, row, found: &str| (effect.to_owned(), row, found.to_owned());
    assert_eq!(
        told,
        [
            of("lost", 2, "\"q017\", near the known \"Q017\""),
            of("lost", 3, "\"QO18\", near the known \"Q018\""),
            of("understood", 4, "1 id in 1 row: \"Z9\""),
        ]
    );
}

#[test]
fn inspectors_cases_are_answered_from_every_draw_and_the_near_id_is_named() {
    let desk = Desk::with_workspace();
    let rows: Vec<String> = (0..9)
        .map(|n| format!("00{n:03},{},children in need", if n < 4 { "CIN 1" } else { "CIN 2" }))
        .collect();
    desk.write("list.csv", format!("case_id,team,plan_type\n{}\n", rows.join("\n")));
    desk.run(&["import", "cases", "list.csv"]).done();
    let rule = "    selection: every_case\n    strata: [team]\n";
    let scope = format!("{rule}    scope:\n      - {{column: team, is: [CIN 2]}}\n");
    desk.write("plans.yaml", desk.read("plans.yaml").replacen(rule, &scope, 1));
    for (plan, id) in [("monthly", "m"), ("health-check", "hc")] {
        let n: &[&str] = if plan == "monthly" { &["--n", "9"] } else { &[] };
        desk.run(&[&["freeze", "--plan", plan, "--id", id], n].concat()).done();
        desk.run(&["draw", id]);
    }
    desk.write("asked.csv", "Case ID\n00003\n3\n77\n");
    let found = desk.run(&["visit", "cases", "asked.csv", "--format", "json"]).done().json();
    assert_eq!(found[0]["draw_id"], "m", "{found}");
    assert!(found[0]["drawn"].as_str().unwrap().starts_with("drawn"), "{found}");
    assert!(found[0]["others"][0].as_str().unwrap().starts_with("hc: "), "{found}");
    assert_eq!(
        (&found[1]["near"], &found[1]["draw_id"]),
        (&"00003".into(), &"m".into()),
        "{found}"
    );
    assert_eq!(found[2]["near"], "");
    assert_eq!(found[2]["drawn"], "not on the list");
}

#[test]
fn a_dry_run_says_what_was_understood_with_lost_values_first_and_an_import_keeps_it() {
    let desk = Desk::with_workspace();
    desk.write(
        "list.csv",
        "A title\nCase ID,Team,Start date,Area\n1,Duty,01/02/2026,North\n2,Duty,n/k,South\n3,,15/03/2026,\n",
    );
    let ran = desk.run(&["import", "cases", "list.csv", "--dry-run", "--format", "json"]);
    let report = ran.ends_with(1).json();
    let sheet = &report["understood"]["sheets"][0];
    assert_eq!((&sheet["header_row"], &sheet["rows"]), (&2.into(), &3.into()), "{report}");
    let start = &sheet["columns"][0];
    assert_eq!((&start["header"], &start["field"]), (&"Start date".into(), &"start_date".into()));
    assert_eq!(
        (&start["filled"], &start["lost"], &start["understood"]),
        (&3.into(), &1.into(), &2.into())
    );
    assert_eq!((&start["from"], &start["to"]), (&"2026-02-01".into(), &"2026-03-15".into()));
    let text = desk.run(&["import", "cases", "list.csv", "--dry-run"]).ends_with(1).stdout;
    assert!(text.contains("list.csv: headers in row 2, 3 rows below"), "{text}");
    assert!(text.contains("1 February 2026 to 15 March 2026"), "{text}");
}

#[test]
fn a_list_that_takes_anothers_place_says_how_many_go_and_a_part_is_added() {
    let desk = Desk::with_workspace();
    desk.write("all.csv", "case_id,team\nM1,Duty\nM2,Duty\nM3,Duty\n");
    desk.write("part.csv", "case_id,team\nM3,Court\nM4,Court\n");
    desk.run(&["import", "cases", "all.csv"]).done();
    let said = desk.run(&["import", "cases", "part.csv", "--dry-run"]).done().stdout;
    assert!(
        said.contains("1 on the list before too, 1 new; 2 of the list before are gone"),
        "{said}"
    );
    let added = desk.run(&["import", "cases", "part.csv", "--add", "--format", "json"]).done();
    let ids = &added.json()["understood"]["ids"];
    assert_eq!((&ids["known"], &ids["new"], &ids["gone"]), (&3.into(), &1.into(), &0.into()));
    let frozen = desk.run(&["freeze", "--plan", "health-check", "--id", "hc"]).done();
    assert!(frozen.stdout.contains("4 eligible"), "{}", frozen.stdout);
    let receipt = desk.read("draws/hc/receipt.txt");
    assert!(receipt.starts_with("list of draw hc, SHA-256 "), "{receipt}");
}

#[test]
fn a_day_of_receipt_can_be_given() {
    let desk = Desk::with_workspace();
    desk.write("back.csv", "case_id,auditor,audit_date,overall\nM1,ann,01/09/2026,good\n");
    desk.run(&["import", "returns", "back.csv", "--received", "2026-09-07"]).done();
    let told = desk.run(&["disclose", "--case", "M1", "--format", "json"]).done().stdout;
    assert!(told.contains("\"received_on\":\"2026-09-07\""), "{told}");
}
