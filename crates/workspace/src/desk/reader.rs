//! What every job reads: the folder, its settings and its store, for whoever sits at it. Jobs that only read
//! take a [`Reader`]. It can change nothing in the store; a `Writer` can.

use std::cell::Cell;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use assay_store::Store;
use tempfile::TempDir;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::progress::{Progress, Silent, Stage};
use crate::desk::session::Session;

/// A workspace as jobs read it, as it was at one moment or with every other writer kept out. It is lent by
/// [`Workspace::reader`](crate::Workspace::reader), and by every [`Writer`](crate::Writer).
pub struct Reader {
    /// The folder.
    pub root: PathBuf,
    /// Who is at work, when, and with what randomness.
    pub session: Session,
    pub(crate) store: Store,
    /// Where a snapshot, which has no folder, keeps what can be made again (the search index).
    scratch: Option<TempDir>,
    progress: Arc<dyn Progress>,
    /// Why work on files that an earlier run had left could not be done; none where there is none.
    pub(super) left_undone: Option<Error>,
    /// How many hold the moment.
    holding: Cell<usize>,
}

impl Reader {
    /// Returns what is read at this folder, for this session.
    pub(super) fn new(
        root: PathBuf,
        session: Session,
        store: Store,
        scratch: Option<TempDir>,
    ) -> Self {
        let progress = Arc::new(Silent);
        let (left_undone, holding) = (None, Cell::new(0));
        Self { root, session, store, scratch, progress, left_undone, holding }
    }

    pub(super) fn watch(&mut self, progress: Arc<dyn Progress>) {
        self.progress = progress;
    }

    pub(super) fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Returns whether this is a snapshot, which is only read.
    #[must_use]
    pub fn is_snapshot(&self) -> bool {
        self.scratch.is_some()
    }

    /// Returns who listens to the progress of the jobs.
    #[must_use]
    pub fn progress(&self) -> &dyn Progress {
        &*self.progress
    }

    /// Returns the same, to be kept while the workspace is written.
    pub(crate) fn progress_shared(&self) -> Arc<dyn Progress> {
        Arc::clone(&self.progress)
    }

    /// Begins a stage of a job, which is over when what is returned is dropped.
    #[must_use]
    pub fn stage(&self, name: &str, total: Option<u64>) -> Stage<'_> {
        self.progress().stage(name, total)
    }

    /// Opens so many further connections that read the same as this one, for other threads. Returns none at
    /// all where somebody has stored something meanwhile: then there is only this one.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub(crate) fn of_same_moment(&self, connections: usize) -> Result<Vec<Store>> {
        let mut opened = Vec::with_capacity(connections);
        while opened.len() < connections {
            match self.store.of_same_moment()? {
                Some(other) => opened.push(other),
                None => return Ok(Vec::new()),
            }
        }
        Ok(opened)
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
            return files::read_text(&path);
        }
        assay_config::shipped::text(name)
            .or_else(|| assay_config::shipped::profile(name))
            .map(str::to_owned)
            .ok_or_else(|| Error::missing(format!("there is no settings file {name}")))
    }
}

/// One read transaction: as long as it lasts, its [`Reader`] reads the store as it was when it began.
pub struct Reading<'w> {
    reader: &'w Reader,
}

impl<'w> Reading<'w> {
    /// Begins to read; within another reading of the same workspace it is of the same moment.
    pub(super) fn begin(reader: &'w Reader) -> Result<Self> {
        if reader.holding.get() == 0 {
            reader.store.hold_moment()?;
        }
        reader.holding.set(reader.holding.get() + 1);
        Ok(Self { reader })
    }
}

impl Deref for Reading<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.reader
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let left = self.reader.holding.get() - 1;
        self.reader.holding.set(left);
        if left == 0 {
            self.reader.store.let_go();
        }
    }
}
