//! Whole copies of the store: backups, and the copy beside an older file before it is changed.
//! A copy appears complete under its name or not at all.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::owner::owner_only;
use crate::{Error, Store};

impl Store {
    /// Writes a whole copy to a new file, while others may read and write.
    ///
    /// # Errors
    /// When the file exists, or cannot be written.
    pub fn backup(&self, target: &Path) -> Result<(), Error> {
        if target.exists() {
            return Err(Error::Exists(target.to_owned()));
        }
        copy(&self.connection, target)
    }
}

/// Copies page by page to a file beside the target, which then takes its name.
pub(crate) fn copy(connection: &Connection, target: &Path) -> Result<(), Error> {
    copy_with(connection, target, |_| Ok(()))
}

/// Copies like [`copy`], and finishes the copy before it takes its name.
pub(crate) fn copy_with(
    connection: &Connection,
    target: &Path,
    finish: impl FnOnce(&mut Connection) -> Result<(), Error>,
) -> Result<(), Error> {
    let fault = |source| Error::File { path: target.to_owned(), source };
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = target.with_file_name(name);
    if part.exists() {
        std::fs::remove_file(&part).map_err(fault)?;
    }
    owner_only(&part).map_err(fault)?;
    let mut copy = Connection::open(&part)?;
    rusqlite::backup::Backup::new(connection, &mut copy)?.run_to_completion(
        1024,
        Duration::from_millis(1),
        None,
    )?;
    // A copy stands alone: no write-ahead log beside it.
    let _: String = copy.pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0))?;
    finish(&mut copy)?;
    copy.close().map_err(|(_, fault)| Error::from(fault))?;
    std::fs::File::options().write(true).open(&part).and_then(|f| f.sync_all()).map_err(fault)?;
    std::fs::rename(&part, target).map_err(fault)
}
