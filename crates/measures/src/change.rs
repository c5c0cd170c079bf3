//! Change between two rounds: the difference, its interval, both bases, and the verdict word. Means
//! by Welch's t (Biometrika 34, 1947); shares by joining the two intervals as R. G. Newcombe does
//! ("Interval estimation for the difference between independent proportions", Statistics in
//! Medicine 17, 1998, method 10). It never says "significantly", and none of the parts is printed alone.

pub mod within;

use std::fmt;

use assay_model::print;

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

/// A change from one round to another. It is made from two estimates only, and printed whole: by `Display` in
/// a sentence, by [`Change::texts`] in a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    measure: Measure,
    before: f64,
    after: f64,
    difference: f64,
    interval: Option<Interval>,
    n: (u64, u64),
    verdict: Verdict,
}

/// A change as printed, in parts that go together into the columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeTexts {
    /// The difference in words, e.g. `down 0.7` or `up 5 points`.
    pub words: String,
    /// The difference with its sign, e.g. `−0.7`; of shares in points.
    pub signed: String,
    /// The interval, e.g. `−1.0 to −0.4`, or a dash.
    pub interval: String,
    /// Both bases, e.g. `104 and 98`.
    pub n: String,
    /// The verdict's words.
    pub verdict: &'static str,
}

impl Change {
    /// Returns the figure before, 0–1 for a share.
    #[must_use]
    pub fn before(&self) -> f64 {
        self.before
    }

    /// Returns the figure after.
    #[must_use]
    pub fn after(&self) -> f64 {
        self.after
    }

    /// Returns after less before, of the unrounded figures.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.difference
    }

    /// Returns the interval of the difference; none where one side has none.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.interval
    }

    /// Returns whether it is a change of shares, which is printed in points.
    #[must_use]
    pub fn is_of_shares(&self) -> bool {
        matches!(self.measure, Measure::Share)
    }

    /// Returns the bases before and after.
    #[must_use]
    pub fn n(&self) -> (u64, u64) {
        self.n
    }

    /// Returns what can be said.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Returns whether the interval leaves out no change.
    #[must_use]
    pub fn is_signal(&self) -> bool {
        self.verdict == Verdict::Signal
    }

    /// Returns the change as printed, in parts.
    #[must_use]
    pub fn texts(&self) -> ChangeTexts {
        let (scale, decimals, unit) = match self.measure {
            Measure::Mean => (1.0, 1, ""),
            Measure::Share => (100.0, 0, " points"),
        };
        let words = print::direction(self.difference * scale, decimals);
        let unit = match words.as_str() {
            "no change" => "",
            "up 1" | "down 1" if decimals == 0 => " point",
            _ => unit,
        };
        let ends = |i: Interval| print::range(i.low * scale, i.high * scale, decimals);
        ChangeTexts {
            words: format!("{words}{unit}"),
            signed: print::signed(self.difference * scale, decimals),
            interval: self.interval.map_or_else(|| "–".to_owned(), ends),
            n: format!("{} and {}", print::count(self.n.0), print::count(self.n.1)),
            verdict: self.verdict.words(),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ChangeTexts { words, interval, n, verdict, .. } = self.texts();
        match self.interval {
            Some(_) => write!(f, "{words}, interval {interval}, n = {n}: {verdict}"),
            None => write!(f, "{words}, n = {n}: {verdict}"),
        }
    }
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
        measure,
        before: before.mean,
        after: after.mean,
        difference,
        interval,
        n: (before.n, after.n),
        verdict: verdict(interval, before.n.min(after.n)),
    }
}

/// Returns the change between two shares, each a count and its base; none where a base is empty.
#[must_use]
pub fn of_shares(before: (u64, u64), after: (u64, u64), confidence: Confidence) -> Option<Change> {
    let plain = |(hits, base): (u64, u64)| Estimate::of_share(hits, base, confidence).ok();
    Some(between(&plain(before)?, &plain(after)?, Measure::Share, confidence))
}

/// Returns the change between two figures, each with its base, where one has no estimate: too few to tell.
#[must_use]
pub fn too_few(before: (f64, u64), after: (f64, u64), measure: Measure) -> Change {
    Change {
        measure,
        before: before.0,
        after: after.0,
        difference: after.0 - before.0,
        interval: None,
        n: (before.1, after.1),
        verdict: Verdict::TooFew,
    }
}

/// Returns the verdict on an interval of a difference.
fn verdict(interval: Option<Interval>, fewest: u64) -> Verdict {
    match interval {
        _ if fewest < FEWEST => Verdict::TooFew,
        None => Verdict::TooFew,
        Some(interval) if interval.low > 0.0 || interval.high < 0.0 => Verdict::Signal,
        Some(_) => Verdict::NoSignal,
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
mod tests;
