//! The report: which returns count, judgements and domain scores by month with base and interval,
//! changes from month to month, completion, record lines and "are we improving?". It holds figures
//! and no words for print beyond each figure's base and period; screen and pack render it.

mod apart;
mod audits;
pub mod completion;
mod design;
pub mod domains;
pub mod figures;
pub mod front;
pub mod health_check;
pub mod improving;
mod limit;
mod missing;
pub mod months;
mod over;
pub mod overall;
mod period;
pub mod record;
mod round;
pub mod second_opinion;
mod teams;

use std::collections::BTreeMap;

use assay_model::history::PastFigure;
use assay_model::{Date, Month};

use crate::Confidence;
use crate::both::{Both, InTurn};
use crate::chart::Chart;
use crate::chart::funnel::{Funnel, funnel};
use crate::counting::{Section, sections};
use crate::reads::{HeadlineGrade, Read};

use audits::Audits;

pub use completion::{Completion, Owed, ServiceCompletion};
pub use domains::{DomainChange, DomainMonth, DomainSeries};
pub use figures::{MeanFigure, ShareBefore, ShareFigure};
pub use front::{Front, front};
pub use health_check::{Band, Bands, HealthCheck, Holds, TeamCheck};
pub use improving::{Clause, Improving};
pub use limit::Limit;
pub use months::MonthFigures;
pub use overall::OverallChange;
pub use period::{OfPeriod, of_period};
pub use record::{Extreme, RecordLine};
pub use round::{Drawing, Family, Round, RoundCase, RoundStratum};
pub use second_opinion::{BothSeries, Moderation, ModerationKind, Pairs, SecondOpinion};

/// What the report is made from.
#[derive(Debug, Clone)]
pub struct Material<'a> {
    /// Returns in their latest versions.
    pub reads: &'a [Read],
    /// Rounds that were drawn.
    pub rounds: &'a [Round],
    /// Figures from before the tool.
    pub history: &'a [PastFigure],
    /// The date the figures are as at.
    pub as_at: Option<Date>,
    /// The first month wanted.
    pub from: Option<Month>,
    /// The last month wanted.
    pub to: Option<Month>,
    /// The confidence of the intervals.
    pub confidence: Confidence,
    /// Whose grade the series are made of.
    pub headline: HeadlineGrade,
    /// The bands of health checks, and which of them meet the target.
    pub bands: &'a Bands,
    /// Moderations of audits.
    pub moderations: &'a [Moderation],
}

/// The report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The date the figures are as at.
    pub as_at: Option<Date>,
    /// The confidence of all intervals, e.g. 0.95.
    pub confidence: f64,
    /// How many returns are in each section, in the sections' order; empty sections are left out.
    pub sections: Vec<(Section, u64)>,
    /// First reads of drawn cases without a month, which no series can hold.
    pub without_month: u64,
    /// The monthly series, the headline.
    pub monthly: Series,
    /// Other sections with audits, each with a series of its own, never mixed with the headline.
    pub others: Vec<(Section, Series)>,
    /// Completion of each monthly round in the period, oldest first.
    pub completion: Vec<Completion>,
    /// The councils' own test on the monthly series; none before two months have judgements.
    pub improving: Option<Improving>,
    /// Whose grade the series are made of.
    pub headline: HeadlineGrade,
    /// Good or better by team over the months shown, as a funnel; none under two teams.
    pub teams: Option<Funnel>,
    /// Health checks, oldest first: a census each, by team against the target.
    pub health_checks: Vec<HealthCheck>,
    /// What moderation, second readers and inspectors made of the audits shown.
    pub second_opinion: SecondOpinion,
}

/// Figures by month.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// One entry for each month with returns, oldest first; a month without any is left out.
    pub months: Vec<MonthFigures>,
    /// One series a domain, in the order of the latest month's audit tool.
    pub domains: Vec<DomainSeries>,
    /// Record lines of the latest month, over the whole series and the history before it.
    pub records: Vec<RecordLine>,
    /// Changes of good or better and of the mean score between neighbouring months, oldest first.
    pub changes: Vec<OverallChange>,
    /// Good or better by month as a P chart; none under two months.
    pub chart: Option<Chart>,
}

/// Returns the report.
#[must_use]
pub fn report(material: &Material<'_>) -> Report {
    report_by(material, &InTurn)
}

/// Returns the report, its parts done as `both` does them.
#[must_use]
pub fn report_by(material: &Material<'_>, both: &impl Both) -> Report {
    let placed = sections(material.reads.iter().map(Read::facts));
    let mut counts: BTreeMap<Section, u64> = BTreeMap::new();
    for section in &placed {
        *counts.entry(*section).or_default() += 1;
    }
    let mut by_section = audits::by_section(material, &placed);
    let first = by_section.remove(&Section::Monthly).unwrap_or_default();
    let first = audits::months(Section::Monthly, &first, material.rounds);
    // The series take about as long as all the rest together.
    let rest = || {
        let checked = by_section.get(&Section::HealthCheck);
        let checked = checked.map(|months| health_check::health_checks(months, material));
        let completion = completion::completion(material, &placed);
        (period::found(&first, &by_section, material), checked.unwrap_or_default(), completion)
    };
    let (monthly, (found, health_checks, completion)) =
        both.both(|| series(&first, material, both), rest);
    let others = by_section
        .iter()
        .filter(|(section, _)| **section != Section::SetAside)
        .map(|(section, months)| {
            let months = audits::months(*section, months, material.rounds);
            let own = series(&months, &without_history(material), both);
            (*section, apart::apart(*section, own))
        })
        .collect();
    Report {
        as_at: material.as_at,
        confidence: material.confidence.level(),
        sections: Section::ALL.into_iter().filter_map(|s| Some((s, *counts.get(&s)?))).collect(),
        without_month: without_month(material, &placed),
        improving: improving::improving(&monthly.months, improving::PERIODS),
        monthly,
        others,
        completion,
        headline: material.headline,
        teams: (found.teams.len() > 1).then(|| funnel(found.teams)),
        health_checks,
        second_opinion: found.second_opinion,
    }
}

/// Returns how many first reads no series can hold.
fn without_month(material: &Material<'_>, placed: &[Section]) -> u64 {
    let reads = material.reads.iter().zip(placed);
    let lost = |(read, section): &(&Read, &Section)| {
        **section == Section::Monthly && read.audit.month.is_none()
    };
    reads.filter(lost).count() as u64
}

impl Material<'_> {
    /// Tells whether the month is wanted.
    pub(crate) fn shows(&self, month: Month) -> bool {
        self.from.is_none_or(|from| month >= from) && self.to.is_none_or(|to| month <= to)
    }
}

/// History was collected for the headline series and is compared with nothing else.
fn without_history<'a>(material: &Material<'a>) -> Material<'a> {
    Material { history: &[], ..material.clone() }
}

fn series(months: &[Audits<'_>], material: &Material<'_>, both: &impl Both) -> Series {
    // Record lines look at the whole series, whatever part of it is shown.
    let whole = || {
        let all: Vec<MonthFigures> =
            months.iter().map(|audits| months::month(audits, material)).collect();
        let changes = overall::changes(&all, months, material.confidence);
        (all, changes)
    };
    let ((all, changes), domains) = both.both(whole, || domains::domains(months, material));
    let records = record::records(&all, &domains, material);
    let shown = |month: Month| material.shows(month);
    let kept: Vec<MonthFigures> = all.into_iter().filter(|figures| shown(figures.month)).collect();
    Series {
        chart: overall::chart(&kept),
        months: kept,
        domains: domains.into_iter().filter_map(|domain| domain.keep(shown)).collect(),
        records,
        changes: changes.into_iter().filter(|change| shown(change.to)).collect(),
    }
}

#[cfg(test)]
mod tests;
