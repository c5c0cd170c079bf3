//! Actions as they are listed, each with its state as at a date, and the counts over all of them.

use std::collections::BTreeMap;

use assay_model::action::Verified;
use assay_model::approval::{how, way};
use assay_model::{Action, CaseId, Date, print};
use serde::Serialize;

use crate::shown;

/// All actions as at a date, with the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actions {
    /// The date.
    pub as_at: Date,
    /// The actions, in the order they are listed.
    pub lines: Vec<ActionLine>,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionLine {
    /// Its id.
    pub id: String,
    /// The case it is for; none for an action for the whole service.
    pub case_id: Option<String>,
    /// What opened it, e.g. `audit`.
    pub source: &'static str,
    /// What is to be done.
    pub what: String,
    /// Who owns it; empty when nobody is named.
    pub owner: String,
    /// The day it was opened.
    #[serde(serialize_with = "shown::maybe")]
    pub opened_on: Option<Date>,
    /// The due date that counts.
    #[serde(serialize_with = "shown::maybe")]
    pub due: Option<Date>,
    /// Every due date it was given, in the order they were set.
    #[serde(serialize_with = "shown::texts")]
    pub due_dates: Vec<Date>,
    /// How often the due date was moved.
    pub moves: usize,
    /// Whether it is open.
    pub open: bool,
    /// Whether it is open past its due date.
    pub overdue: bool,
    /// Whether it is open and was moved twice, or is open for over 90 days.
    pub drifting: bool,
    /// Whether a manager challenged that it is late; none when not recorded.
    pub challenged: Option<bool>,
    /// The day it was done.
    #[serde(serialize_with = "shown::maybe")]
    pub done_on: Option<Date>,
    /// What shows that it was done.
    pub evidence: Option<String>,
    /// The day a second person verified it.
    #[serde(serialize_with = "shown::maybe")]
    pub verified_on: Option<Date>,
    /// Why it was not done and is closed all the same.
    pub not_done_reason: Option<String>,
    /// How the second person was known who verified it, e.g. `by another login`.
    pub verified_how: Option<String>,
    /// The same without a date.
    #[serde(skip)]
    pub verified_way: Option<&'static str>,
    /// How far it has come, in words.
    #[serde(skip)]
    pub state: String,
}

impl ActionLine {
    /// Returns the action as at a date.
    #[must_use]
    pub fn of(action: &Action, as_at: Date) -> Self {
        let verified = action.verified.as_ref();
        Self {
            id: action.id.clone(),
            case_id: action.case.as_ref().map(CaseId::as_str).map(str::to_owned),
            source: action.source.word(),
            what: action.what.clone(),
            owner: action.owner.clone(),
            opened_on: action.opened_on,
            due: action.current_due(),
            due_dates: action.due.iter().map(|set| set.due).collect(),
            moves: action.moves(),
            open: action.is_open(as_at),
            overdue: action.is_overdue(as_at),
            drifting: action.is_drifting(as_at),
            challenged: action.challenged,
            done_on: action.done.as_ref().map(|done| done.on),
            evidence: action.done.as_ref().map(|done| done.evidence.clone()),
            verified_on: verified.map(|verified| verified.on),
            not_done_reason: action.not_done.clone(),
            verified_how: verified.map(by_whom),
            verified_way: verified.map(|verified| way(verified.second.as_ref())),
            state: state(action, as_at),
        }
    }

    fn is_done(&self) -> bool {
        !self.open && self.done_on.is_some()
    }
}

impl Actions {
    /// Returns the counts with their bases, as they are printed below the list.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |test: fn(&ActionLine) -> bool| {
            self.lines.iter().filter(|line| test(line)).count() as u64
        };
        let open = count(|line| line.open);
        let overdue = count(|line| line.overdue);
        let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
        for reason in self.lines.iter().filter_map(|line| line.not_done_reason.as_deref()) {
            *reasons.entry(reason).or_default() += 1;
        }
        format!(
            "{open} of {} open as at {}; overdue: {overdue} of {open}; drifting (moved twice or open over 90 days): {} of {open}\nchallenged: {} of {overdue} overdue; done: {}, of these verified: {}; closed and not done: {}",
            self.lines.len(),
            self.as_at,
            count(|line| line.drifting),
            count(|line| line.overdue && line.challenged == Some(true)),
            count(ActionLine::is_done),
            self.verified(),
            listed(reasons.into_iter()).unwrap_or_else(|| "none".to_owned()),
        )
    }

    /// Returns how many were verified, and in which ways where there are any.
    fn verified(&self) -> String {
        let verified = || {
            let done = self.lines.iter().filter(|line| line.is_done());
            done.filter_map(|line| line.verified_way)
        };
        let mut ways: BTreeMap<&str, u64> = BTreeMap::new();
        for way in verified() {
            *ways.entry(way).or_default() += 1;
        }
        let ways = listed(ways.into_iter()).map_or_else(String::new, |ways| format!(" ({ways})"));
        format!("{}{ways}", verified().count())
    }
}

/// Lists counts such as `workload 2, superseded 1`.
fn listed<'a>(counts: impl Iterator<Item = (&'a str, u64)>) -> Option<String> {
    let counts: Vec<String> =
        counts.map(|(name, count)| format!("{name} {}", print::count(count))).collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

fn by_whom(verified: &Verified) -> String {
    how(verified.second.as_ref())
}

fn state(action: &Action, as_at: Date) -> String {
    let challenged = match action.challenged {
        Some(true) => ", challenged",
        Some(false) => ", not challenged",
        None => "",
    };
    let verified = action.verified.as_ref();
    match (action.is_open(as_at), action.is_overdue(as_at), action.is_drifting(as_at)) {
        (false, ..) if action.done.is_some() => match verified {
            Some(verified) => format!("done and verified {}", by_whom(verified)),
            None => "done".to_owned(),
        },
        (false, ..) => {
            format!("not done: {}", action.not_done.as_deref().unwrap_or("no reason given"))
        }
        (true, true, true) => format!("overdue and drifting{challenged}"),
        (true, true, false) => format!("overdue{challenged}"),
        (true, false, true) => format!("drifting{challenged}"),
        (true, false, false) => "open".to_owned(),
    }
}
