//! Whether the file is sound: the engine's own check, said by table, and every bulk row compared with the import that
//! brought it. It repairs nothing.

use rusqlite::Connection;
use serde_json::Value;

use crate::{Error, Store, cases, comments, events, import, record};

impl Store {
    /// Returns which parts of the file are damaged, e.g. `table events`; nothing when it is whole.
    ///
    /// # Errors
    /// When the file cannot be looked at, for another reason than that it is damaged.
    pub fn damaged_parts(&self) -> Result<Vec<String>, Error> {
        if is_whole(&self.connection, "PRAGMA integrity_check(1)")? {
            return Ok(Vec::new());
        }
        let mut parts = Vec::new();
        for table in tables(&self.connection)? {
            let name = table.replace('\'', "''");
            if !is_whole(&self.connection, &format!("PRAGMA integrity_check('{name}')"))? {
                parts.push(format!("table {table}"));
            }
        }
        if parts.is_empty() {
            parts.push("space that no table uses".to_owned());
        }
        Ok(parts)
    }

    /// Returns the imports whose rows (cases, events, plain comments) are not those they brought.
    /// Imports of which a row was lawfully erased are passed over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn imports_with_other_rows(&self) -> Result<Vec<u64>, Error> {
        imports_with_other_rows(&self.connection)
    }
}

/// Asks one check of the engine, whose words are its own and are not passed on.
fn is_whole(connection: &Connection, check: &str) -> Result<bool, Error> {
    let asked = || connection.prepare(check)?.query_row([], |row| row.get::<_, String>(0));
    match asked().map_err(Error::from) {
        Ok(words) => Ok(words == "ok"),
        Err(Error::Corrupt { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

fn tables(connection: &Connection) -> Result<Vec<String>, Error> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let names = connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect();
    match Result::<Vec<String>, _>::map_err(names, Error::from) {
        Err(Error::Corrupt { .. }) => Ok(Vec::new()),
        other => other,
    }
}

/// The same over a connection.
pub(crate) fn imports_with_other_rows(connection: &Connection) -> Result<Vec<u64>, Error> {
    let mut differing = Vec::new();
    for record in record::latest(connection, import::KIND)? {
        let expected = match &record.body["rows_sha256"] {
            Value::String(digest) => Some(digest.clone()),
            _ if record.body["rows_erased"] == true => continue,
            _ => None,
        };
        let number = record.number;
        let of_cases = cases::rows_digest(connection, number)?;
        let found = match events::both(of_cases, events::rows_digest(connection, number)?) {
            Some(digest) => Some(digest),
            None => comments::rows_digest(connection, number)?,
        };
        if found != expected {
            differing.push(number);
        }
    }
    Ok(differing)
}
