//! `assay init` and what a fresh workspace holds.

use crate::support::Desk;

#[test]
fn a_new_workspace_has_settings_a_store_and_a_ledger_of_one_entry() {
    let desk = Desk::empty();
    desk.run(&["init", "council"]).done();
    assert!(desk.read("council/assay.yaml").starts_with('#'));
    let ledger = desk.run(&["--workspace", "council", "ledger", "--format", "json"]).done().json();
    assert_eq!(ledger[0]["kind"], "init");
    desk.run(&["ledger", "--verify", "--workspace", "council"]).done();
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let desk = Desk::empty();
    desk.write("mine/notes.txt", "keep me");
    let ran = desk.run(&["init", "mine"]).ends_with(2);
    assert_eq!(ran.stderr, "error: mine is not empty\nhint: name a new folder, or an empty one\n");
    desk.run(&["init", "new"]).done();
    let again = desk.run(&["init", "new"]).ends_with(2);
    assert!(again.stderr.contains("new is a workspace already"), "{}", again.stderr);
}

#[test]
fn without_a_workspace_the_mend_is_said() {
    let ran = Desk::empty().run(&["ledger"]).ends_with(2);
    assert!(ran.stderr.starts_with("error: no workspace here"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: "), "{}", ran.stderr);
}

#[test]
fn a_workspace_that_was_begun_and_not_finished_is_named_and_made_again() {
    let desk = Desk::empty();
    desk.run(&["init", "council"]).done();
    std::fs::remove_file(desk.path("council/assay.yaml")).unwrap();
    let ran = desk.run(&["--workspace", "council", "ledger"]).ends_with(2);
    assert_eq!(
        ran.stderr,
        "error: council is a workspace that was begun and not finished; it holds nothing yet\nhint: make one with: assay init council\n"
    );
    desk.run(&["init", "council"]).done();
    desk.run(&["--workspace", "council", "ledger", "--verify"]).done();
}
