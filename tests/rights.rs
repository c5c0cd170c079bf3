//! `assay hold`, `disclose`, `erase`, `retention` and `export` as a person runs them.

use crate::support::Desk;

const LIST: &str = "case_id,team\nC1,CIN 1\nC2,CIN 2\n";

fn council() -> Desk {
    let desk = Desk::with_workspace();
    desk.write("list.csv", LIST);
    desk.run(&["import", "cases", "list.csv"]);
    desk
}

#[test]
fn an_erasure_waits_for_a_second_login() {
    let desk = council();
    let ran = desk.run(&["erase", "--case", "C1", "--reason", "request"]).ends_with(1);
    assert_eq!(ran.stdout, "nothing is erased yet: the request is on record\n");
    assert!(ran.stderr.contains("hint: erasing needs two people"), "{}", ran.stderr);
    let unknown = desk.run(&["erase", "--case", "c1", "--reason", "request"]).ends_with(2);
    assert!(unknown.stderr.starts_with("error: nothing is held on c1\n"), "{}", unknown.stderr);
}

#[test]
fn a_hold_is_put_listed_and_lifted() {
    let desk = council();
    desk.run(&["hold", "put", "--case", "C2", "--reason", "court"]).done();
    let held = desk.run(&["hold", "list", "--format", "json"]).done().json();
    assert_eq!((&held[0]["case_id"], &held[0]["reason"]), (&"C2".into(), &"court".into()));
    let erase = desk.run(&["erase", "--case", "C2", "--reason", "request"]).ends_with(2);
    assert!(erase.stderr.contains("C2 is on hold since"), "{}", erase.stderr);
    desk.run(&["hold", "lift", "--case", "C2", "--reason", "over"]).done();
    assert_eq!(desk.run(&["hold", "list", "--format", "json"]).done().stdout, "[]\n");
}

#[test]
fn all_that_is_held_on_a_case_is_shown() {
    let held = council().run(&["disclose", "--case", "C2", "--format", "json"]).done().json();
    assert_eq!(held["case_id"], "C2");
    assert_eq!(held["lists"][0]["fields"]["team"], "CIN 2");
}

#[test]
fn nothing_new_is_past_its_time() {
    let ran = council().run(&["retention", "due"]).done();
    assert!(ran.stdout.starts_with("kind        before      due\n"), "{}", ran.stdout);
}

#[test]
fn what_is_exported_can_be_imported_again() {
    let desk = council();
    let report = desk.run(&["export", "--to", "out", "--format", "json"]).done().json();
    let files = report["files"].as_array().unwrap();
    assert!(files.iter().any(|f| f["file"] == "cases-children.csv" && f["rows"] == 2), "{report}");
    let again = desk.run(&["import", "cases", "out/cases-children.csv", "--format", "json"]).json();
    assert_eq!((&again["read"], &again["unchanged"]), (&2.into(), &2.into()), "{again}");
    let chain: serde_json::Value =
        serde_json::from_str(&desk.read("out/ledger-chain.json")).unwrap();
    assert_eq!(chain[0]["kind"], "init");
    let full = desk.run(&["export", "--to", "out"]).ends_with(2);
    assert_eq!(
        full.stderr,
        "error: out is not empty\nhint: name a new folder: assay export --to DIR\n"
    );
}
