//! Three months as one figure, and since when the months can be compared: an audit tool that changed is
//! another measure.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::Month;

use crate::Confidence;
use crate::counting::Section;
use crate::estimate::pooled::pooled;
use crate::estimate::{Estimate, Measure};
use crate::report::{DomainSeries, Material, MonthFigures};

/// Three months, or as many of them as have figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Quarter {
    /// The first month with figures.
    pub from: Month,
    /// The last month with figures.
    pub to: Month,
    /// The mean of the months' estimates.
    pub estimate: Estimate,
    /// Of the audits read, how many were graded good or better; none for a mean score.
    pub count: Option<u64>,
}

/// Returns the share good or better of the three months that end with `to`.
pub(super) fn of_share(
    months: &[MonthFigures],
    to: Month,
    confidence: Confidence,
) -> Option<Quarter> {
    let within = || months.iter().filter(|m| in_quarter(m.month, to));
    let with: Vec<_> =
        within().filter_map(|m| Some((m.month, m.good_or_better.estimate?))).collect();
    let count = within().map(|m| m.good_or_better.figure.count).sum();
    quarter(&with, Measure::Share, confidence).map(|found| Quarter { count: Some(count), ..found })
}

/// Returns the mean score of the three months that end with `to`.
pub(super) fn of_score(
    months: &[MonthFigures],
    to: Month,
    confidence: Confidence,
) -> Option<Quarter> {
    let within = months.iter().filter(|m| in_quarter(m.month, to));
    let with: Vec<_> =
        within.filter_map(|m| Some((m.month, m.mean_score.as_ref()?.estimate?))).collect();
    quarter(&with, Measure::Mean, confidence)
}

/// Returns a domain's mean score of the three months that end with `to`.
pub(super) fn of_domain(
    series: &DomainSeries,
    to: Month,
    confidence: Confidence,
) -> Option<Quarter> {
    let within = series.months.iter().filter(|m| in_quarter(m.month, to));
    let with: Vec<_> =
        within.filter_map(|m| Some((m.month, m.score.as_ref()?.estimate?))).collect();
    quarter(&with, Measure::Mean, confidence)
}

/// Tells whether a month is one of the three that end with `to`.
pub(super) fn in_quarter(month: Month, to: Month) -> bool {
    (0..3).contains(&to.since(month))
}

fn quarter(
    months: &[(Month, Estimate)],
    measure: Measure,
    confidence: Confidence,
) -> Option<Quarter> {
    let estimates: Vec<Estimate> = months.iter().map(|(_, estimate)| *estimate).collect();
    Some(Quarter {
        from: months.first()?.0,
        to: months.last()?.0,
        estimate: pooled(&estimates, measure, confidence)?,
        count: None,
    })
}

/// The audit tools of the months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tools {
    /// The first month since which every month was read with the latest tool alone; none where there is
    /// no month.
    pub(super) since: Option<Month>,
    /// Whether an earlier month was read with another.
    pub(super) changed: bool,
}

impl Tools {
    /// Tells whether the month can be compared with the latest.
    pub(super) fn comparable(&self, month: Month) -> bool {
        !self.changed || self.since.is_some_and(|since| month >= since)
    }
}

/// Returns since when the monthly audits were made with the latest tool. `placed` is the section of each read.
pub(super) fn tools(material: &Material<'_>, placed: &[Section]) -> Tools {
    let mut by_month: BTreeMap<Month, BTreeSet<&str>> = BTreeMap::new();
    for (read, section) in material.reads.iter().zip(placed) {
        if let (Some(month), true) = (read.audit.month, section.is_headline()) {
            by_month.entry(month).or_default().insert(&read.audit.tool);
        }
    }
    let Some(latest) = by_month.values().next_back().cloned() else {
        return Tools { since: None, changed: false };
    };
    let like = by_month.iter().rev().take_while(|(_, tools)| **tools == latest);
    let since = like.map(|(month, _)| *month).last();
    Tools { since, changed: since != by_month.keys().next().copied() }
}
