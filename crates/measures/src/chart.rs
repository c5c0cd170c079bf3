//! Process charts: XmR, P, Laney's P′ and run charts, their signals, and the words for variation and
//! assurance. XmR follows the rules of NHS England's "Making Data Count" as the R package of NHS-R has
//! them; P and run charts are judged by J. Anhøj's two tests. It draws nothing.

pub mod anhoej;
pub mod funnel;
mod limits;
mod places;
mod rules;
mod verdict;

use crate::Error;
use places::Places;

pub use anhoej::Runs;
pub use verdict::{Assurance, Fired, Rule, Side, Variation};

/// The kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Individual values with limits from the mean moving range.
    Xmr,
    /// Shares of varying bases, binomial limits.
    P,
    /// Shares of varying bases, limits widened by the spread between points (Laney 2002).
    PPrime,
    /// Values around their median, without limits.
    Run,
}

/// What is seen in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Seen {
    /// A value.
    Value(f64),
    /// A count of a base.
    Count {
        /// The count.
        count: f64,
        /// The base.
        n: f64,
    },
    /// Nothing: a gap, never a zero.
    Gap,
}

/// One period of the series.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its label; months, weeks, quarters, years and weekly dates are understood, other labels are taken
    /// as consecutive.
    pub label: String,
    /// What was seen.
    pub seen: Seen,
}

/// How the chart is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The kind of chart.
    pub kind: Kind,
    /// Whether moving ranges over 3.267 times their mean are left out once (XmR).
    pub screen: Screen,
    /// 0-based places of the periods at which the centre and limits begin anew, each decided by a
    /// person who says why; never automatic.
    pub rebases: Vec<usize>,
    /// The target, in the unit of the values.
    pub target: Option<f64>,
    /// Which way is good, if either is.
    pub good: Option<Good>,
}

/// Whether large moving ranges are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Left out once.
    On,
    /// Kept.
    Off,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
}

/// Why a point stands out; the first that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Beyond a limit.
    OutsideLimit,
    /// One of seven points rising or falling.
    Trend,
    /// One of two in three beyond two thirds of the limit, all on one side.
    TwoOfThree,
    /// One of seven on one side of the mean.
    Shift,
}

impl Signal {
    /// Returns the signal's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OutsideLimit => "outside limit",
            Self::Trend => "trend",
            Self::TwoOfThree => "two of three",
            Self::Shift => "shift",
        }
    }
}

/// A point of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The period's label.
    pub label: String,
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
    /// Why the point stands out.
    pub signal: Option<Signal>,
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The kind.
    pub kind: Kind,
    /// The centre line of the latest part.
    pub mean: f64,
    /// The lower limit, where it is the same at every point.
    pub lower: Option<f64>,
    /// The upper limit, where it is the same at every point.
    pub upper: Option<f64>,
    /// The points, one a period given.
    pub points: Vec<Point>,
    /// What the latest point says of the process.
    pub variation: Variation,
    /// The rule by which it says more than usual variation.
    pub fired: Option<Fired>,
    /// Whether the target is met by the process; none without target and direction, or limits.
    pub assurance: Option<Assurance>,
    /// Anhøj's tests on the latest part.
    pub runs: Runs,
    /// What a reader must know: moving ranges left out, trial limits, gaps, rebases.
    pub notes: Vec<String>,
}

/// With fewer points than this the limits are trial limits.
pub const SETTLED: usize = 13;

/// Returns the chart of a series.
///
/// # Errors
/// When there is no value at all, a P chart is given values without bases, a count exceeds its base,
/// or a rebase lies outside the series.
pub fn chart(periods: &[Period], options: &Options) -> Result<Chart, Error> {
    let values = values(periods, options.kind)?;
    if values.iter().flatten().next().is_none() {
        return Err(Error::Empty("value"));
    }
    if let Some(target) = options.target.filter(|target| !(0.0..=1.0).contains(target))
        && matches!(options.kind, Kind::P | Kind::PPrime)
    {
        return Err(Error::Target(target));
    }
    let places = Places::of(periods);
    let gaps = gaps(&places, &values);
    let mut notes = Vec::new();
    let mut points = Vec::with_capacity(periods.len());
    let mut starts: Vec<usize> = options.rebases.clone();
    starts.sort_unstable();
    starts.dedup();
    if let Some(far) = starts.iter().find(|start| **start == 0 || **start >= periods.len()) {
        return Err(Error::Rebase { row: far + 1, rows: periods.len() });
    }
    starts.insert(0, 0);
    let mut runs = Runs::default();
    for (place, &from) in starts.iter().enumerate() {
        let to = starts.get(place + 1).copied().unwrap_or(periods.len());
        let part = limits::Part { periods, values: &values, gaps: &gaps, range: from..to };
        if from > 0 {
            notes.push(format!("centre and limits begin anew at {}", periods[from].label));
        }
        let mut drawn = part.points(options, &mut notes)?;
        rules::mark(&mut drawn, &gaps[from..to], options.kind);
        runs = anhoej::runs(&drawn, &gaps[from..to]);
        points.extend(drawn);
    }
    notes.extend(missing(periods, &places));
    let same = |limit: fn(&Point) -> Option<f64>| {
        let first = limit(points.first()?)?;
        points.iter().all(|point| limit(point) == Some(first)).then_some(first)
    };
    let fired = verdict::fired(&points, &runs, options.kind);
    Ok(Chart {
        kind: options.kind,
        mean: points.last().map_or(f64::NAN, |point| point.mean),
        lower: same(|point| point.lower),
        upper: same(|point| point.upper),
        variation: verdict::variation(fired, options.good),
        fired,
        assurance: verdict::assurance(&points, options),
        runs,
        notes,
        points,
    })
}

fn values(periods: &[Period], kind: Kind) -> Result<Vec<Option<f64>>, Error> {
    periods
        .iter()
        .map(|period| match period.seen {
            Seen::Gap => Ok(None),
            Seen::Value(_) if matches!(kind, Kind::P | Kind::PPrime) => Err(Error::NoBase),
            Seen::Value(value) => Ok(Some(value)),
            Seen::Count { count, n } if count > n || count < 0.0 => {
                Err(Error::Share { period: period.label.clone(), count, n })
            }
            Seen::Count { n, .. } if n <= 0.0 => Ok(None),
            Seen::Count { count, n } => Ok(Some(count / n)),
        })
        .collect()
}

/// Returns, for each period, whether something is missing between it and the one before.
fn gaps(places: &Places, values: &[Option<f64>]) -> Vec<bool> {
    (0..values.len())
        .map(|place| {
            let Some(before) = place.checked_sub(1) else { return false };
            let skipped = !places.between(place).is_empty();
            skipped || values[place].is_none() || values[before].is_none()
        })
        .collect()
}

fn missing(periods: &[Period], places: &Places) -> Option<String> {
    let blank = |place: usize| matches!(periods[place].seen, Seen::Gap);
    let mut names: Vec<String> = Vec::new();
    for (place, period) in periods.iter().enumerate() {
        names.extend(places.between(place));
        if blank(place) {
            names.push(period.label.clone());
        }
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!names.is_empty()).then(|| {
        format!(
            "missing: {}{rest}; a gap is no zero, and breaks moving ranges and runs",
            names.join(", ")
        )
    })
}

/// How many missing periods a note names.
const NAMED: usize = 24;

#[cfg(test)]
mod tests;
