//! `assay import`: what is stored, what is told, and how it ends.

use crate::support::{Desk, shared};

const LIST_6: &str = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Does the Child have a Disability,CIN Start Date,Primary Need Code,Date Child Was Last Seen,CIN Closure Date,Reason for Closure,Case status,Allocated Team,Allocated Worker\n";

fn list_6(rows: &str) -> String {
    format!("{LIST_6}{rows}")
}

const ONE: &str = "1001,b) Female,a) WBRI,25/01/2015,11,b) No,01/02/2025,N1 - Abuse or neglect,01/09/2026,,,c) Child in need plan,CIN 1,Worker A\n";
const TWO: &str = "1002,a) Male,a) WBRI,25/01/2016,10,b) No,01/03/2025,N1 - Abuse or neglect,01/09/2026,,,c) Child in need plan,CIN 2,Worker B\n";

#[test]
fn a_clean_list_is_stored_and_the_same_again_is_unchanged() {
    let desk = Desk::with_workspace();
    desk.write("List 6.csv", list_6(&format!("{ONE}{TWO}")));
    let ran = desk.run(&["import", "cases", "List 6.csv", "--format", "json"]).done();
    let report = ran.json();
    assert_eq!((&report["read"], &report["stored"]), (&2.into(), &2.into()));
    assert_eq!(report["problems"], serde_json::json!([]));
    assert_eq!(ran.stderr, "List 6.csv: read as UTF-8, separated by commas\n");
    let again = desk.run(&["import", "cases", "List 6.csv", "--format", "json"]).done().json();
    assert_eq!((&again["stored"], &again["unchanged"]), (&0.into(), &2.into()));
    let ledger = desk.run(&["ledger", "--format", "json"]).done().json();
    assert_eq!(ledger[2]["kind"], "import");
}

#[test]
fn notes_are_told_with_their_place_and_the_rows_are_stored() {
    let desk = Desk::with_workspace();
    let odd = TWO.replace("01/09/2026", "n/k").replace("a) Male", "Male");
    desk.write("List 6.csv", list_6(&format!("{ONE}{odd}")));
    let ran = desk.run(&["import", "cases", "List 6.csv"]).ends_with(1);
    insta::assert_snapshot!(ran.stdout, @r#"
    read 2, stored 2, unchanged 0
    problems: 1 lost, 1 put right

    lost       List 6.csv, row 3, column "Date Child Was Last Seen": expected a date, day first, found "n/k"
               hint: write it like 30/09/2026, or clear the cell
    put right  List 6.csv, row 3, column "Gender": expected the full code "a) Male", found "Male"
               hint: it was read as that code
    "#);
}

#[test]
fn a_refused_row_stops_the_storing_unless_it_is_skipped() {
    let desk = Desk::with_workspace();
    let damaged = TWO.replace("1002", "1.23E+15");
    desk.write("List 6.csv", list_6(&format!("{ONE}{damaged}")));
    let ran = desk.run(&["import", "cases", "List 6.csv", "--format", "json"]).ends_with(1);
    assert!(ran.stderr.contains("nothing was stored: rows were refused"), "{}", ran.stderr);
    let report = ran.json();
    assert_eq!((&report["read"], &report["stored"]), (&2.into(), &0.into()));
    let problem = &report["problems"][0];
    assert_eq!(problem["level"], "refused");
    assert_eq!((&problem["row"], &problem["column"]), (&3.into(), &"Child Unique ID".into()));
    assert_eq!(problem["found"], "1.23E+15");
    let skipped =
        desk.run(&["import", "cases", "List 6.csv", "--skip-refused", "--format", "json"]);
    assert_eq!(skipped.ends_with(1).json()["stored"], 1);
}

#[test]
fn a_file_that_cannot_be_read_is_exit_2_with_one_problem() {
    let desk = Desk::with_workspace();
    desk.write("list.xlsx", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    let ran = desk.run(&["import", "cases", "list.xlsx", "--format", "json"]).ends_with(2);
    let report = ran.json();
    assert_eq!(report["problems"].as_array().unwrap().len(), 1);
    assert!(ran.stderr.contains(
        "error: list.xlsx: this workbook has a password or a sensitivity label: save a copy without it"
    ), "{}", ran.stderr);
    let gone = desk.run(&["import", "cases", "gone.csv", "--format", "json"]).ends_with(2);
    assert_eq!(gone.json()["problems"][0]["found"], "no such file");
}

#[test]
fn a_dry_run_stores_nothing_and_counts_problems_by_kind() {
    let desk = Desk::with_workspace();
    let rows: String =
        (0..5).map(|n| ONE.replace("1001", &format!("20{n}")).replace("b) No", "No")).collect();
    desk.write("List 6.csv", list_6(&rows));
    let ran = desk.run(&["import", "cases", "List 6.csv", "--dry-run"]).done();
    assert_eq!(ran.stderr.lines().last(), Some("nothing was stored: this was a dry run"));
    insta::assert_snapshot!(ran.stdout, @r#"
    read 5, stored 0, unchanged 0

    List 6.csv: headers in row 1, 5 rows below
    column                            taken for           lost  put right  understood             dates
    --------------------------------  ------------------  ----  ---------  ----------  ----------------
    Child Unique ID                   Child Unique ID        0          0           5
    Gender                            gender                 0          0           5
    Ethnicity                         ethnicity              0          0           5
    Date of Birth                     born_on                0          0           5   25 January 2015
    Age of Child (Years)              age                    0          0           5
    Does the Child have a Disability  disability             0          5           0
    CIN Start Date                    start_date             0          0           5   1 February 2025
    Primary Need Code                 primary_need           0          0           5
    Date Child Was Last Seen          last_seen              0          0           5  1 September 2026
    CIN Closure Date                  closed_on              0          0           0
    Reason for Closure                Reason for Closure     0          0           0
    Case status                       case_status            0          0           5
    Allocated Team                    team                   0          0           5
    Allocated Worker                  worker                 0          0           5

    problems: 5 put right

          5 put right  Does the Child have a Disability: expected the full code "b) No"
                    List 6.csv, row 2, column "Does the Child have a Disability": "No"
                    List 6.csv, row 3, column "Does the Child have a Disability": "No"
                    List 6.csv, row 4, column "Does the Child have a Disability": "No"
                    hint: it was read as that code
    "#);
    let stored = desk.run(&["import", "cases", "List 6.csv", "--format", "json"]).done();
    assert_eq!(stored.json()["stored"], 5);
    desk.run(&["import", "cases", "List 6.csv", "--strict"]).ends_with(1);
}

#[test]
fn any_table_of_cases_is_read_by_its_usual_headers() {
    let desk = Desk::with_workspace();
    desk.write("ours.csv", "case_id;team;Area\n001;CIN 1;North\n002;CIN 2;South\n");
    let report = desk.run(&["import", "cases", "ours.csv", "--format", "json"]).done().json();
    assert_eq!(report["stored"], 2);
    let unknown = desk.run(&["import", "cases", "ours.csv", "--map", "none"]).ends_with(2);
    assert_eq!(
        unknown.stderr,
        "error: maps.yaml has no map \"none\"\nhint: maps for cases: cases\n"
    );
}

#[test]
fn returns_comments_events_and_people_are_stored_once() {
    let desk = Desk::with_workspace();
    desk.write("returns.csv", "case_id,auditor,audit_date,domain,score,comment\n1,ab,01/09/2026,Supervision,6,Late\n1,ab,01/09/2026,Planning,7,Clear\n");
    desk.write("text.csv", "report,sentence\na,Drift and delay\n");
    desk.write("visits.csv", "case_id,date,seen\n1,01/09/2026,yes\n1,01/10/2026,no\n");
    desk.write("auditors.csv", "name,login,team\nAnn,ab,CIN 1\n");
    desk.write("names.csv", "case_id,name,relation\n1,Ann Other,mother\n");
    desk.write("families.csv", "case_id,family_id\n1,F1\n");
    desk.write("aliases.csv", "old_id,new_id\nU1,1\n");
    desk.write("history.csv", "case_id,audit_date,audit_type\n1,2026-01-01,monthly\n");
    desk.write(
        "comparators.csv",
        "measure,area,period,value,source\nvisits in time,England,2025,0.8,DfE\n",
    );
    desk.write("findings.csv", "finding_id,letter_date,recommendation,owner,progress,status\nF1,2025-01-01,Improve supervision,DCS,half,amber\n");
    desk.write("actions.csv", "action_id,case_id,source,what,due\nA1,1,audit,Book it,2026-10-01\n");
    for (kind, file, stored) in [
        ("returns", "returns.csv", 1),
        ("comments", "text.csv", 1),
        ("events", "visits.csv", 2),
        ("auditors", "auditors.csv", 1),
        ("names", "names.csv", 1),
        ("families", "families.csv", 1),
        ("aliases", "aliases.csv", 1),
        ("history", "history.csv", 1),
        ("comparators", "comparators.csv", 1),
        ("findings", "findings.csv", 1),
        ("actions", "actions.csv", 1),
    ] {
        let first = desk.run(&["import", kind, file, "--format", "json"]).done().json();
        assert_eq!(first["stored"], stored, "{kind}");
        let again = desk.run(&["import", kind, file, "--format", "json"]).done().json();
        assert_eq!((&again["stored"], &again["unchanged"]), (&0.into(), &stored.into()), "{kind}");
    }
    desk.run(&["ledger", "--verify"]).done();
}

#[test]
fn findings_without_an_id_are_the_same_in_any_order_and_one_that_gets_its_id_later_is_reported() {
    let desk = Desk::with_workspace();
    let rows = ["Visit weekly,Ofsted 2025,A", "Record views,Ofsted 2025,B"];
    for (name, order, stored) in [("a.csv", [0, 1], 2), ("b.csv", [1, 0], 0)] {
        let rows = order.map(|at| rows[at]).join("\n");
        desk.write(name, format!("recommendation,letter,owner\n{rows}\n"));
        let report = desk.run(&["import", "findings", name, "--format", "json"]).done().json();
        assert_eq!(report["stored"], stored, "{name}");
    }
    desk.write("c.csv", format!("finding_id,recommendation,letter,owner\nF1,{}\n", rows[0]));
    let ran = desk.run(&["import", "findings", "c.csv"]).ends_with(1);
    assert!(ran.stdout.contains("without an id already"), "{}", ran.stdout);
}

/// The mock workbooks of others, where a developer has them. In the first some cells are lost; in the
/// second children are on lists 7 and 8 only, which is said and loses nothing.
#[test]
fn mock_workbooks_import_with_every_oddity_reported() {
    for (file, read, stored, code) in [
        ("liia-tools_Annex_A.xlsx", 23, 23, 1),
        ("child-event-journeys_annexa_example.xlsx", 8, 6, 0),
    ] {
        let Some(path) = shared("data/annexa").map(|folder| folder.join(file)) else { return };
        let desk = Desk::with_workspace();
        let path = path.to_str().unwrap();
        let report =
            desk.run(&["import", "cases", path, "--format", "json"]).ends_with(code).json();
        assert_eq!((&report["read"], &report["stored"]), (&read.into(), &stored.into()), "{file}");
    }
}

#[test]
fn a_return_without_an_overall_grade_is_stored_and_in_no_share_of_grades() {
    let desk = Desk::with_workspace();
    let mut list = "case_id,team,plan_type,worker\n".to_owned();
    for number in 0..20 {
        list.push_str(&format!("C{number},T,child protection,W{number}\n"));
    }
    desk.write("list.csv", list);
    desk.run(&["import", "cases", "list.csv"]).done();
    let id = "2026-09-monthly";
    desk.run(&["freeze", "--plan", "monthly", "--id", id, "--n", "4"]).done();
    desk.run(&["draw", id]).done();
    let selection = desk.read("draws/2026-09-monthly/selection.csv");
    let selected = selection.lines().filter(|line| line.contains(",selected,"));
    let cases: Vec<&str> = selected.filter_map(|line| line.split(',').next()).collect();
    let mut returns = "draw_id,case_id,auditor,audit_date,overall,domain,score\n".to_owned();
    for (case, grade) in cases.iter().zip(["Good", "", "Inadequate", ""]) {
        returns.push_str(&format!("{id},{case},ab,12/09/2026,{grade},Planning,6\n"));
    }
    desk.write("returns.csv", returns);
    let read = desk.run(&["import", "returns", "returns.csv", "--format", "json"]).done().json();
    assert_eq!((&read["stored"], &read["problems"]), (&4.into(), &serde_json::json!([])));
    let report = desk.run(&["report"]).done().stdout;
    assert!(report.contains("4 of 4") && report.contains("1 of 2"), "{report}");
}
