//! Whatever is changed in the file behind the program's back is found and named.

use assay_model::{Actor, Timestamp};
use assay_store::{Difference, Draft, Error, LedgerCheck, Store};
use rusqlite::Connection;
use serde_json::json;

/// Makes a store of five entries with a record each, changes it from outside, and checks it.
fn after(tampering: &str) -> LedgerCheck {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    let mut store = Store::create(&path, [1; 32]).unwrap();
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let at: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
    for number in 1..=5 {
        store
            .write(&actor, at, |tx| {
                for part in ["x", "y"] {
                    let key = format!("{number}{part}");
                    tx.put(&Draft {
                        kind: "note",
                        key: &key,
                        case: None,
                        draw: None,
                        import: None,
                        body: &json!({"text": key}),
                    })?;
                }
                tx.append("note", json!({"count": number})).map(drop)
            })
            .map_err(|fault: Error| fault.to_string())
            .unwrap();
    }
    drop(store);
    let outside = Connection::open(&path).unwrap();
    outside.execute_batch(tampering).unwrap();
    outside.close().unwrap();
    Store::open_read_only(&path).unwrap().verify_ledger().unwrap()
}

#[track_caller]
fn check(tampering: &str, expected: Difference) {
    assert_eq!(after(tampering).difference, Some(expected), "{tampering}");
}

#[test]
fn an_untouched_store_is_intact() {
    let intact = after("");
    assert_eq!((intact.entries, intact.withdrawn, intact.is_intact()), (5, 0, true));
}

#[test]
fn an_edited_entry_is_found() {
    check("UPDATE ledger SET kind = 'draw' WHERE number = 3", Difference::Entry(3));
    check(
        "UPDATE ledger SET at = '2026-09-01T09:30:00.001Z' WHERE number = 1",
        Difference::Entry(1),
    );
    check(
        "UPDATE ledger SET actor = replace(actor, '\"m\"', '\"n\"') WHERE number = 5",
        Difference::Entry(5),
    );
    check("UPDATE ledger SET body = '{\"count\":9}' WHERE number = 2", Difference::Entry(2));
    check("UPDATE ledger SET body = 'not json' WHERE number = 2", Difference::Entry(2));
    check(
        "UPDATE ledger SET hash = substr(hash, 2) || substr(hash, 1, 1) WHERE number = 4",
        Difference::Entry(4),
    );
}

#[test]
fn a_deleted_entry_is_found_wherever_it_stood() {
    check("DELETE FROM ledger WHERE number = 3", Difference::Missing(3));
    check("DELETE FROM ledger WHERE number = 1", Difference::Missing(1));
    check("DELETE FROM ledger WHERE number = 5", Difference::Missing(5));
    check("DELETE FROM ledger", Difference::Missing(1));
}

#[test]
fn swapped_and_renumbered_entries_are_found() {
    check(
        "UPDATE ledger SET number = 99 WHERE number = 2; UPDATE ledger SET number = 2 WHERE number = 3;
         UPDATE ledger SET number = 3 WHERE number = 99",
        Difference::Entry(2),
    );
    check(
        "DELETE FROM ledger WHERE number = 2; UPDATE ledger SET number = number - 1 WHERE number > 2",
        Difference::Entry(2),
    );
}

#[test]
fn an_edited_missing_added_or_exchanged_record_is_found() {
    check(
        "UPDATE records SET body = '{\"text\":\"other\"}' WHERE number = 5",
        Difference::Record { number: 5, entry: 3 },
    );
    check(
        "UPDATE records SET salt = zeroblob(32) WHERE number = 5",
        Difference::Record { number: 5, entry: 3 },
    );
    check("DELETE FROM records WHERE number = 5", Difference::Records(3));
    check("UPDATE records SET number = 50 WHERE number = 6", Difference::Records(3));
    check(
        "UPDATE records SET withdrawn = 1, commitment = 'x', body = NULL WHERE number = 6",
        Difference::Records(3),
    );
}

#[test]
fn a_record_withdrawn_by_right_leaves_the_chain_whole_and_is_counted() {
    let check = after(
        "UPDATE records SET withdrawn = 1, latest = 0, key = NULL, salt = NULL, body = NULL WHERE number = 5",
    );
    assert_eq!((check.withdrawn, check.is_intact()), (1, true));
}
