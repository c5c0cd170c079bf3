//! Whether the file is sound: SQLite's own check, and every bulk row held against the import that
//! brought it.

use rusqlite::Connection;
use serde_json::Value;

use crate::{Error, Store, cases, comments, events, import, record};

impl Store {
    /// Returns what SQLite finds wrong with the file, nothing when it is sound.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn integrity(&self) -> Result<Vec<String>, Error> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let found: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
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
