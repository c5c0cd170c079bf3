//! Draws in which ids gave way to stand-ins: their files are written anew, and the ledger entry of
//! the erasure holds the new digests, so that verify has something to hold them against.

use std::collections::BTreeMap;

use assay_model::DrawId;
use assay_sampler::{Digest, Manifest};
use assay_store::ErasedDraw;
use serde_json::{Value, json};

use super::outputs;
use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

/// The ledger entries after which a draw's files may differ from those first written.
const KINDS: [&str; 2] = ["erase", "retention"];

/// Returns the last state of each draw, by its id.
#[must_use]
pub(crate) fn last_of_each(draws: impl IntoIterator<Item = ErasedDraw>) -> Vec<ErasedDraw> {
    let by_id: BTreeMap<String, ErasedDraw> =
        draws.into_iter().map(|draw| (draw.draw.clone(), draw)).collect();
    by_id.into_values().collect()
}

/// Returns the digests of the draws as they are now, for the ledger entry of the erasure.
///
/// # Errors
/// When a manifest cannot be read.
pub(crate) fn digests(draws: &[ErasedDraw]) -> Result<Value> {
    draws
        .iter()
        .map(|draw| {
            let manifest =
                parsed(draw)?.map(|manifest| manifest.digest_without_ledger().to_string());
            Ok(json!({
                "draw_id": draw.draw, "frame_sha256": Digest::of(&draw.frame).to_string(),
                "manifest_sha256": manifest,
            }))
        })
        .collect::<Result<Vec<_>>>()
        .map(Value::Array)
}

/// Writes the files of a draw anew.
///
/// # Errors
/// When they cannot be written.
pub(crate) fn rewrite(workspace: &Writer<'_>, draw: &ErasedDraw) -> Result<()> {
    if let Some(manifest) = parsed(draw)? {
        return outputs::write(workspace, &manifest, &draw.frame);
    }
    let path = outputs::folder_of(workspace, &super::draw_id(&draw.draw)?).join(outputs::FRAME);
    if path.exists() { files::write(&path, &draw.frame) } else { Ok(()) }
}

/// Tells whether an erasure recorded this digest of the draw under the name.
pub(super) fn recorded(workspace: &Reader, id: &DrawId, name: &str, digest: &str) -> Result<bool> {
    let entries = workspace.store.ledger()?;
    let last = entries
        .iter()
        .rev()
        .filter(|entry| KINDS.contains(&entry.kind.as_str()))
        .filter_map(|entry| entry.body["draws"].as_array())
        .find_map(|draws| draws.iter().find(|draw| draw["draw_id"] == id.as_str()));
    Ok(last.is_some_and(|draw| draw[name] == digest))
}

fn parsed(draw: &ErasedDraw) -> Result<Option<Manifest>> {
    let Some(bytes) = &draw.manifest else { return Ok(None) };
    Manifest::parse(bytes).map(Some).map_err(|fault| {
        Error::failed(format!("the manifest of {} cannot be written without the case", draw.draw))
            .because(fault)
    })
}
