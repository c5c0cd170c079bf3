//! What is kept is read back as it was, in the order of storing, and a change of it is a version.

mod support;

use assay_model::{
    Action, ActionSource, Auditor, CaseAlias, CaseId, Comparator, Date, Done, DueDate, FamilyTie,
    Finding, PastAudit, PastFigure, PersonName, Verified,
};
use assay_store::{Kept, Put, Store};
use support::change;

fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn keep<K: Kept>(store: &mut Store, item: &K) -> Put {
    change(store, |tx| tx.keep(item, None))
}

#[track_caller]
fn check<K: Kept + PartialEq + std::fmt::Debug + Clone>(item: &K) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
    assert_eq!(keep(&mut store, item), Put::New(1));
    assert_eq!(keep(&mut store, item), Put::Unchanged(1));
    assert_eq!(store.all::<K>().unwrap(), std::slice::from_ref(item));
    assert_eq!(store.one::<K>(&item.key()).unwrap().as_ref(), Some(item));
    assert!(store.verify_ledger().unwrap().is_intact());
}

fn action() -> Action {
    Action {
        id: "A1".into(),
        source: ActionSource::Supervision,
        case: Some(id("C1")),
        draw: None,
        what: "write up the meeting".into(),
        owner: "jlee".into(),
        opened_on: Some(date("2026-01-01")),
        due: vec![
            DueDate { due: date("2026-02-01"), set_on: None },
            DueDate { due: date("2026-03-01"), set_on: Some(date("2026-01-30")) },
        ],
        done: Some(Done { on: date("2026-02-20"), evidence: "minutes".into(), login: "j".into() }),
        verified: Some(Verified { on: date("2026-02-21"), login: "k".into(), second: None }),
        not_done: None,
        challenged: Some(true),
    }
}

#[test]
fn everything_is_read_back_as_it_was_kept() {
    check(&action());
    check(&Auditor {
        name: "Jo Lee".into(),
        login: "jlee".into(),
        team: "QA".into(),
        manager: "kmay".into(),
        services: vec!["CIN".into(), "Care".into()],
        capacity: Some(4),
        leave: vec![(date("2026-08-01"), date("2026-08-14"))],
        cleared: true,
    });
    check(&FamilyTie { case: id("C1"), family: "F1".into() });
    check(&PersonName { case: None, person: "Sam Small".into(), relation: "father".into() });
    check(&CaseAlias { old: id("U1"), new: id("C1") });
    check(&PastAudit { case: id("C1"), on: date("2024-02-29"), kind: "dip".into() });
    check(&PastFigure {
        measure: "mean score".into(),
        domain: String::new(),
        period: "2024-03".into(),
        value: 5.8,
        n: None,
        source: "annual report".into(),
    });
    check(&Comparator {
        indicator: "cp-visit".into(),
        area: "England".into(),
        period: "2024-25".into(),
        value: 0.871,
        source: "published tables".into(),
    });
    check(&Finding {
        id: "2025-3".into(),
        letter: "focused visit".into(),
        on: Some(date("2025-06-10")),
        text: "supervision is not reflective".into(),
        owner: "head of service".into(),
        progress: "begun".into(),
    });
}

#[test]
fn a_moved_due_date_is_a_version_and_both_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
    let mut moved = action();
    keep(&mut store, &moved);
    moved.due.push(DueDate { due: date("2026-04-01"), set_on: None });
    assert_eq!(keep(&mut store, &moved), Put::Changed(2));
    assert_eq!(store.all::<Action>().unwrap(), [moved]);
    assert_eq!(store.versions("action", "A1").unwrap().len(), 2);
}
