//! The files of packs in the workspace's folder against the digests that were put on record when they were written. A
//! file that is not there was moved on, which is what packs are for. Where a pack was made again under its name the file
//! may be of either time: a restored folder, or one that was copied, can hold the earlier.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use assay_model::{PackIssued, PackMade};
use assay_sampler::Digest;
use assay_views::doctor::{FileFault, Looked};

use super::Finding;
use crate::desk::error::Result;
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::reader::Reader;

pub(super) fn examine(workspace: &Reader) -> Result<Vec<Finding>> {
    if workspace.is_snapshot() {
        return Ok(Vec::new());
    }
    let mut kept: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in workspace.store.all::<PackIssued>()?.into_iter().flat_map(|pack| pack.files) {
        kept.entry(format!("{}/{}", folder::ISSUED, file.name)).or_default().insert(file.sha256);
    }
    for pack in workspace.store.all::<PackMade>()? {
        let times = workspace.store.history::<PackMade>(&pack.name())?;
        for file in times.into_iter().flat_map(|(_, pack)| pack.files) {
            kept.entry(file.name).or_default().insert(file.sha256);
        }
    }
    let (mut findings, mut whole) = (Vec::new(), 0);
    for (name, digests) in &kept {
        let fault = match std::fs::read(workspace.root.join(folder::PACKS).join(name)) {
            Ok(bytes) if digests.contains(&Digest::of(&bytes).to_string()) => {
                whole += 1;
                continue;
            }
            Err(fault) if fault.kind() == ErrorKind::NotFound => continue,
            Ok(_) => FileFault::Other,
            Err(_) => FileFault::Unreadable,
        };
        let found = Looked::PackFile { name, fault };
        findings.push(Finding::fault("packs", found, Some(Next::PackAgain)));
    }
    if findings.is_empty() {
        findings.push(Finding::sound("packs", &Looked::PacksWritten(whole)));
    }
    Ok(findings)
}
