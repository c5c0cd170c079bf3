//! What a first page has to answer: is practice getting better or worse, where is it weakest, and in which
//! group of cases is that concentrated. All of it is the latest three months against the three before and
//! the same three a year ago, each month's estimate counted alike. It writes no sentence.

mod concentration;
mod direction;
mod quarter;

use assay_model::{AuditKind, Date, Month};

use super::{Drawing, Material, Report, Round};
use crate::counting::sections;
use crate::reads::Read;

pub use concentration::{Concentrated, Group, Grouping, Place};
pub use direction::{Answer, Compared, Direction, Unanswered};
pub use quarter::Quarter;

/// Under this share of returned audits (0–1) no verdict is given.
pub const LEAST_RETURNED: f64 = 0.7;
/// A group with fewer audits than this on either side is not looked at.
pub const LEAST_IN_GROUP: u64 = 20;

/// What the figures answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// Better or worse, by good or better, or by the mean score where nothing is graded overall.
    pub direction: Direction,
    /// The domains by their score in the latest three months, lowest first.
    pub domains: Vec<Weakness>,
    /// Where good or better is concentrated: the groups that fell most, or are lowest.
    pub concentrated: Vec<Concentrated>,
    /// What was graded inadequate in the latest month; none where nothing is graded overall.
    pub inadequate: Option<Inadequate>,
}

/// Audits graded inadequate in one month, and how many of the eligible cases could be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inadequate {
    /// The month.
    pub month: Month,
    /// Audits graded inadequate.
    pub count: u64,
    /// Audits with a grade.
    pub n: u64,
    /// The upper end (0–1) of the interval of the share of eligible cases.
    pub at_most: f64,
    /// The eligible cases of the month's rounds, where the unit drawn is the case and each could be drawn: the
    /// interval speaks for no other.
    pub eligible: Option<u64>,
}

/// A domain as a first page ranks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Weakness {
    /// The domain's name.
    pub domain: String,
    /// Its mean score in the latest three months.
    pub latest: Quarter,
    /// Against the three months before.
    pub on_quarter: Option<Compared>,
    /// Where the low score, or the fall, is concentrated.
    pub concentrated: Vec<Concentrated>,
}

/// What a verdict is decided with.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Under this share of returned audits (0–1) there is no verdict.
    pub least_returned: f64,
    /// The days on which learning was given.
    pub learning: &'a [Date],
    /// By which groups of cases a weakness is looked for.
    pub groupings: &'a [Grouping],
    /// How many of the weakest domains are looked into.
    pub weakest: usize,
}

/// Returns what the first page answers; none without a month that has a grade or a score.
#[must_use]
pub fn front(report: &Report, material: &Material<'_>, asked: &Asked<'_>) -> Option<Front> {
    let placed = sections(material.reads.iter().map(Read::facts));
    let tools = quarter::tools(material, &placed);
    let direction = direction::direction(report, &tools, material, asked)?;
    let latest = direction.latest.to;
    let mut domains = weaknesses(report, latest, &tools, material);
    let months = concentration::Months::of(material, &placed, latest);
    let groups = |share: concentration::Value<'_>, fell: bool| {
        concentration::concentrated(&months, share, fell, asked.groupings, material)
    };
    for weakness in domains.iter_mut().take(asked.weakest) {
        let fell = weakness.on_quarter.as_ref().is_some_and(Compared::fell);
        weakness.concentrated = groups(concentration::Value::Domain(&weakness.domain), fell);
    }
    let fell = direction.on_quarter.as_ref().is_some_and(Compared::fell);
    let concentrated = groups(concentration::Value::GoodOrBetter(material.headline), fell);
    Some(Front { inadequate: inadequate(report, material), direction, domains, concentrated })
}

fn inadequate(report: &Report, material: &Material<'_>) -> Option<Inadequate> {
    let month = report.monthly.months.iter().rev().find(|month| month.judged() > 0)?;
    let drawn = material.rounds.iter();
    let rounds: Vec<&Round> = drawn
        .filter(|round| round.month == month.month && round.kind == AuditKind::Monthly)
        .collect();
    let strata = || rounds.iter().flat_map(|round| &round.strata);
    let are_cases = !rounds.is_empty() && rounds.iter().all(|r| r.drawing == Drawing::Cases);
    let could_be_drawn = strata().all(|stratum| stratum.seats > 0 || stratum.eligible == 0);
    let eligible = || strata().map(|stratum| stratum.eligible).sum();
    Some(Inadequate {
        month: month.month,
        count: month.inadequate.figure.count,
        n: month.inadequate.figure.base,
        at_most: month.inadequate.estimate?.interval.high,
        eligible: (are_cases && could_be_drawn).then(eligible),
    })
}

fn weaknesses(
    report: &Report,
    latest: Month,
    tools: &quarter::Tools,
    material: &Material<'_>,
) -> Vec<Weakness> {
    let mut found: Vec<Weakness> = report
        .monthly
        .domains
        .iter()
        .filter_map(|series| {
            let of = |to: Month| quarter::of_domain(series, to, material.confidence);
            let now = of(latest)?;
            let before = of(latest.plus(-3)).filter(|_| tools.comparable(latest.plus(-5)));
            Some(Weakness {
                domain: series.domain.clone(),
                on_quarter: before.map(|before| Compared::means(before, &now, material.confidence)),
                latest: now,
                concentrated: Vec::new(),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        a.latest.estimate.mean.total_cmp(&b.latest.estimate.mean).then(a.domain.cmp(&b.domain))
    });
    found
}

#[cfg(test)]
mod tests;
