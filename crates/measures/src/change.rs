//! Change between two rounds: the difference, its interval, both bases, and the verdict word. Means
//! by Welch's t (Biometrika 34, 1947); shares by joining the two intervals as R. G. Newcombe does
//! ("Interval estimation for the difference between independent proportions", Statistics in
//! Medicine 17, 1998, method 10). It never says "significantly".

pub mod within;

use crate::distribution::student;
use crate::estimate::{Estimate, Measure, Method};
use crate::{Confidence, Interval};

/// Under this base on either side no verdict is given.
pub const FEWEST: u64 = 10;

/// What can be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The interval leaves out no change.
    Signal,
    /// The interval includes no change.
    NoSignal,
    /// Either base is under ten.
    TooFew,
}

impl Verdict {
    /// Returns the verdict's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::NoSignal => "no signal",
            Self::TooFew => "too few to tell",
        }
    }
}

/// A change from one round to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The figure before.
    pub before: f64,
    /// The figure after.
    pub after: f64,
    /// After less before.
    pub difference: f64,
    /// The interval of the difference; none where one side has none.
    pub interval: Option<Interval>,
    /// The base before.
    pub n_before: u64,
    /// The base after.
    pub n_after: u64,
    /// What can be said.
    pub verdict: Verdict,
}

/// Returns the change between two independent rounds.
#[must_use]
pub fn between(
    before: &Estimate,
    after: &Estimate,
    measure: Measure,
    confidence: Confidence,
) -> Change {
    let difference = after.mean - before.mean;
    let interval = match measure {
        Measure::Mean => welch(before, after, difference, confidence),
        Measure::Share => Some(newcombe(before, after, difference)),
    };
    Change {
        before: before.mean,
        after: after.mean,
        difference,
        interval,
        n_before: before.n,
        n_after: after.n,
        verdict: verdict(interval, before.n.min(after.n)),
    }
}

/// Returns the verdict on an interval of a difference.
#[must_use]
pub fn verdict(interval: Option<Interval>, fewest: u64) -> Verdict {
    match interval {
        _ if fewest < FEWEST => Verdict::TooFew,
        None => Verdict::TooFew,
        Some(interval) if interval.low > 0.0 || interval.high < 0.0 => Verdict::Signal,
        Some(_) => Verdict::NoSignal,
    }
}

/// Returns the difference between two figures as they are printed, so that it can be checked against
/// them: 6.1 to 4.4 is down 1.7, whatever the digits behind them. Intervals are of the figures
/// themselves.
#[must_use]
pub fn printed(before: f64, after: f64, decimals: usize) -> f64 {
    let rounded = |figure: f64| format!("{figure:.decimals$}").parse().unwrap_or(figure);
    let difference: f64 = rounded(after) - rounded(before);
    format!("{difference:.decimals$}").parse().unwrap_or(difference)
}

/// Returns `up 0.7`, `down 0.7` or `no change` between two figures printed to so many decimals.
#[must_use]
pub fn words(before: f64, after: f64, decimals: usize) -> String {
    direction(printed(before, after, decimals), decimals)
}

/// Returns `up 0.7`, `down 0.7` or `no change` for a difference that stands alone, without the two
/// figures beside it; sign by what is printed.
#[must_use]
pub fn direction(difference: f64, decimals: usize) -> String {
    let size = format!("{:.decimals$}", difference.abs());
    if size.bytes().all(|b| b == b'0' || b == b'.') {
        "no change".to_owned()
    } else if difference > 0.0 {
        format!("up {size}")
    } else {
        format!("down {size}")
    }
}

fn welch(
    before: &Estimate,
    after: &Estimate,
    difference: f64,
    confidence: Confidence,
) -> Option<Interval> {
    let (v1, v2) = (before.se * before.se, after.se * after.se);
    let known = |e: &Estimate| e.df > 0 || e.method == Method::Census;
    if !known(before) || !known(after) {
        return None;
    }
    if v1 + v2 <= 0.0 {
        return Some(Interval { low: difference, high: difference });
    }
    let part = |v: f64, df: u64| if v > 0.0 { v * v / df as f64 } else { 0.0 };
    let df = (v1 + v2).powi(2) / (part(v1, before.df) + part(v2, after.df));
    let half = student::quantile(1.0 - confidence.each_side(), df) * (v1 + v2).sqrt();
    Some(Interval { low: difference - half, high: difference + half })
}

fn newcombe(before: &Estimate, after: &Estimate, difference: f64) -> Interval {
    let down = (after.mean - after.interval.low).hypot(before.interval.high - before.mean);
    let up = (after.interval.high - after.mean).hypot(before.mean - before.interval.low);
    Interval { low: difference - down, high: difference + up }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Basis;
    use crate::interval::wilson;

    fn share(hits: u64, n: u64) -> Estimate {
        let interval = wilson(hits, n, Confidence::USUAL).unwrap();
        let mean = hits as f64 / n as f64;
        Estimate {
            mean,
            se: 0.0,
            interval,
            n,
            df: n - 1,
            method: Method::WilsonPlain,
            basis: Basis::DesignBased,
            collapsed: 0,
        }
    }

    #[test]
    fn newcombes_own_example_comes_out() {
        // 56/70 less 48/80, method 10: 0.2000 (0.0524, 0.3339), Newcombe 1998, table II (a).
        let change = between(&share(48, 80), &share(56, 70), Measure::Share, Confidence::USUAL);
        let interval = change.interval.unwrap();
        assert!((change.difference - 0.2).abs() < 1e-12);
        assert_eq!(format!("{:.4} {:.4}", interval.low, interval.high), "0.0524 0.3339");
        assert_eq!(change.verdict, Verdict::Signal);
    }

    #[test]
    fn a_fall_of_a_mean_is_told_with_its_interval() {
        let mean = |mean, se, n| Estimate {
            mean,
            se,
            interval: Interval { low: 0.0, high: 0.0 },
            n,
            df: n - 1,
            method: Method::Student,
            basis: Basis::DesignBased,
            collapsed: 0,
        };
        // Equal errors and bases: Welch's df is 2(n − 1) = 198, t = 1.972017.
        let before = mean(6.2, 0.1, 100);
        let change = between(&before, &mean(5.5, 0.1, 100), Measure::Mean, Confidence::USUAL);
        let interval = change.interval.unwrap();
        assert!((interval.high - (-0.7 + 1.972_017_478 * 0.02_f64.sqrt())).abs() < 1e-6);
        assert_eq!(direction(change.difference, 1), "down 0.7");
        assert_eq!(change.verdict.words(), "signal");
        let few = between(&before, &mean(2.0, 0.1, 9), Measure::Mean, Confidence::USUAL);
        assert_eq!(few.verdict.words(), "too few to tell");
    }

    #[test]
    fn a_change_is_the_difference_of_what_is_printed() {
        assert_eq!(words(6.06, 4.44, 1), "down 1.7");
        assert_eq!(words(6.14, 4.36, 1), "down 1.7");
        assert_eq!(words(5.96, 6.04, 1), "no change");
        assert_eq!(words(5.94, 5.96, 1), "up 0.1");
        assert_eq!(words(38.4, 37.6, 0), "no change");
        assert!((printed(6.2, 5.5, 1) + 0.7).abs() < 1e-15);
    }

    #[test]
    fn a_change_that_prints_as_nothing_is_no_change() {
        assert_eq!(direction(0.04, 1), "no change");
        assert_eq!(direction(-0.04, 2), "down 0.04");
        assert_eq!(direction(3.2, 0), "up 3");
    }
}
