//! The one writer: whoever has a [`Writer`] holds the workspace's lock, so that what is decided by what is
//! read stays right until it is written. There is no other way to the store's changes.

use std::collections::BTreeSet;
use std::ops::Deref;

use assay_model::{Actor, Timestamp};
use assay_store::{Store, Tx};
use assay_views::records::Recovered;

use crate::desk::disk;
use crate::desk::error::{Error, Result};
use crate::desk::leftovers;
use crate::desk::lock::{Patience, WriteLock};
use crate::desk::reader::Reader;
use crate::desk::unfinished::{self, Finished};

/// The right to change a workspace; dropping it lets the next writer in. It reads what a [`Reader`] reads,
/// and nobody else writes meanwhile.
pub struct Writer<'w> {
    reader: &'w mut Reader,
    _lock: WriteLock,
    /// The numbers of pieces of work on files that other jobs have left.
    of_others: BTreeSet<u64>,
    /// Whether the last change of the job is made, after which what it deleted is to leave the disk.
    is_last_made: bool,
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
        let of_others = reader.store.unfinished()?.iter().map(|piece| piece.number).collect();
        Ok(Self { reader, _lock: lock, of_others, is_last_made: false })
    }

    /// Does the work on files that belongs to the changes made. What another job has left is tried too; where it cannot
    /// be done, this job does not fail by it, and the workspace says so.
    ///
    /// # Errors
    /// When a file of this job cannot be written or removed; what is left is done at the next opening.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let finished = self.finish_work(Patience::Usual)?;
        let left: BTreeSet<u64> = finished.left.iter().map(|(number, _)| *number).collect();
        self.of_others.retain(|number| left.contains(number));
        let (theirs, ours): (Vec<_>, Vec<_>) =
            finished.left.into_iter().partition(|(number, _)| self.of_others.contains(number));
        self.reader.left_undone = theirs.into_iter().next().map(|(_, fault)| fault);
        ours.into_iter().next().map_or(Ok(()), |(_, fault)| Err(fault))
    }

    /// Does all work on files that is written down, before something is destroyed that it may name.
    ///
    /// # Errors
    /// When a piece cannot be done: what it carries would be written after the destruction.
    pub(crate) fn finish_before_destroying(&mut self) -> Result<()> {
        let finished = self.finish_work(Patience::Usual)?;
        self.of_others.clear();
        let Some((_, fault)) = finished.left.into_iter().next() else { return Ok(()) };
        Err(Error::refused(format!(
            "an earlier run has still to write or remove a file that may name what is to go: {}",
            fault.with_its_cause()
        ))
        .hint(
            "see to that file first, as assay doctor says, and do this again; nothing was removed",
        ))
    }

    /// Does what a run that was stopped had not done, removes what it left half written, and puts both on record, also
    /// where a part of it cannot be done. Returns what was done, and why something was not.
    pub(super) fn recover(&mut self) -> Result<(Recovered, Option<Error>)> {
        let (mut done, left) = match self.finish_work(Patience::None) {
            Ok(Finished { done, left, .. }) => (done, left.into_iter().next().map(|(_, why)| why)),
            Err(fault) => (Recovered::default(), Some(fault)),
        };
        done.left_over = leftovers::sweep(&self.root);
        if done != Recovered::default() {
            let (now, body) = (self.session.now(), serde_json::json!(done));
            self.write(now, |tx| tx.append("finished", body).map(drop))?;
        }
        Ok((done, left))
    }

    fn finish_work(&mut self, patience: Patience) -> Result<Finished> {
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
        let actor = self.who_writes()?;
        self.store_mut().write(&actor, now, change)
    }

    /// Makes the last change of a job that destroys something: what it deletes leaves the disk afterwards, and a later
    /// change could bring it back into the store's file.
    ///
    /// # Errors
    /// Those of the change, or a store that cannot be written.
    pub(crate) fn write_last<T, E: From<assay_store::Error>>(
        &mut self,
        now: Timestamp,
        change: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let made = self.write(now, change)?;
        self.is_last_made = true;
        Ok(made)
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
        let actor = self.who_writes()?;
        self.store_mut().rehearse(&actor, now, change)
    }

    /// Returns in whose name is written, unless the last change is made.
    fn who_writes(&self) -> std::result::Result<Actor, assay_store::Error> {
        if self.is_last_made {
            return Err(assay_store::Error::AfterTheLast);
        }
        Ok(self.session.actor().clone())
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

#[cfg(test)]
mod tests;
