//! Edits of the file by SQL, every table and column of it: each is named. `ASSAY_EDITS=10000` makes as many, at random
//! rows; without it each column is edited once or twice. The count is in SECURITY.md.

mod full;
mod support;

use std::path::Path;

use assay_model::{Actor, Event, Timestamp};
use assay_store::events::EventKey;
use assay_store::{CaseList, Error, ImportDraft, Source, Store};
use full::{GONE, KEPT, draft, full, id};
use rusqlite::{Connection, params_from_iter, types::Value};
use support::change;

/// A store with rows in every table.
fn crowded(path: &Path) {
    let mut store = full(path);
    let mut own = Vec::new();
    for _ in 0..2 {
        let comments = change(&mut store, |tx| {
            let own = assay_model::Comment {
                id: "own:1".into(),
                case: Some(id(GONE)),
                text: "kind".into(),
                ..assay_model::Comment::default()
            };
            tx.import_comments(&draft("comments"), [own])
        });
        change(&mut store, |tx| {
            let tie =
                assay_model::FamilyTie { case: id(KEPT), family: comments.import.to_string() };
            let put = tx.keep(&tie, None)?;
            tx.hold(comments.import, &[put])
        });
        own.push(comments.import);
    }
    let last_events = overlapping_events(&mut store);
    let imports: Vec<u64> = store.standing_imports().unwrap().iter().map(|i| i.number).collect();
    for import in [imports[0], own[1], own[0], last_events] {
        change(&mut store, |tx| tx.undo_import(import));
    }
    let case = |text: &str| assay_model::CaseRecord {
        id: id(text),
        closed_on: "2026-08-31".parse().ok(),
        restricted: false,
        fields: std::collections::BTreeMap::from([("team".to_owned(), text.to_owned())]).into(),
    };
    let list = CaseList { name: "more".into(), cases: ["E-1", "E-2", "E-3"].map(case).into() };
    change(&mut store, |tx| tx.import_cases(&draft("cases"), &[list]));
    change(&mut store, |tx| {
        tx.set_event_key("visit", &EventKey::of_fields("visit", &["seen".to_owned()]))
    });
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let at: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
    let erased = store.write(&actor, at, |tx| {
        tx.erase_case(&id("E-2"))?;
        tx.append("erase", serde_json::json!({})).map(drop)
    });
    erased.unwrap_or_else(|fault: Error| panic!("{fault}"));
}

/// Stores two files of events that share a row, the first of them twice; returns the import of the second.
fn overlapping_events(store: &mut Store) -> u64 {
    let event = |on: &str| Event {
        kind: "visit".into(),
        case: Some(id(KEPT)),
        on: on.parse().ok(),
        fields: std::collections::BTreeMap::from([("seen".to_owned(), "yes".to_owned())]),
    };
    let file = |name: &str| {
        let file = Source { name: name.to_owned(), sha256: name.to_owned() };
        ImportDraft { files: vec![file], ..draft("events") }
    };
    let (first, second) = (file("august"), file("september"));
    for _ in 0..2 {
        change(store, |tx| tx.import_events(&first, [event("2026-08-02"), event("2026-08-03")]));
    }
    let second =
        change(store, |tx| tx.import_events(&second, [event("2026-08-03"), event("2026-08-04")]));
    // One more, which stays: a row that two files hold.
    let third = file("october");
    change(store, |tx| tx.import_events(&third, [event("2026-08-03"), event("2026-08-05")]));
    second.import
}

/// A made-up order of numbers, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}

struct Place {
    table: String,
    column: String,
}

/// Every column, but the number of a gap, since in which order gaps are kept says nothing, and those of work on files that
/// is not done: no figure depends on it, and where it may write is looked at when it is done.
fn places(file: &Connection) -> Vec<Place> {
    let mut statement = file
        .prepare(
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT IN ('unfinished', 'drafts')
             AND NOT (t.name = 'gaps' AND c.name = 'number') ORDER BY 1, 2",
        )
        .unwrap();
    let rows = statement.query_map([], |row| Ok(Place { table: row.get(0)?, column: row.get(1)? }));
    rows.unwrap().map(Result::unwrap).collect()
}

fn other(value: &Value, dice: &mut Dice) -> Value {
    match value {
        Value::Null if dice.below(2) == 0 => Value::Integer(7),
        Value::Null => Value::Text("x".to_owned()),
        Value::Integer(number) => Value::Integer(if *number == 1 { 0 } else { number + 1 }),
        Value::Real(number) => Value::Real(number + 1.0),
        Value::Text(text) if dice.below(4) == 0 && !text.is_empty() => Value::Null,
        Value::Text(text) => Value::Text(format!("{text}x")),
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            let at = dice.below(bytes.len().max(1));
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
            Value::Blob(bytes)
        }
    }
}

/// Edits a row in one way; none where the file does not take it.
fn edit(file: &Connection, place: &Place, dice: &mut Dice) -> Option<String> {
    let Place { table, column } = place;
    let all = format!("SELECT * FROM {table}");
    let mut statement = file.prepare(&all).unwrap();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let read = |row: &rusqlite::Row<'_>| (0..names.len()).map(|at| row.get(at)).collect();
    let rows: Vec<Vec<Value>> =
        statement.query_map([], read).unwrap().map(Result::unwrap).collect();
    if rows.is_empty() {
        return None;
    }
    let row = &rows[dice.below(rows.len())];
    let at = names.iter().position(|name| name == column).unwrap();
    let is_row = names.iter().enumerate().map(|(at, name)| format!("{name} IS ?{}", at + 2));
    let is_row = is_row.collect::<Vec<_>>().join(" AND ");
    let value = other(&row[at], dice);
    let with = |first: Value| params_from_iter(std::iter::once(first).chain(row.iter().cloned()));
    let (sql, first) = match dice.below(8) {
        0 => (format!("DELETE FROM {table} WHERE ?1 IS NULL AND {is_row}"), Value::Null),
        1 => {
            let copied = names.iter().map(|name| if name == column { "?1" } else { name });
            let copied = copied.collect::<Vec<_>>().join(", ");
            (format!("INSERT INTO {table} SELECT {copied} FROM {table} WHERE {is_row}"), value)
        }
        _ => (format!("UPDATE {table} SET {column} = ?1 WHERE {is_row}"), value),
    };
    let first_words: Vec<&str> = sql.split(' ').take(5).collect();
    let said = format!("{} {column} of {row:?}: {first:?}", first_words.join(" "));
    (file.execute(&sql, with(first)).ok()? > 0).then_some(said)
}

/// Whether anything is named.
fn is_named(path: &Path) -> bool {
    let Ok(store) = Store::open_read_only(path) else { return true };
    let rows = store.check_rows();
    let ledger = store.verify_ledger();
    !rows.is_ok_and(|found| found.mismatches.is_empty())
        || !ledger.is_ok_and(|found| found.is_intact())
}

#[test]
fn every_edit_of_every_column_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("evidence.db"), folder.path().join("copy.db"));
    crowded(&path);
    assert!(!is_named(&path), "{:?}", Store::open_read_only(&path).unwrap().check_rows());
    let whole = Connection::open(&path).unwrap();
    let journal = whole.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()));
    journal.unwrap();
    let places = places(&whole);
    let wanted = std::env::var("ASSAY_EDITS").ok().and_then(|count| count.parse().ok());
    let wanted: usize = wanted.unwrap_or(places.len() * 4);
    let (mut dice, mut made, mut tried, mut unnamed) = (Dice(7), 0, 0, Vec::new());
    let mut edited = std::collections::BTreeSet::new();
    while made < wanted && tried < wanted * 4 {
        let place = &places[tried % places.len()];
        tried += 1;
        std::fs::copy(&path, &copy).unwrap();
        let file = Connection::open(&copy).unwrap();
        let Some(said) = edit(&file, place, &mut dice) else { continue };
        file.close().unwrap();
        made += 1;
        edited.insert((&place.table, &place.column));
        if !is_named(&copy) {
            unnamed.push(said);
        }
    }
    println!("{made} edits of {} columns, {} not named", edited.len(), unnamed.len());
    assert!(unnamed.is_empty(), "{unnamed:#?}");
    let untouched: Vec<String> = places
        .iter()
        .filter(|place| !edited.contains(&(&place.table, &place.column)))
        .map(|place| format!("{}.{}", place.table, place.column))
        .collect();
    assert!(untouched.is_empty(), "columns without an edit: {untouched:?}");
}

#[test]
fn whatever_is_planted_in_the_layout_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("evidence.db"), folder.path().join("copy.db"));
    drop(full(&path));
    let planted = [
        "CREATE TRIGGER t AFTER INSERT ON records BEGIN UPDATE records SET latest = 0 WHERE number = 1; END",
        "CREATE VIEW v AS SELECT * FROM records",
        "CREATE TABLE more (x)",
        "ALTER TABLE cases ADD COLUMN more TEXT",
        "CREATE UNIQUE INDEX more ON cases (import, id, fields)",
        "DROP INDEX records_urgent",
        "ALTER TABLE comments RENAME TO aside; CREATE VIEW comments AS SELECT * FROM aside",
    ];
    for sql in planted {
        std::fs::copy(&path, &copy).unwrap();
        let file = Connection::open(&copy).unwrap();
        file.execute_batch(sql).unwrap();
        file.close().unwrap();
        assert!(is_named(&copy), "{sql}");
    }
}
