//! `assay report` on a workspace without returns; figures are tested where returns are imported.

use crate::support::Desk;

#[test]
fn an_empty_workspace_has_an_empty_report() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["report"]).done();
    assert!(ran.stdout.contains("No monthly audits of randomly drawn cases yet"), "{}", ran.stdout);
    let json = desk.run(&["report", "--format", "json", "--from", "2026-04"]).done().json();
    assert_eq!(json["monthly"]["months"], serde_json::json!([]));
    assert_eq!(json["improving"], serde_json::Value::Null);
}

#[test]
fn a_wrong_month_is_told_with_the_form_expected() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["report", "--from", "April"]).ends_with(2);
    assert!(
        ran.stderr.contains("expected a month like 2026-09, found \"April\""),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["report", "--from", "2026-09", "--to", "2026-04"]).ends_with(2);
    assert_eq!(ran.stderr, "error: expected a first month before 2026-04, found 2026-09\n");
}
