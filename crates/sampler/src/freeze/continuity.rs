//! Continuity: what changed since the list was last frozen, and what a list may hide. It is shown
//! before freezing and printed in the sampling statement; it counts, and leaves judging to people.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::alike::folded;
use assay_model::case::field;
use assay_model::jiff::ToSpan;
use assay_model::{CaseId, CaseRecord, Date, Month, print};

use crate::count::cases;

/// The field that holds the date of an event case.
pub const DATE: &str = "date";

/// The list frozen before this one.
#[derive(Debug, Clone, Copy)]
pub struct Previous<'a> {
    /// The draw it was frozen for.
    pub draw: &'a str,
    /// The date it spoke of.
    pub as_at: Date,
    /// Its cases.
    pub cases: &'a [CaseRecord],
    /// What they are.
    pub of: Of,
}

/// What the rows of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Cases, which end with a closure date.
    Cases,
    /// Events, which stay in their table once they happened.
    Events,
}

/// One finding, and the cases it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The finding in words, with counts and without ids.
    pub text: String,
    /// The cases; empty where it is about teams.
    pub cases: Vec<CaseId>,
}

/// Returns the finding on a list that is of a day before the round's month; none where it is not.
#[must_use]
pub fn stale(of: Option<Date>, month: Month) -> Option<Finding> {
    let of = of.filter(|of| Month::of(*of) < month)?;
    let text = format!(
        "the list speaks of {}, before the round's month, {}: cases that came since are not on it",
        print::date(of),
        month.words()
    );
    Some(about(text, Vec::new()))
}

/// Returns the findings on a list, compared with the previous one where there is one.
#[must_use]
pub fn continuity(previous: Option<Previous>, current: &[CaseRecord], as_at: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    match previous {
        None => findings.push(about(
            "no list was frozen before: nothing to compare with".to_owned(),
            Vec::new(),
        )),
        Some(previous) => compare(previous, current, as_at, &mut findings),
    }
    let open = |case: &&CaseRecord| case.closed_on.is_none_or(|date| date > as_at);
    let missing_from_six: Vec<CaseId> = current
        .iter()
        .filter(|case| {
            let mut on = case.field(field::LISTS).split_whitespace();
            let lists: Vec<&str> = on.by_ref().collect();
            !lists.contains(&"6") && (lists.contains(&"7") || lists.contains(&"8"))
        })
        .map(|case| case.id.clone())
        .collect();
    if !missing_from_six.is_empty() {
        let count = missing_from_six.len();
        findings.push(about(
            format!("{} on list 7 or 8 and not on list 6", cases(count as u64)),
            missing_from_six,
        ));
    }
    let knows_teams = current.iter().any(|case| !case.field(field::TEAM).trim().is_empty());
    let blank: Vec<CaseId> = current
        .iter()
        .filter(open)
        .filter(|case| knows_teams && case.field(field::TEAM).trim().is_empty())
        .map(|case| case.id.clone())
        .collect();
    if !blank.is_empty() {
        findings.push(about(format!("{} open without a team", cases(blank.len() as u64)), blank));
    }
    findings
}

fn compare(previous: Previous, current: &[CaseRecord], as_at: Date, findings: &mut Vec<Finding>) {
    let draw = previous.draw;
    let now: BTreeSet<&CaseId> = current.iter().map(|case| &case.id).collect();
    let before: BTreeSet<&CaseId> = previous.cases.iter().map(|case| &case.id).collect();
    let gone: Vec<CaseId> = previous
        .cases
        .iter()
        .filter(|case| case.closed_on.is_none() && !now.contains(&case.id))
        .map(|case| case.id.clone())
        .collect();
    let count = |of: &[CaseId]| match previous.of {
        Of::Cases => cases(of.len() as u64),
        Of::Events => events(of.len()),
    };
    if !gone.is_empty() {
        let how = match previous.of {
            Of::Cases => "gone without a closure date",
            Of::Events => "gone from the table",
        };
        findings.push(about(format!("{} of the list of {draw} {how}", count(&gone)), gone));
    }
    // What began a month or more before the last list should have been on it.
    let old = previous.as_at.saturating_sub(1.month());
    let (date, which) = match previous.of {
        Of::Cases => (field::START_DATE, "start date"),
        Of::Events => (DATE, "date"),
    };
    let late: Vec<CaseId> = current
        .iter()
        .filter(|case| !before.contains(&case.id))
        .filter(|case| case.field(date).parse::<Date>().is_ok_and(|d| d < old))
        .map(|case| case.id.clone())
        .collect();
    if !late.is_empty() {
        let text = format!("{} new since {draw} with a {which} before {old}", count(&late));
        findings.push(about(text, late));
    }
    let (was, is) = (teams(previous.cases, previous.as_at), teams(current, as_at));
    for (team, (written, before)) in was {
        let after = is.get(&team).map_or(0, |(_, count)| *count);
        if (before - after.min(before)) * 10 > before {
            let text = format!("team \"{written}\" shrank from {before} to {after} open cases");
            findings.push(about(text, Vec::new()));
        }
    }
}

/// Open cases of each team, with the team as it is first written; spellings of one team are one.
fn teams(list: &[CaseRecord], as_at: Date) -> BTreeMap<String, (&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for case in list.iter().filter(|case| case.closed_on.is_none_or(|date| date > as_at)) {
        match case.field(field::TEAM).trim() {
            "" => {}
            team => *counts.entry(team).or_default() += 1,
        }
    }
    let mut teams = BTreeMap::new();
    for (team, count) in counts {
        teams.entry(folded(team)).or_insert((team, 0)).1 += count;
    }
    teams
}

fn events(count: usize) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{count} events") }
}

fn about(text: String, cases: Vec<CaseId>) -> Finding {
    Finding { text, cases }
}
