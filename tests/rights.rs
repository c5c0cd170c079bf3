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
    assert_eq!(
        ran.stdout,
        "nothing is erased yet: the request is on record\n\
         it serves the right to erasure, on request (UK GDPR, Article 17)\n"
    );
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
fn a_list_days_or_everything_is_put_on_hold_and_refused_to_erase_by_its_name() {
    let desk = council();
    let today = ["--as-at", "2026-09-30"];
    for (which, words) in [
        (&["--list", "children"][..], "the list children"),
        (&["--period", "2020-01-01..2090-12-31"], "what is dated 2020-01-01..2090-12-31"),
        (&["--everything"], "everything"),
    ] {
        let put = [&today[..], &["hold", "put", "--reason", "inquiry"], which].concat();
        let shown = desk.run(&put).done();
        assert!(shown.stdout.contains(words), "{}", shown.stdout);
        let erase = desk.run(&["erase", "--case", "C1", "--reason", "request"]).ends_with(2);
        let said = format!("error: {words} is on hold since 2026-09-30: inquiry\n");
        assert!(erase.stderr.starts_with(&said), "{}", erase.stderr);
        let due = desk.run(&["retention", "due"]).done();
        assert!(due.stderr.contains(&format!("on hold and kept: {words}")), "{}", due.stderr);
        let lift = [&["hold", "lift", "--reason", "over"], which].concat();
        desk.run(&lift).done();
    }
    let both = ["hold", "put", "--everything", "--case", "C1", "--reason", "x"];
    desk.run(&both).ends_with(2);
    desk.run(&["hold", "put", "--reason", "x"]).ends_with(2);
    let days = ["hold", "put", "--period", "2025-01-01..2024-01-01", "--reason", "x"];
    let odd = desk.run(&days).ends_with(2);
    assert!(odd.stderr.contains("expected days such as"), "{}", odd.stderr);
    desk.run(&["hold", "put", "--everything", "--reason", "inquiry"]).done();
    let apply = desk.run(&["retention", "apply"]).ends_with(2);
    assert!(apply.stderr.starts_with("error: everything is on hold since"), "{}", apply.stderr);
}

#[test]
fn a_theme_on_hold_keeps_the_cases_whose_comments_count_for_it_until_it_is_lifted() {
    let desk = council();
    desk.write(
        "said.csv",
        "comment_id,case_id,comment\n1,C1,There has been drift and delay in this case.\n2,C2,A good visit.\n",
    );
    desk.run(&["import", "comments", "said.csv"]).done();
    let theme = ["--theme", "drift_and_delay", "--reason", "inquiry"];
    let put = desk.run(&[&["hold", "put"], &theme[..]].concat()).done();
    assert!(put.stdout.contains("the theme drift_and_delay"), "{}", put.stdout);
    let erase = desk.run(&["erase", "--case", "C1", "--reason", "request"]).ends_with(2);
    assert!(erase.stderr.contains("the theme drift_and_delay is on hold"), "{}", erase.stderr);
    desk.run(&["erase", "--case", "C2", "--reason", "request"]).ends_with(1);
    let themes = desk.read("themes.yaml");
    desk.write("themes.yaml", themes.replace("drift_and_delay", "renamed"));
    let due = desk.run(&["retention", "due"]).ends_with(2);
    let said = "the theme drift_and_delay is on hold and is not in themes.yaml";
    assert!(due.stderr.contains(said), "{}", due.stderr);
    desk.run(&[&["hold", "lift"], &theme[..]].concat()).done();
    desk.run(&["erase", "--case", "C1", "--reason", "request"]).ends_with(1);
    let unknown = desk.run(&["hold", "put", "--theme", "kids", "--reason", "x"]).ends_with(2);
    assert!(unknown.stderr.contains("no theme \"kids\""), "{}", unknown.stderr);
}

#[test]
fn an_erasure_says_which_right_or_duty_it_serves() {
    let desk = council();
    let asked =
        ["erase", "--case", "C1", "--reason", "ref 1", "--serves", "order", "--format", "json"];
    let json = desk.run(&asked).ends_with(1).json();
    assert!(json["serves"].as_str().unwrap().contains("an order of a court"), "{json}");
    let odd = ["erase", "--case", "C2", "--reason", "ref 1", "--serves", "whim"];
    let odd = desk.run(&odd).ends_with(2);
    assert!(odd.stderr.contains("request, limitation, unlawful, order"), "{}", odd.stderr);
    desk.run(&["export", "--to", "out"]).done();
    let chain: serde_json::Value =
        serde_json::from_str(&desk.read("out/ledger-chain.json")).unwrap();
    let entries = chain.as_array().unwrap();
    let asked = entries.iter().find(|entry| entry["kind"] == "erasure request").unwrap();
    assert_eq!(asked["body"]["serves"], "order");
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
