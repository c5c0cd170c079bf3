//! Versions of returns: an older one never takes the place of a newer one, and blanks need a yes.

use crate::support::Desk;

const HEAD: &str = "case_id,auditor,audit_date,audit_type,overall,domain,score,comment\n";

fn grades(desk: &Desk) -> Vec<String> {
    let found = desk.run(&["visit", "audits", "--as-at", "2026-10-01", "--format", "json"]);
    let found = found.done().json();
    found.as_array().unwrap().iter().map(|l| l["overall"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn files_read_again_in_any_order_do_not_turn_a_correction_back() {
    let desk = Desk::with_workspace();
    let row =
        |overall: &str| format!("{HEAD}A1,ann,01/09/2026,monthly,{overall},Planning,6,Clear\n");
    desk.write("returned/first.csv", row("inadequate"));
    desk.run(&["import", "returns", "returned"]).done();
    desk.write("returned/corrected.csv", row("requires improvement"));
    // Nothing says which of the two is the newer until somebody does.
    let refused = desk.run(&["import", "returns", "returned/corrected.csv"]).ends_with(1);
    assert!(
        refused
            .stdout
            .contains("another version of the audit of case A1 than the one stored before"),
        "{}",
        refused.stdout
    );
    assert_eq!(grades(&desk), ["inadequate"]);
    desk.run(&["import", "returns", "returned/corrected.csv", "--accept-blanks"]).ends_with(1);
    assert_eq!(grades(&desk), ["inadequate"]);
    desk.run(&["import", "returns", "returned/corrected.csv", "--accept-newer"]).done();
    for _ in 0..3 {
        // The two files say different things of one audit, which is reported with the row.
        let report = desk.run(&["import", "returns", "returned", "--format", "json"]);
        let report = report.ends_with(1).json();
        assert_eq!(report["stored"], 0, "{report}");
        assert_eq!(report["problems"][0]["file"], "first.csv", "{report}");
        assert_eq!(grades(&desk), ["requires improvement"]);
    }
}

#[test]
fn a_version_that_would_blank_what_is_there_is_refused_until_somebody_says_yes() {
    let desk = Desk::with_workspace();
    desk.write("full.csv", format!("{HEAD}A1,ann,01/09/2026,monthly,good,Planning,6,Clear\n"));
    desk.write(
        "part.csv",
        "case_id,auditor,audit_date,audit_type,overall\nA1,ann,01/09/2026,monthly,inadequate\n",
    );
    desk.run(&["import", "returns", "full.csv"]).done();
    let refused = desk.run(&["import", "returns", "part.csv"]).ends_with(1);
    assert!(
        refused.stdout.contains("without the score of Planning, the comment of Planning"),
        "{}",
        refused.stdout
    );
    assert_eq!(grades(&desk), ["good"]);
    desk.run(&["import", "returns", "part.csv", "--accept-newer"]).ends_with(1);
    desk.run(&["import", "returns", "part.csv", "--accept-blanks"]).done();
    assert_eq!(grades(&desk), ["inadequate"]);
}

#[test]
fn the_day_of_receipt_says_which_of_two_tables_is_the_newer() {
    let desk = Desk::with_workspace();
    let table = |day: &str, overall: &str| {
        format!(
            "case_id,auditor,audit_date,audit_type,overall,received_on\nB7,joe,03/08/2026,monthly,{overall},{day}\n"
        )
    };
    desk.write("late.csv", table("21/08/2026", "good"));
    desk.write("early.csv", table("14/08/2026", "inadequate"));
    desk.run(&["import", "returns", "late.csv"]).done();
    for _ in 0..2 {
        let report =
            desk.run(&["import", "returns", "early.csv", "--format", "json"]).done().json();
        assert_eq!(report["stored"], 0, "{report}");
        assert_eq!(
            report["problems"][0]["found"], "an older version of the audit of case B7",
            "{report}"
        );
        assert_eq!(grades(&desk), ["good"]);
    }
}
