//! Copying the file page by page, so that a copy appears complete under its name or not at all, and is
//! readable by its owner alone. When a copy is wanted is decided elsewhere.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::Error;
use crate::owner::owner_only;

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
    let fault = |source| Error::file(target, source);
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
