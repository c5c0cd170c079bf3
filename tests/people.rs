//! `assay people` and every step that a second person finishes with their passphrase, as people run them:
//! passphrases come from standard input, and each approval says how it was given and since when.

use assay_model::jiff::{Timestamp, tz::TimeZone};

use crate::support::{Desk, Ran};

const BO: &[u8] = b"four plain words here\n";
const CARA: &[u8] = b"caras own four words\n";
const NEW: &[u8] = b"another four words now\n";

/// A workspace with Bo (login bo) and Cara enrolled.
fn desk() -> Desk {
    let desk = Desk::with_workspace();
    desk.run_with_input(&["people", "add", "Bo Hart", "--login", "bo"], BO).done();
    desk.run_with_input(&["people", "add", "Cara Lee"], CARA).done();
    desk
}

fn today() -> String {
    Timestamp::now().to_zoned(TimeZone::UTC).date().to_string()
}

fn by_passphrase() -> String {
    format!("by passphrase at the same login (enrolled on {})", today())
}

fn people(desk: &Desk) -> serde_json::Value {
    desk.run(&["people", "list", "--format", "json"]).done().json()
}

/// Runs a step that Bo finishes with their passphrase.
fn with_bo(desk: &Desk, arguments: &[&str]) -> Ran {
    desk.run_with_input(&[arguments, &["--second", "Bo Hart"]].concat(), BO)
}

#[test]
fn people_are_enrolled_listed_and_retired() {
    let desk = desk();
    let listed = people(&desk);
    assert_eq!((&listed[0]["name"], &listed[0]["login"]), (&"Bo Hart".into(), &"bo".into()));
    assert_eq!(
        (&listed[0]["passphrase"], &listed[0]["since"]),
        (&"enrolled".into(), &today().into())
    );
    assert_eq!(listed[1]["login"], serde_json::Value::Null);
    let short = desk.run_with_input(&["people", "add", "Dan"], b"too short\n").ends_with(2);
    assert!(
        short.stderr.starts_with("error: expected a passphrase of 14 characters, found 9\n"),
        "{}",
        short.stderr
    );
    desk.run_with_input(&["people", "add", "bo  hart"], NEW).ends_with(2);
    let screen = desk.run(&["people", "retire", "Bo Hart"]).done().stdout;
    let line = screen.lines().find(|line| line.starts_with("Bo Hart")).expect("a line");
    assert!(line.ends_with(&today()), "{screen}");
    let again = desk.run(&["people", "retire", "Bo Hart"]).ends_with(2);
    assert!(again.stderr.contains("Bo Hart was retired on"), "{}", again.stderr);
}

#[test]
fn a_new_passphrase_waits_for_a_third_person() {
    let desk = desk();
    let reset = desk.run_with_input(&["people", "reset", "Bo Hart"], NEW).done();
    assert!(reset.stderr.contains("takes effect in 7 days"), "{}", reset.stderr);
    assert!(people(&desk)[0]["reset_waits_until"].is_string());
    let own = desk.run_with_input(&["people", "confirm", "Bo Hart", "--second", "Bo Hart"], NEW);
    let own = own.ends_with(2);
    assert!(own.stderr.contains("a third person confirms the new passphrase"), "{}", own.stderr);
    desk.run_with_input(&["people", "confirm", "Bo Hart", "--second", "Cara Lee"], CARA).done();
    let listed = people(&desk);
    assert_eq!(listed[0]["passphrase"], "reset");
    assert_eq!(listed[0]["reset_waits_until"], serde_json::Value::Null);
}

#[test]
fn an_action_is_verified_by_passphrase_and_the_list_says_so() {
    let desk = desk();
    desk.write("actions.csv", "action_id,case_id,what,due\nA1,1,Write up the visits,2026-09-24\n");
    desk.run(&["import", "actions", "actions.csv"]).done();
    let day = ["--as-at", "2026-10-01"];
    let at = |arguments: &[&'static str]| [arguments, &day[..]].concat();
    desk.run(&at(&["actions", "done", "A1", "--evidence", "on file"])).done();
    let wrong = at(&["actions", "verify", "A1", "--second", "Bo Hart"]);
    let refused = desk.run_with_input(&wrong, CARA).ends_with(2);
    assert!(refused.stderr.contains("this is not the passphrase of Bo Hart"), "{}", refused.stderr);
    assert!(refused.stderr.contains("the wrong one is on record"), "{}", refused.stderr);
    let cara = at(&["actions", "verify", "A1", "--second", "Cara Lee", "--format", "json"]);
    let verified = desk.run_with_input(&cara, CARA).done().json();
    assert_eq!(verified[0]["verified_how"], by_passphrase());
    let screen = desk.run(&at(&["actions", "--all"])).done().stdout;
    assert!(screen.contains(&format!("done and verified {}", by_passphrase())), "{screen}");
    desk.run(&at(&["pack", "monthly", "--out", "out"])).done();
    let pack = desk.read("out/2026-10-01-monthly.html");
    assert!(pack.contains(&format!("recorded it as done: 1 {}.", by_passphrase())), "{pack}");
}

#[test]
fn a_quote_is_approved_by_passphrase_and_says_so() {
    let desk = desk();
    desk.write(
        "comments.csv",
        "comment_id,case_id,month,comment\nc1,101,2026-08,Core group held but not written up.\n",
    );
    desk.run(&["import", "comments", "comments.csv"]).done();
    let proposed = ["quotes", "propose", "--comment", "c1", "--theme", "not_written_up"];
    let quotes = desk.run(&[&proposed[..], &["--format", "json"]].concat()).done().json();
    let digest = quotes[0]["sha256"].as_str().expect("a digest").to_owned();
    let own = desk.run(&["quotes", "approve", &digest, "--by", "DCS"]).ends_with(2);
    assert!(own.stderr.contains("began this and cannot be the second person"), "{}", own.stderr);
    with_bo(&desk, &["quotes", "approve", &digest, "--by", "DCS"]).done();
    let listed = desk.run(&["quotes", "list", "--format", "json"]).done().json();
    assert_eq!(listed[0]["approved_how"], by_passphrase());
    let screen = desk.run(&["quotes", "list"]).done().stdout;
    assert!(screen.contains(&by_passphrase()), "{screen}");
}

#[test]
fn an_erasure_is_carried_out_by_passphrase_and_the_retired_cannot() {
    let desk = desk();
    desk.write("list.csv", "case_id,team\nC1,CIN 1\nC2,CIN 2\n");
    desk.run(&["import", "cases", "list.csv"]).done();
    let erase = |case: &'static str| ["erase", "--case", case, "--reason", "request of the family"];
    desk.run(&erase("C1")).ends_with(1);
    let done = with_bo(&desk, &[&erase("C1")[..], &["--format", "json"]].concat()).done().json();
    assert_eq!((&done["erased"], &done["second_person"]), (&true.into(), &by_passphrase().into()));
    desk.run(&erase("C2")).ends_with(1);
    desk.run(&["people", "retire", "Bo Hart"]).done();
    let refused = with_bo(&desk, &erase("C2")).ends_with(2);
    assert!(refused.stderr.contains("Bo Hart was retired on"), "{}", refused.stderr);
}

#[test]
fn a_blind_second_reading_needs_another_person() {
    let desk = desk();
    desk.write(
        "comments.csv",
        "comment_id,case_id,month,comment\nc1,101,2026-08,Core group held but not written up.\n",
    );
    desk.run(&["import", "comments", "comments.csv"]).done();
    desk.run(&["themes", "review", "not_written_up", "c1", "--confirm"]).done();
    let blind = ["themes", "review", "not_written_up", "c1", "--reject", "--blind"];
    let own = desk.run(&blind).ends_with(2);
    assert!(own.stderr.contains("began this and cannot be the second person"), "{}", own.stderr);
    let open = with_bo(&desk, &["themes", "review", "not_written_up"]).ends_with(2);
    assert!(open.stderr.contains("--second is for a second reader"), "{}", open.stderr);
    let input = [BO, b"n\n"].concat();
    let queue = ["themes", "review", "not_written_up", "--blind", "--second", "Bo Hart"];
    let read = desk.run_with_input(&queue, &input).done();
    assert!(read.stderr.ends_with("1 decided, 0 left\n"), "{}", read.stderr);
    let agreed = desk.run(&["themes", "agree", "--format", "json"]).done().json();
    assert_eq!((&agreed[0]["n"], &agreed[0]["percent"]), (&1.into(), &0.0.into()));
    assert!(agreed[0]["reviewers"].as_array().expect("two").contains(&"Bo Hart".into()));
    let why = desk.run(&["themes", "explain", "c1", "--format", "json"]).done().json();
    assert_eq!(why["verdicts"][1]["how"], by_passphrase());
    with_bo(&desk, &blind).done();
}
