//! Why an audit that had come back was changed in the pages. The new version itself is a return.

use crate::{AuditKind, CaseId, Date, DrawId};

/// The reason of a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The draw.
    pub draw: DrawId,
    /// The case.
    pub case: CaseId,
    /// Who had read it.
    pub auditor: String,
    /// Why the file was read.
    pub kind: AuditKind,
    /// The version of the return that the correction made.
    pub version: u32,
    /// Why it was corrected.
    pub reason: String,
    /// The login that corrected it.
    pub by: String,
    /// The day.
    pub on: Date,
}
