//! Holds: what must be kept for now, for a complaint, a review, an inquiry or a court: a case, a list, what is dated
//! within days, a theme, or everything. What is on hold is neither erased nor purged; what a hold covers is found in
//! `covered`.

mod covered;

use assay_model::{Covers, Hold};
use assay_views::rights::Held;
use serde_json::{Value, json};

use crate::comments::themes;
use crate::desk::error::{Error, Result};
use crate::desk::next::{Field, Next};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
pub(crate) use covered::{names_that_may_go, of_cases, on_hold, refuse_to_destroy};

/// Puts on hold what is named.
///
/// # Errors
/// When it is on hold already, there is no such case, list or theme, or no reason is given.
pub fn put(workspace: &mut Writer<'_>, covers: &Covers, reason: &str) -> Result<()> {
    if of(workspace, covers)?.is_some() {
        return Err(Error::taken(format!("{covers} is on hold already")));
    }
    must_be_there(workspace, covers)?;
    change(workspace, covers, reason, true)
}

/// Lifts a hold.
///
/// # Errors
/// When there is none of exactly this, or no reason is given.
pub fn lift(workspace: &mut Writer<'_>, covers: &Covers, reason: &str) -> Result<()> {
    if of(workspace, covers)?.is_none() {
        return Err(Error::refused(format!("{covers} is not on hold")));
    }
    change(workspace, covers, reason, false)
}

/// Returns the holds, in the order they were put.
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

/// Returns the hold on exactly this, if there is one.
fn of(workspace: &Reader, covers: &Covers) -> Result<Option<Hold>> {
    Ok(all(workspace)?.into_iter().find(|hold| hold.covers == *covers))
}

/// A hold on something that is not there would keep nothing: the name is probably not the one meant.
fn must_be_there(workspace: &Reader, covers: &Covers) -> Result<()> {
    match covers {
        Covers::Case(case) if !workspace.store.knows_case(case)? => {
            Err(Error::missing(format!("nothing is held on {}", case.as_str()))
                .hint("check the id: letter case and leading zeros count"))
        }
        Covers::List(name) if !workspace.store.knows_list(name)? => {
            let known = workspace.store.names_of_lists()?;
            Err(Error::missing(format!("no list \"{name}\" was ever imported")).hint(
                if known.is_empty() {
                    "import it first".to_owned()
                } else {
                    format!("the lists are {}", known.join(", "))
                },
            ))
        }
        Covers::Theme(code) => {
            let themes = themes::of_workspace(workspace)?;
            themes::known(&themes, code)
        }
        _ => Ok(()),
    }
}

fn change(workspace: &mut Writer<'_>, covers: &Covers, reason: &str, held: bool) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::input("a hold needs a reason").then(Next::Fill {
            field: Field::Reason,
            why: "say why",
            example: "court order",
        }));
    }
    let now = workspace.session.now();
    let hold = Hold {
        covers: covers.clone(),
        reason: reason.trim().to_owned(),
        login: workspace.session.actor().login.clone(),
        since: workspace.session.as_at(),
        held,
    };
    workspace.write(now, |tx| {
        tx.keep(&hold, None)?;
        tx.append(if held { "hold" } else { "hold lifted" }, stated(covers)).map(drop)
    })?;
    Ok(())
}

/// What the ledger says of it, which has no id of a case and no name that somebody gave.
fn stated(covers: &Covers) -> Value {
    match covers {
        Covers::Case(_) => json!({}),
        Covers::List(_) => json!({ "covers": "list" }),
        Covers::Period(days) => json!({ "covers": "period", "days": days.to_string() }),
        Covers::Theme(code) => json!({ "covers": "theme", "theme": code }),
        Covers::Everything => json!({ "covers": "everything" }),
    }
}

#[cfg(test)]
mod tests;
