//! The feedback pages in the workspace's folder against the digests that were put on record when they were written. A page
//! that is not there was given to its worker and moved on.

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
    let kept = ours::feedback(&workspace.store)?;
    let (whole, faults) = ours::compared(&workspace.root.join(folder::FEEDBACK), &kept);
    let next = "keep the file to look into, and write the page again";
    let fault = |(name, fault): (&str, FileFault)| {
        let found = Looked::FeedbackFile { name, fault };
        Finding::fault("feedback", found, Some(Next::Words(next.to_owned())))
    };
    let mut findings: Vec<Finding> = faults.into_iter().map(fault).collect();
    if findings.is_empty() && !kept.is_empty() {
        findings.push(Finding::sound("feedback", &Looked::FeedbackWritten(whole)));
    }
    Ok(findings)
}
