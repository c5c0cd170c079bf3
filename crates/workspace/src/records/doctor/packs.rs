//! The files of packs in the workspace's folder against the digests that were put on record when they were written. A
//! file that is not there was moved on, which is what packs are for. Where a pack was made again under its name the file
//! may be of either time: a restored folder, or one that was copied, can hold the earlier.

use assay_views::doctor::{FileFault, Looked};

use super::Finding;
use crate::desk::error::Result;
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::records::written::ours;

pub(super) fn examine(workspace: &Reader) -> Result<Vec<Finding>> {
    if workspace.is_snapshot() {
        return Ok(Vec::new());
    }
    let kept = ours::packs(&workspace.store)?;
    let (whole, faults) = ours::compared(&workspace.root.join(folder::PACKS), &kept);
    let fault = |(name, fault): (&str, FileFault)| {
        Finding::fault("packs", Looked::PackFile { name, fault }, Some(Next::PackAgain))
    };
    let mut findings: Vec<Finding> = faults.into_iter().map(fault).collect();
    if findings.is_empty() {
        findings.push(Finding::sound("packs", &Looked::PacksWritten(whole)));
    }
    Ok(findings)
}
