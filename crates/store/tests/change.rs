//! A change is one transaction: records and ledger entry together, or nothing.

use assay_model::{Actor, Timestamp};
use assay_store::{Draft, Error, Put, Store};
use serde_json::json;

fn at() -> Timestamp {
    "2026-09-01T09:30:00.5Z".parse().unwrap()
}

fn actor() -> Actor {
    Actor { name: "Jo Lee".into(), login: "jlee".into(), machine: "pc-7".into() }
}

fn draft<'a>(key: &'a str, body: &'a serde_json::Value) -> Draft<'a, serde_json::Value> {
    Draft { kind: "note", key, case: None, draw: None, import: None, body }
}

#[test]
fn records_and_entry_are_kept_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    let mut store = Store::create(&path, [7; 32]).unwrap();
    let put = store
        .write(&actor(), at(), |tx| {
            let put = tx.put(&draft("a", &json!({"x": 1})))?;
            tx.append("note", json!({"count": 1}))?;
            Ok::<_, Error>(put)
        })
        .unwrap();
    assert_eq!(put, Put::New(1));
    drop(store);

    let again = Store::open(&path, [8; 32]).unwrap();
    let ledger = again.ledger().unwrap();
    assert_eq!(ledger.len(), 1);
    assert_eq!(ledger[0].actor, actor());
    assert_eq!(ledger[0].body["records"]["number"], 1);
    assert_eq!(again.record("note", "a").unwrap().unwrap().body, json!({"x": 1}));
    assert!(again.verify_ledger().unwrap().is_intact());
}

#[test]
fn a_change_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [7; 32]).unwrap();
    let failed = store.write(&actor(), at(), |tx| {
        tx.put(&draft("a", &json!(1)))?;
        tx.append("note", json!({}))?;
        Err::<(), _>(Error::NoSuch { kind: "draw", key: "x".into() })
    });
    assert!(failed.is_err());
    assert!(store.ledger().unwrap().is_empty());
    assert!(store.records("note").unwrap().is_empty());
}

#[test]
fn a_change_without_a_ledger_entry_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [7; 32]).unwrap();
    let silent = store.write(&actor(), at(), |tx| {
        tx.append("note", json!({}))?;
        tx.put(&draft("a", &json!(1))).map(drop)
    });
    assert!(matches!(silent, Err(Error::Unrecorded)));
    assert!(store.records("note").unwrap().is_empty());
    assert!(store.ledger().unwrap().is_empty());
}

#[test]
fn the_same_record_twice_changes_nothing_and_another_is_a_new_version() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [7; 32]).unwrap();
    let mut put = |body: serde_json::Value| {
        store
            .write(&actor(), at(), |tx| {
                let put = tx.put(&draft("a", &body))?;
                tx.append("note", json!({}))?;
                Ok::<_, Error>(put)
            })
            .unwrap()
    };
    assert_eq!(put(json!({"x": 1, "y": 2})), Put::New(1));
    assert_eq!(put(json!({"y": 2, "x": 1})), Put::Unchanged(1));
    assert_eq!(put(json!({"x": 2})), Put::Changed(2));
    assert_eq!(put(json!({"x": 1, "y": 2})), Put::Changed(3));
    let versions = store.versions("note", "a").unwrap();
    assert_eq!(versions.iter().map(|v| v.version).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(store.records("note").unwrap().len(), 1);
    assert!(store.verify_ledger().unwrap().is_intact());
}
