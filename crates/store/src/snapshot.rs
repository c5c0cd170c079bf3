//! Snapshots: a whole copy of the store in one file, with the settings beside the records, for
//! another person to read. A snapshot is never written to, and has no audits that are only begun.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use crate::copying::{Copied, copy_with};
use crate::{Error, Store};

impl Store {
    /// Writes a snapshot with these settings files (name, text) in it. After each part `step` hears how far it
    /// is; where that fails, no snapshot is left.
    ///
    /// # Errors
    /// When the file exists, or cannot be written, and those of `step`.
    pub fn snapshot<E: From<Error>>(
        &self,
        target: &Path,
        settings: &[(String, String)],
        step: impl FnMut(Copied) -> Result<(), E>,
    ) -> Result<(), E> {
        if target.exists() {
            return Err(Error::Exists(target.to_owned()).into());
        }
        copy_with(&self.connection, target, step, |copy| put_settings(copy, settings))?;
        let fault = |source| E::from(Error::file(target, source));
        let mut permissions = std::fs::metadata(target).map_err(fault)?.permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(target, permissions).map_err(fault)
    }

    /// Returns the text of a settings file that a snapshot holds, or none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn snapshot_file(&self, name: &str) -> Result<Option<String>, Error> {
        if !self.is_snapshot()? {
            return Ok(None);
        }
        Ok(self
            .connection
            .query_row("SELECT text FROM snapshot_files WHERE name = ?1", [name], |row| row.get(0))
            .optional()?)
    }

    /// Tells whether the file is a snapshot.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_snapshot(&self) -> Result<bool, Error> {
        Ok(self.connection.table_exists(None, "snapshot_files")?)
    }
}

fn put_settings(copy: &mut Connection, settings: &[(String, String)]) -> Result<(), Error> {
    // What somebody has begun to write is not for others yet, and its bytes do not stay either.
    copy.pragma_update(None, "secure_delete", "ON")?;
    let transaction = copy.transaction()?;
    transaction.execute("DELETE FROM drafts", [])?;
    transaction.execute_batch(
        "CREATE TABLE snapshot_files (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
    )?;
    for (name, text) in settings {
        transaction
            .execute("INSERT INTO snapshot_files (name, text) VALUES (?1, ?2)", (name, text))?;
    }
    transaction.commit()?;
    Ok(())
}
