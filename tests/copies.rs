//! `assay backup` and `assay snapshot`.

use crate::support::Desk;

#[test]
fn a_backup_put_back_is_the_workspace_again() {
    let desk = Desk::with_workspace();
    let report = desk.run(&["backup", "copy.db", "--format", "json"]).done().json();
    assert_eq!(report["entries"], 1);
    std::fs::remove_file(desk.path("evidence.db")).unwrap();
    assert!(desk.run(&["ledger"]).ends_with(2).stderr.contains("found no file"));
    std::fs::rename(desk.path("copy.db"), desk.path("evidence.db")).unwrap();
    let ledger = desk.run(&["ledger", "--format", "json"]).done().json();
    assert_eq!(ledger[0]["hash"], report["head"]);
}

#[test]
fn a_backup_overwrites_nothing() {
    let desk = Desk::with_workspace();
    desk.write("copy.db", "mine");
    let ran = desk.run(&["backup", "copy.db"]).ends_with(2);
    assert_eq!(ran.stderr, "error: copy.db: expected no file, found one already\n");
    assert_eq!(desk.read("copy.db"), "mine");
    let folder = desk.run(&["backup", "."]).ends_with(2);
    assert!(folder.stderr.starts_with("error: . is a folder\nhint: "), "{}", folder.stderr);
}

#[test]
fn a_snapshot_is_read_like_a_workspace() {
    let desk = Desk::with_workspace();
    desk.run(&["snapshot", "november.assay"]).done();
    let there = desk.run(&["ledger", "--format", "json"]).done().stdout;
    let read = ["--workspace", "november.assay", "ledger", "--format", "json"];
    assert_eq!(desk.run(&read).done().stdout, there);
    let plain = desk.write("notes.txt", "x");
    let ran = desk.run(&["--workspace", plain.to_str().unwrap(), "ledger"]).ends_with(2);
    assert!(ran.stderr.contains("found another kind of file"), "{}", ran.stderr);
}
