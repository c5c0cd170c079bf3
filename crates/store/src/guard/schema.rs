//! Whether the file has the tables, columns and indexes that this program lays out, and nothing else: a trigger or view
//! could change an answer without any row being changed.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::mismatch::Mismatch;
use crate::{Error, schema};

/// What a snapshot has besides.
const OF_SNAPSHOT: &str = "snapshot_files";

/// Returns what is there and should not be, is missing, or is laid out otherwise.
pub(super) fn differences(connection: &Connection) -> Result<Vec<Mismatch>, Error> {
    let mut fresh = Connection::open_in_memory()?;
    schema::lay_out(&mut fresh)?;
    let expected = objects(&fresh)?;
    let mut found = objects(connection)?;
    found.remove(OF_SNAPSHOT);
    let mut differences = Vec::new();
    for (name, (kind, sql)) in &found {
        match expected.get(name) {
            None => differences.push(Mismatch::Unknown { kind: kind.clone(), name: name.clone() }),
            Some((_, known)) if known != sql => {
                differences.push(Mismatch::LaidOut { kind: kind.clone(), name: name.clone() });
            }
            Some(_) => {}
        }
    }
    for (name, (kind, _)) in expected {
        if !found.contains_key(&name) {
            differences.push(Mismatch::Lacking { kind, name });
        }
    }
    Ok(differences)
}

fn objects(connection: &Connection) -> Result<BTreeMap<String, (String, String)>, Error> {
    let mut statement = connection
        .prepare("SELECT name, type, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@'")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
