//! Bulk rows: each import's are held against what it brought, and the same rows are stored once.

mod support;

use std::collections::BTreeMap;

use assay_model::{Actor, CaseId, CaseRecord, Comment, Event};
use assay_store::{CaseList, ImportDraft, Store};
use rusqlite::Connection;
use serde_json::json;
use support::change;

fn draft(kind: &str) -> ImportDraft {
    ImportDraft { kind: kind.into(), ..ImportDraft::default() }
}

fn visit(case: &str, on: &str) -> Event {
    Event {
        kind: "visit".into(),
        case: CaseId::parse(case).ok(),
        on: on.parse().ok(),
        fields: BTreeMap::from([("seen".to_owned(), "yes".to_owned())]),
    }
}

fn case(id: &str, team: &str) -> CaseRecord {
    CaseRecord {
        id: CaseId::parse(id).unwrap(),
        closed_on: "2026-08-31".parse().ok(),
        restricted: true,
        fields: BTreeMap::from([("team".to_owned(), team.to_owned())]).into(),
    }
}

fn list(cases: &[CaseRecord]) -> CaseList {
    CaseList { name: "children".into(), cases: cases.to_vec() }
}

#[test]
fn events_that_were_imported_before_are_not_stored_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
    let twice = [visit("C1", "2026-09-01"), visit("C1", "2026-09-01"), visit("C2", "2026-09-01")];
    let first = change(&mut store, |tx| tx.import_events(&draft("events"), twice.clone()));
    assert_eq!((first.stored, first.unchanged), (3, 0), "two equal rows are two events");
    let more = twice.iter().cloned().chain([visit("C1", "2026-09-02"), visit("C1", "2026-09-01")]);
    let second = change(&mut store, |tx| tx.import_events(&draft("events"), more));
    assert_eq!((second.stored, second.unchanged), (2, 3));
    assert_eq!(store.events("visit").unwrap().len(), 5);
    assert_eq!(store.events("visit").unwrap()[2], visit("C2", "2026-09-01"));
    assert_eq!(store.event_kinds().unwrap(), BTreeMap::from([("visit".to_owned(), 5)]));
    assert!(store.imports_with_other_rows().unwrap().is_empty());
}

#[test]
fn the_current_list_is_the_last_one_and_those_before_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
    assert_eq!(store.current_list("children").unwrap(), None);
    let first = change(&mut store, |tx| {
        tx.import_cases(&draft("cases"), &[list(&[case("C2", "A"), case("C10", "A")])])
    });
    let second = change(&mut store, |tx| {
        tx.import_cases(&draft("cases"), &[list(&[case("C2", "A"), case("C3", "B")])])
    });
    assert_eq!((second.lists[0].stored, second.lists[0].unchanged), (1, 1));
    let (import, now) = store.current_list("children").unwrap().unwrap();
    assert_eq!(import, second.import);
    assert_eq!(now, [case("C2", "A"), case("C3", "B")]);
    let before = store.list_of_import(first.import, "children").unwrap();
    assert_eq!(before, [case("C10", "A"), case("C2", "A")], "in the byte order of ids");
    assert_eq!(store.imports().unwrap().len(), 2);
}

#[test]
fn an_id_twice_on_a_list_stores_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let twice = [list(&[case("C1", "A"), case("C1", "A")])];
    let refused = store.write(&actor, "2026-09-01T09:30:00Z".parse().unwrap(), |tx| {
        tx.import_cases(&draft("cases"), &twice)?;
        tx.append("import", json!({})).map(drop)
    });
    assert_eq!(refused.unwrap_err().to_string(), "case \"C1\" is in the store already");
    assert!(store.lists().unwrap().is_empty() && store.imports().unwrap().is_empty());
}

#[test]
fn a_row_changed_from_outside_is_found_by_its_import() {
    for (tampering, expected) in [
        ("UPDATE cases SET closed_on = NULL WHERE id = 'C2'", 1),
        ("UPDATE events SET on_date = '2026-09-03' WHERE case_id = 'C2'", 2),
        ("DELETE FROM events WHERE case_id = 'C2'", 2),
        ("UPDATE comments SET body = replace(body, 'late', 'in time')", 3),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("evidence.db");
        let mut store = Store::create(&path, [1; 32]).unwrap();
        change(&mut store, |tx| tx.import_cases(&draft("cases"), &[list(&[case("C2", "A")])]));
        let visits = [visit("C1", "2026-09-01"), visit("C2", "2026-09-01")];
        change(&mut store, |tx| tx.import_events(&draft("events"), visits));
        let comment =
            Comment { id: "f:2".into(), text: "Visits were late".into(), ..Comment::default() };
        change(&mut store, |tx| tx.import_comments(&draft("comments"), [comment]));
        assert!(store.imports_with_other_rows().unwrap().is_empty());
        drop(store);
        Connection::open(&path).unwrap().execute_batch(tampering).unwrap();
        let store = Store::open_read_only(&path).unwrap();
        assert_eq!(store.imports_with_other_rows().unwrap(), [expected], "{tampering}");
        assert!(store.damaged_parts().unwrap().is_empty());
    }
}
