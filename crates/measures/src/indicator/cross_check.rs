//! Two sources on one question: meetings that took place and were not written up in time, by the event
//! data, against what auditors wrote of the same cases. It says where they differ, not who is right.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{CaseId, Date};

use super::Facts;
use crate::calendar::limit::StartDay;
use crate::calendar::{Limit, WorkingDays};

/// The audited cases by what each source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CrossCheck {
    /// Both sources tell of a meeting not written up.
    pub both: u64,
    /// The events do, the auditor did not write of it.
    pub events_only: u64,
    /// The auditor wrote of it, the events show every meeting written up in time.
    pub theme_only: u64,
    /// Neither does.
    pub neither: u64,
    /// Audited cases without any meeting in the events, about which these can say nothing.
    pub without_meetings: u64,
}

/// The cases that have a meeting in the events, each with whether any was late or not written up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingsLate(BTreeMap<String, bool>);

impl MeetingsLate {
    /// Gathers them from the events up to a date.
    #[must_use]
    pub fn of(facts: &Facts, limit: Limit, calendar: &WorkingDays, as_at: Date) -> Self {
        let as_at = facts.covers_of("meetings").map_or(as_at, |covers| covers.filled_at(as_at));
        let mut by_case: BTreeMap<usize, bool> = BTreeMap::new();
        for meeting in facts.meetings.iter().filter(|meeting| meeting.held <= as_at) {
            let Some(case) = meeting.case else { continue };
            let due = limit.due(meeting.held, StartDay::DoesNot, calendar);
            let late = meeting.written_up.map_or(due < as_at, |written| written > due);
            *by_case.entry(case).or_default() |= late;
        }
        let named =
            by_case.into_iter().map(|(case, late)| (facts.cases.id(case).to_string(), late));
        Self(named.collect())
    }
}

/// Returns the comparison for the audited cases, and those of them whose auditor wrote of it.
#[must_use]
pub fn cross_check(
    meetings: &MeetingsLate,
    (audited, told): (&BTreeSet<CaseId>, &BTreeSet<CaseId>),
) -> CrossCheck {
    let mut found = CrossCheck::default();
    for case in audited {
        let count = match (meetings.0.get(case.as_str()), told.contains(case)) {
            (None, _) => &mut found.without_meetings,
            (Some(true), true) => &mut found.both,
            (Some(true), false) => &mut found.events_only,
            (Some(false), true) => &mut found.theme_only,
            (Some(false), false) => &mut found.neither,
        };
        *count += 1;
    }
    found
}
