//! The Clopper–Pearson interval (Biometrika 26, 1934): the shares at which the binomial tail beyond
//! what was seen is α/2, found by bisection on the tails themselves.

use crate::distribution::Binomial;
use crate::{Confidence, Error, Interval};

/// Returns the Clopper–Pearson interval for `hits` of `n`.
///
/// # Errors
/// When n is 0 or there are more hits than n.
pub fn clopper_pearson(hits: u64, n: u64, confidence: Confidence) -> Result<Interval, Error> {
    super::check_hits(hits, n)?;
    let limit = confidence.each_side();
    let low = if hits == 0 { 0.0 } else { root(|p| Binomial::new(n, p).at_least(hits) > limit) };
    let high = if hits == n { 1.0 } else { root(|p| Binomial::new(n, p).at_most(hits) <= limit) };
    Ok(Interval { low, high })
}

/// Returns the share where `beyond` turns true, to the last bit.
fn root(beyond: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if beyond(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_intervals_come_out() {
        // R binom::binom.confint(method = "exact"), 95%.
        for (hits, n, low, high) in [
            (18, 20, 0.6830172859809176, 0.9876514728297052),
            (4, 20, 0.05733399705003284, 0.436614002996668),
            (4, 200, 0.005475565879556443, 0.05041360908989634),
            (190, 200, 0.9099724622986486, 0.975765834527891),
            (1, 30, 0.0008435709, 0.17216946),
            (0, 30, 0.0, 0.11570331),
        ] {
            let found = clopper_pearson(hits, n, Confidence::USUAL).unwrap();
            assert!((found.low - low).abs() < 5e-9, "{hits}/{n}: {found:?}");
            assert!((found.high - high).abs() < 5e-9, "{hits}/{n}: {found:?}");
        }
    }

    #[test]
    fn one_hit_of_one_has_the_closed_form() {
        let found = clopper_pearson(1, 1, Confidence::USUAL).unwrap();
        assert!((found.low - 0.025).abs() < 1e-15);
        assert!(found.high >= 1.0);
    }
}
