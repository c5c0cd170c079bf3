//! What is on record of a round's closing: when it was closed first, and which returns came in after that. It
//! closes none.

use assay_model::{Date, DrawId, RoundClosed, Timestamp};
use assay_store::StoredReturn;

use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// A closing on record.
pub(super) struct Closing {
    pub(super) on: Date,
    /// When the round was first closed.
    pub(super) at: Timestamp,
}

/// Returns the closing of a draw's round, if it was closed.
pub(super) fn closing(workspace: &Reader, id: &DrawId) -> Result<Option<Closing>> {
    let first = workspace.store.history::<RoundClosed>(id.as_str())?.into_iter().next();
    Ok(first.map(|(at, closed)| Closing { on: closed.closed_on, at }))
}

/// Returns when the round of a draw was first closed, if it was.
pub(crate) fn closed_at(workspace: &Reader, id: &DrawId) -> Result<Option<Timestamp>> {
    Ok(closing(workspace, id)?.map(|closing| closing.at))
}

/// Returns when the first version of a return was stored.
pub(crate) fn first_stored(workspace: &Reader, stored: &StoredReturn) -> Result<Timestamp> {
    if stored.version == 1 {
        return Ok(stored.at);
    }
    let key = assay_store::returns::key(&stored.audit);
    let versions = workspace.store.return_versions(&key)?;
    Ok(versions.first().map_or(stored.at, |first| first.at))
}
