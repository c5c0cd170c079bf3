//! A job that was stopped between its change of the store and its files: the next opening does what is left, and says so.

use crate::support::Desk;

const DRAW: &str = "2026-09-monthly";

/// A workspace whose list of twenty is frozen, with a way to have files of the draw fail: a folder in their place.
fn frozen() -> Desk {
    let desk = Desk::with_workspace();
    let rows: Vec<String> = (0..20).map(|n| format!("QX-{n:03},Duty\n")).collect();
    desk.write("list.csv", format!("case_id,team\n{}", rows.concat()));
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    let settings = desk.read("assay.yaml");
    desk.write("assay.yaml", settings.replace("second_person: required", "second_person: none"));
    desk.run(&["freeze", "--plan", "monthly", "--n", "6", "--as-at", "2026-09-01", "--id", DRAW])
        .done();
    desk
}

fn block(desk: &Desk, name: &str) -> std::path::PathBuf {
    let path = desk.path(&format!("draws/{DRAW}/{name}"));
    drop(std::fs::remove_file(&path));
    std::fs::create_dir_all(path.join("in the way")).unwrap();
    path
}

#[test]
fn a_draw_whose_files_could_not_be_written_has_them_at_the_next_opening() {
    let desk = frozen();
    let blocked = block(&desk, "selection.csv");
    let failed = desk.run(&["draw", DRAW]).ends_with(2);
    assert!(failed.stderr.contains("selection.csv"), "{}", failed.stderr);
    let found = desk.run(&["doctor"]).ends_with(1);
    let left = format!("draws/{DRAW}/selection.csv could not be yet");
    assert!(found.stdout.contains(&left), "{}", found.stdout);
    assert!(found.stderr.contains("and they could not be now: "), "{}", found.stderr);
    // Nothing else waits for it.
    desk.run(&["hold", "put", "--case", "QX-001", "--reason", "court"]).done();
    std::fs::remove_dir_all(&blocked).unwrap();
    let next = desk.run(&["doctor"]).done();
    let said = "note: an earlier run was stopped; finished now: 1 file written\n";
    assert!(next.stderr.starts_with(said), "{}", next.stderr);
    desk.run(&["verify", DRAW]).done();
    let ledger = desk.run(&["ledger", "--format", "json"]).json();
    assert_eq!(ledger.as_array().unwrap().last().unwrap()["kind"], "finished");
    assert!(!desk.run(&["doctor"]).done().stderr.contains("earlier run"));
}

#[test]
fn an_erasure_whose_files_could_not_be_written_is_finished_at_the_next_opening() {
    let desk = frozen();
    desk.run(&["draw", DRAW]).done();
    let selection = desk.read(&format!("draws/{DRAW}/selection.csv"));
    let case = selection.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    desk.write("c.csv", format!("comment_id,case_id,date,comment\n1,{case},2026-09-03,Drift\n"));
    desk.run(&["import", "comments", "c.csv"]).done();
    desk.run(&["search", "drift"]).done();
    for name in ["list.csv", "c.csv"] {
        std::fs::remove_file(desk.path(name)).unwrap();
    }
    let erase = ["erase", "--case", &case, "--reason", "request"];
    let blocked = block(&desk, "manifest.json");
    // The first asks, unless one person may do both.
    if desk.run(&erase).code == 1 {
        desk.run(&erase).ends_with(2);
    }
    std::fs::remove_dir_all(&blocked).unwrap();
    let next = desk.run(&["search", "drift"]);
    assert!(next.stderr.contains("finished now: 1 file written"), "{}", next.stderr);
    assert!(!next.stdout.contains(&case), "{}", next.stdout);
    for path in files_in(&desk.path("")) {
        let bytes = std::fs::read(&path).unwrap();
        let is_in = bytes.windows(case.len()).any(|part| part == case.as_bytes());
        assert!(!is_in, "{} has {case}", path.display());
    }
    desk.run(&["verify", DRAW]).done();
    desk.run(&["doctor", "--deep"]).done();
}

fn files_in(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_in(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn what_a_stopped_run_left_half_written_is_removed() {
    let desk = frozen();
    // The last begins as those of earlier versions did.
    let left = [format!("draws/{DRAW}/.x1.assay-part"), "packs/.assay-x2".to_owned()];
    for path in &left {
        desk.write(path, "QX-001");
    }
    desk.write("elsewhere/x3.assay-part/cases.csv", "QX-001");
    let whole = desk.path("elsewhere/x3.assay-part");
    desk.write("assay-out.lock", "Jo (jo1) on PC-7\nwriting elsewhere/x3.assay-part\n");
    let next = desk.run(&["doctor"]).done();
    assert!(next.stderr.contains("3 files that it left half written removed"), "{}", next.stderr);
    for path in left {
        assert!(!desk.path(&path).exists(), "{path}");
    }
    assert!(!whole.exists());
    // A name that is none of ours is nobody's to remove.
    desk.write("mine/kept.csv", "x");
    desk.write("assay-out.lock", "Jo (jo1) on PC-7\nwriting mine/kept.csv\n");
    desk.run(&["doctor"]).done();
    assert!(desk.path("mine/kept.csv").exists());
}

#[test]
fn the_files_of_a_draw_are_written_again_from_the_store() {
    let desk = frozen();
    desk.run(&["draw", DRAW]).done();
    let path = format!("draws/{DRAW}/selection.csv");
    let before = desk.read(&path);
    desk.write(&path, "spoilt");
    desk.run(&["verify", DRAW]);
    let written = desk.run(&["draw", "files", DRAW, "--format", "json"]).done().json();
    assert_eq!(written["files"].as_array().unwrap().len(), 3, "{written}");
    assert_eq!(desk.read(&path), before);
    desk.run(&["doctor"]).done();
    let unknown = desk.run(&["draw", "files", "2026-10-none"]).ends_with(2);
    assert!(unknown.stderr.contains("2026-10-none"), "{}", unknown.stderr);
}
