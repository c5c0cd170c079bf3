//! The words for a chart: variation by the latest point, assurance against a target ("Making Data
//! Count"). On P and run charts Anhøj's tests over the chart speak where the latest point does not.

use super::rules::side;
use super::{Good, Kind, Options, Point, Runs, Signal};

/// What the latest point says of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variation {
    /// Nothing stands out.
    Common,
    /// A signal in the good direction.
    Improvement,
    /// A signal in the bad direction.
    Concern,
    /// A signal, and no direction is good.
    Change,
}

impl Variation {
    /// Returns the word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Improvement => "improvement",
            Self::Concern => "concern",
            Self::Change => "change",
        }
    }
}

/// Whether the process meets its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// Both limits are on the good side of it.
    Meets,
    /// It lies between the limits.
    Varies,
    /// Both limits are on the bad side of it.
    Fails,
}

impl Assurance {
    /// Returns the word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Meets => "meets",
            Self::Varies => "varies",
            Self::Fails => "fails",
        }
    }
}

/// Returns the variation at the latest point with a value.
pub(super) fn variation(points: &[Point], runs: &Runs, options: &Options) -> Variation {
    let Some(last) = points.iter().rposition(|point| point.value.is_some()) else {
        return Variation::Common;
    };
    let by_runs = options.kind != Kind::Xmr && runs.signal;
    let direction = match points[last].signal {
        Some(Signal::Trend) => slope(&points[..=last]),
        Some(_) => side(&points[last]),
        None if by_runs => points.iter().rev().map(side).find(|side| *side != 0).unwrap_or(0),
        None => return Variation::Common,
    };
    match (options.good, direction) {
        (None, _) | (_, 0) => Variation::Change,
        (Some(Good::Up), 1) | (Some(Good::Down), -1) => Variation::Improvement,
        _ => Variation::Concern,
    }
}

fn slope(points: &[Point]) -> i8 {
    let mut values = points.iter().rev().filter_map(|point| point.value);
    match (values.next(), values.next()) {
        (Some(now), Some(before)) if now > before => 1,
        (Some(now), Some(before)) if now < before => -1,
        _ => 0,
    }
}

/// Returns the assurance by the limits at the latest point that has them.
pub(super) fn assurance(points: &[Point], options: &Options) -> Option<Assurance> {
    let (target, good) = (options.target?, options.good?);
    let (lower, upper) =
        points.iter().rev().find_map(|point| Some((point.lower?, point.upper?)))?;
    Some(match (target > upper, target < lower, good) {
        (true, _, Good::Up) | (_, true, Good::Down) => Assurance::Fails,
        (true, _, Good::Down) | (_, true, Good::Up) => Assurance::Meets,
        _ => Assurance::Varies,
    })
}
