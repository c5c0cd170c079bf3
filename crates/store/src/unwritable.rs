//! Reading a store in a folder that this login may not write: who may write, and a copy of one moment
//! of file and write-ahead log. It leaves the folder as it is.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::Error;

/// How often a copy is tried while somebody writes, and how long is waited in between.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Returns whether this login may write the file and make files next to it, by trying. The file that is made has no
/// name where the system can do that, or goes when it is closed, so that a stopped program leaves none.
pub(crate) fn may_write(path: &Path) -> Result<bool, Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let tried = fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|_| tempfile::tempfile_in(folder.unwrap_or(Path::new("."))));
    match tried {
        Ok(_) => Ok(true),
        Err(fault) => match fault.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Ok(false),
            // A full disk can still be read from; what is written says that it is full.
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Ok(true),
            _ => Err(Error::file(path, fault)),
        },
    }
}

/// Returns whether the store is kept with a write-ahead log, by its header.
pub(crate) fn has_log(path: &Path) -> Result<bool, Error> {
    let mut header = [0; 20];
    let read =
        File::open(path).and_then(|mut file| std::io::Read::read_exact(&mut file, &mut header));
    match read {
        Ok(()) => Ok(header[18] == 2),
        Err(fault) if fault.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(fault) => Err(Error::file(path, fault)),
    }
}

/// Copies file and write-ahead log as they are at one moment into a folder of this login's own.
pub(crate) fn copied(path: &Path) -> Result<(TempDir, PathBuf), Error> {
    let folder = tempfile::Builder::new()
        .prefix("assay-reading-")
        .tempdir()
        .map_err(|fault| Error::file(&std::env::temp_dir(), fault))?;
    let target = folder.path().join("evidence.db");
    let (log, log_target) = (beside(path), beside(&target));
    for _ in 0..TRIES {
        let before = (state(path)?, state(&log)?);
        copy(path, &target)?;
        copy(&log, &log_target)?;
        if (state(path)?, state(&log)?) == before {
            return Ok((folder, target));
        }
        std::thread::sleep(PAUSE);
    }
    Err(Error::Busy)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, ToOwned::to_owned);
    name.push("-wal");
    path.with_file_name(name)
}

/// Returns length and time of change, which differ once somebody writes; none where there is no file.
fn state(path: &Path) -> Result<Option<(u64, SystemTime)>, Error> {
    let read = fs::metadata(path).and_then(|file| Ok((file.len(), file.modified()?)));
    match read {
        Ok(state) => Ok(Some(state)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(Error::file(path, fault)),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let copied = File::open(from).and_then(|mut source| {
        let mut target = File::create(to)?;
        std::io::copy(&mut source, &mut target)
    });
    match copied {
        Ok(_) => Ok(()),
        Err(fault) if fault.kind() == ErrorKind::NotFound => match fs::remove_file(to) {
            Err(other) if other.kind() != ErrorKind::NotFound => Err(Error::file(to, other)),
            _ => Ok(()),
        },
        Err(fault) => Err(Error::file(from, fault)),
    }
}
