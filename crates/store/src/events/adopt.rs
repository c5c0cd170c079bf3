//! Giving rows that are stored already their key: those stored before there were keys, those of a kind that gets another
//! key, and those that had the key of a row which was taken back.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::pair;
use super::read_event;
use super::resolve;
use super::written::{EventKey, Half};
use crate::Error;

/// What was stored before there were extracts becomes one extract for each import and kind. All of its
/// rows count, since nobody knows which were versions of one event; the next extract settles it.
pub(crate) fn adopt(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch(
        "INSERT INTO extracts (import, kind, file, reading, first_on, last_on, is_stated, known_to,
             filled, blank, taken_on)
         SELECT e.import, e.kind,
             coalesce(json_extract(r.body, '$.files[0].sha256'), ''), '',
             min(e.on_date), max(e.on_date), 0, max(e.on_date), 0, 0,
             json_extract(r.body, '$.as_at')
         FROM events e LEFT JOIN records r ON r.number = e.import
         GROUP BY e.import, e.kind ORDER BY e.import, e.kind;
         UPDATE events SET extract = (SELECT number FROM extracts x
             WHERE x.import = events.import AND x.kind = events.kind);",
    )?;
    let kinds: Vec<String> = connection
        .prepare("SELECT DISTINCT kind FROM extracts ORDER BY kind")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for kind in kinds {
        give_keys(connection, &kind, &EventKey::of_kind(&kind))?;
    }
    connection.execute_batch("CREATE UNIQUE INDEX events_by_key ON events (key, version)")?;
    Ok(())
}

/// Returns the key of a kind.
pub(super) fn key_of(connection: &Connection, kind: &str) -> Result<EventKey, Error> {
    let mut find = connection.prepare_cached("SELECT parts FROM event_keys WHERE kind = ?1")?;
    let mut rows = find.query([kind])?;
    Ok(match rows.next()? {
        Some(row) => EventKey::parse(kind, &row.get::<_, String>(0)?),
        None => EventKey::of_kind(kind),
    })
}

/// Gives a kind another key: its rows get theirs anew, and which of them count is settled again.
pub(super) fn set_key(connection: &Connection, kind: &str, key: &EventKey) -> Result<(), Error> {
    if key_of(connection, kind)? == *key {
        return Ok(());
    }
    connection.execute(
        "INSERT INTO event_keys (kind, parts) VALUES (?1, ?2)
         ON CONFLICT (kind) DO UPDATE SET parts = excluded.parts",
        (kind, key.text()),
    )?;
    renew(connection, kind, key)
}

/// Gives the rows of kinds whose key has the event's own id their key anew: it was with the date before.
pub(crate) fn without_dates(connection: &Connection) -> Result<(), Error> {
    let kinds: Vec<String> = connection
        .prepare("SELECT DISTINCT kind FROM extracts ORDER BY kind")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for kind in kinds {
        let key = key_of(connection, &kind)?;
        if key.has_own_id() {
            renew(connection, &kind, &key)?;
        }
    }
    Ok(())
}

/// Computes the keys of a kind's rows anew, and settles which of them count.
fn renew(connection: &Connection, kind: &str, key: &EventKey) -> Result<(), Error> {
    // Out of the way of the new versions, which count from 0.
    connection
        .execute("UPDATE events SET version = -number, superseded = 0 WHERE kind = ?1", [kind])?;
    let Given { mut several, blank, lacking } = give_keys(connection, kind, key)?;
    several.extend(join_blanks(connection, blank)?);
    for day in lacking {
        several.extend(pair::day(connection, kind, &day, key)?.touched);
    }
    resolve::keys(connection, 0, several)?;
    Ok(())
}

/// Gives rows that have nothing in the fields of the key, and have the key of a row that is gone, the key of another row
/// of the same case and date, or else the one of rows without anything in those fields. Returns the keys that they got.
pub(super) fn without_keyed(connection: &Connection, keys: &[Half]) -> Result<Vec<Half>, Error> {
    let mut find = connection.prepare(
        "SELECT kind, case_id, on_date, fields, number FROM events WHERE key = ?1 ORDER BY version",
    )?;
    let mut update = connection.prepare(
        "UPDATE events SET key = ?2, version =
             (SELECT coalesce(max(version) + 1, 0) FROM events WHERE key = ?2) WHERE number = ?1",
    )?;
    let (mut given, mut alone) = (Vec::new(), Vec::new());
    for key in keys {
        let mut own = Vec::new();
        let mut rows = find.query([key])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(4)?;
            let event = read_event(row)?;
            let ids = key_of(connection, &event.kind)?.of(&event);
            own.push((number, (ids.key, ids.is_blank)));
        }
        drop(rows);
        if own.iter().all(|(_, (own, is_blank))| *is_blank && own != key) {
            for (number, (own, _)) in own {
                update.execute((number, own))?;
                given.push(own);
                alone.push(number);
            }
        }
    }
    given.extend(join_blanks(connection, alone)?);
    Ok(given)
}

/// Gives rows that have nothing in the fields of the key the key of a row of the same case and date that another extract
/// has, where there is one. Returns the keys that they got.
fn join_blanks(connection: &Connection, blank: Vec<i64>) -> Result<Vec<Half>, Error> {
    let mut given = Vec::new();
    let mut find = connection.prepare(
        "SELECT o.key FROM events b JOIN events o
         ON o.case_id = b.case_id AND o.kind = b.kind AND o.on_date IS b.on_date
         WHERE b.number = ?1 AND o.key <> b.key AND o.extract <> b.extract ORDER BY o.key LIMIT 1",
    )?;
    for number in blank {
        let mut rows = find.query([number])?;
        let Some(other) = rows.next()?.map(|row| row.get::<_, Half>(0)).transpose()? else {
            continue;
        };
        drop(rows);
        resolve::join_keyed(connection, number, other)?;
        given.push(other);
    }
    Ok(given)
}

/// The keys that rows of a kind were given.
struct Given {
    /// Keys that more than one row has.
    several: Vec<Half>,
    /// Rows that have nothing in the fields of the key.
    blank: Vec<i64>,
    /// The cases and days with a row that lacks the event's own id.
    lacking: BTreeSet<pair::Day>,
}

/// Computes the keys of a kind's rows.
fn give_keys(connection: &Connection, kind: &str, by: &EventKey) -> Result<Given, Error> {
    let mut versions: HashMap<Half, i64> = HashMap::new();
    let mut blanks: HashMap<i64, i64> = HashMap::new();
    let (mut last, mut blank, mut lacking) = (0_i64, Vec::new(), BTreeSet::new());
    let mut find = connection.prepare(
        "SELECT kind, case_id, on_date, fields, number, extract FROM events
         WHERE kind = ?1 AND number > ?2 ORDER BY number LIMIT 10000",
    )?;
    let mut update =
        connection.prepare("UPDATE events SET key = ?2, version = ?3 WHERE number = ?1")?;
    loop {
        let mut rows = find.query((kind, last))?;
        let mut batch = Vec::new();
        while let Some(row) = rows.next()? {
            let (number, extract): (i64, i64) = (row.get(4)?, row.get(5)?);
            let event = read_event(row)?;
            let ids = by.of(&event);
            *blanks.entry(extract).or_default() += i64::from(ids.is_blank);
            blank.extend(ids.is_blank.then_some(number));
            if let Some(case) = event.case.filter(|_| ids.lacks_id) {
                lacking.insert((case, event.on.map(|on| on.to_string())));
            }
            batch.push((number, ids.key));
        }
        let Some((number, _)) = batch.last() else { break };
        last = *number;
        for (number, key) in batch {
            let version = versions.entry(key).or_default();
            update.execute((number, key, *version))?;
            *version += 1;
        }
    }
    let mut note = connection.prepare("UPDATE extracts SET blank = ?2 WHERE number = ?1")?;
    for (extract, count) in blanks {
        note.execute((extract, count))?;
    }
    let many = versions.into_iter().filter(|(_, count)| *count > 1);
    Ok(Given { several: many.map(|(key, _)| key).collect(), blank, lacking })
}
