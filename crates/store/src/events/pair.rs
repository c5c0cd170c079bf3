//! Rows without the event's own id and events with one: where all else that the key asks for is equal, and nothing
//! tells them apart, the row is a version of the event. It is decided anew over all rows of a case and day, so that
//! the order in which files came does not matter. Two events of one day stay two: no file has two rows of one event.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{CaseId, Event};
use rusqlite::Connection;

use super::written::{EventKey, Half};
use crate::Error;

/// A case and a day, or none, of which rows with and without an id are compared.
pub(super) type Day = (CaseId, Option<String>);

/// What came of it.
#[derive(Default)]
pub(super) struct Paired {
    /// Keys of which rows were added or taken away.
    pub(super) touched: BTreeSet<Half>,
    /// Rows without an id that are versions of an event with one, and were not before; with its key.
    pub(super) joined: Vec<(i64, Half)>,
    /// Rows without an id that may be one of several events, or one of several rows that may be one event.
    pub(super) doubtful: Vec<i64>,
}

/// A stored row.
struct Row {
    number: i64,
    extract: i64,
    key: Half,
    event: Event,
}

/// An event with an id: its key and its rows.
struct Known<'r> {
    key: Half,
    rows: Vec<&'r Row>,
}

/// Says whether a kind has rows with the event's own id, and rows without.
pub(super) fn has_ids(
    connection: &Connection,
    kind: &str,
    by: &EventKey,
) -> Result<(bool, bool), Error> {
    if by.own_ids().is_empty() {
        return Ok((false, false));
    }
    let is_filled: Vec<String> = (2..by.own_ids().len() + 2)
        .map(|at| format!("trim(coalesce(json_extract(fields, ?{at}), '')) <> ''"))
        .collect();
    let is_filled = is_filled.join(" OR ");
    let paths = by.own_ids().iter().map(|id| format!("$.\"{id}\""));
    let asked: Vec<String> = std::iter::once(kind.to_owned()).chain(paths).collect();
    let has = |condition: &str| -> Result<bool, Error> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM events WHERE kind = ?1 AND {condition})");
        let asked = rusqlite::params_from_iter(&asked);
        Ok(connection.prepare(&sql)?.query_row(asked, |row| row.get(0))?)
    };
    Ok((has(&format!("({is_filled})"))?, has(&format!("NOT ({is_filled})"))?))
}

/// Decides anew which rows without an id of a case and day are versions of events with one.
pub(super) fn day(
    connection: &Connection,
    kind: &str,
    day: &Day,
    by: &EventKey,
) -> Result<Paired, Error> {
    let rows = rows(connection, kind, day)?;
    let mut without: BTreeMap<Half, Vec<&Row>> = BTreeMap::new();
    let mut with: BTreeMap<Half, BTreeMap<Half, Known<'_>>> = BTreeMap::new();
    for row in &rows {
        let ids = by.of(&row.event);
        if ids.lacks_id {
            without.entry(ids.key).or_default().push(row);
        } else if let Some(without_id) = ids.without_id {
            let known = with.entry(without_id).or_default();
            let known = known.entry(ids.key);
            known.or_insert_with(|| Known { key: ids.key, rows: Vec::new() }).rows.push(row);
        }
    }
    let mut paired = Paired::default();
    for (own_key, rows) in without {
        let known: Vec<Known<'_>> =
            with.remove(&own_key).unwrap_or_default().into_values().collect();
        let keys = keys_of(&rows, &known, by, &mut paired.doubtful);
        for row in rows {
            let key = keys.get(&row.number).copied().unwrap_or(own_key);
            if key != row.key {
                give(connection, row.number, key)?;
                paired.touched.extend([key, row.key]);
                paired.joined.extend((key != own_key).then_some((row.number, key)));
            }
        }
    }
    for key in &paired.touched {
        fill_gap(connection, *key)?;
    }
    Ok(paired)
}

/// Gives a row another key, of which there may be no row so far.
fn give(connection: &Connection, number: i64, key: Half) -> Result<(), Error> {
    connection
        .prepare_cached(
            "UPDATE events SET key = ?2, version =
             coalesce((SELECT max(version) + 1 FROM events WHERE key = ?2), 0) WHERE number = ?1",
        )?
        .execute((number, key))?;
    Ok(())
}

/// Makes the first of the rows that are left with a key its version 0, by which a key that is there is known.
fn fill_gap(connection: &Connection, key: Half) -> Result<(), Error> {
    connection
        .prepare_cached(
            "UPDATE events SET version = 0
             WHERE number = (SELECT number FROM events WHERE key = ?1 ORDER BY version LIMIT 1)
             AND NOT EXISTS (SELECT 1 FROM events WHERE key = ?1 AND version = 0)",
        )?
        .execute([key])?;
    Ok(())
}

fn rows(connection: &Connection, kind: &str, (case, on): &Day) -> Result<Vec<Row>, Error> {
    let mut find = connection.prepare_cached(
        "SELECT kind, case_id, on_date, fields, number, extract, key FROM events
         WHERE case_id = ?1 AND kind = ?2 AND on_date IS ?3 ORDER BY number",
    )?;
    let mut found = find.query((case.as_str(), kind, on))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let (number, extract, key) = (row.get(4)?, row.get(5)?, row.get(6)?);
        rows.push(Row { number, extract, key, event: super::read_event(row)? });
    }
    Ok(rows)
}

/// Returns the keys of rows that are versions of known events, each file on its own; the others keep theirs.
fn keys_of(
    rows: &[&Row],
    known: &[Known<'_>],
    by: &EventKey,
    doubtful: &mut Vec<i64>,
) -> BTreeMap<i64, Half> {
    let mut keys = BTreeMap::new();
    let extracts: BTreeSet<i64> = rows.iter().map(|row| row.extract).collect();
    for extract in extracts {
        let mut left: Vec<&&Row> = rows.iter().filter(|row| row.extract == extract).collect();
        // What the file has with an id is another event than what it has without.
        let is_of_other = |known: &&Known<'_>| known.rows.iter().all(|row| row.extract != extract);
        let mut free: Vec<&Known<'_>> = known.iter().filter(is_of_other).collect();
        for fits in [says_the_same, fits_in_time] {
            // One after the other, as long as each finds one that it alone fits.
            while let Some((row, event)) =
                only_pair(&left, &free, &|row, event| fits(row, event, by))
            {
                keys.insert(row, event);
                left.retain(|other| other.number != row);
                free.retain(|other| other.key != event);
            }
        }
        let is_open = |row: &&&&Row| free.iter().any(|event| fits_in_time(row, event, by));
        doubtful.extend(left.iter().filter(is_open).map(|row| row.number));
    }
    keys
}

/// Returns a row and an event that fit each other alone.
fn only_pair(
    rows: &[&&Row],
    events: &[&Known<'_>],
    fits: &dyn Fn(&Row, &Known<'_>) -> bool,
) -> Option<(i64, Half)> {
    rows.iter().find_map(|row| {
        let mut fitting = events.iter().filter(|event| fits(row, event));
        let event = fitting.next().filter(|_| fitting.next().is_none())?;
        let mut others = rows.iter().filter(|other| fits(other, event));
        others.next().filter(|_| others.next().is_none())?;
        Some((row.number, event.key))
    })
}

/// Says whether a row of an event says what this row says, its id aside.
fn says_the_same(row: &Row, event: &Known<'_>, by: &EventKey) -> bool {
    let is_same = |known: &&&Row| {
        let mut fields = known.event.fields.clone();
        by.own_ids().iter().for_each(|id| drop(fields.remove(id)));
        fields == row.event.fields
    };
    event.rows.iter().any(|known| is_same(&known))
}

/// Says whether the times of day do not tell the two apart.
fn fits_in_time(row: &Row, event: &Known<'_>, _: &EventKey) -> bool {
    let time = row.event.field("time");
    let is_so = |known: &&Row| {
        let other = known.event.field("time");
        time.is_empty() || other.is_empty() || time == other
    };
    event.rows.iter().any(is_so)
}
