//! Domain scores and judgements by month, and each month's change on the one before it: the raw
//! change, and the change within auditors who read in both.

use std::collections::BTreeMap;

use assay_model::{DomainResult, Month, Score};

use super::design::Design;
use super::figures::mean;
use super::{Material, MeanFigure};
use crate::change::within::{Within, within};
use crate::change::{Change, between};
use crate::estimate::Measure;
use crate::reads::Read;

/// One domain over the months.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainSeries {
    /// The domain's name as the audit tool has it.
    pub domain: String,
    /// The months in which the domain was in the tool, oldest first.
    pub months: Vec<DomainMonth>,
    /// Changes between neighbouring entries of `months` with scores, oldest first.
    pub changes: Vec<DomainChange>,
}

/// One domain in one month.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainMonth {
    /// The month.
    pub month: Month,
    /// The mean score, 0–10; none where nothing was scored.
    pub score: Option<MeanFigure>,
    /// Judgements of the domain, best first.
    pub judgements: [u64; 4],
    /// How many auditors marked it not applicable.
    pub not_applicable: u64,
}

/// The change of a domain's score from one month to another.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainChange {
    /// The earlier month.
    pub from: Month,
    /// The later month.
    pub to: Month,
    /// The raw change.
    pub change: Change,
    /// The change within auditors present in both; none when there are none.
    pub within: Option<Within>,
}

impl DomainSeries {
    /// Returns the series with the months that are `shown`, or none when none is.
    pub(super) fn keep(mut self, shown: impl Fn(Month) -> bool) -> Option<Self> {
        self.months.retain(|entry| shown(entry.month));
        self.changes.retain(|change| shown(change.to));
        (!self.months.is_empty()).then_some(self)
    }
}

/// Returns the series of all domains, those of the latest month first and in its order.
pub(super) fn domains(
    months: &BTreeMap<Month, Vec<&Read>>,
    designs: &BTreeMap<Month, Design>,
    material: &Material<'_>,
) -> Vec<DomainSeries> {
    let mut names: Vec<&str> = Vec::new();
    for reads in months.values().rev() {
        for result in reads.iter().flat_map(|read| &read.audit.domains) {
            if !names.contains(&result.domain.as_str()) {
                names.push(&result.domain);
            }
        }
    }
    names.into_iter().map(|name| series(name, months, designs, material)).collect()
}

fn series(
    name: &str,
    months: &BTreeMap<Month, Vec<&Read>>,
    designs: &BTreeMap<Month, Design>,
    material: &Material<'_>,
) -> DomainSeries {
    let entries: Vec<DomainMonth> = months
        .iter()
        .filter_map(|(month, reads)| {
            domain_month(name, *month, (reads, designs.get(month)?), material)
        })
        .collect();
    let scored: Vec<(Month, &MeanFigure)> =
        entries.iter().filter_map(|entry| Some((entry.month, entry.score.as_ref()?))).collect();
    let changes = scored
        .windows(2)
        .filter_map(|pair| {
            let [(from, before), (to, after)] = pair else { return None };
            let change = between(
                before.estimate.as_ref()?,
                after.estimate.as_ref()?,
                Measure::Mean,
                material.confidence,
            );
            let within = within(
                &by_auditor(name, months.get(from)?),
                &by_auditor(name, months.get(to)?),
                material.confidence,
            );
            Some(DomainChange { from: *from, to: *to, change, within })
        })
        .collect();
    DomainSeries { domain: name.to_owned(), months: entries, changes }
}

fn domain_month(
    name: &str,
    month: Month,
    (reads, design): (&[&Read], &Design),
    material: &Material<'_>,
) -> Option<DomainMonth> {
    let mut judgements = [0; 4];
    let mut not_applicable = 0;
    let mut present = false;
    for result in reads.iter().filter_map(|read| result(name, read)) {
        present = true;
        not_applicable += u64::from(result.not_applicable);
        if let Some(judgement) = result.judgement {
            judgements[judgement as usize] += 1;
        }
    }
    present.then(|| DomainMonth {
        month,
        score: mean(month, (reads, design), "audits with a score", material, |read| {
            score(name, read)
        }),
        judgements,
        not_applicable,
    })
}

pub(super) fn by_auditor_mean<'a>(reads: &[&'a Read]) -> Vec<(&'a str, f64)> {
    reads
        .iter()
        .filter_map(|read| Some((read.audit.auditor.as_str(), read.audit.mean_score()?)))
        .collect()
}

fn by_auditor<'a>(name: &str, reads: &[&'a Read]) -> Vec<(&'a str, f64)> {
    reads
        .iter()
        .filter_map(|read| Some((read.audit.auditor.as_str(), score(name, read)?)))
        .collect()
}

fn score(name: &str, read: &Read) -> Option<f64> {
    result(name, read)?.score.map(Score::value)
}

fn result<'a>(name: &str, read: &'a Read) -> Option<&'a DomainResult> {
    read.audit.domains.iter().find(|result| result.domain == name)
}
