//! The files of each draw, compared with what the store keeps of it.

use std::path::Path;

use super::Finding;
use crate::desk::error::Result;
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::reader::Reader;

pub(super) fn examine(workspace: &Reader) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut sound = 0;
    for draw in workspace.store.draws()? {
        let Some(manifest) = draw.manifest else { continue };
        let id = draw.frozen.id.as_str();
        let files = workspace.root.join(folder::DRAWS).join(id);
        let before = findings.len();
        for (name, kept) in [("frame.tsv", &draw.frozen.frame), ("manifest.json", &manifest.bytes)]
        {
            if let Some(found) = difference(&files.join(name), kept) {
                findings.push(Finding::fault(
                    "draws",
                    format!("draws/{id}/{name} {found}"),
                    Some(Next::Export),
                ));
            }
        }
        sound += usize::from(findings.len() == before);
    }
    if findings.is_empty() {
        findings.push(Finding::sound("draws", format!("{sound} with the files that were written")));
    }
    Ok(findings)
}

fn difference(path: &Path, kept: &[u8]) -> Option<&'static str> {
    match std::fs::read(path) {
        Ok(bytes) if bytes == kept => None,
        Ok(_) => Some("is not the one that was written"),
        Err(_) => Some("cannot be read"),
    }
}
