//! Events of a file that was read in another way before: those that it has no longer as it is read now, and that
//! count all the same. It changes nothing.

use rusqlite::Connection;

use crate::Error;

/// Events of an earlier reading of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherReading {
    /// The import that read it so.
    pub import: u64,
    /// The kind of events.
    pub kind: String,
    /// The SHA-256 of the file, in hexadecimal figures.
    pub file: String,
    /// How many of its events count, and are none of this import.
    pub events: u64,
}

/// Returns the events that count and that an import does not hold, of other readings of the files that it has. Posts
/// are dated by the day of their import: those of an earlier month are no other reading of this one's.
pub(super) fn left(connection: &Connection, import: u64) -> Result<Vec<OtherReading>, Error> {
    let import = import as i64;
    connection.execute_batch(
        "DROP TABLE IF EXISTS temp.mine; CREATE TEMP TABLE mine (extract INTEGER PRIMARY KEY);",
    )?;
    connection.execute(
        "INSERT OR IGNORE INTO temp.mine SELECT number FROM extracts WHERE import = ?1
         UNION SELECT extract FROM extract_imports WHERE import = ?1",
        [import],
    )?;
    let mut find = connection.prepare(
        "SELECT x.import, x.kind, x.file, count(*) FROM extracts x
         JOIN events e ON e.kind = x.kind AND e.extract = x.number
         WHERE x.reading <> '' AND x.number NOT IN (SELECT extract FROM temp.mine)
             AND x.file IN (SELECT file FROM extracts WHERE number IN (SELECT extract FROM temp.mine))
             AND e.superseded = 0
             AND NOT (e.on_date IS x.taken_on AND x.taken_on IS NOT
                 (SELECT max(taken_on) FROM extracts WHERE number IN (SELECT extract FROM temp.mine)))
             AND e.number NOT IN (SELECT row FROM held_events WHERE extract IN (SELECT extract FROM temp.mine))
         GROUP BY x.import, x.kind, x.file ORDER BY x.import, x.kind, x.file",
    )?;
    let found = find.query_map([], |row| {
        Ok(OtherReading {
            import: row.get::<_, i64>(0)? as u64,
            kind: row.get(1)?,
            file: row.get(2)?,
            events: row.get::<_, i64>(3)? as u64,
        })
    })?;
    let found = found.collect::<Result<_, _>>()?;
    drop(find);
    connection.execute_batch("DROP TABLE temp.mine;")?;
    Ok(found)
}
