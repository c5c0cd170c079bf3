//! What every reader of tables says of rows that are hidden or struck through, of columns that come twice, and
//! of rows without an id. The workbooks in `fixtures/tables` were written by Python's openpyxl.

use crate::support::{Desk, Ran, repository};

const SEED: &str = "73951048273649501827";

fn fixture(desk: &Desk, name: &str) {
    let path = repository().join("tests/fixtures/tables").join(name);
    desk.write(name, std::fs::read(path).unwrap());
}

fn sample(desk: &Desk, file: &str) -> Ran {
    desk.run(&["sample", file, "--id-column", "case_id", "--n", "2", "--seed", SEED])
}

#[test]
fn hidden_and_struck_rows_are_told_by_every_reader_of_workbooks() {
    const FILE: &str = "hidden-and-struck.xlsx";
    let desk = Desk::with_workspace();
    fixture(&desk, FILE);
    let bytes = std::fs::read(desk.path(FILE)).unwrap();
    let said = [
        sample(&desk, FILE).done().stderr,
        desk.run(&["stats", "estimate", FILE, "--value", "value"]).done().stderr,
        desk.run_with_input(&["redact"], &bytes).done().stderr,
        desk.run(&["import", "cases", FILE, "--dry-run"]).done().stdout,
        desk.run(&["import", "comments", FILE, "--dry-run"]).done().stdout,
    ];
    for text in said {
        assert!(text.contains("1 row hidden by hand or by a filter (4)"), "{text}");
        assert!(text.contains("1 row struck through (6)"), "{text}");
    }
}

#[test]
fn of_two_tables_side_by_side_none_is_read_without_a_word() {
    const FILE: &str = "side-by-side.xlsx";
    let desk = Desk::with_workspace();
    fixture(&desk, FILE);
    for (ran, column) in [
        (sample(&desk, FILE), "case_id"),
        (desk.run(&["stats", "estimate", FILE, "--value", "value"]), "value"),
    ] {
        let expected = format!("expected one column \"{column}\", found it as column");
        assert!(ran.ends_with(2).stderr.contains(&expected));
    }
    let ran = desk.run(&["import", "cases", FILE]).ends_with(1);
    let expected = "5 rows with another value in a second column of this name (2, 3, 4, 5, 6)";
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
}

#[test]
fn a_header_that_comes_twice_is_refused_by_streams_and_told_by_imports() {
    let desk = Desk::with_workspace();
    let comments = "comment_id,comment,Comment\n1,Fine,Visits are late\n2,Fine,Fine\n";
    for command in ["tag", "redact"] {
        let ran = desk.run_with_input(&[command], comments.as_bytes()).ends_with(2);
        let expected = "expected one column \"comment\", found it as column 2 and as column 3";
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
    desk.write("c.csv", comments);
    let ran = desk.run(&["import", "comments", "c.csv"]).ends_with(1);
    assert!(ran.stdout.contains("1 row with another value in a second column"), "{}", ran.stdout);
    desk.write("v.csv", "case_id,date,seen,note,Note\nC1,01/05/2026,yes,a,b\n");
    let ran = desk.run(&["import", "events", "v.csv", "--kind", "visits"]).ends_with(1);
    assert!(ran.stdout.contains("1 row with another value in a second column"), "{}", ran.stdout);
}

#[test]
fn rows_without_an_id_are_told_with_their_row() {
    let desk = Desk::with_workspace();
    let comments = "comment_id,comment\n1,Fine\n,Visits are late\n";
    for command in ["tag", "redact"] {
        let ran = desk.run_with_input(&[command], comments.as_bytes()).done();
        assert!(ran.stderr.contains("row 3: no id"), "{}", ran.stderr);
    }
    desk.write("c.csv", comments);
    let ran = desk.run(&["import", "comments", "c.csv"]).done();
    assert!(ran.stdout.contains("c.csv, row 3, column \"comment_id\""), "{}", ran.stdout);
    let list = "case_id,team,value\nK1,East,1\n,East,2\nK3,West,3\n";
    desk.write("l.csv", list);
    assert!(sample(&desk, "l.csv").ends_with(2).stderr.contains("row 3"));
    assert!(desk.run(&["import", "cases", "l.csv"]).ends_with(1).stdout.contains("row 3"));
    let ran = desk.run(&["stats", "estimate", "l.csv", "--value", "value"]).done();
    assert!(ran.stderr.contains("l.csv, row 3: no id"), "{}", ran.stderr);
}

#[test]
fn words_in_an_encoding_that_is_not_known_end_with_1_and_their_row() {
    let desk = Desk::with_workspace();
    let comments = b"comment_id,comment\n1,Ren\x8e saw Mia\n2,Fine\n";
    for command in ["tag", "redact"] {
        let ran = desk.run_with_input(&[command], comments).ends_with(1);
        assert!(ran.stderr.contains("another encoding than Windows-1252 (2)"), "{}", ran.stderr);
    }
    desk.write("c.csv", comments);
    let ran = desk.run(&["import", "comments", "c.csv"]).ends_with(1);
    assert!(ran.stdout.contains("another encoding than Windows-1252 (2)"), "{}", ran.stdout);
    desk.write("l.csv", b"case_id,team,value\nK1,Ren\x8e,1\nK2,East,2\n");
    let estimate = ["stats", "estimate", "l.csv", "--value", "value"];
    for ran in [sample(&desk, "l.csv"), desk.run(&estimate)] {
        let ran = ran.ends_with(1);
        assert!(ran.stderr.contains("another encoding than Windows-1252 (2)"), "{}", ran.stderr);
    }
    desk.write("names.csv", b"name\nRen\x8e Okafor\n");
    let fine = "comment_id,comment\n1,Fine\n";
    desk.run_with_input(&["redact", "--names", "names.csv"], fine.as_bytes()).ends_with(1);
    desk.write("labelled.csv", b"comment_id,comment,themes\n1,Ren\x8e was seen,\n2,Fine,\n");
    desk.run(&["themes", "check", "labelled.csv"]).ends_with(1);
}

#[test]
fn values_under_no_header_are_reported_and_an_open_document_says_what_it_cannot_show() {
    let desk = Desk::with_workspace();
    desk.write("l.csv", "case_id,,team\nK1,x,East\nK2,,West\n");
    let ran = desk.run(&["import", "cases", "l.csv"]).done();
    assert!(ran.stdout.contains("1 row with a value under no header (2)"), "{}", ran.stdout);
    sample(&desk, "l.csv").done();
}

#[test]
fn a_stratum_that_was_encoded_twice_is_put_right_by_a_sample() {
    let desk = Desk::empty();
    desk.write("l.csv", "case_id,team\nK1,Si\u{c3}\u{a2}n\nK2,Si\u{e2}n\nK3,East\n");
    let asked = ["sample", "l.csv", "--id-column", "case_id", "--n", "3", "--seed", SEED];
    let ran = desk.run(&[&asked[..], &["--strata", "team"]].concat()).done();
    assert_eq!(ran.stdout.matches("Si\u{e2}n").count(), 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("encoded twice"), "{}", ran.stderr);
}

#[test]
fn welsh_totals_are_no_records() {
    let desk = Desk::with_workspace();
    let rows = "K1,3\nK2,5\nK3,4\n";
    for total in ["Cyfanswm", "Cyfanswm:", "Is-gyfanswm"] {
        desk.write("l.csv", format!("case_id,value\n{rows}{total},12\n"));
        let ran = sample(&desk, "l.csv").done();
        assert!(ran.stderr.contains("row 5 was taken for a total"), "{}", ran.stderr);
        let ran = desk.run(&["stats", "estimate", "l.csv", "--value", "value", "--format", "json"]);
        assert_eq!(ran.done().json()["mean"], 4.0, "{total}");
        let ran = desk.run(&["import", "cases", "l.csv", "--format", "json"]).done();
        assert_eq!(
            ran.json()["stored"].as_u64().unwrap() + ran.json()["unchanged"].as_u64().unwrap(),
            3
        );
    }
}
