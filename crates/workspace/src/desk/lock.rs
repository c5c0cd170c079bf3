//! One writer at a time: a lock file in the workspace, held for the length of one job, which names
//! its holder and machine. Whoever makes the search index has a lock of their own, so that nobody who works
//! waits for it; whoever writes a copy or an export has a third. The operating system frees a lock when the program ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use assay_model::Actor;

use crate::desk::error::{Error, Result};
use crate::desk::files::BESIDE;

const NAME: &str = "assay.lock";
const OUT: &str = "assay-out.lock";
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
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::WouldBlock) => return Err(held_by(&path)),
                Err(TryLockError::Error(source)) => {
                    return Err(Error::file("lock", &path, source));
                }
            }
        }
        // Who holds it is for the message alone; a disk too full to say so does not stop the job.
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = write!(file, "{} ({}) on {}", actor.name, actor.login, actor.machine);
        Ok(Self { file })
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

/// Held by whoever writes a copy or an export, for which the writer's lock is not taken. It names what is being written,
/// so that it can be removed where the program ends before it is whole.
#[derive(Debug)]
pub(crate) struct OutLock {
    file: File,
}

impl OutLock {
    /// Takes the lock for what is written under this path until it is whole, waiting for another copy that is being
    /// written. Returns none where the workspace's folder cannot be written: then nobody removes what is left.
    pub(crate) fn take(root: &Path, path: &Path) -> Option<Self> {
        let file = open(&root.join(OUT)).ok()?;
        file.lock().ok()?;
        let mut lock = Self { file };
        if let Some(left) = lock.left_by_the_last() {
            remove(&left);
        }
        let whole = std::path::absolute(path).ok()?;
        lock.file.set_len(0).and_then(|()| lock.file.rewind()).ok()?;
        lock.file.write_all(whole.to_str()?.as_bytes()).ok()?;
        Some(lock)
    }

    /// Takes the lock where nobody has it.
    pub(crate) fn try_take(root: &Path) -> Option<Self> {
        let path = root.join(OUT);
        if !path.is_file() {
            return None;
        }
        let file = open(&path).ok()?;
        file.try_lock().ok()?;
        Some(Self { file })
    }

    /// Returns what the lock names and is there: being written, or left.
    pub(crate) fn named(root: &Path) -> Option<PathBuf> {
        std::fs::read_to_string(root.join(OUT)).ok().and_then(|text| half(&text))
    }

    /// Returns what the last holder did not get to finish.
    pub(crate) fn left_by_the_last(&self) -> Option<PathBuf> {
        let mut text = String::new();
        let mut file = &self.file;
        file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
        half(&text)
    }
}

/// Returns the path of something half written, which has a name that nothing else has.
fn half(text: &str) -> Option<PathBuf> {
    let path = PathBuf::from(text);
    let name = path.file_name()?.to_str()?;
    let is_ours = name.starts_with(BESIDE) || name.ends_with(assay_store::PART);
    (is_ours && path.exists()).then_some(path)
}

/// Removes something half written; where that fails it stays named.
fn remove(path: &Path) {
    let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
}

impl Drop for OutLock {
    fn drop(&mut self) {
        if self.left_by_the_last().is_none() {
            let _ = self.file.set_len(0);
        }
        let _ = self.file.unlock();
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

fn open(path: &Path) -> std::io::Result<File> {
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
    let mut holder = String::new();
    // Windows does not let a locked file be read; then the holder stays unnamed.
    let _ = open(path).and_then(|mut file| file.read_to_string(&mut holder));
    Error::Busy { holder: (!holder.is_empty()).then_some(holder) }
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
