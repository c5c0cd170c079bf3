//! The workspace itself: its folder, its store and whoever sits at it. Settings are read by the jobs
//! that need them, so a fault in one file does not stop the work that has nothing to do with it.

use std::path::{Path, PathBuf};

use assay_store::{Opening, Store};
use assay_views::records::MadeWorkspace;
use tempfile::TempDir;

use crate::desk::disk::{self, Disk};
use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::lock::WriteLock;
use crate::desk::making;
use crate::desk::session::Session;

/// An open workspace.
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// Who is at work, when, and with what randomness.
    pub session: Session,
    pub(crate) store: Store,
    /// Where a snapshot, which has no folder, keeps what can be made again (the search index).
    scratch: Option<TempDir>,
}

impl Workspace {
    /// Makes a new workspace with the commented settings and an empty store.
    ///
    /// # Errors
    /// When the folder holds something already, or cannot be written.
    pub fn init(root: &Path, session: &Session) -> Result<MadeWorkspace> {
        making::init(root, session)
    }

    /// Opens a workspace; an older store is brought up to date, with a backup beside it. A snapshot
    /// file is opened as a workspace that is only read.
    ///
    /// # Errors
    /// When the folder is not a workspace or its store cannot be opened.
    pub fn open(root: &Path, session: Session) -> Result<Self> {
        if root.is_file() {
            return Self::open_snapshot(root, session);
        }
        let store = Store::open(&root.join(folder::STORE), opening(root, &session)?)?;
        Ok(Self { root: root.to_owned(), session, store, scratch: None })
    }

    fn open_snapshot(file: &Path, session: Session) -> Result<Self> {
        let store = Store::open_read_only(file)?;
        if !store.is_snapshot()? {
            return Err(Error::missing(format!("{} is not a snapshot", file.display()))
                .hint("name the workspace's folder, or a snapshot of one"));
        }
        let scratch = tempfile::Builder::new()
            .prefix("assay-snapshot-")
            .tempdir()
            .map_err(|source| Error::file("make a folder in", &std::env::temp_dir(), source))?;
        Ok(Self { root: scratch.path().to_owned(), session, store, scratch: Some(scratch) })
    }

    /// Tells whether this is a snapshot, which is only read.
    #[must_use]
    pub fn is_snapshot(&self) -> bool {
        self.scratch.is_some()
    }

    /// Returns the text of a settings file: the workspace's own, else the one the program ships.
    ///
    /// # Errors
    /// When the file cannot be read, or is not a settings file of the program.
    pub fn settings_text(&self, name: &str) -> Result<String> {
        if let Some(text) = self.store.snapshot_file(name)? {
            return Ok(text);
        }
        let path = self.root.join(name);
        if path.is_file() {
            let bytes = files::read(&path)?;
            return String::from_utf8(bytes).map_err(|_| {
                Error::input(format!("{} is not UTF-8 text", path.display()))
                    .hint("save it again with the encoding UTF-8 (in Notepad: Save as, Encoding)")
            });
        }
        assay_config::shipped::FILES
            .iter()
            .find(|(shipped, _)| *shipped == name)
            .map(|(_, text)| (*text).to_owned())
            .ok_or_else(|| Error::missing(format!("there is no settings file {name}")))
    }

    /// Takes the one writer's lock for the length of a job.
    ///
    /// # Errors
    /// When somebody else holds it.
    pub fn lock(&self) -> Result<WriteLock> {
        if self.is_snapshot() {
            return Err(Error::refused("this is a snapshot: it can be read, not changed")
                .hint("do this in the workspace that it was taken from"));
        }
        if let Disk::Synced(_) = Disk::of(&self.root) {
            disk::refuse_synced(&self.root)?;
        }
        WriteLock::take(&self.root, self.session.actor())
    }
}

fn opening(root: &Path, session: &Session) -> Result<Opening> {
    Ok(Opening { entropy: session.random_bytes()?, journal: Disk::of(root).journal() })
}
