//! The change within auditors present in both rounds: least squares with an effect for each auditor,
//! so a change of auditors does not pass for a change of practice. The slope is the mean of the
//! auditors' own differences weighted by n₁n₂/(n₁ + n₂), its variance the pooled within-auditor one
//! (Searle 1971, one-way covariance; what `lm(y ~ auditor + round)` gives).

use std::collections::BTreeMap;

use super::{Change, verdict};
use crate::distribution::student;
use crate::estimate::Measure;
use crate::{Confidence, Interval};

/// A change within the same auditors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Within {
    /// How many auditors read in both rounds.
    pub auditors: u64,
    /// The change, auditor by auditor; its bases are their reads.
    pub change: Change,
}

/// Returns the change within auditors with reads in both rounds, or none when there are none.
/// Each read is an auditor, by name or number, and a value.
#[must_use]
pub fn within<Auditor: Ord + Copy>(
    before: &[(Auditor, f64)],
    after: &[(Auditor, f64)],
    confidence: Confidence,
) -> Option<Within> {
    let (earlier, later) = (cells(before), cells(after));
    let both: Vec<(&Cell, &Cell)> =
        earlier.iter().filter_map(|(auditor, cell)| Some((cell, later.get(auditor)?))).collect();
    if both.is_empty() {
        return None;
    }
    let weight = |a: &Cell, b: &Cell| a.n * b.n / (a.n + b.n);
    let weights: f64 = both.iter().map(|(a, b)| weight(a, b)).sum();
    let sum: f64 = both.iter().map(|(a, b)| weight(a, b) * (b.mean() - a.mean())).sum();
    let difference = sum / weights;
    // Residual of the additive model: the spread within cells and between the auditors' own changes.
    let squares: f64 = both
        .iter()
        .map(|(a, b)| {
            let own = b.mean() - a.mean() - difference;
            a.squares() + b.squares() + weight(a, b) * own * own
        })
        .sum();
    let reads: f64 = both.iter().map(|(a, b)| a.n + b.n).sum();
    let df = reads - both.len() as f64 - 1.0;
    let interval = (df >= 1.0).then(|| {
        let se = (squares / df / weights).sqrt();
        let half = student::quantile(1.0 - confidence.each_side(), df) * se;
        Interval { low: difference - half, high: difference + half }
    });
    let n_before = both.iter().map(|(a, _)| a.n).sum::<f64>() as u64;
    let n_after = both.iter().map(|(_, b)| b.n).sum::<f64>() as u64;
    let mean_before = both.iter().map(|(a, b)| weight(a, b) * a.mean()).sum::<f64>() / weights;
    Some(Within {
        auditors: both.len() as u64,
        change: Change {
            measure: Measure::Mean,
            before: mean_before,
            after: mean_before + difference,
            difference,
            interval,
            n: (n_before, n_after),
            verdict: verdict(interval, n_before.min(n_after)),
        },
    })
}

/// One auditor's reads in one round.
#[derive(Default)]
struct Cell {
    n: f64,
    sum: f64,
    square_sum: f64,
}

impl Cell {
    fn mean(&self) -> f64 {
        self.sum / self.n
    }

    fn squares(&self) -> f64 {
        (self.square_sum - self.sum * self.sum / self.n).max(0.0)
    }
}

fn cells<Auditor: Ord + Copy>(reads: &[(Auditor, f64)]) -> BTreeMap<Auditor, Cell> {
    let mut cells: BTreeMap<Auditor, Cell> = BTreeMap::new();
    for &(auditor, value) in reads {
        let cell = cells.entry(auditor).or_default();
        cell.n += 1.0;
        cell.sum += value;
        cell.square_sum += value * value;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strict_newcomer_does_not_pass_for_a_fall() {
        let before = [("ann", 7.0), ("ann", 6.0), ("bob", 5.0), ("bob", 6.0)];
        let after = [("ann", 7.0), ("ann", 6.0), ("bob", 5.0), ("bob", 6.0), ("cruella", 1.0)];
        let found = within(&before, &after, Confidence::USUAL).unwrap();
        assert!(found.change.difference().abs() < 1e-12);
        assert_eq!((found.auditors, found.change.n()), (2, (4, 4)));
        assert!(within(&before, &[("cruella", 1.0)], Confidence::USUAL).is_none());
    }

    #[test]
    fn it_is_the_slope_of_least_squares() {
        // R: y <- c(7,6,5,6,5,5,4); a <- c("x","x","y","y","x","y","y"); r <- c(0,0,0,0,1,1,1)
        // summary(lm(y ~ a + r)): r −1.2, se 0.489897948557 on 4 df.
        let before = [("x", 7.0), ("x", 6.0), ("y", 5.0), ("y", 6.0)];
        let after = [("x", 5.0), ("y", 5.0), ("y", 4.0)];
        let found = within(&before, &after, Confidence::USUAL).unwrap();
        let change = found.change;
        let interval = change.interval().unwrap();
        assert!((change.difference() + 1.2).abs() < 1e-12);
        let se = (interval.high - change.difference()) / 2.776_445_105_197_79;
        assert!((se - 0.489_897_948_557).abs() < 1e-11, "{se}");
    }
}
