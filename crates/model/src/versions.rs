//! Versions of one audit return: which of two is the later one, and what the later one would blank. A form
//! says when it was saved, a table may say when the return was received; where neither tells two versions
//! apart, the fuller one is the later, and of two that are both full nobody knows. A return that differs from
//! another by these days alone is no other version.

use std::cmp::Ordering;

use crate::{AuditReturn, Date, Timestamp};

/// What a return that comes in is to the one that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The same.
    Same,
    /// An earlier version: its form was saved before, it was received before, or its form was saved at the same
    /// moment with less in it.
    Older,
    /// A later version that leaves blank what is filled: these parts.
    Blanks(Vec<String>),
    /// Another version with nothing less in it, and nothing says which of the two is the later.
    Undecided,
    /// A later version.
    Newer,
}

/// Compares a return that comes in with the one that is held.
#[must_use]
pub fn against(held: &AuditReturn, new: &AuditReturn) -> Against {
    if is_same(held, new) {
        return Against::Same;
    }
    let blanked = blanked(held, new);
    let is_fuller = || !self::blanked(new, held).is_empty();
    match stated(held, new) {
        Some(Ordering::Less) => Against::Older,
        Some(_) if blanked.is_empty() => Against::Newer,
        None if blanked.is_empty() && is_fuller() => Against::Newer,
        None if blanked.is_empty() => Against::Undecided,
        None if held.saved_at.is_some() && held.saved_at == new.saved_at && !is_fuller() => {
            Against::Older
        }
        _ => Against::Blanks(blanked),
    }
}

/// Compares a return that comes in with every version that is held, the last one last; none where none is. One
/// that came before is no newer one unless it says that it is, nor is one that is older than any.
#[must_use]
pub fn among(versions: &[&AuditReturn], new: &AuditReturn) -> Option<Against> {
    let (last, before) = versions.split_last()?;
    let came_before = || before.iter().any(|one| is_same(one, new));
    let is_older = || versions.iter().any(|one| is_later(new, one));
    Some(match against(last, new) {
        Against::Same => Against::Same,
        _ if is_older() || (came_before() && !is_later(last, new)) => Against::Older,
        other => other,
    })
}

/// Says whether a return is a later version than another by what the two say of themselves.
fn is_later(held: &AuditReturn, new: &AuditReturn) -> bool {
    stated(held, new) == Some(Ordering::Greater)
}

/// Returns the moment that a version is of: when its form was saved, else the day it was received.
#[must_use]
pub fn moment(audit: &AuditReturn) -> Option<(Date, Option<Timestamp>)> {
    let saved = audit.saved_at.map(|at| (at.to_zoned(jiff::tz::TimeZone::UTC).date(), Some(at)));
    saved.or(audit.received_on.map(|day| (day, None)))
}

/// Returns how a new version stands in time to the one that is held; none where nothing says so.
fn stated(held: &AuditReturn, new: &AuditReturn) -> Option<Ordering> {
    let ((before, at_before), (day, at)) = moment(held).zip(moment(new))?;
    let by_time = || at.zip(at_before).map(|(at, before)| at.cmp(&before));
    let found = if day == before { by_time()? } else { day.cmp(&before) };
    Some(found).filter(|found| *found != Ordering::Equal)
}

/// Returns whether two returns say the same.
#[must_use]
pub fn is_same(one: &AuditReturn, other: &AuditReturn) -> bool {
    let bare =
        |audit: &AuditReturn| AuditReturn { received_on: None, saved_at: None, ..audit.clone() };
    bare(one) == bare(other)
}

/// Returns the parts that are filled in `held` and blank in `new`.
fn blanked(held: &AuditReturn, new: &AuditReturn) -> Vec<String> {
    let response = |audit: &AuditReturn| {
        audit.urgent.as_ref().is_some_and(|urgent| !urgent.response.trim().is_empty())
    };
    let pairs = [
        ("the date of the audit", held.audited_on.is_some(), new.audited_on.is_some()),
        ("the overall judgement", held.overall.is_some(), new.overall.is_some()),
        ("good practice", !held.good_practice.is_empty(), !new.good_practice.is_empty()),
        ("the urgent concern", held.urgent.is_some(), new.urgent.is_some()),
        ("the response to the urgent concern", response(held), response(new)),
        ("the actions", !held.actions.is_empty(), !new.actions.is_empty()),
    ];
    let mut blanked: Vec<String> = pairs
        .into_iter()
        .filter(|(_, before, after)| *before && !after)
        .map(|(part, ..)| part.to_owned())
        .collect();
    for domain in &held.domains {
        let now = new.domains.iter().find(|other| other.domain == domain.domain);
        let lost = |filled: bool, now: bool| filled && !now;
        let score = now.is_some_and(|now| now.score.is_some() || now.not_applicable);
        let judgement = now.is_some_and(|now| now.judgement.is_some() || now.not_applicable);
        let comment = now.is_some_and(|now| !now.comment.trim().is_empty());
        for (what, is_lost) in [
            ("score", lost(domain.score.is_some(), score)),
            ("judgement", lost(domain.judgement.is_some(), judgement)),
            ("comment", lost(!domain.comment.trim().is_empty(), comment)),
        ] {
            if is_lost {
                blanked.push(format!("the {what} of {}", domain.domain));
            }
        }
    }
    for answer in &held.answers {
        let is_there = |other: &crate::audit::QuestionAnswer| {
            other.domain == answer.domain && other.question == answer.question
        };
        if !new.answers.iter().any(is_there) {
            blanked.push(format!("the answer to \"{}\"", answer.question));
        }
    }
    blanked
}

#[cfg(test)]
mod tests;
