//! The form workbooks that auditors fill in: a cover, and one sheet a case. What is written here is
//! read back here, by its labels, so that moved rows and columns do no harm.

mod labels;
mod read;
mod write;

use assay_model::tool::AuditTool;
use assay_model::{AuditKind, AuditReturn, CaseId, DrawId, Place};

pub use read::{is_form, read_form};
pub use write::write_form;

/// One auditor's form for one draw.
#[derive(Debug, Clone)]
pub struct FormPaper<'a> {
    /// The draw.
    pub draw: &'a DrawId,
    /// The draw's digest: a return can only land on its own draw.
    pub digest: &'a str,
    /// The auditor's login.
    pub auditor: &'a str,
    /// The audit tool.
    pub tool: &'a AuditTool,
    /// The council's name.
    pub council: &'a str,
    /// The marking on every page.
    pub marking: &'a str,
    /// Whom to ring when a child may be at risk now.
    pub urgent_contact: &'a str,
    /// The cases to audit.
    pub cases: &'a [FormCase],
}

/// A case on a form.
#[derive(Debug, Clone)]
pub struct FormCase {
    /// The case.
    pub case: CaseId,
    /// Why the file is read.
    pub kind: AuditKind,
    /// The child's plan type, by which domains are asked.
    pub plan_type: String,
    /// What is known already; else the boxes are empty.
    pub answers: Option<AuditReturn>,
}

/// A return as it came back on a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormReturn {
    /// The return.
    pub audit: AuditReturn,
    /// The digest that the form carries.
    pub digest: String,
    /// The sheet it stands on.
    pub place: Place,
}
