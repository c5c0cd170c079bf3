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
    let there = desk.run(&["ledger", "--format", "json"]).done().stdout;
    desk.run(&["snapshot", "november.assay"]).done();
    let read = ["--workspace", "november.assay", "ledger", "--format", "json"];
    assert_eq!(desk.run(&read).done().stdout, there);
    let plain = desk.write("notes.txt", "x");
    let ran = desk.run(&["--workspace", plain.to_str().unwrap(), "ledger"]).ends_with(2);
    assert!(ran.stderr.contains("found another kind of file"), "{}", ran.stderr);
}

#[test]
fn a_snapshot_is_sound_by_its_own_doctor_and_known_to_the_ledger() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team\nQX-1,Duty\n");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    desk.run(&["snapshot", "november.assay"]).done();
    desk.run(&["backup", "copy.db"]).done();
    desk.run(&["--workspace", "november.assay", "doctor", "--deep"]).done();
    let verified = desk.run(&["verify", "november.assay", "--format", "json"]).done().json();
    assert_eq!((&verified["what"], &verified["on_record"]), (&"snapshot".into(), &true.into()));
    desk.run(&["verify", "copy.db"]).done();
    let bytes = std::fs::read(desk.path("copy.db")).unwrap();
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        desk.write("flipped.db", flipped);
        let found = desk.run(&["verify", "flipped.db"]);
        assert_ne!(found.code, 0, "byte {at}: {}", found.stdout);
    }
}

#[test]
fn an_export_and_its_ledger_are_compared_with_the_ledger() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team\nQX-1,Duty\n");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    desk.run(&["export", "--to", "out"]).done();
    desk.run(&["verify", "./out"]).done();
    desk.run(&["verify", "out/ledger-chain.json"]).done();
    desk.run(&["verify", "out/ledger.json"]).done();
    let chain = desk.read("out/ledger-chain.json");
    desk.write("out/ledger-chain.json", chain.replacen("cases", "casez", 1));
    let found = desk.run(&["verify", "out/ledger-chain.json"]).ends_with(1);
    assert!(found.stdout.contains("of entry 2 is not what the ledger has"), "{}", found.stdout);
    let found = desk.run(&["verify", "./out"]).ends_with(1);
    assert!(found.stdout.contains("ledger-chain.json is not the one"), "{}", found.stdout);
    desk.write("out/ledger-chain.json", chain);
    desk.write("out/more.csv", "x");
    let found = desk.run(&["verify", "./out"]).ends_with(1);
    assert!(found.stdout.contains("more.csv was not written by the export"), "{}", found.stdout);
    // An export with all its digests made anew is not the one on record.
    std::fs::remove_file(desk.path("out/more.csv")).unwrap();
    let sums = desk.read("out/sha256sums.txt");
    desk.write("out/sha256sums.txt", format!("{sums}\n"));
    let found = desk.run(&["verify", "./out"]).ends_with(1);
    assert!(found.stdout.contains("the workspace's ledger has no such file"), "{}", found.stdout);
}
