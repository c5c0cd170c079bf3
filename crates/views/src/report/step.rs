//! What changed from one month to another, with its interval, both bases and the verdict, and record
//! lines. The words of a change are those of the two figures as printed.

use assay_measures::change::{self, within::Within};
use assay_measures::report as measured;
use assay_model::Month;
use serde::Serialize;

use super::Domain;
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
    /// The figure before: of the audits read.
    pub before: f64,
    /// The figure after.
    pub after: f64,
    /// The difference of the two as they are printed.
    pub printed: f64,
    /// The interval of the change as estimated for the eligible list.
    pub interval: Option<[f64; 2]>,
    /// The base before.
    pub n_before: u64,
    /// The base after.
    pub n_after: u64,
    /// What can be said of the change.
    pub verdict: &'static str,
    /// The change within auditors present in both; of the mean score only.
    pub within_auditors: Option<WithinAuditors>,
    /// The change in words with its unit, e.g. `up 3 points`.
    #[serde(skip)]
    pub words: String,
    /// The interval as it is printed.
    #[serde(skip)]
    pub interval_words: Option<String>,
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
    /// The change of the two printed scores in words, e.g. `up 0.7`.
    #[serde(skip)]
    pub words: String,
    /// The interval as it is printed.
    #[serde(skip)]
    pub interval_words: Option<String>,
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
    /// The change in words, e.g. `down 0.2`.
    #[serde(skip)]
    pub words: String,
    /// The interval as it is printed.
    #[serde(skip)]
    pub interval_words: Option<String>,
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
        let is_score = found.measure == "mean score";
        let (scale, decimals, unit) = if is_score { (1.0, 1, "") } else { (100.0, 0, " points") };
        let words = change::words(found.before * scale, found.after * scale, decimals);
        let unit = if words == "no change" { "" } else { unit };
        Self {
            measure: found.measure,
            from: found.from,
            to: found.to,
            before: found.before,
            after: found.after,
            printed: change::printed(found.before, found.after, if is_score { 1 } else { 2 }),
            interval: found.change.interval.map(shown::ends),
            n_before: found.change.n_before,
            n_after: found.change.n_after,
            verdict: found.change.verdict.words(),
            within_auditors: found.within.map(|own| WithinAuditors::new(&own, decimals)),
            words: words + unit,
            interval_words: found.change.interval.map(|i| shown::range(i, scale, decimals)),
        }
    }
}

impl DomainStep {
    /// Returns the change of a domain's score, worded by the scores the domain prints.
    pub(super) fn new(found: &measured::DomainChange, domain: &Domain) -> Self {
        let of = |month| domain.score(month).map(|score| score.mean);
        let words = of(found.from).zip(of(found.to));
        Self {
            from: found.from,
            to: found.to,
            before: found.change.before,
            after: found.change.after,
            difference: found.change.difference,
            interval: found.change.interval.map(shown::ends),
            n_before: found.change.n_before,
            n_after: found.change.n_after,
            verdict: found.change.verdict.words(),
            within_auditors: found.within.map(|own| WithinAuditors::new(&own, 1)),
            words: words.map_or(String::new(), |(then, now)| change::words(then, now, 1)),
            interval_words: found.change.interval.map(|i| shown::range(i, 1.0, 1)),
        }
    }
}

impl WithinAuditors {
    fn new(found: &Within, decimals: usize) -> Self {
        Self {
            difference: found.difference,
            interval: found.interval.map(shown::ends),
            auditors: found.auditors,
            n_before: found.n_before,
            n_after: found.n_after,
            verdict: found.verdict.words(),
            words: change::direction(found.difference, decimals),
            interval_words: found.interval.map(|i| shown::range(i, 1.0, 1)),
        }
    }
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
