//! What the holds cover: found anew each time, since lists, comments and rules change. Whether something may go is
//! decided here for erasing, retention, closing a round and discarding what was begun.

use std::collections::BTreeSet;

use assay_model::jiff::tz::TimeZone;
use assay_model::people::PersonName;
use assay_model::{CaseId, Covers, Days, Hold};
use assay_store::{Kept as _, OnHold};

use super::all;
use crate::comments::themes;
use crate::comments::themes::reading::{ThemeReader, each};
use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// Returns what is on hold, for what destroys many things at once.
pub(crate) fn on_hold(workspace: &Reader) -> Result<OnHold> {
    let mut found = OnHold::default();
    let mut codes = BTreeSet::new();
    for hold in all(workspace)? {
        match hold.covers {
            Covers::Case(case) => drop(found.cases.insert(case)),
            Covers::List(name) => found.cases.extend(workspace.store.ever_on_list(&name)?),
            Covers::Period(days) => found.days.push(days),
            Covers::Theme(code) => drop(codes.insert(code)),
            Covers::Everything => found.everything = true,
        }
    }
    said_of_themes(workspace, &codes, &mut found)?;
    with_other_ids(workspace, &mut found.cases)?;
    Ok(found)
}

/// Refuses to erase what is held on these ids of one child where a hold covers it, and names the hold.
pub(crate) fn of_cases(workspace: &Reader, ids: &[CaseId]) -> Result<()> {
    for hold in all(workspace)? {
        if is_covered(workspace, &hold.covers, ids)? {
            return Err(refused(&hold));
        }
    }
    Ok(())
}

/// Refuses where everything is on hold: for what destroys without a look at single cases.
pub(crate) fn refuse_to_destroy(workspace: &Reader) -> Result<()> {
    match all(workspace)?.into_iter().find(|hold| hold.covers == Covers::Everything) {
        Some(hold) => Err(refused(&hold)),
        None => Ok(()),
    }
}

/// Returns those of the names that no hold covers.
pub(crate) fn names_that_may_go(
    workspace: &Reader,
    names: Vec<PersonName>,
) -> Result<Vec<PersonName>> {
    let held = on_hold(workspace)?;
    let mut free = Vec::new();
    for name in names {
        let of_case = name.case.as_ref().is_some_and(|case| held.covers(case.as_str()));
        if !held.everything && !of_case && !is_stored_within(workspace, &name, &held.days)? {
            free.push(name);
        }
    }
    Ok(free)
}

fn is_stored_within(workspace: &Reader, name: &PersonName, days: &[Days]) -> Result<bool> {
    if days.is_empty() {
        return Ok(false);
    }
    let times = workspace.store.history::<PersonName>(&name.key())?;
    let mut dates = times.iter().map(|(at, _)| TimeZone::UTC.to_datetime(*at).date());
    Ok(dates.any(|date| days.iter().any(|span| span.first() <= date && date <= span.last())))
}

fn refused(hold: &Hold) -> Error {
    let Hold { covers, since, reason, .. } = hold;
    Error::refused(format!("{} is on hold since {since}: {reason}", words(covers)))
        .then(Next::LiftHold)
}

/// A case is called by its id alone, as it has always been.
fn words(covers: &Covers) -> String {
    match covers {
        Covers::Case(case) => case.to_string(),
        other => other.to_string(),
    }
}

fn is_covered(workspace: &Reader, covers: &Covers, ids: &[CaseId]) -> Result<bool> {
    let store = &workspace.store;
    let only = |held: &CaseId| OnHold { cases: [held.clone()].into(), ..OnHold::default() };
    Ok(match covers {
        Covers::Everything => true,
        Covers::Case(held) => ids.iter().any(|id| only(held).covers(id.as_str())),
        Covers::List(name) => {
            let held = OnHold { cases: store.ever_on_list(name)?, ..OnHold::default() };
            ids.iter().any(|id| held.covers(id.as_str()))
        }
        Covers::Period(days) => {
            for id in ids {
                if store.is_dated_within(id, *days)? {
                    return Ok(true);
                }
            }
            false
        }
        Covers::Theme(code) => {
            must_be_known(workspace, code)?;
            let mut reader = ThemeReader::of(workspace)?;
            let comments = store.comments_on(&ids.iter().collect::<Vec<_>>())?;
            comments
                .iter()
                .any(|comment| reader.read(comment).iter().any(|counted| counted.theme == *code))
        }
    })
}

/// A theme that is no longer in the settings would cover nothing without a word.
fn must_be_known(workspace: &Reader, code: &str) -> Result<()> {
    let themes = themes::of_workspace(workspace)?;
    themes::known(&themes, code).map_err(|_| {
        Error::refused(format!("the theme {code} is on hold and is not in themes.yaml"))
            .hint("put the theme back in the settings, or lift the hold on it")
    })
}

fn said_of_themes(workspace: &Reader, codes: &BTreeSet<String>, found: &mut OnHold) -> Result<()> {
    if codes.is_empty() {
        return Ok(());
    }
    for code in codes {
        must_be_known(workspace, code)?;
    }
    each(
        workspace,
        |_| true,
        |comment, counted| {
            if counted.iter().any(|counted| codes.contains(&counted.theme)) {
                found.cases.extend(comment.case);
                found.comments.insert(comment.id);
            }
        },
    )
}

/// A child that had another id has records under it too.
fn with_other_ids(workspace: &Reader, cases: &mut BTreeSet<CaseId>) -> Result<()> {
    let former = workspace.store.former()?;
    if former.is_empty() {
        return Ok(());
    }
    let now: BTreeSet<CaseId> = cases.iter().map(|id| former.now(id).clone()).collect();
    let before = former.pairs().filter(|(_, current)| now.contains(*current));
    let before: Vec<CaseId> = before.map(|(old, _)| old.clone()).collect();
    cases.extend(before);
    cases.extend(now);
    Ok(())
}
