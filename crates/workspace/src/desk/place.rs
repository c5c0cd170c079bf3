//! The workspace itself: its folder, its store and whoever sits at it. It is read through a `Reader` and
//! changed through a `Writer`. Settings are read by the jobs that need them, so a fault in one file does not
//! stop the work that has nothing to do with it.

use std::path::Path;
use std::sync::Arc;

use assay_store::{Opening, Store};
use assay_views::records::{MadeWorkspace, Recovered};

use crate::desk::disk::Disk;
use crate::desk::error::{Error, Result};
use crate::desk::folder;
use crate::desk::leftovers;
use crate::desk::lock::Patience;
use crate::desk::making;
use crate::desk::progress::Progress;
use crate::desk::reader::{Reader, Reading};
use crate::desk::session::Session;
use crate::desk::writer::Writer;

/// An open workspace.
pub struct Workspace {
    reader: Reader,
    recovered: Recovered,
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
        let reader = Reader::new(root.to_owned(), session, store, None);
        let mut workspace = Self { reader, recovered: Recovered::default() };
        workspace.recover();
        Ok(workspace)
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
        let root = scratch.path().to_owned();
        let reader = Reader::new(root, session, store, Some(scratch));
        Ok(Self { reader, recovered: Recovered::default() })
    }

    /// Returns the workspace with somebody who listens to the progress of its jobs, and may call them off.
    #[must_use]
    pub fn watched_by(mut self, progress: Arc<dyn Progress>) -> Self {
        self.reader.watch(progress);
        self
    }

    /// Does what a run that was stopped had not done, where that can be done now: somebody else may be at work, or the
    /// folder may be closed to this login. The next opening tries again, and doctor says what is left.
    fn recover(&mut self) {
        let is_due = self.reader.store.has_unfinished().unwrap_or(false)
            || leftovers::is_any(&self.reader.root);
        if !is_due || self.reader.store.is_copy() {
            return;
        }
        let ended =
            Writer::begin(&mut self.reader, Patience::None).and_then(|mut writer| writer.recover());
        match ended {
            Ok((done, left)) => (self.recovered, self.reader.left_undone) = (done, left),
            // Whoever is at work may well be doing it.
            Err(Error::Busy { .. }) => {}
            Err(fault) => self.reader.left_undone = Some(fault),
        }
    }

    /// Returns why something that an earlier run had begun could not be finished, at the opening or by the last job.
    #[must_use]
    pub fn unfinished(&self) -> Option<&Error> {
        self.reader.left_undone.as_ref()
    }

    /// Returns what is to be said of runs that were stopped: what was finished at the opening, and what could not be.
    #[must_use]
    pub fn of_stopped_runs(&self) -> Vec<String> {
        let done = (self.recovered != Recovered::default()).then(|| self.recovered.to_string());
        let left = self.unfinished().map(|fault| {
            format!(
                "an earlier run was stopped before its files were written or removed, and they could not be now: {}",
                fault.with_its_cause()
            )
        });
        done.into_iter().chain(left).collect()
    }

    /// Returns what was done at the opening that an earlier run had not done.
    #[must_use]
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// Returns the folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.reader.root
    }

    /// Returns who is at work, when, and with what randomness.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.reader.session
    }

    /// Returns the session to change: whom a made-up one acts as.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.reader.session
    }

    /// Returns who listens to the progress of the jobs.
    #[must_use]
    pub fn progress(&self) -> &dyn Progress {
        self.reader.progress()
    }

    /// Returns the same, to be kept while the workspace is written.
    pub(crate) fn progress_shared(&self) -> Arc<dyn Progress> {
        self.reader.progress_shared()
    }

    /// Begins to read: as long as what is returned lasts, everything is read as it is at this moment,
    /// whatever others store meanwhile.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reader(&self) -> Result<Reading<'_>> {
        Reading::begin(&self.reader)
    }

    /// Takes the one writer's lock, which is held as long as what is returned lasts. Not to be kept while a
    /// person is waited for.
    ///
    /// # Errors
    /// When somebody else holds it, or this is a snapshot.
    pub fn writer(&mut self) -> Result<Writer<'_>> {
        Writer::begin(&mut self.reader, Patience::Usual)
    }

    /// Takes the writer's lock to save what somebody is typing, who is not kept waiting for long.
    ///
    /// # Errors
    /// Those of [`Workspace::writer`], sooner.
    pub fn saver(&mut self) -> Result<Writer<'_>> {
        Writer::begin(&mut self.reader, Patience::Short)
    }
}

fn opening(root: &Path, session: &Session) -> Result<Opening> {
    Ok(Opening { entropy: session.random_bytes()?, journal: Disk::of(root).journal() })
}

#[cfg(test)]
mod tests {
    use assay_model::Actor;

    use super::*;

    #[test]
    fn a_snapshot_has_readers_and_no_writer() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("w");
        let actor = Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
        let session =
            || Session::made_up(actor.clone(), "2026-09-01T09:00:00Z".parse().unwrap(), "7");
        Workspace::init(&root, &session()).unwrap();
        let workspace = Workspace::open(&root, session()).unwrap();
        let file = folder.path().join("snapshot.db");
        workspace.reader().unwrap().store.snapshot(&file, &[], |_| Ok::<(), Error>(())).unwrap();
        let mut snapshot = Workspace::open(&file, session()).unwrap();
        assert_eq!(snapshot.reader().unwrap().store.head(&[]).unwrap().number, 1);
        let refused = snapshot.writer().err().map(|fault| fault.to_string());
        assert_eq!(refused.as_deref(), Some("this is a snapshot: it can be read, not changed"));
    }
}
