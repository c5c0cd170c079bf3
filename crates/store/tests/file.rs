//! The file itself: who may read it, which versions are opened, and copies of it.

use assay_model::{Actor, Timestamp};
use assay_store::{Draft, Error, Journal, Opening, Store};
use rusqlite::Connection;
use serde_json::json;

fn filled(path: &std::path::Path) -> Store {
    let mut store = Store::create(path, [1; 32]).unwrap();
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let at: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
    store
        .write(&actor, at, |tx| {
            let body = json!({"text": "kept"});
            tx.put(&Draft {
                kind: "note",
                key: "k",
                case: None,
                draw: None,
                import: None,
                body: &body,
            })?;
            tx.append("note", json!({})).map(drop)
        })
        .unwrap_or_else(|fault: Error| panic!("{fault}"));
    store
}

/// Nobody calls the copy off.
#[expect(clippy::unnecessary_wraps, reason = "has the shape of those that call it off")]
fn on(_: assay_store::Copied) -> Result<(), Error> {
    Ok(())
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_file_and_its_copies() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let store = filled(&folder.path().join("evidence.db"));
    store.backup(&folder.path().join("copy.db"), on).unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
        seen += 1;
    }
    assert!(seen >= 2);
}

#[test]
fn a_backup_is_whole_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(&folder.path().join("evidence.db"));
    let copy = folder.path().join("copy.db");
    store.backup(&copy, on).unwrap();
    assert!(matches!(store.backup(&copy, on), Err(Error::Exists(_))));
    let again = Store::open_read_only(&copy).unwrap();
    assert_eq!(again.records("note").unwrap(), store.records("note").unwrap());
    assert!(again.verify_ledger().unwrap().is_intact());
}

#[test]
fn a_copy_that_is_called_off_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = filled(&folder.path().join("evidence.db"));
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let more = store.write(&actor, "2026-09-01T09:31:00Z".parse().unwrap(), |tx| {
        tx.append("note", json!({ "text": "x".repeat(5 << 20) })).map(drop)
    });
    more.unwrap_or_else(|fault: Error| panic!("{fault}"));
    let copy = folder.path().join("copy.db");
    let called_off = store.backup(&copy, |at| {
        assert!(at.done > 0 && at.done < at.total, "{at:?}");
        Err(Error::Busy)
    });
    assert!(matches!(called_off, Err(Error::Busy)));
    let mut left =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.all(|name| !name.to_string_lossy().contains("copy")));
}

#[test]
fn a_store_is_neither_made_over_another_file_nor_opened_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    assert!(matches!(Store::open(&path, [1; 32]), Err(Error::Missing(_))));
    drop(filled(&path));
    assert!(matches!(Store::create(&path, [1; 32]), Err(Error::Exists(_))));
    for (name, bytes) in [("text.db", &b"not a database at all, only text"[..]), ("empty.db", b"")]
    {
        let other = folder.path().join(name);
        std::fs::write(&other, bytes).unwrap();
        assert!(matches!(Store::open(&other, [1; 32]), Err(Error::NotAStore(_))), "{name}");
        assert_eq!(std::fs::read(&other).unwrap(), bytes, "{name} was left as it was");
    }
}

#[test]
fn a_newer_file_is_refused_with_both_versions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    drop(filled(&path));
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let refused = Store::open(&path, [1; 32]).err().unwrap();
    let known = match &refused {
        Error::Newer { found: 99, known, .. } => *known,
        other => panic!("{other}"),
    };
    let message = refused.to_string();
    assert!(
        message
            .ends_with(&format!("has version 99, and this program knows versions up to {known}")),
        "{message}"
    );
    assert!(refused.hint().unwrap().contains("newer assay"));
    assert!(matches!(Store::open_read_only(&path), Err(Error::Newer { .. })));
}

#[test]
fn a_store_without_a_write_ahead_log_keeps_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    drop(filled(&path));
    let store =
        Store::open(&path, Opening { entropy: [2; 32], journal: Journal::Rollback }).unwrap();
    assert_eq!(store.records("note").unwrap().len(), 1);
    assert_eq!(store.journal().unwrap(), Journal::Rollback);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    drop(store);
    let usual = Store::open(&path, [3; 32]).unwrap();
    assert_eq!(usual.journal().unwrap(), Journal::WriteAhead);
}

#[test]
fn a_snapshot_holds_the_settings_and_is_only_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(&folder.path().join("evidence.db"));
    let path = folder.path().join("november.assay");
    store.snapshot(&path, &[("terms.yaml".to_owned(), "nouns: {}\n".to_owned())], on).unwrap();
    let snapshot = Store::open_read_only(&path).unwrap();
    assert!(snapshot.is_snapshot().unwrap() && !store.is_snapshot().unwrap());
    assert_eq!(snapshot.snapshot_file("terms.yaml").unwrap().as_deref(), Some("nouns: {}\n"));
    assert_eq!(snapshot.snapshot_file("assay.yaml").unwrap(), None);
    assert_eq!(snapshot.records("note").unwrap().len(), 1);
    assert!(std::fs::metadata(&path).unwrap().permissions().readonly());
}

/// Copies the files of a store as a killed program leaves them: with what is only in the log.
fn as_a_killed_program_leaves_it(folder: &std::path::Path) -> std::path::PathBuf {
    let path = folder.join("evidence.db");
    let store = filled(&path);
    let left = folder.join("left.db");
    std::fs::copy(&path, &left).unwrap();
    std::fs::copy(folder.join("evidence.db-wal"), folder.join("left.db-wal")).unwrap();
    drop(store);
    left
}

#[test]
fn a_copy_to_read_from_has_what_is_in_the_log_and_leaves_the_folder_alone() {
    let folder = tempfile::tempdir().unwrap();
    let left = as_a_killed_program_leaves_it(folder.path());
    let names = || {
        let entries = std::fs::read_dir(folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect::<std::collections::BTreeSet<_>>()
    };
    let before = names();
    let copy = Store::open_copy(&left).unwrap();
    assert!(copy.is_copy() && copy.verify_ledger().unwrap().is_intact());
    assert_eq!(copy.records("note").unwrap().len(), 1);
    assert_eq!(Store::open_read_only(copy.path()).unwrap().records("note").unwrap().len(), 1);
    assert_eq!(names(), before);
    let held = copy.path().parent().unwrap().to_owned();
    drop(copy);
    assert!(!held.exists());
}

#[test]
fn a_damaged_page_is_called_that_and_never_another_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    drop(filled(&path));
    let whole = std::fs::read(&path).unwrap();
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let opened = Store::open(&path, [1; 32]).and_then(|store| {
            store.verify_ledger()?;
            store.records("note").map(drop)
        });
        opened.unwrap_err()
    };
    let mut header = whole.clone();
    header[16..24].fill(0xff);
    assert!(matches!(refused(&header), Error::Corrupt { .. }));
    let mut pages = whole.clone();
    pages[4096..].fill(0xff);
    assert!(matches!(refused(&pages), Error::Corrupt { .. }));
    let mut other = whole;
    other[..16].copy_from_slice(b"something else!!");
    assert!(matches!(refused(&other), Error::NotAStore(_)));
}
