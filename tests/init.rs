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

#[test]
fn a_folder_that_a_cloud_client_copies_is_refused_before_anything_is_made_there() {
    let desk = Desk::empty();
    desk.write("OneDrive - Anytown/notes.txt", "kept");
    for command in ["init", "demo"] {
        let ran = desk.run(&[command, "OneDrive - Anytown/council"]).ends_with(2);
        assert!(ran.stderr.contains("in step with other machines by OneDrive"), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("hint: put the workspace on a disk of this machine"),
            "{}",
            ran.stderr
        );
        assert!(!desk.path("OneDrive - Anytown/council").exists(), "{command}");
    }
}

#[test]
fn a_folder_that_windows_could_not_have_is_refused_on_every_system() {
    let desk = Desk::empty();
    for (folder, why) in [
        ("aux", "keeps this name for a device"),
        ("CON/council", "keeps this name for a device"),
        ("North.", "leaves out a dot"),
    ] {
        let ran = desk.run(&["init", folder]).ends_with(2);
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        assert!(ran.stderr.contains("hint: name it otherwise"), "{}", ran.stderr);
    }
    desk.run(&["init", "North"]).done();
    for made in [["backup", "nul.db"], ["snapshot", "aux.assay"], ["export", "--to=com1"]] {
        let ran = desk.run(&[&["--workspace", "North"], &made[..]].concat()).ends_with(2);
        assert!(ran.stderr.contains("for a device"), "{}", ran.stderr);
    }
}

#[test]
fn a_reader_of_the_talk_that_went_away_is_no_fault() {
    let desk = Desk::empty();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let ended = std::process::Command::new(crate::support::program())
        .args(["init", "council"])
        .current_dir(desk.path(""))
        .stdout(std::process::Stdio::null())
        .stderr(writer)
        .status()
        .expect("the program starts");
    assert_eq!(ended.code(), Some(0));
}
