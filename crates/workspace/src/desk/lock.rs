//! One writer at a time: a lock file in the workspace, held for the length of one job, which names
//! its holder and machine. Whoever makes the search index has a lock of their own, so that nobody who works
//! waits for it; whoever writes a copy or an export has a third (`out`). The operating system frees a lock when the program ends, however it ends.

mod out;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use assay_model::Actor;

use crate::desk::error::{Error, Result};

pub(crate) use out::OutLock;

const NAME: &str = "assay.lock";
const INDEX: &str = "assay-index.lock";
/// Building the largest index takes minutes; whoever needs it waits for that.
const INDEX_PATIENCE: Duration = Duration::from_secs(1800);

/// How long to wait for whoever holds the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Not at all.
    None,
    /// As long as somebody waits who goes on typing: five seconds.
    Short,
    /// As long as a person waits: ten seconds.
    Usual,
}

/// A held lock; dropping it lets the next writer in.
#[derive(Debug)]
pub(crate) struct WriteLock {
    file: File,
}

impl WriteLock {
    /// Takes the workspace's lock, waiting for a job that runs elsewhere.
    ///
    /// # Errors
    /// When somebody else still holds it: the message names who and where.
    pub(crate) fn take(root: &Path, actor: &Actor, patience: Patience) -> Result<Self> {
        let patience = match patience {
            Patience::None => Duration::ZERO,
            Patience::Short => Duration::from_secs(5),
            Patience::Usual => Duration::from_secs(10),
        };
        let path = root.join(NAME);
        let mut file = open(&path).map_err(|source| Error::file("open the lock", &path, source))?;
        if !locks_within(&file, &path, patience)? {
            return Err(held_by(&path));
        }
        // Who holds it is for the message alone; a disk too full to say so does not stop the job.
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = file.write_all(named(actor).as_bytes());
        Ok(Self { file })
    }
}

/// Waits for a lock on a file, and returns whether it was got in time.
fn locks_within(file: &File, path: &Path, patience: Duration) -> Result<bool> {
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(source)) => return Err(Error::file("lock", path, source)),
        }
    }
}

/// The right to write the search index; dropping it lets the next in.
#[derive(Debug)]
pub(crate) struct IndexLock {
    file: File,
}

impl IndexLock {
    /// Takes the lock, or returns none while somebody else indexes.
    pub(crate) fn try_take(root: &Path) -> Result<Option<Self>> {
        let path = root.join(INDEX);
        let file =
            open(&path).map_err(|source| Error::file("open the index's lock", &path, source))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(Error::file("lock", &path, source)),
        }
    }

    /// Takes the lock, waiting for whoever indexes.
    pub(crate) fn take(root: &Path) -> Result<Self> {
        let begun = Instant::now();
        loop {
            if let Some(taken) = Self::try_take(root)? {
                return Ok(taken);
            }
            if begun.elapsed() > INDEX_PATIENCE {
                return Err(Error::Busy { holder: None });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for IndexLock {
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl Drop for WriteLock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// Opens a lock file, for its owner alone; it is made where there is none.
pub(super) fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

fn held_by(path: &Path) -> Error {
    Error::Busy { holder: holder_of(path) }
}

/// Returns who holds the lock, by its first line. Windows does not let a locked file be read; then the holder stays
/// unnamed.
fn holder_of(path: &Path) -> Option<String> {
    let mut text = String::new();
    let _ = open(path).and_then(|mut file| file.read_to_string(&mut text));
    text.lines().next().filter(|holder| !holder.is_empty()).map(str::to_owned)
}

fn named(actor: &Actor) -> String {
    format!("{} ({}) on {}", actor.name, actor.login, actor.machine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let actor = Actor { name: "Jo".into(), login: "jo1".into(), machine: "PC-7".into() };
        let held = WriteLock::take(folder.path(), &actor, Patience::Usual).unwrap();
        let refused = WriteLock::take(folder.path(), &actor, Patience::None).unwrap_err();
        assert_eq!(refused.to_string(), "Jo (jo1) on PC-7 is writing to this workspace just now");
        drop(held);
        WriteLock::take(folder.path(), &actor, Patience::None).unwrap();
    }
}
