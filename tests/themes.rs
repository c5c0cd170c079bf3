//! `assay themes`: scores by hand, and the line of a fault.

use crate::support::Desk;

#[test]
fn scores_are_those_counted_by_hand() {
    let desk = Desk::empty();
    desk.write(
        "labelled.csv",
        "comment_id,comment,themes\n\
         1,Core group held but not written up,not_written_up\n\
         2,Core group held but not written up,\n\
         3,All fine here,not_written_up;drift_and_delay\n",
    );
    let ran = desk.run(&["themes", "check", "labelled.csv", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let scores: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let theme = &scores["themes"]["not_written_up"];
    assert_eq!((&theme["tp"], &theme["fp"], &theme["fn"]), (&1.into(), &1.into(), &1.into()));
    assert_eq!(scores["themes"]["drift_and_delay"]["fn"], 1);
    assert_eq!(scores["micro"]["p"], 0.5);
}

#[test]
fn a_fault_in_the_rules_is_named_with_its_line() {
    let desk = Desk::empty();
    desk.write("labelled.csv", "comment_id,comment,themes\n1,x,\n");
    desk.write(
        "mine.yaml",
        "themes:\n  - code: a\n    label: A\n    subject: a\n    definition: a\n    rules:\n      - name: one\n        any: [\"$nothing here\"]\n      - name: two\n        any: [\"(a|b\"]\n",
    );
    let ran = desk.run(&["themes", "check", "labelled.csv", "--themes", "mine.yaml"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("mine.yaml, line 7: expected the name of a list, found $nothing"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("mine.yaml, line 9: expected a closing bracket"), "{}", ran.stderr);
}

#[test]
fn rules_are_tried_for_a_theme_that_there_is() {
    let desk = Desk::with_workspace();
    desk.write("new.yaml", desk.read("themes.yaml"));
    let ran = desk.run(&["themes", "try", "new.yaml", "--theme", "not_writen_up"]).ends_with(2);
    assert!(ran.stderr.starts_with("error: no theme \"not_writen_up\"\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: the themes are "), "{}", ran.stderr);
    let ran = desk.run(&["themes", "try", "new.yaml", "--theme", "not_written_up"]).done();
    assert!(ran.stderr.contains("nothing would change in 0 comments"), "{}", ran.stderr);
}
