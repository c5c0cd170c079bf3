//! The one writer: whoever has a [`Writer`] holds the workspace's lock, so that what is decided by what is
//! read stays right until it is written. There is no other way to the store's changes.

use std::ops::Deref;

use assay_model::Timestamp;
use assay_store::{Store, Tx};
use assay_views::records::Recovered;

use crate::desk::disk;
use crate::desk::error::{Error, Result};
use crate::desk::leftovers;
use crate::desk::lock::{Patience, WriteLock};
use crate::desk::reader::Reader;
use crate::desk::unfinished;

/// The right to change a workspace; dropping it lets the next writer in. It reads what a [`Reader`] reads,
/// and nobody else writes meanwhile.
pub struct Writer<'w> {
    reader: &'w mut Reader,
    _lock: WriteLock,
}

impl<'w> Writer<'w> {
    /// Takes the lock, waiting up to ten seconds for a job that runs elsewhere.
    pub(super) fn begin(reader: &'w mut Reader, patience: Patience) -> Result<Self> {
        if reader.is_snapshot() {
            return Err(Error::refused("this is a snapshot: it can be read, not changed")
                .hint("do this in the workspace that it was taken from"));
        }
        disk::refuse_synced(&reader.root)?;
        let lock = WriteLock::take(&reader.root, reader.session.actor(), patience)?;
        Ok(Self { reader, _lock: lock })
    }

    /// Does the work on files that belongs to the changes made.
    ///
    /// # Errors
    /// When a file cannot be written or removed; what is left is done at the next opening.
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.finish_work(Patience::Usual).map(drop)
    }

    /// Does what a run that was stopped had not done, removes what it left half written, and puts both on record.
    pub(super) fn recover(&mut self) -> Result<Recovered> {
        let mut done = self.finish_work(Patience::None)?;
        done.left_over = leftovers::sweep(&self.root);
        if done != Recovered::default() {
            let (now, body) = (self.session.now(), serde_json::json!(done));
            self.write(now, |tx| tx.append("finished", body).map(drop))?;
        }
        Ok(done)
    }

    fn finish_work(&mut self, patience: Patience) -> Result<Recovered> {
        let root = self.root.clone();
        unfinished::finish(&root, self.store_mut(), patience)
    }

    /// Makes one change in the name of whoever is at work: records and ledger entry together, or neither.
    ///
    /// # Errors
    /// Those of the change, or a store that cannot be written.
    pub(crate) fn write<T, E: From<assay_store::Error>>(
        &mut self,
        now: Timestamp,
        change: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let actor = self.session.actor().clone();
        self.store_mut().write(&actor, now, change)
    }

    /// Makes a change and undoes it: to know what would happen.
    ///
    /// # Errors
    /// Those of the change, or a store that cannot be written.
    pub(crate) fn rehearse<T, E: From<assay_store::Error>>(
        &mut self,
        now: Timestamp,
        change: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let actor = self.session.actor().clone();
        self.store_mut().rehearse(&actor, now, change)
    }

    fn store_mut(&mut self) -> &mut Store {
        self.reader.store_mut()
    }
}

impl Deref for Writer<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.reader
    }
}
