//! Figures by month: judgements, shares, means and domain scores, each with its base.

use assay_measures::estimate;
use assay_measures::report as measured;
use assay_model::{Month, print};
use serde::Serialize;

use super::{DomainStep, OverallStep, RecordLine};
use crate::chart::Chart;
use crate::shown;

/// Figures by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// One entry for each month with returns, oldest first.
    pub months: Vec<MonthFigures>,
    /// One series a domain, in the order of the latest month's audit tool.
    pub domains: Vec<Domain>,
    /// Record lines of the latest month.
    pub records: Vec<RecordLine>,
    /// Changes of good or better and of the mean score between neighbouring months, oldest first.
    pub changes: Vec<OverallStep>,
    /// What the chart of good or better says of the process; none under two months.
    pub variation: Option<&'static str>,
    /// Good or better by month as a process chart; none under two months.
    #[serde(skip)]
    pub chart: Option<Chart>,
}

/// The figures of one month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthFigures {
    /// The round's month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// Cases to be read; none where no draw is known.
    pub drawn: Option<u64>,
    /// Returns counted.
    pub returned: u64,
    /// Of these, returns after the round closed.
    pub late: u64,
    /// Audits with a judgement.
    pub judged: u64,
    /// How many of each judgement.
    pub judgements: Judgements,
    /// Good or better, of audits with a judgement.
    pub good_or_better: Share,
    /// Inadequate, of audits with a judgement.
    pub inadequate: Share,
    /// The mean of the audits' mean domain scores; none where nothing was scored.
    pub mean_score: Option<Mean>,
    /// Why the month's estimates are approximate, a sentence each; nothing where they are not.
    pub limits: Vec<String>,
}

/// How many audits have each judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Judgements {
    /// Outstanding.
    pub outstanding: u64,
    /// Good.
    pub good: u64,
    /// Requires improvement.
    pub requires_improvement: u64,
    /// Inadequate.
    pub inadequate: u64,
}

impl Judgements {
    /// Returns the counts, the best judgement first.
    #[must_use]
    pub fn best_first(&self) -> [u64; 4] {
        [self.outstanding, self.good, self.requires_improvement, self.inadequate]
    }
}

/// A share with its base.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// How many of the base.
    pub count: u64,
    /// The size of the base.
    pub base: u64,
    /// What is counted in the base.
    pub of: String,
    /// The estimate for the eligible list, else the share of the audits read; none for an empty base.
    pub share: Option<f64>,
    /// The estimate for the eligible list; none for an empty base.
    pub estimate: Option<Estimate>,
    /// The estimate if all unreturned cases had counted; none without a draw.
    pub if_all_missing_counted: Option<f64>,
    /// The estimate if none of them had.
    pub if_none_missing_counted: Option<f64>,
    /// The share before late returns, where its count or base differs.
    pub was: Option<WasShare>,
    /// The share with its base as it is printed.
    #[serde(skip)]
    pub printed: String,
    /// The interval as it is printed; none for an empty or small base.
    #[serde(skip)]
    pub interval: Option<String>,
}

/// A mean with its base.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mean {
    /// The estimate for the eligible list, else the mean of the audits read.
    pub mean: f64,
    /// How many audits were read.
    pub n: u64,
    /// What they are, e.g. `audits scored`.
    pub of: String,
    /// The estimate for the eligible list; none when no spread is known.
    pub estimate: Option<Estimate>,
    /// Mean and base before late returns, where they differ.
    pub was: Option<WasMean>,
    /// The mean as it is printed, without its base.
    #[serde(skip)]
    pub printed: String,
    /// The interval as it is printed; none without an estimate.
    #[serde(skip)]
    pub interval: Option<String>,
}

/// A share before late returns.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WasShare {
    /// How many of the base.
    pub count: u64,
    /// The size of the base.
    pub base: u64,
    /// The share (0–1) as it was estimated for the eligible list; none for an empty base.
    pub share: Option<f64>,
}

/// A mean before late returns.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WasMean {
    /// The mean as it was estimated for the eligible list.
    pub mean: f64,
    /// Its base.
    pub n: u64,
}

/// An estimate for the eligible list.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Degrees of freedom.
    pub df: u64,
    /// How the interval was made, in words.
    pub method: &'static str,
    /// How far the interval can be relied on: `exact`, `design-based` or `approximate`.
    pub basis: &'static str,
    /// Strata with one audit of several, which share a neighbour's variance.
    pub collapsed: u64,
}

/// One domain over the months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Domain {
    /// Its name as the audit tool has it.
    pub domain: String,
    /// The months in which it was in the tool, oldest first.
    pub months: Vec<DomainMonth>,
    /// Changes between neighbouring months with scores, oldest first.
    pub changes: Vec<DomainStep>,
}

/// One domain in one month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainMonth {
    /// The month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// The mean score; none where nothing was scored.
    pub score: Option<Mean>,
    /// Judgements of the domain, best first.
    pub judgements: [u64; 4],
    /// How many auditors marked it not applicable.
    pub not_applicable: u64,
}

impl Domain {
    /// Returns the mean score of a month; none where nothing was scored.
    #[must_use]
    pub fn score(&self, month: Month) -> Option<&Mean> {
        self.months.iter().find(|entry| entry.month == month).and_then(|e| e.score.as_ref())
    }
}

impl From<&measured::Series> for Series {
    fn from(found: &measured::Series) -> Self {
        let chart = found.chart.as_ref().map(Chart::from);
        Self {
            months: found.months.iter().map(MonthFigures::from).collect(),
            domains: found.domains.iter().map(Domain::from).collect(),
            records: found.records.iter().map(RecordLine::from).collect(),
            changes: found.changes.iter().map(OverallStep::from).collect(),
            variation: chart.as_ref().map(|chart| chart.variation),
            chart,
        }
    }
}

impl From<&measured::MonthFigures> for MonthFigures {
    fn from(found: &measured::MonthFigures) -> Self {
        let [outstanding, good, requires_improvement, inadequate] = found.judgements;
        Self {
            month: found.month,
            drawn: found.drawn,
            returned: found.returned,
            late: found.late,
            judged: found.judged(),
            judgements: Judgements { outstanding, good, requires_improvement, inadequate },
            good_or_better: (&found.good_or_better).into(),
            inadequate: (&found.inadequate).into(),
            mean_score: found.mean_score.as_ref().map(Mean::from),
            limits: found.limits.iter().map(|limit| limit.words(found.month)).collect(),
        }
    }
}

impl From<&measured::ShareFigure> for Share {
    fn from(found: &measured::ShareFigure) -> Self {
        let shows = found.estimate.filter(|_| found.figure.base >= 10);
        Self {
            count: found.figure.count,
            base: found.figure.base,
            of: found.figure.of.clone(),
            share: found.value(),
            estimate: found.estimate.as_ref().map(Estimate::from),
            if_all_missing_counted: found.bounds.map(|bounds| bounds.high),
            if_none_missing_counted: found.bounds.map(|bounds| bounds.low),
            was: found.was.map(|measured::ShareBefore { count, base, share }| WasShare {
                count,
                base,
                share,
            }),
            printed: print::estimated_share(found.value(), found.figure.count, found.figure.base),
            interval: shows.map(|of| print::percent_range(of.interval.low, of.interval.high)),
        }
    }
}

impl From<&measured::MeanFigure> for Mean {
    fn from(found: &measured::MeanFigure) -> Self {
        Self {
            mean: found.value(),
            n: found.n,
            of: found.of.clone(),
            estimate: found.estimate.as_ref().map(Estimate::from),
            was: found.was.map(|(mean, n)| WasMean { mean, n }),
            printed: print::decimal(found.value(), 1),
            interval: found.estimate.map(|of| print::range(of.interval.low, of.interval.high, 1)),
        }
    }
}

impl From<&estimate::Estimate> for Estimate {
    fn from(found: &estimate::Estimate) -> Self {
        Self {
            value: found.mean,
            se: found.se,
            low: found.interval.low,
            high: found.interval.high,
            df: found.df,
            method: found.method.words(),
            basis: found.basis.words(),
            collapsed: found.collapsed,
        }
    }
}

impl From<&measured::DomainSeries> for Domain {
    fn from(found: &measured::DomainSeries) -> Self {
        let months: Vec<DomainMonth> = found.months.iter().map(DomainMonth::from).collect();
        let changes = found.changes.iter().map(DomainStep::from).collect();
        Self { domain: found.domain.clone(), months, changes }
    }
}

impl From<&measured::DomainMonth> for DomainMonth {
    fn from(found: &measured::DomainMonth) -> Self {
        Self {
            month: found.month,
            score: found.score.as_ref().map(Mean::from),
            judgements: found.judgements,
            not_applicable: found.not_applicable,
        }
    }
}
