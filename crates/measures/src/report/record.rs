//! Record lines: "highest since October 2018, 3 months missing", over the whole series and the
//! history imported from before it. History joins record lines, never intervals.

use std::collections::BTreeMap;

use assay_model::{Month, history::PastFigure};

use super::{DomainSeries, Material, MeanFigure, MonthFigures};

/// A line is worth a mention when the latest value beats at least this many months.
pub const WORTH_MONTHS: usize = 3;

/// The end of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// None since was as high.
    Highest,
    /// None since was as low.
    Lowest,
}

/// A record line.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordLine {
    /// What is measured: `good or better`, `inadequate`, `mean score`, or a domain.
    pub measure: String,
    /// The latest month.
    pub month: Month,
    /// Its value: a share (0–1) or a score.
    pub value: f64,
    /// Which end.
    pub extreme: Extreme,
    /// The last month that was as high (or low); none when none on record was.
    pub since: Option<Month>,
    /// The first month on record.
    pub first: Month,
    /// Months without a value between `since` (else `first`) and the latest.
    pub missing: u64,
    /// Whether the line reaches back into figures from before the tool.
    pub reaches_history: bool,
}

impl RecordLine {
    /// Returns the line, e.g. `highest since October 2018, 3 months missing`.
    #[must_use]
    pub fn words(&self) -> String {
        let end = match self.extreme {
            Extreme::Highest => "highest",
            Extreme::Lowest => "lowest",
        };
        let since = match self.since {
            Some(month) => format!("{end} since {}", month.words()),
            None => format!("{end} on record, which begins in {}", self.first.words()),
        };
        let before = if self.reaches_history { ", by figures from before assay" } else { "" };
        match self.missing {
            0 => format!("{since}{before}"),
            1 => format!("{since}, 1 month missing{before}"),
            missing => format!("{since}, {missing} months missing{before}"),
        }
    }
}

/// Returns the record line of a series, or none when the latest value beats fewer than three months.
#[must_use]
pub fn record(
    measure: &str,
    own: &BTreeMap<Month, f64>,
    history: &BTreeMap<Month, f64>,
) -> Option<RecordLine> {
    let (&month, &value) = own.last_key_value()?;
    let mut all = history.clone();
    all.extend(own.iter().map(|(month, value)| (*month, *value)));
    let earlier: Vec<(Month, f64)> = all.range(..month).map(|(m, v)| (*m, *v)).collect();
    let first = earlier.first()?.0;
    let line = |extreme: Extreme| {
        let reaches = |v: f64| match extreme {
            Extreme::Highest => v >= value,
            Extreme::Lowest => v <= value,
        };
        let since = earlier.iter().rev().find(|(_, v)| reaches(*v)).map(|(m, _)| *m);
        let start = since.unwrap_or(first);
        let between = month.since(start) - i32::from(since.is_some());
        let known = all.range(start..month).count() - usize::from(since.is_some());
        RecordLine {
            measure: measure.to_owned(),
            month,
            value,
            extreme,
            since,
            first,
            missing: u64::from(between.unsigned_abs()) - known as u64,
            reaches_history: all.range(start..month).any(|(m, _)| !own.contains_key(m)),
        }
    };
    let beaten = |line: &RecordLine| {
        let start = line.since.unwrap_or(line.first);
        all.range(start..month).count() - usize::from(line.since.is_some())
    };
    [line(Extreme::Highest), line(Extreme::Lowest)]
        .into_iter()
        .filter(|line| beaten(line) >= WORTH_MONTHS)
        .max_by_key(beaten)
}

/// Returns the record lines of the judgements, the mean score and the domains, in that order.
pub(super) fn records(
    months: &[MonthFigures],
    domains: &[DomainSeries],
    material: &Material<'_>,
) -> Vec<RecordLine> {
    let past = |measure: &str, domain: &str| past(material.history, measure, domain);
    let own = |value: fn(&MonthFigures) -> Option<f64>| -> BTreeMap<Month, f64> {
        months.iter().filter_map(|m| Some((m.month, value(m)?))).collect()
    };
    let overall = [
        ("good or better", own(|m| m.good_or_better.value())),
        ("inadequate", own(|m| m.inadequate.value())),
        ("mean score", own(|m| m.mean_score.as_ref().map(MeanFigure::value))),
    ];
    let mut lines: Vec<RecordLine> = overall
        .iter()
        .filter_map(|(measure, own)| record(measure, own, &past(measure, "")))
        .collect();
    lines.extend(domains.iter().filter_map(|series| {
        let own = series.months.iter().filter_map(|m| Some((m.month, m.score.as_ref()?.value())));
        record(&series.domain, &own.collect(), &past("mean score", &series.domain))
    }));
    lines
}

/// Returns the monthly history of a measure; periods that are not months take no part.
fn past(history: &[PastFigure], measure: &str, domain: &str) -> BTreeMap<Month, f64> {
    history
        .iter()
        .filter(|figure| figure.measure == measure && figure.domain == domain)
        .filter_map(|figure| Some((Month::parse(&figure.period)?, figure.value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(from: &str, values: &[Option<f64>]) -> BTreeMap<Month, f64> {
        let start = Month::parse(from).unwrap();
        (0..).zip(values).filter_map(|(i, value)| Some((start.plus(i), (*value)?))).collect()
    }

    #[test]
    fn a_record_reaches_over_missing_months() {
        let own = series("2026-01", &[Some(0.6), None, Some(0.5), Some(0.55), Some(0.62)]);
        let past = series("2025-10", &[Some(0.7), None, Some(0.4)]);
        let line = record("good or better", &own, &past).unwrap();
        assert_eq!(
            line.words(),
            "highest since October 2025, 2 months missing, by figures from before assay"
        );
    }

    #[test]
    fn nothing_as_low_is_the_lowest_on_record() {
        let own = series("2026-01", &[Some(6.0), Some(6.1), Some(6.2), Some(5.0)]);
        let line = record("Supervision", &own, &BTreeMap::new()).unwrap();
        assert_eq!(line.words(), "lowest on record, which begins in January 2026");
        assert_eq!(line.since, None);
    }

    #[test]
    fn a_value_in_the_middle_is_no_record() {
        let own = series("2026-01", &[Some(6.0), Some(5.0), Some(6.0), Some(5.5)]);
        assert_eq!(record("Supervision", &own, &BTreeMap::new()), None);
        assert_eq!(record("x", &series("2026-01", &[Some(1.0)]), &BTreeMap::new()), None);
    }
}
