//! Keys and versions of events: the same files in any order and any number of times give the same state, a
//! later file updates, and another key doubles nothing.

mod support;

use std::collections::BTreeMap;

use assay_model::{CaseId, Event};
use assay_store::events::{EventCounts, EventFile, EventKey, WrittenEvent};
use assay_store::{ImportDraft, Store};
use rusqlite::Connection;
use support::change;

/// A file: its name, and its rows.
type File = (&'static str, Vec<Event>);

fn meeting(case: &str, on: &str, fields: &[(&str, &str)]) -> Event {
    Event {
        kind: "meetings".into(),
        case: CaseId::parse(case).ok(),
        on: on.parse().ok(),
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    }
}

fn new_store(folder: &tempfile::TempDir) -> Store {
    Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap()
}

fn take_in(store: &mut Store, file: &File, key: Option<&[&str]>) -> EventCounts {
    change(store, |tx| {
        if let Some(fields) = key {
            let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
            tx.set_event_key("meetings", &EventKey::of_fields("meetings", &fields))?;
        }
        let key = tx.event_key("meetings")?;
        let mut sink = tx.event_sink()?;
        sink.begin(EventFile {
            sha256: file.0.to_owned(),
            reading: "r".to_owned(),
            ..EventFile::default()
        })?;
        for event in &file.1 {
            sink.put(&WrittenEvent::of(event.clone(), &key)?, 0)?;
        }
        let taken = sink.end()?;
        let counts = taken.counts;
        tx.close_events(taken, &ImportDraft { kind: "events".into(), ..ImportDraft::default() })?;
        Ok(counts)
    })
}

/// Returns what counts: each event with how often it is there.
fn state(store: &Store) -> BTreeMap<String, u32> {
    let mut state = BTreeMap::new();
    for event in store.events("meetings").unwrap() {
        *state.entry(format!("{event:?}")).or_default() += 1;
    }
    state
}

#[test]
fn a_later_file_updates_an_event_and_it_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(&folder);
    let held = |written: &[(&str, &str)]| {
        let id = [("meeting_id", "M1")];
        meeting("C1", "2026-08-03", &[&id, written].concat())
    };
    let other =
        meeting("C2", "2026-08-03", &[("meeting_id", "M2"), ("written_up_on", "2026-08-05")]);
    let august = ("a", vec![held(&[]), other.clone()]);
    let september = ("b", vec![held(&[("written_up_on", "2026-08-06")]), other.clone()]);
    let counts = take_in(&mut store, &august, None);
    assert_eq!((counts.new, counts.updated, counts.unchanged), (2, 0, 0));
    let counts = take_in(&mut store, &september, None);
    assert_eq!((counts.new, counts.updated, counts.older, counts.unchanged), (0, 1, 0, 1));
    let now = state(&store);
    assert_eq!(store.event_kinds().unwrap()["meetings"], 2);
    assert_eq!(store.events("meetings").unwrap()[1].field("written_up_on"), "2026-08-06");
    let counts = take_in(&mut store, &august, None);
    assert_eq!((counts.stored(), counts.unchanged), (0, 2), "the older file again");
    assert_eq!(state(&store), now);
    let mut other_order = new_store(&tempfile::tempdir().unwrap());
    take_in(&mut other_order, &september, None);
    let counts = take_in(&mut other_order, &august, None);
    assert_eq!((counts.new, counts.updated, counts.older, counts.unchanged), (0, 0, 1, 1));
    assert_eq!(state(&other_order), now);
    assert!(store.imports_with_other_rows().unwrap().is_empty());
}

/// Small numbers in an order that only the seed decides.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Files with many events of the same case and date, some with ids, some without, some twice.
fn files(dice: &mut Dice) -> Vec<File> {
    let names = ["f1", "f2", "f3", "f4"];
    let has_ids = dice.below(3) > 0;
    let file = |name: &'static str, dice: &mut Dice| {
        let rows = (0..=dice.below(6)).map(|_| {
            let case = format!("C{}", dice.below(2));
            let on = format!("2026-08-0{}", 1 + dice.below(2));
            let id = format!("M{}", dice.below(2));
            let written = format!("2026-08-1{}", dice.below(3));
            let mut fields = Vec::new();
            if has_ids {
                fields.push(("meeting_id", id.as_str()));
            }
            if dice.below(2) == 0 {
                fields.push(("written_up_on", written.as_str()));
            }
            meeting(&case, &on, &fields)
        });
        (name, rows.collect())
    };
    names.map(|name| file(name, dice)).into_iter().collect()
}

/// Files of meetings with their types, some of the files with ids and some without.
fn files_of_types(dice: &mut Dice) -> Vec<File> {
    let file = |name: &'static str, dice: &mut Dice| {
        let has_ids = dice.below(2) == 0;
        let rows = (0..=dice.below(4)).map(|_| {
            let (number, hour) = (dice.below(3), dice.below(3));
            let (id, time) = (format!("M{number}"), format!("1{hour}:00"));
            let mut fields =
                vec![("meeting_type", ["review", "core group"][(number % 2) as usize])];
            if has_ids {
                fields.push(("meeting_id", id.as_str()));
            }
            if hour > 0 {
                fields.push(("time", time.as_str()));
            }
            meeting("C1", &format!("2026-08-0{}", 1 + dice.below(2)), &fields)
        });
        (name, rows.collect())
    };
    ["f1", "f2", "f3", "f4"].map(|name| file(name, dice)).into_iter().collect()
}

#[test]
fn a_meeting_that_gets_its_id_later_is_one_and_two_of_one_day_stay_two() {
    let of = |fields: &[(&str, &str)]| {
        meeting("C1", "2026-08-03", &[&[("meeting_type", "review")], fields].concat())
    };
    let (first, second) = (("meeting_id", "M1"), ("meeting_id", "M2"));
    let (early, late) = (("time", "09:00"), ("time", "14:00"));
    let written = ("written_up_on", "2026-08-06");
    for (without, with, expected, doubtful) in [
        // One of each: the later is the same with its id, whatever else was filled in.
        (vec![of(&[])], vec![of(&[first, written])], 1, 0),
        // Two of one day, told apart by their times.
        (vec![of(&[early]), of(&[late])], vec![of(&[first, late]), of(&[second, early])], 2, 0),
        // Two of one day, told apart by what else they say.
        (vec![of(&[]), of(&[written])], vec![of(&[first, written]), of(&[second])], 2, 0),
        // Another time of day is another meeting.
        (vec![of(&[early])], vec![of(&[first, late])], 2, 0),
        // Which of the two it is nobody can know: that is said.
        (vec![of(&[])], vec![of(&[first, written]), of(&[second, written])], 3, 1),
    ] {
        let files = [("a", without), ("b", with)];
        for order in [[0, 1, 0], [1, 0, 1]] {
            let mut store = new_store(&tempfile::tempdir().unwrap());
            let counts = order.map(|at| take_in(&mut store, &files[at], None));
            let events = store.events("meetings").unwrap();
            assert_eq!(events.len(), expected, "{order:?} {events:#?}");
            assert_eq!(counts[1].doubtful, doubtful, "{order:?}");
            assert_eq!(counts[2].stored(), 0, "{order:?}");
            let stored: u64 = counts.iter().map(EventCounts::stored).sum();
            assert_eq!(stored, (files[0].1.len() + files[1].1.len()) as u64);
            assert!(store.imports_with_other_rows().unwrap().is_empty());
        }
    }
}

#[test]
fn the_same_files_in_any_order_and_any_number_of_times_give_the_same_state() {
    for seed in 0..120 {
        let mut dice = Dice(seed);
        let files = if seed % 2 == 0 { files(&mut dice) } else { files_of_types(&mut dice) };
        let mut first: Option<BTreeMap<String, u32>> = None;
        for _ in 0..4 {
            let folder = tempfile::tempdir().unwrap();
            let mut store = new_store(&folder);
            let mut order: Vec<usize> = (0..files.len()).collect();
            for at in (1..order.len()).rev() {
                order.swap(at, dice.below(at as u64 + 1) as usize);
            }
            order.extend((0..dice.below(4)).map(|at| at as usize));
            for at in &order {
                take_in(&mut store, &files[*at], None);
            }
            let now = state(&store);
            assert_eq!(
                first.get_or_insert_with(|| now.clone()),
                &now,
                "seed {seed}, order {order:?}"
            );
        }
    }
}

#[test]
fn rows_without_the_keys_field_are_versions_of_those_that_have_it() {
    let bare = ("a", vec![meeting("C1", "2026-08-03", &[])]);
    let with_id = (
        "b",
        vec![meeting("C1", "2026-08-03", &[("meeting_id", "M1"), ("written_up_on", "2026-08-06")])],
    );
    for order in [[&bare, &with_id, &bare], [&with_id, &bare, &with_id]] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = new_store(&folder);
        for file in order {
            take_in(&mut store, file, None);
        }
        let events = store.events("meetings").unwrap();
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!(events[0].field("meeting_id"), "M1");
    }
}

#[test]
fn another_key_over_stored_rows_doubles_nothing() {
    let one = |kind: &str, id: &str, written: &[(&str, &str)]| {
        let known = [("meeting_type", kind), ("ref", id)];
        meeting("C1", "2026-08-03", &[&known, written].concat())
    };
    let august = ("a", vec![one("core group", "R1", &[]), one("core group", "R2", &[])]);
    let september = (
        "b",
        vec![
            one("core group", "R1", &[("written_up_on", "2026-08-06")]),
            one("strategy discussion", "R2", &[]),
        ],
    );
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(&folder);
    take_in(&mut store, &august, None);
    let counts = take_in(&mut store, &september, Some(&["ref"]));
    assert_eq!((counts.new, counts.updated), (0, 2));
    let events = store.events("meetings").unwrap();
    assert_eq!(events.len(), 2);
    let counts = take_in(&mut store, &september, Some(&["ref"]));
    assert_eq!((counts.stored(), counts.unchanged), (0, 2));
    assert_eq!(store.events("meetings").unwrap(), events);
}

#[test]
fn equal_files_of_the_same_days_that_differ_are_reported() {
    let says =
        |grade: &str| vec![meeting("C1", "2026-08-03", &[("meeting_id", "M1"), ("chair", grade)])];
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(&folder);
    assert_eq!(take_in(&mut store, &("a", says("A")), None).undecided, 0);
    assert_eq!(take_in(&mut store, &("b", says("B")), None).undecided, 1);
    assert_eq!(store.events("meetings").unwrap().len(), 1);
}

/// What the program of before wrote: rows with a digest, and no extracts.
const BEFORE: &str = "
    INSERT INTO events (import, kind, case_id, on_date, fields, digest) VALUES
    (1, 'meetings', 'C1', '2026-08-03', '{\"case_id\":\"C1\",\"held_on\":\"2026-08-03\",\"meeting_id\":\"M1\"}', x'01'),
    (1, 'meetings', 'C2', '2026-08-03', '{\"case_id\":\"C2\",\"held_on\":\"2026-08-03\",\"meeting_id\":\"M2\"}', x'02'),
    (2, 'meetings', 'C1', '2026-08-03', '{\"case_id\":\"C1\",\"held_on\":\"2026-08-03\",\"meeting_id\":\"M1\",\"written_up_on\":\"2026-08-06\"}', x'03');
    PRAGMA user_version = 3;
    PRAGMA application_id = 1634951545;
";

#[test]
fn a_store_of_before_counts_as_it_did_until_the_next_file_comes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    let older = Connection::open(&path).unwrap();
    for step in [
        include_str!("../migrations/001-first.sql"),
        include_str!("../migrations/002-urgent.sql"),
        include_str!("../migrations/003-no-hits.sql"),
        BEFORE,
    ] {
        older.execute_batch(step).unwrap();
    }
    drop(older);
    let mut store = Store::open(&path, [1; 32]).unwrap();
    assert_eq!(store.events("meetings").unwrap().len(), 3, "nothing is dropped unsaid");
    let covers: Vec<_> = store.extracts().unwrap().iter().map(|one| one.covers).collect();
    let day = "2026-08-03".parse().unwrap();
    assert_eq!(covers, [Some((day, day)); 2]);
    let next = |written: &[(&str, &str)], case: &str, id: &str| {
        meeting(case, "2026-08-03", &[&[("meeting_id", id)], written].concat())
    };
    let october =
        ("c", vec![next(&[("written_up_on", "2026-08-06")], "C1", "M1"), next(&[], "C2", "M2")]);
    let counts = take_in(&mut store, &october, None);
    assert_eq!((counts.new, counts.updated), (0, 2));
    let events = store.events("meetings").unwrap();
    assert_eq!(events.len(), 2, "{events:?}");
}

#[test]
fn a_row_without_the_keys_field_is_met_again_after_the_row_it_had_joined_was_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(&folder);
    let of = |id: &[(&str, &str)]| meeting("C1", "2026-08-03", &[id, &[("held", "yes")]].concat());
    take_in(&mut store, &("a", vec![of(&[("meeting_id", "M1")])]), None);
    take_in(&mut store, &("b", vec![of(&[])]), None);
    assert_eq!(store.event_kinds().unwrap()["meetings"], 1, "one meeting, in two files");
    let first = store.standing_imports().unwrap()[0].number;
    let undone = change(&mut store, |tx| tx.undo_import(first));
    assert_eq!(undone.events, 1);
    assert_eq!(store.event_kinds().unwrap()["meetings"], 1);
    take_in(&mut store, &("c", vec![of(&[("meeting_id", "M2")])]), None);
    assert_eq!(store.event_kinds().unwrap()["meetings"], 1, "the same day, and one id");
}

#[test]
fn a_row_that_is_left_alone_joins_another_of_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(&folder);
    let of = |id: &[(&str, &str)]| meeting("C1", "2026-08-03", &[id, &[("held", "yes")]].concat());
    let files = [
        ("a", vec![of(&[("meeting_id", "M1")])]),
        ("b", vec![of(&[])]),
        ("c", vec![of(&[("meeting_id", "M2")])]),
    ];
    for file in &files {
        take_in(&mut store, file, None);
    }
    let first = store.standing_imports().unwrap()[0].number;
    change(&mut store, |tx| tx.undo_import(first));
    let mut never_had_it = new_store(&tempfile::tempdir().unwrap());
    for file in &files[1..] {
        take_in(&mut never_had_it, file, None);
    }
    assert_eq!(state(&store), state(&never_had_it));
}
