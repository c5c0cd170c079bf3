//! A process chart as it is answered: its points, limits and what it says. It draws nothing.

use assay_measures::Confidence;
use assay_measures::change::of_shares;
use assay_measures::chart::{self, Assurance, Signal};
use serde::Serialize;

/// The chart of an indicator: the points and what is to be known of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// One a period.
    pub points: Vec<Point>,
    /// Whether the runs of the latest part are unusual.
    pub runs_signal: bool,
    /// What a reader must know: trial limits, gaps, rebases.
    pub notes: Vec<String>,
    /// What the latest point says of the process, e.g. `improvement`.
    #[serde(skip)]
    pub variation: &'static str,
    /// Whether the process meets its target; none without a target.
    #[serde(skip)]
    pub assurance: Option<&'static str>,
    /// The step to the latest point, of a chart of shares; none where either value is missing or has no base.
    #[serde(skip)]
    pub step: Option<Step>,
}

/// The change from the last point but one to the latest, for a chart of shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The change with its interval, bases and verdict as it is printed.
    pub text: String,
    /// The period it is compared with.
    pub on: String,
}

/// A point of an indicator's chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// The period's label.
    pub period: String,
    /// The value; none for a gap.
    pub value: Option<f64>,
    /// The base, for shares.
    pub n: Option<f64>,
    /// The centre line here.
    pub mean: f64,
    /// The lower limit; none where the chart has none.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// Why the point stands out, e.g. `shift`.
    pub signal: Option<&'static str>,
}

impl Chart {
    /// Returns the values in the order of their periods; a gap is none.
    #[must_use]
    pub fn values(&self) -> Vec<Option<f64>> {
        self.points.iter().map(|point| point.value).collect()
    }
}

impl From<&chart::Chart> for Chart {
    fn from(found: &chart::Chart) -> Self {
        Self {
            points: found.points.iter().map(Point::from).collect(),
            runs_signal: found.runs.signal,
            notes: found.notes.clone(),
            variation: found.variation.word(),
            assurance: found.assurance.map(Assurance::word),
            step: step(&found.points),
        }
    }
}

impl From<&chart::Point> for Point {
    fn from(found: &chart::Point) -> Self {
        Self {
            period: found.label.clone(),
            value: found.value,
            n: found.n,
            mean: found.mean,
            lower: found.lower,
            upper: found.upper,
            signal: found.signal.map(Signal::words),
        }
    }
}

fn step(points: &[chart::Point]) -> Option<Step> {
    let [.., before, last] = points else { return None };
    let counted = |point: &chart::Point| {
        let n = point.n?;
        Some(((point.value? * n).round() as u64, n.round() as u64))
    };
    let change = of_shares(counted(before)?, counted(last)?, Confidence::USUAL)?;
    Some(Step { text: change.to_string(), on: before.label.clone() })
}
