//! Which of the rows with one key count: those of the extract that ranks highest. It is a rule over
//! what the extracts say of themselves, so it does not matter in which order they came in.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use assay_model::CaseId;
use rusqlite::Connection;

use super::extract::{self, Rank};
use super::written::{Half, WrittenEvent};
use crate::Error;

/// Makes rows that an extract holds too rows of it, where it ranks higher than the one they are of.
pub(super) fn moved(
    connection: &Connection,
    to: i64,
    moved: &HashMap<i64, Vec<i64>>,
) -> Result<(), Error> {
    if moved.is_empty() {
        return Ok(());
    }
    let rank = extract::rank(connection, to)?;
    let mut update =
        connection.prepare_cached("UPDATE events SET extract = ?2 WHERE number = ?1")?;
    for (from, numbers) in moved {
        let other = extract::rank(connection, *from)?;
        if other < rank {
            for number in numbers {
                update.execute((number, to))?;
            }
        }
    }
    Ok(())
}

/// Settles which rows of these keys count. Returns how many keys nothing but a digest decided, of those
/// that the extract has rows of.
pub(super) fn keys(connection: &Connection, of: i64, mut keys: Vec<Half>) -> Result<u64, Error> {
    keys.sort_unstable();
    keys.dedup();
    let mut ranks: HashMap<i64, Rank> = HashMap::new();
    let mut undecided = 0;
    let mut find = connection
        .prepare_cached("SELECT number, extract, superseded, fields || coalesce(on_date, '') FROM events WHERE key = ?1")?;
    let mut mark =
        connection.prepare_cached("UPDATE events SET superseded = ?2 WHERE number = ?1")?;
    for key in keys {
        let rows: Vec<(i64, i64, bool, String)> = find
            .query_map([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<_, _>>()?;
        for (_, extract, ..) in &rows {
            if let Entry::Vacant(place) = ranks.entry(*extract) {
                place.insert(extract::rank(connection, *extract)?);
            }
        }
        let Some(highest) = rows.iter().map(|(_, extract, ..)| &ranks[extract]).max() else {
            continue;
        };
        for (number, extract, is_superseded, _) in &rows {
            let rank = &ranks[extract];
            // Of rows from before there were extracts nobody knows which were in one file together.
            let counts = rank == highest || (highest.is_adopted() && rank.is_adopted());
            if counts == *is_superseded {
                mark.execute((number, !counts))?;
            }
        }
        let is_mine = rows.iter().any(|(_, extract, ..)| *extract == of);
        undecided += u64::from(is_mine && is_tie(&rows, highest, &ranks));
    }
    Ok(undecided)
}

/// Says whether another extract of the same rank says something else of the event.
fn is_tie(rows: &[(i64, i64, bool, String)], highest: &Rank, ranks: &HashMap<i64, Rank>) -> bool {
    let counts: Vec<&str> = rows
        .iter()
        .filter(|(_, extract, ..)| &ranks[extract] == highest)
        .map(|(.., fields)| fields.as_str())
        .collect();
    rows.iter().any(|(_, extract, _, fields)| {
        ranks[extract].is_undecided(highest) && !counts.contains(&fields.as_str())
    })
}

/// Returns how many of these rows do not count.
pub(super) fn superseded(connection: &Connection, numbers: &[i64]) -> Result<u64, Error> {
    let mut find = connection.prepare_cached("SELECT superseded FROM events WHERE number = ?1")?;
    let mut count = 0;
    for number in numbers {
        count += u64::from(find.query_row([number], |row| row.get::<_, bool>(0))?);
    }
    Ok(count)
}

/// Gives rows of the same case and date that have nothing in the fields of the key the key of this row:
/// they are versions of the same event. Says whether there were any.
pub(super) fn join_blank(
    connection: &Connection,
    number: i64,
    event: &WrittenEvent,
    is_seen: &dyn Fn(i64) -> bool,
) -> Result<bool, Error> {
    let others: Vec<i64> = connection
        .prepare_cached(
            "SELECT number FROM events WHERE key = ?1 AND number <> ?2 ORDER BY version",
        )?
        .query_map((event.blank_key, number), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut update =
        connection.prepare_cached("UPDATE events SET key = ?2, version = ?3 WHERE number = ?1")?;
    let mut next = 1;
    for other in others.into_iter().filter(|other| !is_seen(*other)) {
        update.execute((other, event.key, next))?;
        next += 1;
    }
    Ok(next > 1)
}

/// A stored row of the same case, kind and date as another.
pub(super) struct Alike {
    pub(super) number: i64,
    pub(super) extract: i64,
    pub(super) key: Half,
    pub(super) is_same: bool,
}

/// Returns the rows of the same case, kind and date, whatever their key.
pub(super) fn alike(
    connection: &Connection,
    case: &CaseId,
    event: &WrittenEvent,
) -> Result<Vec<Alike>, Error> {
    let mut find = connection.prepare_cached(
        "SELECT number, extract, key, fields = ?4 FROM events
         WHERE case_id = ?1 AND kind = ?2 AND on_date IS ?3 ORDER BY key, version",
    )?;
    let rows = find.query_map((case.as_str(), &event.kind, &event.on, &event.fields), |row| {
        Ok(Alike {
            number: row.get(0)?,
            extract: row.get(1)?,
            key: row.get(2)?,
            is_same: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Gives a row, which has nothing in the fields of the key, the key of another row of the same case and
/// date: they are versions of the same event.
pub(super) fn join_keyed(connection: &Connection, number: i64, key: Half) -> Result<(), Error> {
    connection
        .prepare_cached(
            "UPDATE events SET key = ?2,
             version = (SELECT max(version) + 1 FROM events WHERE key = ?2) WHERE number = ?1",
        )?
        .execute((number, key))?;
    Ok(())
}
