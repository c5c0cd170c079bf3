//! Anhøj's two tests for a run chart: the longest run on one side of the centre is unusually long, or
//! the centre is crossed unusually seldom (J. Anhøj & A. V. Olesen, "Run charts revisited", PLoS ONE
//! 9, 2014). Longest run over round(log2(n) + 3); crossings under the 5% quantile of a binomial with
//! n − 1 trials at 1/2. Points on the centre are left out.

use super::Point;
use super::rules::side;
use crate::distribution::Binomial;

/// With fewer useful points than this the tests say nothing.
pub const FEWEST: usize = 10;

/// What the tests found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Runs {
    /// Points not on the centre.
    pub useful: usize,
    /// The longest run on one side.
    pub longest: usize,
    /// How often the centre is crossed.
    pub crossings: usize,
    /// Whether either test signals.
    pub signal: bool,
}

/// Returns the longest run that is still usual among `n` useful points.
#[must_use]
pub fn longest_usual(n: usize) -> usize {
    ((n as f64).log2() + 3.0).round() as usize
}

/// Returns the fewest crossings that are still usual among `n` useful points.
#[must_use]
pub fn fewest_usual(n: usize) -> usize {
    let tosses = n.saturating_sub(1) as u64;
    let fair = Binomial::new(tosses, 0.5);
    // The chance rises with k, so the first that is enough is found by halving.
    let (mut from, mut to) = (0, tosses);
    while from < to {
        let middle = from.midpoint(to);
        if fair.at_most(middle) >= 0.05 * (1.0 - 1e-9) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from as usize
}

/// Returns the tests on one part of a chart. A gap ends a run; a crossing is counted across it.
pub(super) fn runs(points: &[Point], gaps: &[bool]) -> Runs {
    let mut found = Runs::default();
    let mut length = 0;
    let mut before = 0;
    let mut broken = false;
    for (point, gap) in points.iter().zip(gaps) {
        broken |= gap;
        let now = side(point);
        if now == 0 {
            continue;
        }
        found.useful += 1;
        found.crossings += usize::from(before != 0 && now != before);
        length = if now == before && !broken { length + 1 } else { 1 };
        found.longest = found.longest.max(length);
        before = now;
        broken = false;
    }
    let n = found.useful;
    found.signal =
        n >= FEWEST && (found.longest > longest_usual(n) || found.crossings < fewest_usual(n));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_table_comes_out() {
        // Critical values after Anhøj & Olesen 2014: useful points, longest run, fewest crossings.
        for (n, longest, crossings) in [
            (10, 6, 2),
            (11, 6, 2),
            (12, 7, 3),
            (16, 7, 4),
            (19, 7, 6),
            (22, 7, 7),
            (23, 8, 7),
            (24, 8, 8),
            (30, 8, 10),
            (45, 8, 17),
            (46, 9, 17),
            (60, 9, 23),
            (90, 9, 37),
            (91, 10, 37),
            (100, 10, 41),
        ] {
            assert_eq!((longest_usual(n), fewest_usual(n)), (longest, crossings), "{n}");
        }
    }
}
