//! Indicators as they are answered: what was due and done on time, how late the rest was, and further
//! shares. Every share has its count and base.

use assay_measures::indicator as measured;
use assay_model::history::Comparator;
use assay_model::{Date, Month};
use serde::Serialize;

use crate::chart::Chart;
use crate::shown::{self, Counted};

/// The indicators as at a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Indicators {
    /// The date they are as at.
    #[serde(serialize_with = "shown::text")]
    pub as_at: Date,
    /// Those that have data, in the policy's order.
    pub indicators: Vec<Indicator>,
    /// What could not be counted, and why.
    pub warnings: Vec<String>,
    /// The events compared with what auditors wrote, where it was asked for.
    pub cross_check: Option<CrossCheck>,
}

/// One indicator with its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Indicator {
    /// The key in the policy file.
    pub key: String,
    /// The name for people.
    pub name: String,
    /// What is counted, in a sentence.
    pub definition: String,
    /// The standard it is compared with, in words.
    pub standard: String,
    /// The target share, if there is one.
    pub target: Option<f64>,
    /// On time or late; none for indicators that are shares alone.
    pub timeliness: Option<Timeliness>,
    /// Further shares, each with its own base.
    pub shares: Vec<ShareSeries>,
    /// Other areas' figures, where imported.
    pub comparators: Vec<OtherArea>,
    /// What a reader must know.
    pub notes: Vec<String>,
}

/// Another area's figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherArea {
    /// The area.
    pub area: String,
    /// The period in words.
    pub period: String,
    /// The figure.
    pub value: f64,
    /// Where it is published.
    pub source: String,
}

/// On time or late, over months and teams.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeliness {
    /// The latest month with anything due.
    pub latest: Option<MonthTally>,
    /// The year up to the as-at date.
    pub year_to_date: Tally,
    /// The year to date by the national minimum, where there is one.
    pub national: Option<Tally>,
    /// By the month it was due in, oldest first.
    pub months: Vec<MonthTally>,
    /// The year to date by team, by name.
    pub teams: Vec<TeamTally>,
    /// Of those running on the as-at date: how many are in date.
    pub in_date_today: Option<Counted<u64>>,
    /// The upper ends of the late bands but the last.
    pub band_ends: [u32; 3],
    /// `working days` or `days`: what the bands count.
    pub unit: &'static str,
    /// What the chart says of the process; none without a chart.
    pub variation: Option<&'static str>,
    /// Whether the process meets its target; none without a target or chart.
    pub assurance: Option<&'static str>,
    /// The monthly shares on time as a chart; none with under two months.
    pub chart: Option<Chart>,
}

/// A month's tally.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthTally {
    /// The month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// What was due in it.
    pub tally: Tally,
}

/// A team's tally.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamTally {
    /// The team; empty when unknown.
    pub team: String,
    /// What was due in it.
    pub tally: Tally,
}

/// A count of what was due.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tally {
    /// What was due.
    pub due: u64,
    /// Of these on time.
    pub on_time: u64,
    /// Of these late or not done.
    pub late: u64,
    /// The late by how late they are.
    pub bands: [u64; 4],
    /// Of the late, those not done by the as-at date.
    pub not_done: u64,
    /// Of the late, those with a recorded exception.
    pub excepted: u64,
    /// Apart from all this: due by rules that are not modelled.
    pub not_modelled: u64,
    /// On time in percent of all due; none when nothing was.
    pub percent: Option<f64>,
    /// On time in percent of those due and not excepted.
    pub percent_without_exceptions: Option<f64>,
}

/// A share by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareSeries {
    /// What is counted.
    pub name: String,
    /// What the base is.
    pub of: String,
    /// The latest month's count and base, or the snapshot's.
    pub latest: Option<Counted<f64>>,
    /// The year to date.
    pub year_to_date: Option<Counted<f64>>,
    /// By month, oldest first; none for a snapshot.
    pub months: Vec<MonthShare>,
    /// By team, by name.
    pub teams: Vec<TeamShare>,
    /// What the chart says of the process; none without a chart.
    pub variation: Option<&'static str>,
    /// The monthly shares as a chart; none for a snapshot and under two months.
    pub chart: Option<Chart>,
}

/// A month's share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MonthShare {
    /// The month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// How many of the base.
    pub count: f64,
    /// The size of the base.
    pub base: f64,
}

/// A team's share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamShare {
    /// The team; empty when unknown.
    pub team: String,
    /// How many of the base.
    pub count: f64,
    /// The size of the base.
    pub base: f64,
}

/// The audited cases by what events and auditors say of meetings not written up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CrossCheck {
    /// Both sources report one.
    pub both: u64,
    /// The events do, the auditor did not write of it.
    pub events_only: u64,
    /// The auditor wrote of it, the events show every meeting written up in time.
    pub theme_only: u64,
    /// Neither does.
    pub neither: u64,
    /// Audited cases without any meeting in the events.
    pub without_meetings: u64,
}

impl From<&measured::Indicator> for Indicator {
    fn from(found: &measured::Indicator) -> Self {
        Self {
            key: found.key.clone(),
            name: found.name.clone(),
            definition: found.definition.clone(),
            standard: found.standard.clone(),
            target: found.target,
            timeliness: found.timeliness.as_ref().map(Timeliness::from),
            shares: found.shares.iter().map(ShareSeries::from).collect(),
            comparators: found.comparators.iter().map(OtherArea::from).collect(),
            notes: found.notes.clone(),
        }
    }
}

impl From<&Comparator> for OtherArea {
    fn from(found: &Comparator) -> Self {
        Self {
            area: found.area.clone(),
            period: found.period.clone(),
            value: found.value,
            source: found.source.clone(),
        }
    }
}

impl From<&measured::Timeliness> for Timeliness {
    fn from(found: &measured::Timeliness) -> Self {
        let month = |(month, tally): &(Month, measured::Tally)| MonthTally {
            month: *month,
            tally: tally.into(),
        };
        let team = |(team, tally): &(String, measured::Tally)| TeamTally {
            team: team.clone(),
            tally: tally.into(),
        };
        let chart = found.chart.as_ref().map(Chart::from);
        Self {
            latest: found.latest.as_ref().map(month),
            year_to_date: (&found.year_to_date).into(),
            national: found.national.as_ref().map(Tally::from),
            months: found.months.iter().map(month).collect(),
            teams: found.teams.iter().map(team).collect(),
            in_date_today: found.in_date_today.map(Counted::from),
            band_ends: found.bands,
            unit: found.unit,
            variation: chart.as_ref().map(|chart| chart.variation),
            assurance: chart.as_ref().and_then(|chart| chart.assurance),
            chart,
        }
    }
}

impl From<&measured::Tally> for Tally {
    fn from(found: &measured::Tally) -> Self {
        Self {
            due: found.due,
            on_time: found.on_time,
            late: found.late,
            bands: found.bands,
            not_done: found.not_done,
            excepted: found.excepted,
            not_modelled: found.not_modelled,
            percent: found.percent(),
            percent_without_exceptions: found.percent_without_exceptions(),
        }
    }
}

impl From<&measured::ShareSeries> for ShareSeries {
    fn from(found: &measured::ShareSeries) -> Self {
        let month = |(month, count, base): &(Month, f64, f64)| MonthShare {
            month: *month,
            count: *count,
            base: *base,
        };
        let team = |(team, count, base): &(String, f64, f64)| TeamShare {
            team: team.clone(),
            count: *count,
            base: *base,
        };
        let chart = found.chart.as_ref().map(Chart::from);
        Self {
            name: found.name.clone(),
            of: found.of.clone(),
            latest: found.latest.map(Counted::from),
            year_to_date: found.year_to_date.map(Counted::from),
            months: found.months.iter().map(month).collect(),
            teams: found.teams.iter().map(team).collect(),
            variation: chart.as_ref().map(|chart| chart.variation),
            chart,
        }
    }
}

impl From<measured::CrossCheck> for CrossCheck {
    fn from(found: measured::CrossCheck) -> Self {
        Self {
            both: found.both,
            events_only: found.events_only,
            theme_only: found.theme_only,
            neither: found.neither,
            without_meetings: found.without_meetings,
        }
    }
}
