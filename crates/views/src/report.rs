//! The report as it is answered: monthly series, teams, second opinions, health checks, completion.
//! Shares are 0 to 1, scores 0 to 10.

mod completion;
mod health_check;
mod improving;
mod second_opinion;
mod series;
mod step;
mod teams;

use assay_measures::reads::HeadlineGrade;
use assay_measures::report as measured;
use assay_model::Date;
use serde::Serialize;

pub use completion::{Completion, Owed, ServiceCompletion};
pub use health_check::{HealthCheck, TeamCheck};
pub use improving::{Clause, ClauseFigure, Improving};
pub use second_opinion::{
    BothSeries, Inspectors, Moderated, ModeratedKind, SecondOpinion, SecondReads,
};
pub use series::{
    Domain, DomainMonth, Estimate, Judgements, Mean, MonthFigures, Series, Share, WasMean, WasShare,
};
pub use step::{DomainStep, OverallStep, RecordLine, WithinAuditors};
pub use teams::{TeamShare, Teams};

use crate::shown;

/// The report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The date the figures are as at.
    #[serde(serialize_with = "shown::maybe")]
    pub as_at: Option<Date>,
    /// The confidence of all intervals, e.g. 0.95.
    pub confidence: f64,
    /// How many returns are in each section.
    pub returns: Vec<SectionCount>,
    /// First reads of drawn cases without a month, which no series can hold.
    pub without_month: u64,
    /// Returns dated after the day that was asked for, which no figure counts.
    #[serde(skip_serializing_if = "is_zero")]
    pub after_as_at: u64,
    /// The monthly series, the headline.
    pub monthly: Series,
    /// Other sections with audits, each with a series of its own.
    pub others: Vec<OtherSeries>,
    /// Completion of each monthly round in the period, oldest first.
    pub completion: Vec<Completion>,
    /// Whose grade the series are made of: `auditor` or `moderated`.
    pub headline_grade: &'static str,
    /// Good or better by team over the months shown; none under two teams.
    pub teams: Option<Teams>,
    /// What moderation, second readers and inspectors made of the audits shown.
    pub second_opinion: SecondOpinion,
    /// Health checks, oldest first.
    pub health_checks: Vec<HealthCheck>,
    /// The councils' own test; none before two months have judgements.
    pub improving: Option<Improving>,
}

/// How many returns are in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionCount {
    /// The section in words.
    pub section: &'static str,
    /// Returns in it.
    pub returns: u64,
}

/// A series that is shown apart from the headline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherSeries {
    /// Its figures.
    #[serde(flatten)]
    pub series: Series,
    /// The section in words.
    pub section: &'static str,
}

impl From<&measured::Report> for Report {
    fn from(found: &measured::Report) -> Self {
        let count = |(section, returns): &(assay_measures::counting::Section, u64)| SectionCount {
            section: section.words(),
            returns: *returns,
        };
        let other = |(section, series): &(assay_measures::counting::Section, measured::Series)| {
            OtherSeries { series: series.into(), section: section.words() }
        };
        Self {
            as_at: found.as_at,
            confidence: found.confidence,
            returns: found.sections.iter().map(count).collect(),
            without_month: found.without_month,
            after_as_at: 0,
            monthly: (&found.monthly).into(),
            others: found.others.iter().map(other).collect(),
            completion: found.completion.iter().map(Completion::from).collect(),
            headline_grade: match found.headline {
                HeadlineGrade::Auditor => "auditor",
                HeadlineGrade::Moderated => "moderated",
            },
            teams: found.teams.as_ref().map(Teams::from),
            second_opinion: (&found.second_opinion).into(),
            health_checks: found.health_checks.iter().map(HealthCheck::from).collect(),
            improving: found.improving.as_ref().map(Improving::from),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
