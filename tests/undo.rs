//! `assay import list` and `import undo`: rows out of every figure, record and ledger kept.

use crate::support::{Desk, Ran};

/// Imports a file and returns the number of the import.
fn import(desk: &Desk, kind: &str, file: &str, text: &str) -> u64 {
    desk.write(file, text);
    desk.run(&["import", kind, file]).done();
    let listed = desk.run(&["import", "list", "--format", "json"]).done().json();
    listed.as_array().unwrap().last().unwrap()["import"].as_u64().unwrap()
}

fn undo(desk: &Desk, number: u64, more: &[&str]) -> Ran {
    desk.run(&[&["import", "undo", &number.to_string(), "--format", "json"], more].concat())
}

fn states(desk: &Desk) -> Vec<String> {
    let listed = desk.run(&["import", "list", "--format", "json"]).done().json();
    let all = listed.as_array().unwrap().iter();
    all.map(|import| import["state"].as_str().unwrap().to_owned()).collect()
}

fn sound(desk: &Desk) {
    desk.run(&["ledger", "--verify"]).done();
    let doctor = desk.run(&["doctor"]);
    assert!(doctor.stdout.contains("as imported"), "{}", doctor.stdout);
}

const LIST: &str = "case_id,team\nA1,Duty\nA2,Duty\n";

#[test]
fn a_list_that_is_taken_back_leaves_the_one_before_as_current() {
    let desk = Desk::with_workspace();
    import(&desk, "cases", "list.csv", LIST);
    let wrong = import(&desk, "cases", "wrong.csv", "case_id,team\nB7,Other\n");
    assert_eq!(undo(&desk, wrong, &[]).done().json()["cases"], 1);
    desk.run(&["freeze", "--plan", "health-check", "--id", "hc"]).done();
    desk.run(&["draw", "hc"]);
    let frame = desk.read("draws/hc/frame.tsv");
    assert!(frame.contains("A1\t") && !frame.contains("B7"), "{frame}");
    assert_eq!(states(&desk), ["held", "undone"]);
    sound(&desk);
    let again = undo(&desk, wrong, &[]).ends_with(2);
    assert!(again.stderr.contains("was taken back before"), "{}", again.stderr);
}

#[test]
fn a_list_that_a_draw_was_made_of_stays_and_the_draw_is_named() {
    let desk = Desk::with_workspace();
    let number = import(&desk, "cases", "list.csv", LIST);
    desk.run(&["freeze", "--plan", "health-check", "--id", "hc"]).done();
    let refused = undo(&desk, number, &[]).ends_with(2);
    assert!(refused.stderr.contains("draw hc was made of it"), "{}", refused.stderr);
    desk.run(&["abandon", "hc", "--reason", "wrong list"]).done();
    undo(&desk, number, &[]).done();
}

#[test]
fn returns_that_are_taken_back_leave_the_report_and_the_version_before_counts_again() {
    let desk = Desk::with_workspace();
    let head = "case_id,auditor,audit_date,audit_type,overall,received_on\n";
    let first = import(
        &desk,
        "returns",
        "one.csv",
        &format!("{head}A1,ann,01/09/2026,monthly,good,02/09/2026\n"),
    );
    let second = import(
        &desk,
        "returns",
        "two.csv",
        &format!(
            "{head}A1,ann,01/09/2026,monthly,inadequate,03/09/2026\nA2,bo,02/09/2026,monthly,good,03/09/2026\n"
        ),
    );
    let grades = |desk: &Desk| {
        let lines = desk.run(&["visit", "audits", "--as-at", "2026-10-01", "--format", "json"]);
        let found = lines.done().json();
        found.as_array().unwrap().iter().map(|l| l["overall"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(grades(&desk).len(), 2);
    assert_eq!(undo(&desk, second, &[]).done().json()["records"], 2);
    assert_eq!(grades(&desk), ["\"good\""]);
    sound(&desk);
    assert_eq!(undo(&desk, first, &[]).done().json()["records"], 1);
    assert!(grades(&desk).is_empty());
    // The same file comes in again as if for the first time.
    let third = import(
        &desk,
        "returns",
        "one.csv",
        &format!("{head}A1,ann,01/09/2026,monthly,good,02/09/2026\n"),
    );
    assert!(third > second);
    assert_eq!(grades(&desk), ["\"good\""]);
    sound(&desk);
}

/// The events of a kind that count.
fn counted(desk: &Desk, kind: &str) -> Vec<String> {
    let to = format!("out-{}", std::fs::read_dir(desk.path("")).unwrap().count());
    desk.run(&["export", "--to", &to]).done();
    let table = desk.path(&format!("{to}/events-{kind}.csv"));
    let text = std::fs::read_to_string(table).unwrap_or_default();
    let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    rows.sort();
    rows
}

#[test]
fn events_are_taken_back_and_the_versions_that_are_left_count_again() {
    let desk = Desk::with_workspace();
    let head = "meeting_id,case_id,date,meeting_type,written_up_on\n";
    let import = |name: &str, rows: &str| {
        desk.write(name, format!("{head}{rows}"));
        desk.run(&["import", "events", name, "--kind", "meetings"]).done();
        let list = desk.run(&["import", "list", "--format", "json"]).done().json();
        list.as_array().unwrap().last().unwrap()["import"].as_u64().unwrap()
    };
    let shared = "M2,A2,02/07/2026,core group,04/07/2026\n";
    let july = import("07.csv", &format!("M1,A1,01/07/2026,core group,\n{shared}"));
    let first = counted(&desk, "meetings");
    let august = import(
        "08.csv",
        &format!("M1,A1,01/07/2026,core group,05/07/2026\n{shared}M3,A3,03/08/2026,core group,\n"),
    );
    let both = counted(&desk, "meetings");
    assert_ne!(first, both);
    // The later one back: the blank of the first counts again, and the shared row stays.
    let undone = undo(&desk, august, &[]).done().json();
    assert_eq!((&undone["events"], &undone["kept"]), (&2.into(), &1.into()));
    assert_eq!(counted(&desk, "meetings"), first);
    sound(&desk);
    let again = import(
        "08.csv",
        &format!("M1,A1,01/07/2026,core group,05/07/2026\n{shared}M3,A3,03/08/2026,core group,\n"),
    );
    assert_eq!(counted(&desk, "meetings"), both);
    // The first one back: the row that both have stays until the other goes too.
    let undone = undo(&desk, july, &[]).done().json();
    assert_eq!((&undone["events"], &undone["kept"]), (&1.into(), &1.into()));
    assert_eq!(counted(&desk, "meetings"), both);
    sound(&desk);
    let undone = undo(&desk, again, &["--purge"]).done().json();
    assert_eq!(undone["events"], 3);
    assert!(counted(&desk, "meetings").is_empty());
    sound(&desk);
}

#[test]
fn a_file_of_events_that_was_imported_twice_goes_with_the_second_undo() {
    let desk = Desk::with_workspace();
    let rows = "case_id,date,seen\nA1,01/07/2026,yes\n";
    let numbers = [(); 2].map(|()| {
        desk.write("v.csv", rows);
        desk.run(&["import", "events", "v.csv", "--kind", "visits"]).done();
        let list = desk.run(&["import", "list", "--format", "json"]).done().json();
        list.as_array().unwrap().last().unwrap()["import"].as_u64().unwrap()
    });
    let held = counted(&desk, "visits");
    assert_eq!(undo(&desk, numbers[0], &[]).done().json()["events"], 0);
    assert_eq!(counted(&desk, "visits"), held);
    sound(&desk);
    assert_eq!(undo(&desk, numbers[1], &[]).done().json()["events"], 1);
    assert!(counted(&desk, "visits").is_empty());
    sound(&desk);
}

#[test]
fn a_comment_that_another_import_held_stays_until_that_one_goes_too() {
    let desk = Desk::with_workspace();
    let head = "comment_id,comment\n";
    let first =
        import(&desk, "comments", "a.csv", &format!("{head}c1,visit late\nc2,visit early\n"));
    let both =
        import(&desk, "comments", "b.csv", &format!("{head}c2,visit early\nc3,visit kept\n"));
    let total = |desk: &Desk| {
        desk.run(&["search", "visit", "--format", "json"]).done().json()["total"].clone()
    };
    let undone = undo(&desk, first, &[]).done().json();
    assert_eq!((&undone["comments"], &undone["kept"]), (&1.into(), &1.into()));
    assert_eq!(total(&desk), 2);
    sound(&desk);
    assert_eq!(undo(&desk, both, &[]).done().json()["comments"], 2);
    assert_eq!(total(&desk), 0);
    sound(&desk);
}

#[test]
fn people_and_comments_are_taken_back_and_a_verdict_keeps_its_comment() {
    let desk = Desk::with_workspace();
    let auditors = import(&desk, "auditors", "auditors.csv", "name,login,team\nAnn,ann,QA\n");
    assert_eq!(undo(&desk, auditors, &[]).done().json()["records"], 1);
    let comments =
        import(&desk, "comments", "text.csv", "comment_id,comment\nc1,The visit was late\n");
    let found = |desk: &Desk| desk.run(&["search", "visit", "--format", "json"]).done().json();
    assert_eq!(found(&desk)["total"], 1);
    assert_eq!(undo(&desk, comments, &[]).done().json()["comments"], 1);
    assert_eq!(found(&desk)["total"], 0);
    let again =
        import(&desk, "comments", "text.csv", "comment_id,comment\nc1,The visit was late\n");
    import(&desk, "verdicts", "v.csv", "comment_id,theme,verdict\nc1,drift_and_delay,rejected\n");
    let refused = undo(&desk, again, &[]).ends_with(2);
    assert!(refused.stderr.contains("1 verdict is of its comments"), "{}", refused.stderr);
    sound(&desk);
}

#[test]
fn what_people_changed_since_keeps_the_import() {
    let desk = Desk::with_workspace();
    let number = import(
        &desk,
        "actions",
        "actions.csv",
        "action_id,case_id,source,what,due\nT1,A1,audit,Book it,2026-10-01\n",
    );
    desk.run(&["actions", "due", "T1", "2026-11-01"]).done();
    let refused = undo(&desk, number, &[]).ends_with(2);
    assert!(refused.stderr.contains("was changed by people since"), "{}", refused.stderr);
}

#[test]
fn a_file_sent_by_mistake_is_destroyed_and_its_digest_kept() {
    let desk = Desk::with_workspace();
    let number =
        import(&desk, "cases", "mistake.csv", "case_id,team\nSECRET77,n/k\nSECRET78,Duty\n");
    let purged = undo(&desk, number, &["--purge"]).done().json();
    assert_eq!((&purged["cases"], &purged["purged"]), (&2.into(), &2.into()));
    let store = std::fs::read(desk.path("evidence.db")).unwrap();
    assert!(!store.windows(8).any(|bytes| bytes == b"SECRET77"), "the rows are gone from the disk");
    let listed = desk.run(&["import", "list", "--format", "json"]).done().json();
    assert_eq!(
        (&listed[0]["state"], &listed[0]["files"][0]["name"]),
        (&"purged".into(), &"mistake.csv".into())
    );
    assert_eq!(listed[0]["files"][0]["sha256"].as_str().unwrap().len(), 64);
    sound(&desk);
}

#[test]
fn a_star_and_a_folder_stand_for_the_files_in_them() {
    let desk = Desk::with_workspace();
    let head = "case_id,auditor,audit_date,overall\n";
    desk.write("returned/a.csv", format!("{head}A1,ann,01/09/2026,good\n"));
    desk.write("returned/b.csv", format!("{head}A2,ann,01/09/2026,good\n"));
    desk.write("returned/readme.md", "not a table");
    for (what, stored, unchanged) in
        [("returned\\*.csv", 2, 0), ("returned", 0, 2), ("returned/?.csv", 0, 2)]
    {
        let report = desk.run(&["import", "returns", what, "--format", "json"]).done().json();
        assert_eq!(
            (&report["stored"], &report["unchanged"]),
            (&stored.into(), &unchanged.into()),
            "{what}"
        );
    }
    let none = desk.run(&["import", "returns", "returned/*.xls"]).ends_with(2);
    assert!(none.stderr.contains("that no file fits"), "{}", none.stderr);
}
