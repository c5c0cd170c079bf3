//! The private folders of what pages were sent: each is in the workspace, for its owner alone, and goes with its holder.
//! A lock in it is held as long as the program lives, so that a folder whose program was stopped is known and removed. It
//! reads nothing of what is in them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::desk::error::{Error, Result};
use crate::desk::lock::open;

/// How the name of such a folder begins.
const BEGINNING: &str = ".assay-upload-";
const LOCK: &str = "held.lock";
/// How old a folder without a lock is that nobody is just making.
const MADE_WITHIN: Duration = Duration::from_secs(60);

/// A folder for files that were sent; it is removed with everything in it when this is dropped.
#[derive(Debug)]
pub struct SentFolder {
    lock: File,
    folder: TempDir,
}

impl SentFolder {
    /// Makes a folder in this one.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make(above: &Path) -> Result<Self> {
        let failed = |source| Error::file("make a folder in", above, source);
        let folder =
            tempfile::Builder::new().prefix(BEGINNING).tempdir_in(above).map_err(failed)?;
        let lock = held(&folder.path().join(LOCK)).map_err(failed)?;
        Ok(Self { lock, folder })
    }

    /// Returns the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for SentFolder {
    fn drop(&mut self) {
        // Windows removes no folder with a locked file in it.
        let _ = self.lock.unlock();
    }
}

/// Makes a lock file that is held until it is dropped.
#[cfg(not(windows))]
fn held(path: &Path) -> std::io::Result<File> {
    let file = open(path)?;
    file.lock()?;
    Ok(file)
}

/// Makes a lock file that nobody else can open until it is dropped: on Windows the system itself sees to that.
#[cfg(windows)]
fn held(path: &Path) -> std::io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    let mut options = File::options();
    let file = options.read(true).write(true).create_new(true).share_mode(0).open(path)?;
    file.lock()?;
    Ok(file)
}

/// Returns the folders in the workspace whose holders are gone.
pub(super) fn left(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    let named = entries.flatten().filter(|entry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        is_folder && entry.file_name().to_string_lossy().starts_with(BEGINNING)
    });
    named.map(|entry| entry.path()).filter(|folder| is_left(folder)).collect()
}

fn is_left(folder: &Path) -> bool {
    let path = folder.join(LOCK);
    if path.is_file() {
        return open(&path).is_ok_and(|lock| lock.try_lock().is_ok());
    }
    let made = std::fs::metadata(folder).and_then(|data| data.modified());
    made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > MADE_WITHIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_left_once_its_holder_is_gone() {
        let root = tempfile::tempdir().unwrap();
        let held = SentFolder::make(root.path()).unwrap();
        std::fs::write(held.path().join("list.csv"), "QX-1").unwrap();
        assert_eq!(left(root.path()), Vec::<PathBuf>::new());
        let stopped = root.path().join(".assay-upload-stopped");
        std::fs::create_dir(&stopped).unwrap();
        // It may be one that is just being made.
        assert_eq!(left(root.path()), Vec::<PathBuf>::new());
        std::fs::write(stopped.join(LOCK), "").unwrap();
        assert_eq!(left(root.path()), [stopped]);
        let path = held.path().to_owned();
        drop(held);
        assert!(!path.exists());
    }
}
