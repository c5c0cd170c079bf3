//! An action and its whole life: where it came from, who owns it, every due date it was given, and
//! how it ended. Nothing of it is overwritten: a moved due date is added, not replaced.

use crate::{Approval, CaseId, Date, DrawId};

/// An open action drifts once it is older than this many days.
pub const DRIFT_DAYS: i32 = 90;

/// What opened the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionSource {
    /// An audit return.
    Audit,
    /// A supervision session.
    Supervision,
    /// Moderation of an audit.
    Moderation,
    /// An inspection finding.
    Inspection,
}

impl ActionSource {
    /// All sources, in the order they are listed to people.
    pub const ALL: [Self; 4] = [Self::Audit, Self::Supervision, Self::Moderation, Self::Inspection];

    /// Returns the source's word, e.g. `audit`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Supervision => "supervision",
            Self::Moderation => "moderation",
            Self::Inspection => "inspection",
        }
    }

    /// Returns the source with this word, in any letter case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let wanted = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|source| source.word() == wanted)
    }
}

/// A due date the action was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDate {
    /// The date it is due.
    pub due: Date,
    /// The date this was decided, if known.
    pub set_on: Option<Date>,
}

/// How an action was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The date it was done.
    pub on: Date,
    /// What shows it.
    pub evidence: String,
    /// The login that recorded it; empty for imported actions.
    pub login: String,
}

/// Who verified that an action was done: a second person, not the one who recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The date it was verified.
    pub on: Date,
    /// The login that verified it.
    pub login: String,
    /// How the second person was known, unless by another login.
    pub second: Option<Approval>,
}

/// An action agreed on a case or for the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The action's id: the council's own, else made from the return and its place in it.
    pub id: String,
    /// What opened it.
    pub source: ActionSource,
    /// The case it is for; none for an action for the whole service.
    pub case: Option<CaseId>,
    /// The draw of the audit that opened it.
    pub draw: Option<DrawId>,
    /// What is to be done.
    pub what: String,
    /// Who owns it; empty when nobody is named.
    pub owner: String,
    /// The date it was opened.
    pub opened_on: Option<Date>,
    /// Every due date it was given, in the order they were set; the last one counts.
    pub due: Vec<DueDate>,
    /// How it was done, once it was.
    pub done: Option<Done>,
    /// Who verified it.
    pub verified: Option<Verified>,
    /// Why it was not done and is closed all the same: workload, family not available, disagreed
    /// with, superseded, or other words.
    pub not_done: Option<String>,
    /// Whether a manager challenged that it was late or not done; none when not recorded.
    pub challenged: Option<bool>,
}

impl Action {
    /// Returns the due date that counts, the last one set.
    #[must_use]
    pub fn current_due(&self) -> Option<Date> {
        self.due.last().map(|set| set.due)
    }

    /// Returns the action as it was on the day: due dates set later, and what was done or verified later, taken
    /// away; none where it was opened later.
    #[must_use]
    pub fn as_at(mut self, day: Date) -> Option<Self> {
        if self.opened_on.is_some_and(|opened| opened > day) {
            return None;
        }
        let first = self.due.first().copied();
        self.due.retain(|set| set.set_on.is_none_or(|on| on <= day));
        if self.due.is_empty() {
            self.due.extend(first);
        }
        self.done = self.done.filter(|done| done.on <= day);
        self.verified = self.verified.filter(|verified| verified.on <= day);
        Some(self)
    }

    /// Returns whether the action was not done before it was opened.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.opened_on.zip(self.done.as_ref()).is_none_or(|(opened, done)| opened <= done.on)
    }

    /// Returns whether the action was neither done nor closed with a reason on the date.
    #[must_use]
    pub fn is_open(&self, as_at: Date) -> bool {
        self.not_done.is_none() && self.done.as_ref().is_none_or(|done| done.on > as_at)
    }

    /// Returns whether the action is open and its due date has passed.
    #[must_use]
    pub fn is_overdue(&self, as_at: Date) -> bool {
        self.is_open(as_at) && self.current_due().is_some_and(|due| due < as_at)
    }

    /// Returns how often the due date was moved.
    #[must_use]
    pub fn moves(&self) -> usize {
        self.due.len().saturating_sub(1)
    }

    /// Returns whether the open action drifts: its due date moved twice or more, or it has been open
    /// for more than 90 days.
    #[must_use]
    pub fn is_drifting(&self, as_at: Date) -> bool {
        let old = self
            .opened_on
            .and_then(|opened| opened.until(as_at).ok())
            .is_some_and(|span| span.get_days() > DRIFT_DAYS);
        self.is_open(as_at) && (self.moves() >= 2 || old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn action(due: &[&str]) -> Action {
        Action {
            id: "A1".into(),
            source: ActionSource::Audit,
            case: None,
            draw: None,
            what: "write up the meeting".into(),
            owner: String::new(),
            opened_on: Some(date("2026-01-01")),
            due: due.iter().map(|d| DueDate { due: date(d), set_on: None }).collect(),
            done: None,
            verified: None,
            not_done: None,
            challenged: None,
        }
    }

    #[test]
    fn an_action_is_overdue_after_its_last_due_date() {
        let moved = action(&["2026-01-10", "2026-02-10"]);
        assert!(!moved.is_overdue(date("2026-02-10")));
        assert!(moved.is_overdue(date("2026-02-11")));
        assert_eq!(moved.moves(), 1);
        let closed = Action { not_done: Some("superseded".into()), ..moved };
        assert!(!closed.is_overdue(date("2026-02-11")));
    }

    #[test]
    fn an_action_drifts_when_moved_twice_or_open_over_ninety_days() {
        let once = action(&["2026-06-01", "2026-07-01"]);
        assert!(!once.is_drifting(date("2026-04-01")), "open for exactly 90 days");
        assert!(once.is_drifting(date("2026-04-02")));
        assert!(
            action(&["2026-01-10", "2026-01-11", "2026-01-12"]).is_drifting(date("2026-01-05"))
        );
    }

    #[test]
    fn an_action_is_as_it_was_on_the_day() {
        let mut later = action(&["2026-02-01"]);
        later.due.push(DueDate { due: date("2026-05-01"), set_on: Some(date("2026-03-10")) });
        later.done =
            Some(Done { on: date("2026-04-20"), evidence: "seen".into(), login: "a".into() });
        let then = later.clone().as_at(date("2026-03-09")).unwrap();
        assert_eq!((then.current_due(), &then.done), (Some(date("2026-02-01")), &None));
        assert!(then.is_overdue(date("2026-03-09")));
        let since = later.clone().as_at(date("2026-03-10")).unwrap();
        assert_eq!((since.current_due(), &since.done), (Some(date("2026-05-01")), &None));
        assert_eq!(later.clone().as_at(date("2026-04-20")), Some(later.clone()));
        assert_eq!(later.as_at(date("2025-12-31")), None);
    }

    #[test]
    fn an_action_done_later_was_open_before() {
        let done = Done { on: date("2026-03-01"), evidence: String::new(), login: String::new() };
        let action = Action { done: Some(done), ..action(&["2026-02-01"]) };
        assert!(action.is_overdue(date("2026-02-15")));
        assert!(!action.is_open(date("2026-03-01")));
    }
}
