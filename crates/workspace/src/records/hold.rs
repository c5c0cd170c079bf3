//! Holds: a case that must be kept for now, for a complaint, a review or a court. What is on hold is
//! neither erased nor purged.

use assay_model::CaseId;
use assay_store::Draft;
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::place::Workspace;

const KIND: &str = "hold";

/// A hold on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The case.
    pub case: CaseId,
    /// Why it must be kept.
    pub reason: String,
    /// The login that put it on hold.
    pub login: String,
    /// The date it was put on hold.
    pub since: String,
}

/// Puts a case on hold.
///
/// # Errors
/// When it is on hold already, or nothing is held on it.
pub fn put(workspace: &mut Workspace, case: &CaseId, reason: &str) -> Result<()> {
    if of(workspace, case)?.is_some() {
        return Err(Error::new(format!("{} is on hold already", case.as_str())));
    }
    if !workspace.store.knows_case(case)? {
        return Err(Error::new(format!("nothing is held on {}", case.as_str()))
            .hint("check the id: letter case and leading zeros count"));
    }
    change(workspace, case, reason, true)
}

/// Lifts the hold on a case.
///
/// # Errors
/// When it is not on hold.
pub fn lift(workspace: &mut Workspace, case: &CaseId, reason: &str) -> Result<()> {
    if of(workspace, case)?.is_none() {
        return Err(Error::new(format!("{} is not on hold", case.as_str())));
    }
    change(workspace, case, reason, false)
}

/// Returns the hold on the case, if there is one.
///
/// # Errors
/// When the store cannot be read.
pub fn of(workspace: &Workspace, case: &CaseId) -> Result<Option<Hold>> {
    Ok(list(workspace)?.into_iter().find(|hold| hold.case == *case))
}

/// Returns all holds, in the order they were put.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Workspace) -> Result<Vec<Hold>> {
    let records = workspace.store.records(KIND)?;
    Ok(records
        .into_iter()
        .filter(|record| record.body["held"] == true)
        .filter_map(|record| {
            let text = |name: &str| record.body[name].as_str().unwrap_or_default().to_owned();
            let (reason, login, since) = (text("reason"), text("login"), text("on"));
            record.case.map(|case| Hold { case, reason, login, since })
        })
        .collect())
}

fn change(workspace: &mut Workspace, case: &CaseId, reason: &str, held: bool) -> Result<()> {
    let _lock = workspace.lock()?;
    if reason.trim().is_empty() {
        return Err(Error::new("a hold needs a reason").hint("say why: --reason \"court order\""));
    }
    let (actor, now) = (workspace.session.actor().clone(), workspace.session.now());
    let body = json!({
        "held": held, "reason": reason.trim(), "login": actor.login,
        "on": workspace.session.as_at().to_string(),
    });
    workspace.store.write(&actor, now, |tx| {
        tx.put(&Draft {
            kind: KIND,
            key: case.as_str(),
            case: Some(case),
            draw: None,
            import: None,
            body: &body,
        })?;
        tx.append(if held { "hold" } else { "hold lifted" }, json!({})).map(drop)
    })?;
    Ok(())
}
