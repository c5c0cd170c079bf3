//! The files of packs in the workspace's folder against the digests that were put on record when they were written. A
//! file that is not there was moved on, which is what packs are for.

use std::collections::BTreeMap;

use assay_model::PackMade;
use assay_sampler::Digest;
use assay_views::doctor::Looked;

use super::Finding;
use crate::desk::error::Result;
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::reader::Reader;

pub(super) fn examine(workspace: &Reader) -> Result<Vec<Finding>> {
    let made = workspace.store.all::<PackMade>()?;
    let files = made.iter().flat_map(|pack| &pack.files);
    let kept: BTreeMap<&str, &str> =
        files.map(|file| (file.name.as_str(), file.sha256.as_str())).collect();
    let (mut findings, mut whole) = (Vec::new(), 0);
    for (name, sha256) in kept {
        let Ok(bytes) = std::fs::read(workspace.root.join(folder::PACKS).join(name)) else {
            continue;
        };
        if Digest::of(&bytes).to_string() == sha256 {
            whole += 1;
        } else {
            let found = Looked::PackFile(name);
            findings.push(Finding::fault("packs", found, Some(Next::PackAgain)));
        }
    }
    if findings.is_empty() {
        findings.push(Finding::sound("packs", &Looked::PacksWritten(whole)));
    }
    Ok(findings)
}
