//! Draws in which ids gave way to stand-ins: their files are written anew, and the ledger entry of
//! the erasure holds the new digests, so that verify has something to hold them against.

use std::collections::BTreeMap;
use std::path::Path;

use assay_model::DrawId;
use assay_sampler::{Digest, Manifest};
use assay_store::{ErasedDraw, FileWork};
use serde_json::{Value, json};

use super::outputs;
use crate::desk::error::{Error, Result};
use crate::desk::folder;
use crate::desk::reader::Reader;
use crate::desk::unfinished::named;

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

/// Returns the writing of a draw's files anew.
///
/// # Errors
/// When its manifest cannot be read.
pub(crate) fn rewriting(root: &Path, draw: &ErasedDraw) -> Result<Vec<FileWork>> {
    if let Some(manifest) = parsed(draw)? {
        return outputs::work(&manifest);
    }
    if !root.join(folder::DRAWS).join(&draw.draw).join(outputs::FRAME).exists() {
        return Ok(Vec::new());
    }
    let path = named(&[folder::DRAWS, &draw.draw, outputs::FRAME]);
    Ok(vec![FileWork::WriteFrame { path, draw: draw.draw.clone() }])
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
