//! An audit filled in or corrected in a page: the workbook's questions as a form, drafts of what is typed, and the
//! completed audit, which is read and stored as an uploaded workbook is. What an answer means and which are needed is
//! the form's own business (`intake::form`); nothing here has rules for answers.

mod cases;
mod complete;
mod save;
mod sheet;
mod shown;

use assay_model::{CaseId, DrawId};
pub use assay_store::DraftOf;
use assay_views::round::AuditForm;

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

pub use cases::{cases, discard};
pub use complete::{Completing, complete, review};
pub use save::{Saving, Typed, save};

/// Returns which read of which case is meant.
///
/// # Errors
/// When there can be no such draw or case.
pub fn read_of(draw: &str, case: &str, is_second: bool) -> Result<DraftOf> {
    let missing = || Error::missing(format!("there is no case {case} in a draw {draw}"));
    Ok(DraftOf {
        draw: DrawId::parse(draw).map_err(|_| missing())?,
        case: CaseId::parse(case).map_err(|_| missing())?,
        is_second,
    })
}

/// Returns the form of a read as it is now: what is held, and what was typed since.
///
/// # Errors
/// When the case is not in the draw any longer, whoever is at work may not see this read, or the store cannot be read.
pub fn form(workspace: &Reader, of: &DraftOf) -> Result<AuditForm> {
    let sheet = sheet::open(workspace, of)?;
    let faults = sheet::faults(&sheet, &sheet::problems(workspace, &sheet)?);
    shown::form(workspace, &sheet, &faults)
}

#[cfg(test)]
mod tests;
