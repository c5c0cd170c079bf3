//! What changed from one month to another, with its interval, both bases and the verdict, and record
//! lines.

use assay_measures::change::within::Within;
use assay_measures::change::{Change, ChangeTexts};
use assay_measures::report as measured;
use assay_model::Month;
use serde::Serialize;

use crate::shown;

/// The change of an overall measure from one month to the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverallStep {
    /// `good or better` or `mean score`.
    pub measure: &'static str,
    /// The earlier month.
    #[serde(serialize_with = "shown::text")]
    pub from: Month,
    /// The later month.
    #[serde(serialize_with = "shown::text")]
    pub to: Month,
    /// The figure before, as it is printed: the estimate for the eligible list.
    pub before: f64,
    /// The figure after.
    pub after: f64,
    /// The change as estimated for the eligible list, before rounding.
    pub difference: f64,
    /// The same, rounded as it is printed.
    pub printed: f64,
    /// The change with its interval, bases and verdict as it is printed.
    pub text: String,
    /// The interval of the change.
    pub interval: Option<[f64; 2]>,
    /// The base before.
    pub n_before: u64,
    /// The base after.
    pub n_after: u64,
    /// What can be said of the change.
    pub verdict: &'static str,
    /// The change within auditors present in both; of the mean score only.
    pub within_auditors: Option<WithinAuditors>,
}

/// The change of a domain's score from one month to another, as estimated for the eligible list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainStep {
    /// The earlier month.
    #[serde(serialize_with = "shown::text")]
    pub from: Month,
    /// The later month.
    #[serde(serialize_with = "shown::text")]
    pub to: Month,
    /// The score before.
    pub before: f64,
    /// The score after.
    pub after: f64,
    /// After less before.
    pub difference: f64,
    /// The interval of the difference; none where one side has none.
    pub interval: Option<[f64; 2]>,
    /// The base before.
    pub n_before: u64,
    /// The base after.
    pub n_after: u64,
    /// What can be said of the change.
    pub verdict: &'static str,
    /// The change within auditors present in both; none when there are none.
    pub within_auditors: Option<WithinAuditors>,
    /// The change with its interval, bases and verdict as it is printed.
    pub text: String,
    /// The same in parts, for the columns of a table.
    #[serde(skip)]
    pub parts: ChangeTexts,
}

/// The change within auditors who read in both months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithinAuditors {
    /// After less before, auditor by auditor.
    pub difference: f64,
    /// Its interval; none where no spread is known.
    pub interval: Option<[f64; 2]>,
    /// How many auditors read in both months.
    pub auditors: u64,
    /// Their reads before.
    pub n_before: u64,
    /// Their reads after.
    pub n_after: u64,
    /// What can be said of the change.
    pub verdict: &'static str,
    /// The change with its interval, bases and verdict as it is printed.
    pub text: String,
    /// The same in parts, for the columns of a table.
    #[serde(skip)]
    pub parts: ChangeTexts,
}

/// A record line, e.g. `highest since October 2018`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordLine {
    /// What is measured: `good or better`, `inadequate`, `mean score`, or a domain.
    pub measure: String,
    /// The latest month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// Its value: a share (0–1) or a score.
    pub value: f64,
    /// The line.
    pub words: String,
    /// The last month that was as high (or low); none when none on record was.
    #[serde(serialize_with = "shown::maybe")]
    pub since: Option<Month>,
    /// Months without a value in between.
    pub missing_months: u64,
}

impl From<&measured::OverallChange> for OverallStep {
    fn from(found: &measured::OverallChange) -> Self {
        let change = &found.change;
        let decimals = if found.measure == "mean score" { 1 } else { 2 };
        Self {
            measure: found.measure,
            from: found.from,
            to: found.to,
            before: found.before,
            after: found.after,
            difference: change.difference(),
            printed: rounded(change.difference(), decimals),
            text: change.to_string(),
            interval: change.interval().map(shown::ends),
            n_before: change.n().0,
            n_after: change.n().1,
            verdict: change.verdict().words(),
            within_auditors: found.within.as_ref().map(WithinAuditors::from),
        }
    }
}

impl From<&measured::DomainChange> for DomainStep {
    fn from(found: &measured::DomainChange) -> Self {
        let change: &Change = &found.change;
        Self {
            from: found.from,
            to: found.to,
            before: change.before(),
            after: change.after(),
            difference: change.difference(),
            interval: change.interval().map(shown::ends),
            n_before: change.n().0,
            n_after: change.n().1,
            verdict: change.verdict().words(),
            within_auditors: found.within.as_ref().map(WithinAuditors::from),
            text: change.to_string(),
            parts: change.texts(),
        }
    }
}

impl From<&Within> for WithinAuditors {
    fn from(found: &Within) -> Self {
        let change = &found.change;
        Self {
            difference: change.difference(),
            interval: change.interval().map(shown::ends),
            auditors: found.auditors,
            n_before: change.n().0,
            n_after: change.n().1,
            verdict: change.verdict().words(),
            text: change.to_string(),
            parts: change.texts(),
        }
    }
}

/// Returns a number with no more decimals than are printed.
fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}

impl From<&measured::RecordLine> for RecordLine {
    fn from(found: &measured::RecordLine) -> Self {
        Self {
            measure: found.measure.clone(),
            month: found.month,
            value: found.value,
            words: found.words(),
            since: found.since,
            missing_months: found.missing,
        }
    }
}
