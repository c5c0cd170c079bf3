//! Taking back an import of events: its extracts go, and with them the rows that no other extract held. Of the
//! versions that are left the highest ranked count. Moving the events is the undo's own work.

use assay_model::CaseId;
use rusqlite::Connection;

use super::adopt;
use super::extract;
use super::pair;
use super::resolve;
use super::written::Half;
use crate::Error;
use crate::moved::moved;

/// Takes the extracts of an import out, and names the rows that go in `temp.going_events`. Returns how many rows that
/// the import held stay, since other imports held them too.
pub(crate) fn begin(connection: &Connection, import: i64) -> Result<u64, Error> {
    connection.execute_batch(
        "DROP TABLE IF EXISTS temp.dead; CREATE TEMP TABLE dead (extract INTEGER PRIMARY KEY);",
    )?;
    keep_holder(connection, import)?;
    inherit(connection, import)?;
    connection
        .execute("INSERT INTO temp.dead SELECT number FROM extracts WHERE import = ?1", [import])?;
    moved(connection, "extracts", "?1 = ?1 AND number IN (SELECT extract FROM temp.dead)", import)?;
    connection.execute_batch(
        "DROP TABLE IF EXISTS temp.touched;
         CREATE TEMP TABLE touched AS SELECT DISTINCT key FROM events
             WHERE extract IN (SELECT extract FROM temp.dead);",
    )?;
    give_to_others(connection)?;
    connection.execute_batch(
        "DROP TABLE IF EXISTS temp.going_events;
         CREATE TEMP TABLE going_events AS SELECT number FROM events
             WHERE extract IN (SELECT extract FROM temp.dead);",
    )?;
    let kept: i64 = connection.query_row(
        "SELECT count(*) FROM
             (SELECT row FROM held_events WHERE extract IN (SELECT extract FROM temp.dead)
              UNION SELECT number FROM events WHERE import = ?1)
         WHERE row NOT IN (SELECT number FROM temp.going_events)",
        [import],
        |row| row.get(0),
    )?;
    connection.execute_batch(
        "DELETE FROM held_events WHERE extract IN (SELECT extract FROM temp.dead);
         DROP TABLE temp.dead;",
    )?;
    Ok(kept as u64)
}

/// Notes the rows that the import held and another brought: they are destroyed with the last import that held them.
fn keep_holder(connection: &Connection, import: i64) -> Result<(), Error> {
    connection.execute(
        "INSERT OR IGNORE INTO held (what, row, import)
         WITH own (extract) AS (SELECT number FROM extracts WHERE import = ?1
                                UNION SELECT extract FROM extract_imports WHERE import = ?1),
              rows (number) AS (SELECT row FROM held_events WHERE extract IN (SELECT extract FROM own)
                                UNION SELECT number FROM events WHERE extract IN (SELECT extract FROM own))
         SELECT 'event of ' || e.import, e.number, ?1 FROM rows JOIN events e ON e.number = rows.number
         WHERE e.import <> ?1",
        [import],
    )?;
    Ok(())
}

/// Settles which versions count of the events whose rows have gone.
pub(crate) fn end(connection: &Connection) -> Result<(), Error> {
    let mut left = connection.prepare(
        "SELECT DISTINCT e.key FROM temp.touched t JOIN events e ON e.key = t.key ORDER BY e.key",
    )?;
    let mut keys: Vec<Half> = left.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    drop(left);
    let days = days_of_touched(connection)?;
    keys.extend(adopt::without_keyed(connection, &keys)?);
    for (kind, day) in days {
        let by = adopt::key_of(connection, &kind)?;
        if by.has_own_id() {
            keys.extend(pair::day(connection, &kind, &day, &by)?.touched);
        }
    }
    resolve::keys(connection, 0, keys)?;
    connection.execute_batch("DROP TABLE temp.touched; DROP TABLE temp.going_events;")?;
    Ok(())
}

/// Returns the kinds, cases and days of rows that are left with the keys of rows that have gone.
fn days_of_touched(connection: &Connection) -> Result<Vec<(String, pair::Day)>, Error> {
    let mut find = connection.prepare(
        "SELECT DISTINCT e.kind, e.case_id, e.on_date FROM temp.touched t JOIN events e ON e.key = t.key
         WHERE e.case_id IS NOT NULL ORDER BY 1, 2, 3",
    )?;
    let mut rows = find.query([])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        let case: String = row.get(1)?;
        let case =
            CaseId::parse(&case).map_err(|fault| Error::damaged("an event's case", fault))?;
        days.push((row.get(0)?, (case, row.get(2)?)));
    }
    Ok(days)
}

/// Gives extracts whose file was imported again to that later import, which goes on holding them.
fn inherit(connection: &Connection, import: i64) -> Result<(), Error> {
    connection.execute("DELETE FROM extract_imports WHERE import = ?1", [import])?;
    connection.execute(
        "UPDATE extracts SET import =
             (SELECT min(import) FROM extract_imports WHERE extract = extracts.number)
         WHERE import = ?1 AND number IN (SELECT extract FROM extract_imports)",
        [import],
    )?;
    connection.execute(
        "DELETE FROM extract_imports WHERE EXISTS
             (SELECT 1 FROM extracts x WHERE x.number = extract AND x.import = extract_imports.import)",
        [],
    )?;
    Ok(())
}

/// Gives rows that other extracts held too to the highest ranked of these.
fn give_to_others(connection: &Connection) -> Result<(), Error> {
    let mut find = connection.prepare(
        "SELECT h.row, h.extract FROM held_events h JOIN events e ON e.number = h.row
         WHERE e.extract IN (SELECT extract FROM temp.dead)
             AND h.extract IN (SELECT number FROM extracts) ORDER BY h.row",
    )?;
    let held: Vec<(i64, i64)> =
        find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut update = connection.prepare("UPDATE events SET extract = ?2 WHERE number = ?1")?;
    for of_row in held.chunk_by(|one, other| one.0 == other.0) {
        let mut best: Option<(extract::Rank, i64)> = None;
        for (_, number) in of_row {
            let rank = extract::rank(connection, *number)?;
            if best.as_ref().is_none_or(|(highest, _)| rank > *highest) {
                best = Some((rank, *number));
            }
        }
        if let Some((_, extract)) = best {
            update.execute((of_row[0].0, extract))?;
        }
    }
    Ok(())
}
