//! The words for a chart: variation by the latest point, assurance against a target ("Making Data
//! Count"). On P and run charts Anhøj's tests over the chart speak where the latest point does not.

use super::anhoej::{fewest_usual, longest_usual};
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

/// The rule by which a chart says more than usual variation, and on which side of the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fired {
    /// The rule.
    pub rule: Rule,
    /// On which side of the mean, or in which direction; none where a point lies on it.
    pub side: Option<Side>,
}

/// A rule of process charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The latest point is a signal by itself.
    Latest(Signal),
    /// The longest run on one side of the mean is longer than usual (Anhøj).
    LongRun {
        /// How long it is.
        longest: usize,
        /// The longest that is still usual.
        usual: usize,
    },
    /// The mean is crossed less often than usual (Anhøj).
    FewCrossings {
        /// How often it is crossed.
        crossings: usize,
        /// The fewest that are still usual.
        usual: usize,
    },
}

/// A side of the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Above it, or rising.
    High,
    /// Below it, or falling.
    Low,
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

/// Returns the rule that fired at the latest point with a value, if one did.
pub(super) fn fired(points: &[Point], runs: &Runs, kind: Kind) -> Option<Fired> {
    let last = points.iter().rposition(|point| point.value.is_some())?;
    let (rule, direction) = match points[last].signal {
        Some(Signal::Trend) => (Rule::Latest(Signal::Trend), slope(&points[..=last])),
        Some(signal) => (Rule::Latest(signal), side(&points[last])),
        None if kind != Kind::Xmr && runs.signal => {
            (by_runs(runs), points.iter().rev().map(side).find(|side| *side != 0).unwrap_or(0))
        }
        None => return None,
    };
    let side = match direction {
        1 => Some(Side::High),
        -1 => Some(Side::Low),
        _ => None,
    };
    Some(Fired { rule, side })
}

/// Returns which of the two tests over the chart says so, the longest run first.
fn by_runs(runs: &Runs) -> Rule {
    let usual = longest_usual(runs.useful);
    if runs.longest > usual {
        return Rule::LongRun { longest: runs.longest, usual };
    }
    Rule::FewCrossings { crossings: runs.crossings, usual: fewest_usual(runs.useful) }
}

/// Returns what the rule that fired means where this way is good.
pub(super) fn variation(fired: Option<Fired>, good: Option<Good>) -> Variation {
    let Some(fired) = fired else { return Variation::Common };
    match (good, fired.side) {
        (None, _) | (_, None) => Variation::Change,
        (Some(Good::Up), Some(Side::High)) | (Some(Good::Down), Some(Side::Low)) => {
            Variation::Improvement
        }
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
