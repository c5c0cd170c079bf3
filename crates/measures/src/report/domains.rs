//! Domain scores and judgements by month, and each month's change on the one before it: the raw
//! change, and the change within auditors who read in both.

use std::collections::{BTreeSet, HashMap, HashSet};

use assay_model::{DomainResult, Month, Score};

use super::audits::Audits;
use super::figures::mean;
use super::{Material, MeanFigure};
use crate::Confidence;
use crate::change::within::{Within, within};
use crate::change::{Change, between, too_few};
use crate::estimate::{Estimate, Measure};
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
    /// Returns the change from the first scored month of the series to the last; none with one alone.
    #[must_use]
    pub fn change_over_all(&self) -> Option<Change> {
        let scored = || self.months.iter().filter_map(|month| month.score.as_ref());
        let (first, last) = (scored().next()?, scored().next_back()?);
        if scored().count() < 2 {
            return None;
        }
        Some(match (&first.estimate, &last.estimate) {
            (Some(then), Some(now)) => between(then, now, Measure::Mean, Confidence::USUAL),
            _ => too_few((first.value(), first.n), (last.value(), last.n), Measure::Mean),
        })
    }

    /// Returns the series with the months that are `shown`, or none when none is.
    #[must_use]
    pub fn keep(mut self, shown: impl Fn(Month) -> bool) -> Option<Self> {
        self.months.retain(|entry| shown(entry.month));
        self.changes.retain(|change| shown(change.to));
        (!self.months.is_empty()).then_some(self)
    }
}

/// One month with its results sorted by domain.
struct Sorted<'a> {
    audits: &'a Audits<'a>,
    /// The number of each read's auditor, in the order of the names.
    auditors: Vec<u32>,
    /// For each domain what each read says of it.
    columns: Vec<Vec<Option<&'a DomainResult>>>,
}

/// Returns the series of all domains, those of the latest month first and in its order.
pub(super) fn domains(months: &[Audits<'_>], material: &Material<'_>) -> Vec<DomainSeries> {
    let names = names(months);
    let auditors = auditors(months);
    let sorted: Vec<Sorted<'_>> = months
        .iter()
        .map(|audits| Sorted {
            audits,
            auditors: audits
                .reads
                .iter()
                .filter_map(|read| auditors.get(read.audit.auditor.as_str()).copied())
                .collect(),
            columns: columns(&audits.reads, &names),
        })
        .collect();
    let one = |(domain, name): (usize, &&str)| series(domain, name, &sorted, material);
    names.iter().enumerate().map(one).collect()
}

/// Returns the domains' names, those of the latest month first.
fn names<'a>(months: &[Audits<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for read in months.iter().rev().flat_map(|audits| &audits.reads) {
        for (place, result) in read.audit.domains.iter().enumerate() {
            if number(&names, place, &result.domain).is_none() {
                names.push(&result.domain);
            }
        }
    }
    names
}

/// Returns the number of a domain, which nearly always is its place on the form.
fn number(names: &[&str], place: usize, name: &str) -> Option<usize> {
    if names.get(place).is_some_and(|known| *known == name) {
        return Some(place);
    }
    names.iter().position(|known| *known == name)
}

/// Returns the auditors' numbers, in the order of their names.
fn auditors<'a>(months: &[Audits<'a>]) -> HashMap<&'a str, u32> {
    let all: HashSet<&str> = months
        .iter()
        .flat_map(|audits| audits.reads.iter().map(|read| read.audit.auditor.as_str()))
        .collect();
    let sorted: BTreeSet<&str> = all.into_iter().collect();
    sorted.into_iter().zip(0..).collect()
}

fn columns<'a>(reads: &[&'a Read], names: &[&str]) -> Vec<Vec<Option<&'a DomainResult>>> {
    let mut columns = vec![vec![None; reads.len()]; names.len()];
    for (row, read) in reads.iter().enumerate() {
        for (place, result) in read.audit.domains.iter().enumerate() {
            if let Some(domain) = number(names, place, &result.domain) {
                columns[domain][row].get_or_insert(result);
            }
        }
    }
    columns
}

fn series(
    domain: usize,
    name: &str,
    months: &[Sorted<'_>],
    material: &Material<'_>,
) -> DomainSeries {
    let mut entries = Vec::new();
    let mut changes = Vec::new();
    let mut before: Option<Scored> = None;
    for month in months {
        let column = &month.columns[domain];
        if column.iter().all(Option::is_none) {
            continue;
        }
        let entry = domain_month(month, column, material);
        if let Some(score) = &entry.score {
            let own = by_auditor(month, column);
            let now = Scored { month: entry.month, estimate: score.estimate, by_auditor: own };
            changes.extend(before.and_then(|then| change(&then, &now, material)));
            before = Some(now);
        }
        entries.push(entry);
    }
    DomainSeries { domain: name.to_owned(), months: entries, changes }
}

/// A month with scores of a domain.
struct Scored {
    month: Month,
    /// None where no spread can be told.
    estimate: Option<Estimate>,
    by_auditor: Vec<(u32, f64)>,
}

fn change(before: &Scored, after: &Scored, material: &Material<'_>) -> Option<DomainChange> {
    let (then, now) = (before.estimate.as_ref()?, after.estimate.as_ref()?);
    Some(DomainChange {
        from: before.month,
        to: after.month,
        change: between(then, now, Measure::Mean, material.confidence),
        within: within(&before.by_auditor, &after.by_auditor, material.confidence),
    })
}

fn domain_month(
    month: &Sorted<'_>,
    column: &[Option<&DomainResult>],
    material: &Material<'_>,
) -> DomainMonth {
    let mut judgements = [0; 4];
    let mut not_applicable = 0;
    for result in column.iter().flatten() {
        not_applicable += u64::from(result.not_applicable);
        if let Some(judgement) = result.judgement {
            judgements[judgement as usize] += 1;
        }
    }
    let scores: Vec<Option<f64>> = column.iter().map(|result| score(*result)).collect();
    let of = "audits with a score";
    DomainMonth {
        month: month.audits.month,
        score: mean(month.audits, of, material, &scores),
        judgements,
        not_applicable,
    }
}

fn by_auditor(month: &Sorted<'_>, column: &[Option<&DomainResult>]) -> Vec<(u32, f64)> {
    let own = month.auditors.iter().zip(column);
    own.filter_map(|(auditor, result)| Some((*auditor, score(*result)?))).collect()
}

fn score(result: Option<&DomainResult>) -> Option<f64> {
    result?.score.map(Score::value)
}
