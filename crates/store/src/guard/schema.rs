//! Whether the file has the tables, columns and indexes that this program lays out, and nothing else: a trigger or view
//! could change an answer without any row being changed.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::mismatch::Mismatch;
use crate::{Error, schema};

/// The type and the name of something in the file: a trigger may have the name of a table.
type Object = (String, String);

/// The table that a snapshot has besides.
const OF_SNAPSHOT: [&str; 2] = ["table", "snapshot_files"];

/// Returns what is there and should not be, is missing, or is laid out otherwise.
pub(super) fn differences(connection: &Connection) -> Result<Vec<Mismatch>, Error> {
    let mut fresh = Connection::open_in_memory()?;
    schema::lay_out(&mut fresh)?;
    let expected = objects(&fresh)?;
    let mut found = objects(connection)?;
    found.remove(&OF_SNAPSHOT.map(str::to_owned).into());
    let mut differences = Vec::new();
    for (object, sql) in &found {
        let (kind, name) = object.clone();
        match expected.get(object) {
            None => differences.push(Mismatch::Unknown { kind, name }),
            Some(known) if known != sql => differences.push(Mismatch::LaidOut { kind, name }),
            Some(_) => {}
        }
    }
    let missing = expected.into_keys().filter(|object| !found.contains_key(object));
    differences.extend(missing.map(|(kind, name)| Mismatch::Lacking { kind, name }));
    Ok(differences)
}

/// Returns what is in the file, with the SQL that made it. SQLite's own tables and indexes have names that no others can
/// have; a trigger can be given such a name by who writes into the file's schema.
fn objects(connection: &Connection) -> Result<BTreeMap<Object, String>, Error> {
    let mut statement = connection.prepare(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema
         WHERE type NOT IN ('table', 'index') OR name NOT LIKE 'sqlite@_%' ESCAPE '@'",
    )?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
