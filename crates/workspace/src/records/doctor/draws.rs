//! The files of each draw, compared with what the store keeps of it.

use std::path::Path;

use assay_sampler::Manifest;
use assay_views::doctor::{FileFault, Looked};

use super::Finding;
use crate::desk::error::Result;
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::draws::outputs;

pub(super) fn examine(workspace: &Reader) -> Result<Vec<Finding>> {
    if workspace.is_snapshot() {
        return Ok(vec![Finding::not_looked_at("draws", &Looked::NoFilesInSnapshot, None)]);
    }
    let mut findings = Vec::new();
    let mut sound = 0;
    for draw in workspace.store.draws()? {
        let Some(manifest) = &draw.manifest else { continue };
        let id = draw.frozen.id.as_str();
        let selection =
            Manifest::parse(&manifest.bytes).ok().map(|manifest| outputs::selection_csv(&manifest));
        let selection = selection.transpose()?;
        let files = workspace.root.join(folder::DRAWS).join(id);
        let before = findings.len();
        let written = [(outputs::FRAME, &draw.frozen.frame), (outputs::MANIFEST, &manifest.bytes)];
        let selection = selection.iter().map(|bytes| (outputs::SELECTION, bytes));
        for (name, kept) in written.into_iter().chain(selection) {
            if let Some(fault) = difference(&files.join(name), kept) {
                let found = Looked::DrawFile { draw: id, name, fault };
                findings.push(Finding::fault("draws", found, Some(Next::Export)));
            }
        }
        sound += usize::from(findings.len() == before);
    }
    if findings.is_empty() {
        findings.push(Finding::sound("draws", &Looked::DrawsWritten(sound)));
    }
    Ok(findings)
}

fn difference(path: &Path, kept: &[u8]) -> Option<FileFault> {
    match std::fs::read(path) {
        Ok(bytes) if bytes == kept => None,
        Ok(_) => Some(FileFault::Other),
        Err(_) => Some(FileFault::Unreadable),
    }
}
