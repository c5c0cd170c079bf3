//! Changes of good or better and of the mean score from month to month, and good or better as a P chart.

use assay_model::Month;

use super::MonthFigures;
use super::audits::Audits;
use crate::Confidence;
use crate::change::within::{Within, within};
use crate::change::{Change, between};
use crate::chart::{self, Chart, Good, Kind, Options, Period, Screen, Seen};
use crate::estimate::Measure;
use crate::reads::Read;

/// The change of an overall measure from one month to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct OverallChange {
    /// `good or better` or `mean score`.
    pub measure: &'static str,
    /// The earlier month.
    pub from: Month,
    /// The later month.
    pub to: Month,
    /// The figure before, as it is printed: the estimate for the eligible list.
    pub before: f64,
    /// The figure after.
    pub after: f64,
    /// The change as estimated for the eligible list.
    pub change: Change,
    /// The change within auditors present in both; of the mean score only.
    pub within: Option<Within>,
}

/// Returns the changes between neighbouring months, whose audits come in the same order.
pub(super) fn changes(
    months: &[MonthFigures],
    audits: &[Audits<'_>],
    confidence: Confidence,
) -> Vec<OverallChange> {
    let mut changes = Vec::new();
    for (pair, audits) in months.windows(2).zip(audits.windows(2)) {
        let ([before, after], [earlier, later]) = (pair, audits) else { continue };
        let ends = |m: &MonthFigures| Some((m.good_or_better.value()?, m.good_or_better.estimate?));
        if let (Some((then, first)), Some((now, last))) = (ends(before), ends(after)) {
            changes.push(OverallChange {
                measure: "good or better",
                from: before.month,
                to: after.month,
                before: then,
                after: now,
                change: between(&first, &last, Measure::Share, confidence),
                within: None,
            });
        }
        let ends =
            |m: &MonthFigures| m.mean_score.as_ref().and_then(|s| Some((s.value(), s.estimate?)));
        if let (Some((then, first)), Some((now, last))) = (ends(before), ends(after)) {
            changes.push(OverallChange {
                measure: "mean score",
                from: before.month,
                to: after.month,
                before: then,
                after: now,
                change: between(&first, &last, Measure::Mean, confidence),
                within: within(&by_auditor(&earlier.reads), &by_auditor(&later.reads), confidence),
            });
        }
    }
    changes
}

fn by_auditor<'a>(reads: &[&'a Read]) -> Vec<(&'a str, f64)> {
    let one = |read: &&'a Read| Some((read.audit.auditor.as_str(), read.audit.mean_score()?));
    reads.iter().filter_map(one).collect()
}

/// Returns good or better by month as a P chart, or none under two months.
pub(super) fn chart(months: &[MonthFigures]) -> Option<Chart> {
    // Of an unequal design the estimate is drawn, not the share of the audits read.
    let period = |figures: &MonthFigures| {
        let n = figures.good_or_better.figure.base as f64;
        let count = figures.good_or_better.value()? * n;
        Some(Period { label: figures.month.to_string(), seen: Seen::Count { count, n } })
    };
    let periods: Vec<Period> = months.iter().filter_map(period).collect();
    if periods.len() < 2 {
        return None;
    }
    let options = Options {
        kind: Kind::P,
        screen: Screen::On,
        rebases: Vec::new(),
        target: None,
        good: Some(Good::Up),
    };
    chart::chart(&periods, &options).ok()
}
