//! The jobs of a draw: freeze a list, draw from it, verify it, remedy it. The method itself is in the
//! `sampler` crate; here lists come out of the store, and seeds, salts and times from the session.

mod assigning;
mod columns;
pub mod draw;
pub(crate) mod erased;
pub mod freeze;
mod guarded;
mod known;
pub mod look;
pub mod one_off;
pub mod outputs;
pub mod plans;
pub mod reassign;
pub mod remedy;
mod results;
mod seats;
pub mod sizing;
pub mod sql;
pub mod verify;

use assay_model::DrawId;
pub use assay_model::ReadRole;
use assay_sampler::Frame;
pub use assay_sampler::Manifest;
pub use assay_sampler::balance::Balance;
use assay_store::{DrawRecord, DrawState};

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// Returns the draw id of a text.
///
/// # Errors
/// When the text is no draw id.
pub fn draw_id(text: &str) -> Result<DrawId> {
    DrawId::parse(text).map_err(|fault| Error::input(fault.to_string()))
}

/// Returns the record of a draw.
fn record(workspace: &Reader, id: &DrawId) -> Result<DrawRecord> {
    workspace.store.draw(id)?.ok_or_else(|| {
        let names: Vec<String> = workspace
            .store
            .draws()
            .map(|draws| draws.iter().map(|draw| draw.frozen.id.to_string()).collect())
            .unwrap_or_default();
        let next = match names.as_slice() {
            [] => Next::Freeze { plan: "monthly".to_owned(), id: "2026-09-monthly".to_owned() },
            _ => Next::Words(format!("the draws are {}", names.join(", "))),
        };
        Error::missing(format!("there is no draw {id}")).then(next)
    })
}

/// Returns the record of a draw that was drawn and not abandoned.
pub(crate) fn drawn(workspace: &Reader, id: &DrawId) -> Result<DrawRecord> {
    let found = record(workspace, id)?;
    manifest(&found)?;
    Ok(found)
}

/// Returns the draws with a seed on record from the same imported list, abandoned ones too: one list
/// tried until it pleases shows. A plan changed a little gives other frozen bytes and counts all the same.
pub(crate) fn draws_of_list<'a>(
    draws: &'a [DrawRecord],
    list: &'a str,
    import: u64,
) -> impl Iterator<Item = &'a DrawRecord> {
    draws.iter().filter(move |draw| {
        draw.seed.is_some() && draw.frozen.import == import && draw.frozen.list == list
    })
}

/// Returns the frozen list of a draw.
fn frame(record: &DrawRecord) -> Result<Frame> {
    Frame::parse(&record.frozen.frame).map_err(|fault| {
        Error::damaged(format!("the frozen list of {} in the store is damaged", record.frozen.id))
            .because(fault)
            .then(Next::Restore)
    })
}

/// Returns the latest manifest of a draw that was drawn.
fn manifest(record: &DrawRecord) -> Result<Manifest> {
    let id = &record.frozen.id;
    match (record.state, &record.manifest) {
        (DrawState::Abandoned, _) => Err(Error::refused(format!("draw {id} was abandoned"))
            .hint("freeze and draw under a new id; the abandoned one stays on record")),
        (_, None) => Err(Error::refused(format!("draw {id} is frozen, and nothing is drawn yet"))
            .then(Next::Draw { draw: id.to_string() })),
        (_, Some(stored)) => Manifest::parse(&stored.bytes).map_err(|fault| {
            Error::damaged(format!("the manifest of {id} in the store is damaged"))
                .because(fault)
                .then(Next::Restore)
        }),
    }
}

#[cfg(test)]
mod tests;
