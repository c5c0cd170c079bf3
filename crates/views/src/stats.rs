//! Figures of a plain table: an estimate, intervals, agreement, a process chart. Each carries what is worth
//! saying of how the file was read.

mod note;

use assay_measures::agree::{self, Coefficient};
use assay_measures::chart::{self, Assurance, Signal};
use assay_measures::estimate::{self, Measure};
use assay_measures::{Interval, interval};
use serde::Serialize;

pub use note::TableNote;

use crate::rows::Said;
use crate::shown;

/// An estimated mean or share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// The mean or share.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many cases it is based on.
    pub n: u64,
    /// Degrees of freedom.
    pub df: u64,
    /// `share` or `mean`.
    #[serde(skip)]
    pub measure: &'static str,
    /// How the interval was made, in words.
    #[serde(skip)]
    pub method: &'static str,
    /// Strata that share their neighbour's variance.
    #[serde(skip)]
    pub collapsed: u64,
    /// What is worth saying of how the file was read.
    #[serde(skip)]
    pub said: Said,
}

impl Estimate {
    /// Returns the estimate with what was said of its file.
    #[must_use]
    pub fn of(found: &estimate::Estimate, measure: Measure, said: Said) -> Self {
        Self {
            mean: found.mean,
            se: found.se,
            low: found.interval.low,
            high: found.interval.high,
            n: found.n,
            df: found.df,
            measure: if measure == Measure::Share { "share" } else { "mean" },
            method: found.method.words(),
            collapsed: found.collapsed,
            said,
        }
    }
}

/// What so many of so many says about the list it was drawn from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Intervals {
    /// Counts of the list; none where its size is not given.
    pub exact: Option<[u64; 2]>,
    /// Wilson's interval of the share.
    pub wilson: [f64; 2],
    /// The interval of Clopper and Pearson of the share.
    pub clopper_pearson: [f64; 2],
}

impl Intervals {
    /// Returns the intervals as they are answered.
    #[must_use]
    pub fn of(
        exact: Option<interval::CountInterval>,
        wilson: Interval,
        clopper_pearson: Interval,
    ) -> Self {
        Self {
            exact: exact.map(|cases| [cases.low, cases.high]),
            wilson: shown::ends(wilson),
            clopper_pearson: shown::ends(clopper_pearson),
        }
    }
}

/// How far readers of the same cases agree; none where a coefficient does not apply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Subjects rated by everybody: the base of all but alpha.
    pub n: u64,
    /// The coefficients.
    #[serde(flatten)]
    pub values: Coefficients,
    /// Their standard errors.
    pub se: Coefficients,
    /// What is worth saying of how the file was read.
    #[serde(skip)]
    pub said: Said,
}

/// One number for each coefficient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each is named as its coefficient in assay_measures::agree")]
pub struct Coefficients {
    pub percent: Option<f64>,
    pub kappa: Option<f64>,
    pub kappa_linear: Option<f64>,
    pub kappa_quadratic: Option<f64>,
    pub ac1: Option<f64>,
    pub ac2_quadratic: Option<f64>,
    pub fleiss: Option<f64>,
    pub alpha_nominal: Option<f64>,
    pub alpha_ordinal: Option<f64>,
    pub alpha_interval: Option<f64>,
}

impl Coefficients {
    /// Returns the numbers with their names, in the order they are printed.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<f64>); 10] {
        [
            ("percent", self.percent),
            ("kappa", self.kappa),
            ("kappa_linear", self.kappa_linear),
            ("kappa_quadratic", self.kappa_quadratic),
            ("ac1", self.ac1),
            ("ac2_quadratic", self.ac2_quadratic),
            ("fleiss", self.fleiss),
            ("alpha_nominal", self.alpha_nominal),
            ("alpha_ordinal", self.alpha_ordinal),
            ("alpha_interval", self.alpha_interval),
        ]
    }

    fn of(found: &agree::Agreement, part: impl Fn(Coefficient) -> Option<f64>) -> Self {
        let number = |coefficient: Option<Coefficient>| coefficient.and_then(&part);
        Self {
            percent: number(found.percent),
            kappa: number(found.kappa),
            kappa_linear: number(found.kappa_linear),
            kappa_quadratic: number(found.kappa_quadratic),
            ac1: number(found.ac1),
            ac2_quadratic: number(found.ac2_quadratic),
            fleiss: number(found.fleiss),
            alpha_nominal: number(found.alpha_nominal),
            alpha_ordinal: number(found.alpha_ordinal),
            alpha_interval: number(found.alpha_interval),
        }
    }
}

impl Agreement {
    /// Returns the agreement with what was said of its file.
    #[must_use]
    pub fn of(found: &agree::Agreement, said: Said) -> Self {
        Self {
            n: found.n,
            values: Coefficients::of(found, |coefficient| Some(coefficient.value)),
            se: Coefficients::of(found, |coefficient| coefficient.se),
            said,
        }
    }
}

/// A process chart of a plain series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// The centre line of the latest part.
    pub mean: f64,
    /// The lower limit, where it is the same at every point.
    pub lower: Option<f64>,
    /// The upper limit, where it is the same at every point.
    pub upper: Option<f64>,
    /// The points, one a period.
    pub points: Vec<Point>,
    /// What the latest point says of the process.
    pub variation: &'static str,
    /// Whether the process meets its target; none without one.
    pub assurance: Option<&'static str>,
    /// The two tests of runs.
    pub runs: Runs,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// What is worth saying of how the file was read.
    #[serde(skip)]
    pub said: Said,
}

/// A point of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// The period's label.
    pub period: String,
    /// The value; none for a gap.
    pub value: Option<f64>,
    /// The lower limit; none where the chart has none.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// Why the point stands out, e.g. `shift`.
    pub signal: Option<&'static str>,
    /// The centre line here.
    pub mean: f64,
    /// The base, for shares.
    pub n: Option<f64>,
}

/// Runs around the centre line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Runs {
    /// Points that are not on the line.
    pub useful: usize,
    /// The longest run on one side.
    pub longest: usize,
    /// How often the line is crossed.
    pub crossings: usize,
    /// Whether the runs are unusual.
    pub signal: bool,
}

impl Chart {
    /// Returns the chart with what was said of its file.
    #[must_use]
    pub fn of(found: &chart::Chart, said: Said) -> Self {
        let point = |point: &chart::Point| Point {
            period: point.label.clone(),
            value: point.value,
            lower: point.lower,
            upper: point.upper,
            signal: point.signal.map(Signal::words),
            mean: point.mean,
            n: point.n,
        };
        Self {
            mean: found.mean,
            lower: found.lower,
            upper: found.upper,
            points: found.points.iter().map(point).collect(),
            variation: found.variation.word(),
            assurance: found.assurance.map(Assurance::word),
            runs: Runs {
                useful: found.runs.useful,
                longest: found.runs.longest,
                crossings: found.runs.crossings,
                signal: found.runs.signal,
            },
            notes: found.notes.clone(),
            said,
        }
    }
}
