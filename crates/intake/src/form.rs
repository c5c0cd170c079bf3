//! The form workbooks that auditors fill in: a cover, and one sheet a case; or, for teams that read
//! every file, one sheet with a row a case. What is written here is read back here, by its labels, so
//! that moved rows and columns do no harm.

mod asked;
mod boxes;
mod case_sheet;
mod filled;
mod grid;
mod labels;
mod read;
mod strays;
mod tables;
#[cfg(test)]
mod tests;
mod values;
mod write;

use assay_model::tool::AuditTool;
use assay_model::{AuditKind, AuditReturn, CaseId, DrawId, Place};

pub use asked::{Asked, FormBox, Section};
pub use filled::{asked, write_filled};
pub use grid::write_grid;
pub use read::{is_form, read_form};
pub use write::write_form;

/// One auditor's form for one draw, or one team's.
#[derive(Debug, Clone)]
pub struct FormPaper<'a> {
    /// The draw.
    pub draw: &'a DrawId,
    /// The draw's digest: a return can only land on its own draw.
    pub digest: &'a str,
    /// The auditor's login; of a team's workbook, the team's name.
    pub auditor: &'a str,
    /// The audit tool.
    pub tool: &'a AuditTool,
    /// The council's name.
    pub council: &'a str,
    /// The marking on every page.
    pub marking: &'a str,
    /// Whom to ring when a child may be at risk now.
    pub urgent_contact: &'a str,
    /// When the form is to be back, in words; empty where nobody has said.
    pub due: &'a str,
    /// The cases to audit.
    pub cases: &'a [FormCase],
}

impl FormPaper<'_> {
    fn urgent_words(&self) -> String {
        format!("If a child may be at risk now, ring {} before you go on.", self.urgent_contact)
    }
}

/// A case on a form.
#[derive(Debug, Clone)]
pub struct FormCase {
    /// The case.
    pub case: CaseId,
    /// Who is to read it; a form of one auditor's has it on its cover too.
    pub auditor: String,
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
    /// The sheet it is on.
    pub place: Place,
}
