//! Holds: a case that must be kept for now, for a complaint, a review or a court. What is on hold is
//! neither erased nor purged.

use assay_model::{CaseId, Hold};
use assay_views::rights::Held;
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::next::{Field, Next};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

/// Puts a case on hold.
///
/// # Errors
/// When it is on hold already, or nothing is held on it.
pub fn put(workspace: &mut Writer<'_>, case: &CaseId, reason: &str) -> Result<()> {
    if of(workspace, case)?.is_some() {
        return Err(Error::taken(format!("{} is on hold already", case.as_str())));
    }
    if !workspace.store.knows_case(case)? {
        return Err(Error::missing(format!("nothing is held on {}", case.as_str()))
            .hint("check the id: letter case and leading zeros count"));
    }
    change(workspace, case, reason, true)
}

/// Lifts the hold on a case.
///
/// # Errors
/// When it is not on hold.
pub fn lift(workspace: &mut Writer<'_>, case: &CaseId, reason: &str) -> Result<()> {
    if of(workspace, case)?.is_none() {
        return Err(Error::refused(format!("{} is not on hold", case.as_str())));
    }
    change(workspace, case, reason, false)
}

/// Returns the hold on the case, if there is one.
pub(crate) fn of(workspace: &Reader, case: &CaseId) -> Result<Option<Hold>> {
    Ok(workspace.store.one::<Hold>(case.as_str())?.filter(|hold| hold.held))
}

/// Returns the cases on hold, in the order they were put.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<Held>> {
    Ok(all(workspace)?.into_iter().map(Held::from).collect())
}

/// Returns all holds, in the order they were put.
pub(crate) fn all(workspace: &Reader) -> Result<Vec<Hold>> {
    let all: Vec<Hold> = workspace.store.all()?;
    Ok(all.into_iter().filter(|hold| hold.held).collect())
}

fn change(workspace: &mut Writer<'_>, case: &CaseId, reason: &str, held: bool) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::input("a hold needs a reason").then(Next::Fill {
            field: Field::Reason,
            why: "say why",
            example: "court order",
        }));
    }
    let now = workspace.session.now();
    let hold = Hold {
        case: case.clone(),
        reason: reason.trim().to_owned(),
        login: workspace.session.actor().login.clone(),
        since: workspace.session.as_at(),
        held,
    };
    workspace.write(now, |tx| {
        tx.keep(&hold, None)?;
        tx.append(if held { "hold" } else { "hold lifted" }, json!({})).map(drop)
    })?;
    Ok(())
}
