//! What became of actions: how many were done in time, are open, overdue or drifting, and how done ones were
//! verified. What each of these is, the action itself knows.

use std::collections::BTreeMap;
use std::iter::Sum;

use assay_model::action::Action;
use assay_model::{Date, approval};

/// Actions by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ActionCounts {
    /// All actions.
    pub opened: u64,
    /// Done.
    pub done: u64,
    /// Done by the first due date; an action without one, or done before it was opened, is in neither.
    pub in_time: u64,
    /// Done, but after it.
    pub late: u64,
    /// Closed with a reason, not done.
    pub not_done: u64,
    /// Open.
    pub open: u64,
    /// Open and past the due date that counts.
    pub overdue: u64,
    /// Open for more than 90 days, or with the due date moved twice or more.
    pub drifting: u64,
    /// With the due date moved at least once.
    pub moved: u64,
    /// Done, and verified by a second person.
    pub verified: u64,
}

impl ActionCounts {
    /// Returns the counts of these actions on the date.
    #[must_use]
    pub fn of<'a>(actions: impl IntoIterator<Item = &'a Action>, as_at: Date) -> Self {
        let mut counts = Self::default();
        for action in actions {
            counts.add(action, as_at);
        }
        counts
    }

    fn add(&mut self, action: &Action, as_at: Date) {
        let first_due = action.due.first().map(|set| set.due);
        self.opened += 1;
        self.open += u64::from(action.is_open(as_at));
        self.overdue += u64::from(action.is_overdue(as_at));
        self.drifting += u64::from(action.is_drifting(as_at));
        self.moved += u64::from(action.moves() > 0);
        self.not_done += u64::from(action.not_done.is_some());
        if let Some(done) = action.done.as_ref().filter(|_| !action.is_open(as_at)) {
            self.done += 1;
            if let Some(due) = first_due.filter(|_| action.is_possible()) {
                self.in_time += u64::from(done.on <= due);
                self.late += u64::from(done.on > due);
            }
            self.verified += u64::from(action.verified.is_some());
        }
    }
}

impl Sum for ActionCounts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            opened: sum.opened + one.opened,
            done: sum.done + one.done,
            in_time: sum.in_time + one.in_time,
            late: sum.late + one.late,
            not_done: sum.not_done + one.not_done,
            open: sum.open + one.open,
            overdue: sum.overdue + one.overdue,
            drifting: sum.drifting + one.drifting,
            moved: sum.moved + one.moved,
            verified: sum.verified + one.verified,
        })
    }
}

/// Returns in which ways done actions were verified, each in words with how many, in the order of the words.
#[must_use]
pub fn ways_verified(actions: &[Action], as_at: Date) -> Vec<(String, u64)> {
    let done = actions.iter().filter(|action| action.done.is_some() && !action.is_open(as_at));
    let mut ways: BTreeMap<String, u64> = BTreeMap::new();
    for by in done.filter_map(|action| action.verified.as_ref()) {
        *ways.entry(approval::how(by.second.as_ref())).or_default() += 1;
    }
    ways.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_model::action::{ActionSource, Done, DueDate, Verified};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn action(due: &[&str], done: Option<&str>) -> Action {
        Action {
            id: "A1".into(),
            source: ActionSource::Audit,
            case: None,
            draw: None,
            what: "write up the meeting".into(),
            owner: String::new(),
            opened_on: Some(date("2026-08-01")),
            due: due.iter().map(|due| DueDate { due: date(due), set_on: None }).collect(),
            done: done.map(|on| Done { on: date(on), evidence: String::new(), login: "a".into() }),
            verified: None,
            not_done: None,
            challenged: None,
        }
    }

    #[test]
    fn in_time_is_by_the_date_first_agreed() {
        let mut late = action(&["2026-08-10", "2026-08-30"], Some("2026-08-20"));
        late.verified = Some(Verified { on: date("2026-08-21"), login: "b".into(), second: None });
        let actions = [
            action(&["2026-08-10"], Some("2026-08-10")),
            late,
            action(&["2026-08-10"], None),
            Action { not_done: Some("superseded".into()), ..action(&[], None) },
            // Done before it was opened, and without a date to be done by: neither in time nor late.
            action(&["2026-08-10"], Some("2026-07-31")),
            action(&[], Some("2026-08-10")),
        ];
        let counts = ActionCounts::of(&actions, date("2026-09-01"));
        let expected = ActionCounts {
            opened: 6,
            done: 4,
            in_time: 1,
            late: 1,
            not_done: 1,
            open: 1,
            overdue: 1,
            drifting: 0,
            moved: 1,
            verified: 1,
        };
        assert_eq!(counts, expected);
        let ways = ways_verified(&actions, date("2026-09-01"));
        assert_eq!(ways, [(approval::how(None), 1)]);
    }
}
