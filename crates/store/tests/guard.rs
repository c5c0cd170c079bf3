//! Every row is as the ledger says, whatever was lawfully done to it; whatever is done to it from outside is named.

mod full;
mod support;

use assay_model::{Actor, Event, Timestamp};
use assay_store::events::{EventFile, EventKey, WrittenEvent};
use assay_store::{Cutoffs, Error, Mismatch, OnHold, RowsCheck, Store, Tx};
use full::{GONE, KEPT, draft, full, id};
use rusqlite::Connection;
use serde_json::json;
use support::change;

/// Changes a store under an entry of this kind.
fn change_as<T>(
    store: &mut Store,
    kind: &str,
    change: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
) -> T {
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let at: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
    let done = store.write(&actor, at, |tx| {
        let answer = change(tx)?;
        tx.append(kind, json!({})).map(|_| answer)
    });
    done.unwrap_or_else(|fault: Error| panic!("{fault}"))
}

#[track_caller]
fn sound(store: &Store) -> RowsCheck {
    let check = store.check_rows().unwrap();
    assert_eq!(check.mismatches, []);
    check
}

/// Runs SQL on the file from outside and returns what is named then.
fn after(path: &std::path::Path, sql: &str) -> Vec<Mismatch> {
    let outside = Connection::open(path).unwrap();
    outside.execute_batch(sql).unwrap();
    outside.close().unwrap();
    Store::open_read_only(path).unwrap().check_rows().unwrap().mismatches
}

#[test]
fn whatever_is_lawfully_done_leaves_every_row_as_the_ledger_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full(&folder.path().join("evidence.db"));
    assert_eq!(sound(&store).from, Some(1));
    let event = |seen: &str| Event {
        kind: "visit".into(),
        case: Some(id(KEPT)),
        on: "2026-08-01".parse().ok(),
        fields: [("seen".to_owned(), seen.to_owned())].into(),
    };
    for (file, seen) in [("a", "no"), ("b", "yes")] {
        change(&mut store, |tx| {
            let mut sink = tx.event_sink()?;
            sink.begin(EventFile { sha256: file.to_owned(), ..EventFile::default() })?;
            sink.put(&WrittenEvent::of(event(seen), &EventKey::of_kind("visit"))?, 0)?;
            let taken = sink.end()?;
            tx.close_events(taken, &draft("events"))
        });
        sound(&store);
    }
    change(&mut store, |tx| {
        tx.set_event_key("visit", &EventKey::of_fields("visit", &["seen".to_owned()]))
    });
    sound(&store);
    let import = change(&mut store, |tx| tx.import_comments(&draft("comments"), [])).import;
    change(&mut store, |tx| tx.undo_import(import));
    let cases = store.standing_imports().unwrap()[0].number;
    change(&mut store, |tx| tx.undo_import(cases));
    sound(&store);
    let purged = change_as(&mut store, "import purged", |tx| tx.purge_import(cases));
    assert_eq!(purged, 2);
    assert_eq!(sound(&store).gone, 3, "two cases and their list");
    store.scour().unwrap();
    sound(&store);
}

#[test]
fn an_erased_row_is_a_lawful_gap_and_its_neighbours_stay_guarded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    let mut store = full(&path);
    change_as(&mut store, "erase", |tx| tx.erase_case(&id(GONE)));
    assert!(sound(&store).gone >= 3, "a row of a list, an event and a comment");
    drop(store);
    let found = after(&path, &format!("UPDATE cases SET fields = '{{}}' WHERE id = '{KEPT}'"));
    assert!(matches!(&found[..], [Mismatch::Row { table, .. }] if table == "cases"), "{found:?}");
}

#[test]
fn a_gap_that_no_erasure_names_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    drop(full(&path));
    let found = after(
        &path,
        &format!(
            "INSERT INTO gaps (tbl, home, leaf, entry)
             SELECT 'cases', CAST(import AS TEXT), substr(proof, 17), 3 FROM cases WHERE id = '{GONE}';
             DELETE FROM cases WHERE id = '{GONE}'"
        ),
    );
    assert_eq!(found, [Mismatch::Gaps { entry: 3 }]);
}

#[test]
fn a_retention_run_leaves_lawful_gaps() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full(&folder.path().join("evidence.db"));
    let day = "2027-01-01".parse().ok();
    let all =
        Cutoffs { events: day, returns: day, comments: day, draws: day, ..Cutoffs::default() };
    let held = OnHold { cases: [id(KEPT)].into(), ..OnHold::default() };
    change_as(&mut store, "retention", |tx| tx.purge(&all, &held));
    assert_eq!(sound(&store).gone, 2, "an event and a comment");
}

#[test]
fn a_change_from_outside_is_named_after_the_program_wrote_over_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    drop(full(&path));
    // The row is changed, and then superseded by the program, which gives it a fresh leaf.
    let forged = "UPDATE records SET body = '{\"words\":\"forged\"}' WHERE kind = 'round'";
    assert_eq!(after(&path, forged).len(), 1);
    let mut store = Store::open(&path, [9; 32]).unwrap();
    change(&mut store, |tx| {
        tx.put(&assay_store::Draft {
            kind: "round",
            key: "r",
            case: None,
            draw: None,
            import: None,
            body: &json!({"words": "later"}),
        })
    });
    let found = store.check_rows().unwrap().mismatches;
    assert!(matches!(found[..], [Mismatch::Differed { .. }]), "{found:?}");
    drop(store);
    // A row is taken away, and then its group is changed by the program.
    let mut store = {
        after(&path, &format!("DELETE FROM draw_cases WHERE case_id = '{KEPT}'"));
        Store::open(&path, [8; 32]).unwrap()
    };
    change_as(&mut store, "erase", |tx| tx.erase_case(&id(GONE)));
    let found = store.check_rows().unwrap().mismatches;
    let of_cases = |found: &&Mismatch| found.to_string().starts_with("draw_cases of draw d: when");
    assert_eq!(found.iter().filter(of_cases).count(), 1, "{found:?}");
}

#[test]
fn statements_that_were_taken_away_are_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    drop(full(&path));
    let sql = format!("DELETE FROM stated; DELETE FROM cases WHERE id = '{KEPT}'");
    assert!(!after(&path, &sql).is_empty());
    let mut store = Store::open(&path, [9; 32]).unwrap();
    change(&mut store, |tx| tx.erase_case(&id(GONE)));
    let found = store.check_rows().unwrap().mismatches;
    assert!(found.iter().any(|found| found.to_string().contains("cases of import")), "{found:?}");
}

#[test]
fn a_change_that_is_undone_leaves_nothing_to_state() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full(&folder.path().join("evidence.db"));
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let at: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
    let erased = store.rehearse(&actor, at, |tx| tx.erase_case(&id(GONE))).unwrap();
    assert!(erased.total() > 0);
    let before = sound(&store);
    change(&mut store, |_| Ok(()));
    assert_eq!(sound(&store), before);
}

#[test]
fn a_trigger_under_the_name_of_a_table_or_of_sqlites_own_is_found() {
    let of = "AFTER INSERT ON records BEGIN UPDATE records SET latest = 0; END";
    let hidden = format!(
        "CREATE TRIGGER planted {of}; PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET name = 'sqlite_planted',
             sql = replace(sql, 'planted', 'sqlite_planted') WHERE name = 'planted';"
    );
    let planted = [
        (format!("CREATE TRIGGER records {of}"), "records"),
        (format!("CREATE TRIGGER snapshot_files {of}"), "snapshot_files"),
        (hidden, "sqlite_planted"),
    ];
    for (sql, name) in planted {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("evidence.db");
        drop(full(&path));
        let unknown = Mismatch::Unknown { kind: "trigger".into(), name: name.into() };
        assert_eq!(after(&path, &sql), [unknown]);
    }
}

#[test]
fn a_row_that_a_destroyed_import_had_brought_is_destroyed_with_the_last_that_held_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    let mut store = Store::create(&path, [1; 32]).unwrap();
    let first = take_in_the_event(&mut store, "a");
    let second = take_in_the_event(&mut store, "b");
    let undone = change(&mut store, |tx| tx.undo_import(first));
    assert_eq!((undone.events, undone.kept), (0, 1), "the second import holds it");
    change_as(&mut store, "import purged", |tx| tx.purge_import(first));
    assert_eq!(store.event_kinds().unwrap()["meetings"], 1);
    let undone = change(&mut store, |tx| tx.undo_import(second));
    assert_eq!((undone.events, undone.kept), (1, 0));
    let purged = change_as(&mut store, "import purged", |tx| tx.purge_import(second));
    assert_eq!(purged, 1);
    store.scour().unwrap();
    sound(&store);
    drop(store);
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"the-only-one"));
}

/// Takes in a file with one event, always the same; returns the import.
fn take_in_the_event(store: &mut Store, file: &str) -> u64 {
    let event = Event {
        kind: "meetings".into(),
        case: Some(id(KEPT)),
        on: "2026-08-01".parse().ok(),
        fields: [("meeting_id".to_owned(), "the-only-one".to_owned())].into(),
    };
    let taken = change(store, |tx| {
        let mut sink = tx.event_sink()?;
        sink.begin(EventFile { sha256: file.to_owned(), ..EventFile::default() })?;
        sink.put(&WrittenEvent::of(event, &EventKey::of_kind("meetings"))?, 0)?;
        let taken = sink.end()?;
        tx.close_events(taken, &draft("events"))
    });
    taken.import
}

#[test]
fn a_row_that_an_import_holds_that_is_kept_on_record_is_not_destroyed_with_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
    let first = take_in_the_event(&mut store, "a");
    let second = take_in_the_event(&mut store, "b");
    for import in [first, second] {
        change(&mut store, |tx| tx.undo_import(import));
    }
    let purged =
        |store: &mut Store, import| change_as(store, "import purged", |tx| tx.purge_import(import));
    assert_eq!(purged(&mut store, first), 0, "the second is kept on record");
    sound(&store);
    assert_eq!(purged(&mut store, second), 1);
    sound(&store);
}
