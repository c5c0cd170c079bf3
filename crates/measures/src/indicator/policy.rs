//! The policy: limits, targets, exceptions and thresholds by indicator. The settings file is read in
//! `config`; here are the checked values.

use assay_model::{Date, Month};

use crate::calendar::limit::StartDay;
use crate::calendar::{Limit, WorkingDays};

/// The policy for all indicators.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// The working days.
    pub calendar: WorkingDays,
    /// The month (1–12) the reporting year begins in.
    pub year_begins: i8,
    /// The upper ends of the late bands but the last.
    pub bands: [u32; 3],
    /// The reasons that count as exceptions.
    pub exceptions: Vec<String>,
    /// The indicators, in the order they are shown.
    pub rules: Vec<Rule>,
}

/// A decision to begin centre and limits anew: made by a person, on a day, for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebase {
    /// The first month of the new part.
    pub from: Month,
    /// Who decided it.
    pub who: String,
    /// When it was decided.
    pub when: Date,
    /// Why.
    pub why: String,
}

/// The policy for one indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// The key, one of [`keys`](super::keys).
    pub key: String,
    /// The name for people.
    pub name: String,
    /// Whether it is shown.
    pub on: bool,
    /// The limits in turn: the first, the second, and the last for all further ones.
    pub limits: Vec<Limit>,
    /// The national minimum in turn, where it differs from the local limits.
    pub national: Vec<Limit>,
    /// The limit after a year of a placement that is to last to 18.
    pub after_a_year: Option<Limit>,
    /// Whether the day the clock starts is day 1.
    pub start_day: StartDay,
    /// The target share (0–1).
    pub target: Option<f64>,
    /// Placement types that other rules hold for: told apart as not modelled, never late.
    pub not_modelled: Vec<String>,
    /// Agencies that must take part in every strategy discussion.
    pub required: Vec<String>,
    /// Caseloads above which workers are counted.
    pub thresholds: Vec<u32>,
    /// Sessions expected of each worker a month, by type.
    pub expected: Vec<(String, f64)>,
    /// Where the charts begin anew.
    pub rebases: Vec<Rebase>,
}

impl Rule {
    /// Returns the limit of the step (0 is the first).
    pub(super) fn limit(&self, step: usize) -> Option<Limit> {
        at(&self.limits, step)
    }

    /// Returns the national limit of the step.
    pub(super) fn national(&self, step: usize) -> Option<Limit> {
        at(&self.national, step)
    }

    /// Returns the standard in words.
    #[must_use]
    pub fn standard(&self) -> String {
        let words = |limits: &[Limit]| {
            limits.iter().map(ToString::to_string).collect::<Vec<_>>().join(", then ")
        };
        match (self.limits.is_empty(), self.national.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!("within {}", words(&self.limits)),
            (false, false) => format!(
                "within {} locally; national minimum {}",
                words(&self.limits),
                words(&self.national)
            ),
        }
    }
}

fn at(limits: &[Limit], step: usize) -> Option<Limit> {
    limits.get(step).or(limits.last()).copied()
}

impl Policy {
    /// Returns the first day of the reporting year that the day lies in.
    #[must_use]
    pub fn year_of(&self, day: Date) -> Date {
        let month = Month::of(day);
        let back = (i32::from(day.month()) - i32::from(self.year_begins)).rem_euclid(12);
        month.plus(-back).first_day()
    }

    /// Tells whether a reason is one of the exceptions, in any letter case.
    #[must_use]
    pub fn is_exception(&self, reason: &str) -> bool {
        let wanted = reason.trim().to_lowercase();
        !wanted.is_empty() && self.exceptions.iter().any(|known| known.to_lowercase() == wanted)
    }
}
