//! Passphrases, resets and the second person, on a workspace with a clock of its own.

use assay_model::{Actor, Approval, Timestamp};

use super::*;
use crate::desk::place::Workspace;
use crate::desk::session::Session;

const PASSPHRASE: &str = "four plain words here";
const NEW: &str = "another four words now";

fn actor(login: &str) -> Actor {
    Actor { name: login.into(), login: login.into(), machine: "m".into() }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A workspace of amy's with Bo Hart (login bo) enrolled.
fn with_bo() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let session = || Session::made_up(actor("amy"), at("2026-10-01T09:00:00Z"), "7");
    Workspace::init(&root, &session()).unwrap();
    let mut workspace = Workspace::open(&root, session()).unwrap();
    add(&mut workspace.writer().unwrap(), "Bo  Hart", Some("bo"), &Passphrase::typed(PASSPHRASE))
        .unwrap();
    (folder, workspace)
}

fn by(name: &str, passphrase: &str) -> Second {
    Second::Passphrase { name: name.into(), passphrase: Passphrase::typed(passphrase) }
}

fn approve(
    workspace: &mut Workspace,
    first: &str,
    second: &Second,
) -> std::result::Result<Approval, String> {
    second_person(&mut workspace.writer().unwrap(), first, second)
        .map_err(|fault| fault.to_string())
}

#[test]
fn another_login_or_another_persons_passphrase_is_a_second_person() {
    let (_folder, mut workspace) = with_bo();
    assert_eq!(
        approve(&mut workspace, "amy", &Second::ThisLogin).unwrap_err(),
        "amy began this and cannot be the second person"
    );
    let other = approve(&mut workspace, "cara", &Second::ThisLogin).unwrap();
    assert_eq!((other.to_string().as_str(), other.logins()), ("by another login", 2));
    let typed = approve(&mut workspace, "amy", &by("bo hart", PASSPHRASE)).unwrap();
    assert_eq!(typed.to_string(), "by passphrase at the same login (enrolled on 2026-10-01)");
    let entry = workspace.reader().unwrap().store.ledger().unwrap().pop().unwrap();
    assert!(matches!(&typed.means, Means::Passphrase(person) if person.entry == entry.number));
}

#[test]
fn nobody_is_both_people() {
    let (_folder, mut workspace) = with_bo();
    let both = "Bo Hart began this and cannot be the second person";
    assert_eq!(approve(&mut workspace, "bo", &by("Bo Hart", PASSPHRASE)).unwrap_err(), both);
    add(&mut workspace.writer().unwrap(), "Cara", None, &Passphrase::typed(NEW)).unwrap();
    assert!(approve(&mut workspace, "cara", &by("Cara", NEW)).is_err());
    assert!(add(&mut workspace.writer().unwrap(), "CARA", None, &Passphrase::typed(NEW)).is_err());
    assert!(
        add(&mut workspace.writer().unwrap(), "Dan", Some("bo"), &Passphrase::typed(NEW)).is_err()
    );
    assert!(
        add(&mut workspace.writer().unwrap(), "Dan", None, &Passphrase::typed("too short"))
            .is_err()
    );
}

#[test]
fn wrong_passphrases_slow_the_next_one_down_and_are_on_record() {
    let (_folder, mut workspace) = with_bo();
    let mut clock = at("2026-10-02T09:00:00Z");
    let mut wait = 0;
    for count in 1..=4 {
        clock = clock.checked_add(assay_model::jiff::SignedDuration::from_secs(wait + 1)).unwrap();
        workspace.session().set_clock(clock);
        let wrong = approve(&mut workspace, "amy", &by("Bo Hart", "not these words at all"));
        assert_eq!(wrong.unwrap_err(), "this is not the passphrase of Bo Hart", "try {count}");
        wait = 2_i64.pow(count);
        workspace.session().set_clock(clock);
        let early = approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).unwrap_err();
        assert!(early.contains("the next can be tried in"), "{early}");
    }
    workspace
        .session()
        .set_clock(clock.checked_add(assay_model::jiff::SignedDuration::from_secs(17)).unwrap());
    approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).unwrap();
    let kinds: Vec<String> = workspace
        .reader()
        .unwrap()
        .store
        .ledger()
        .unwrap()
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    let wrong = kinds.iter().filter(|kind| *kind == "wrong passphrase").count();
    assert_eq!((wrong, kinds.last().map(String::as_str)), (4, Some("right passphrase")));
    approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).unwrap();
}

#[test]
fn a_reset_waits_for_a_third_person_the_own_login_or_seven_days() {
    let (_folder, mut workspace) = with_bo();
    let new = Passphrase::typed(NEW);
    assert!(!reset(&mut workspace.writer().unwrap(), "Bo Hart", &new).unwrap());
    approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).unwrap();
    // Neither the one who set it nor the one whose it is confirms it.
    assert!(confirm(&mut workspace.writer().unwrap(), "Bo Hart", &Second::ThisLogin).is_err());
    assert!(confirm(&mut workspace.writer().unwrap(), "Bo Hart", &by("Bo Hart", NEW)).is_err());
    let waits = list(&workspace.reader().unwrap()).unwrap()[0].reset_waits_until.unwrap();
    assert_eq!(waits.to_string(), "2026-10-08");
    add(&mut workspace.writer().unwrap(), "Cara", None, &Passphrase::typed("caras own four words"))
        .unwrap();
    confirm(&mut workspace.writer().unwrap(), "Bo Hart", &by("Cara", "caras own four words"))
        .unwrap();
    let typed = approve(&mut workspace, "amy", &by("Bo Hart", NEW)).unwrap();
    assert_eq!(typed.to_string(), "by passphrase at the same login (reset on 2026-10-01)");
    assert!(
        confirm(&mut workspace.writer().unwrap(), "Bo Hart", &by("Cara", "caras own four words"))
            .is_err()
    );
    workspace.session_mut().act_as(actor("bo"));
    assert!(
        reset(&mut workspace.writer().unwrap(), "Bo Hart", &Passphrase::typed(PASSPHRASE)).unwrap()
    );
    workspace.session_mut().act_as(actor("amy"));
    approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).unwrap();
}

#[test]
fn a_reset_that_nobody_confirmed_takes_effect_after_seven_days() {
    let (_folder, mut workspace) = with_bo();
    workspace.session().set_clock(at("2026-10-03T09:00:00Z"));
    reset(&mut workspace.writer().unwrap(), "Bo Hart", &Passphrase::typed(NEW)).unwrap();
    workspace.session().set_clock(at("2026-10-10T08:59:00Z"));
    approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).unwrap();
    workspace.session().set_clock(at("2026-10-10T09:01:00Z"));
    let typed = approve(&mut workspace, "amy", &by("Bo Hart", NEW)).unwrap();
    assert_eq!(typed.to_string(), "by passphrase at the same login (reset on 2026-10-03)");
    assert!(approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).is_err());
}

#[test]
fn the_retired_approve_nothing() {
    let (_folder, mut workspace) = with_bo();
    retire(&mut workspace.writer().unwrap(), "Bo Hart").unwrap();
    let refused = approve(&mut workspace, "amy", &by("Bo Hart", PASSPHRASE)).unwrap_err();
    assert_eq!(refused, "Bo Hart was retired on 2026-10-01");
    assert!(retire(&mut workspace.writer().unwrap(), "Bo Hart").is_err());
}

#[test]
fn another_login_that_is_enrolled_says_since_when_and_names_its_entry() {
    let (_folder, mut workspace) = with_bo();
    let enrolled = workspace.reader().unwrap().store.ledger().unwrap().pop().unwrap().number;
    workspace.session_mut().act_as(actor("bo"));
    let other = approve(&mut workspace, "amy", &Second::ThisLogin).unwrap();
    assert_eq!(other.to_string(), "by another login (enrolled on 2026-10-01)");
    assert_eq!(
        with_second(json!({}), &other),
        json!({ "second": { "by": "other login", "person": enrolled } })
    );
    assert!(other.to_keep().is_some(), "the record keeps since when");
    reset(&mut workspace.writer().unwrap(), "Bo Hart", &Passphrase::typed(NEW)).unwrap();
    let other = approve(&mut workspace, "amy", &Second::ThisLogin).unwrap();
    assert_eq!(other.to_string(), "by another login (reset on 2026-10-01)");
    retire(&mut workspace.writer().unwrap(), "Bo Hart").unwrap();
    let refused = approve(&mut workspace, "amy", &Second::ThisLogin).unwrap_err();
    assert_eq!(refused, "Bo Hart was retired on 2026-10-01");
}

#[test]
fn a_record_that_is_not_what_the_ledger_committed_to_approves_nothing() {
    let (_folder, workspace) = with_bo();
    let person = person(&workspace.reader().unwrap(), "Bo Hart").unwrap();
    let forged = Passphrase::typed(NEW).hash(&[9; 32]).unwrap();
    let root = workspace.root().to_owned();
    drop(workspace);
    let path = root.join("evidence.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let places: Vec<usize> = (0..bytes.len() - person.hash.len())
        .filter(|place| bytes[*place..].starts_with(person.hash.as_bytes()))
        .collect();
    for place in &places {
        bytes[*place..*place + forged.len()].copy_from_slice(forged.as_bytes());
    }
    assert_eq!((places.len(), forged.len()), (1, person.hash.len()));
    std::fs::write(&path, bytes).unwrap();
    let session = Session::made_up(actor("amy"), at("2026-10-02T09:00:00Z"), "7");
    let mut workspace = Workspace::open(&root, session).unwrap();
    let refused = approve(&mut workspace, "amy", &by("Bo Hart", NEW)).unwrap_err();
    assert!(refused.contains("is not what the ledger says of it"), "{refused}");
}

#[test]
fn the_ledger_names_nobody_and_holds_no_hash() {
    let (_folder, mut workspace) = with_bo();
    reset(&mut workspace.writer().unwrap(), "Bo Hart", &Passphrase::typed(NEW)).unwrap();
    retire(&mut workspace.writer().unwrap(), "Bo Hart").unwrap();
    let entries = workspace.reader().unwrap().store.ledger().unwrap();
    let people = entries.iter().filter(|entry| entry.kind != "init");
    assert_eq!(people.clone().count(), 3);
    for entry in people {
        let body = entry.body.to_string();
        assert!(!body.contains("Hart") && !body.contains("argon2"), "{body}");
        assert!(entry.body["records"]["commitment"].is_string());
    }
    assert!(workspace.reader().unwrap().store.verify_ledger().unwrap().is_intact());
}

#[test]
fn one_person_alone_is_a_setting_that_goes_on_record() {
    let (_folder, mut workspace) = with_bo();
    let path = workspace.root().join("assay.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let rule =
        |word: &str| text.replace("second_person: required", &format!("second_person: {word}"));
    std::fs::write(&path, rule("none")).unwrap();
    let day = |text: &str| text.parse::<Date>().unwrap();
    let today = day("2026-10-01");
    assert_eq!(super::alone(&workspace.reader().unwrap(), today).unwrap(), Some((today, None)));
    let alone = approve(&mut workspace, "amy", &Second::ThisLogin).unwrap();
    assert_eq!(alone.to_string(), "without a second person");
    approve(&mut workspace, "amy", &Second::ThisLogin).unwrap();
    std::fs::write(&path, rule("required")).unwrap();
    assert!(approve(&mut workspace, "amy", &Second::ThisLogin).is_err());
    let entries = workspace.reader().unwrap().store.ledger().unwrap();
    let rules: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.kind == second::RULE)
        .filter_map(|entry| entry.body["rule"].as_str())
        .collect();
    assert_eq!(rules, ["none", "required"]);
    let until = |as_at| super::alone(&workspace.reader().unwrap(), day(as_at)).unwrap();
    assert_eq!(until("2027-10-01"), Some((today, Some(today))));
    assert_eq!(until("2027-10-02"), None);
}
