//! The headline of a workspace: its returns with the facts of their draws, put to the one counting rule of
//! `measures`, for figures that are made from comments.

use assay_measures::headline::HeadlineReturns;

use super::report::material::{Detail, gather_all};
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Returns which returns the headline counts.
///
/// # Errors
/// When the store or a manifest in it cannot be read.
pub(crate) fn headline(workspace: &Reader) -> Result<HeadlineReturns> {
    let as_at = workspace.session.as_at();
    Ok(HeadlineReturns::of(&gather_all(workspace, Detail::Scores)?.as_at(as_at).reads))
}
