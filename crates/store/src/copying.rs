//! Copying the file page by page, so that a copy appears complete under its name or not at all, and is
//! readable by its owner alone. When a copy is wanted is decided elsewhere.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::Error;
use crate::long::for_sqlite;
use crate::owner::owner_only;

/// How the name of a file or folder ends until it is whole: no other program gives such a name.
pub const PART: &str = ".assay-part";

/// Pages copied at a time, some 4 MB.
const PAGES: i32 = 1024;

/// How far a copy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Pages copied.
    pub done: u64,
    /// Pages of the store.
    pub total: u64,
}

/// Copies page by page to a file beside the target, which then takes its name.
pub(crate) fn copy(connection: &Connection, target: &Path) -> Result<(), Error> {
    copy_with(connection, target, |_| Ok::<(), Error>(()), |_| Ok(()))
}

/// Copies like [`copy`], says after each part how far it is, and finishes the copy before it takes its name.
/// Where `step` or `finish` fail, no copy is left.
pub(crate) fn copy_with<E: From<Error>>(
    connection: &Connection,
    target: &Path,
    step: impl FnMut(Copied) -> Result<(), E>,
    finish: impl FnOnce(&mut Connection) -> Result<(), Error>,
) -> Result<(), E> {
    let fault = |source| E::from(Error::file(target, source));
    let part = part_of(target);
    if part.exists() {
        std::fs::remove_file(&part).map_err(fault)?;
    }
    owner_only(&part).map_err(fault)?;
    let copied = pages(connection, &part, step, finish);
    if copied.is_err() {
        // What is left of it is in the way of nobody; the next copy removes it too.
        let _ = std::fs::remove_file(&part);
    }
    copied?;
    std::fs::File::options().write(true).open(&part).and_then(|f| f.sync_all()).map_err(fault)?;
    std::fs::rename(&part, target).map_err(fault)
}

/// Returns where a copy lies until it is whole.
#[must_use]
pub fn part_of(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(PART);
    target.with_file_name(name)
}

fn pages<E: From<Error>>(
    connection: &Connection,
    part: &Path,
    mut step: impl FnMut(Copied) -> Result<(), E>,
    finish: impl FnOnce(&mut Connection) -> Result<(), Error>,
) -> Result<(), E> {
    let mut copy = Connection::open(for_sqlite(part)).map_err(Error::from)?;
    let backup = Backup::new(connection, &mut copy).map_err(Error::from)?;
    loop {
        let wait = match backup.step(PAGES).map_err(Error::from)? {
            StepResult::Done => break,
            StepResult::More => Duration::from_millis(1),
            _ => Duration::from_millis(50),
        };
        let at = backup.progress();
        let total = u64::try_from(at.pagecount).unwrap_or(0);
        step(Copied { done: total - u64::try_from(at.remaining).unwrap_or(0), total })?;
        // Writers of this program get their turn.
        std::thread::sleep(wait);
    }
    drop(backup);
    // A copy is whole by itself: it has no write-ahead log next to it.
    let _: String = copy
        .pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0))
        .map_err(Error::from)?;
    finish(&mut copy)?;
    Ok(copy.close().map_err(|(_, fault)| Error::from(fault))?)
}
