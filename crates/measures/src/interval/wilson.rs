//! Wilson's score interval (E. B. Wilson, JASA 22, 1927): for a share without a list, and for shares
//! of a design by its effective sample size.

use crate::{Confidence, Error, Interval};

/// Returns Wilson's interval for `hits` of `n`.
///
/// # Errors
/// When n is 0 or there are more hits than n.
pub fn wilson(hits: u64, n: u64, confidence: Confidence) -> Result<Interval, Error> {
    super::check_hits(hits, n)?;
    Ok(wilson_of_share(hits as f64 / n as f64, n as f64, confidence))
}

/// Returns Wilson's interval for a share (0–1) known as well as `n` independent cases would tell it.
#[must_use]
pub fn wilson_of_share(share: f64, n: f64, confidence: Confidence) -> Interval {
    let z = confidence.z();
    let square = z * z;
    let centre = (share + square / (2.0 * n)) / (1.0 + square / n);
    let half = z / (1.0 + square / n)
        * (share * (1.0 - share) / n + square / (4.0 * n * n)).max(0.0).sqrt();
    // The ends meet 0 and 1 exactly there; rounding must not say otherwise.
    Interval {
        low: if share <= 0.0 { 0.0 } else { (centre - half).max(0.0) },
        high: if share >= 1.0 { 1.0 } else { (centre + half).min(1.0) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_intervals_come_out() {
        // R binom::binom.confint(method = "wilson"), 95%.
        for (hits, n, low, high) in [
            (18, 20, 0.6989663547715128, 0.972133518786232),
            (4, 20, 0.0806576625797981, 0.4160174322518935),
            (4, 200, 0.00780442641634947, 0.05028708690582643),
            (190, 200, 0.910421851861224, 0.972617354399236),
            (1, 30, 0.00590859, 0.16670391),
            (0, 30, 0.0, 0.11351339),
        ] {
            let found = wilson(hits, n, Confidence::USUAL).unwrap();
            assert!((found.low - low).abs() < 5e-9, "{hits}/{n}: {found:?}");
            assert!((found.high - high).abs() < 5e-9, "{hits}/{n}: {found:?}");
        }
    }

    #[test]
    fn all_and_none_touch_the_ends() {
        assert!(wilson(7, 7, Confidence::USUAL).unwrap().high >= 1.0);
        assert!(wilson(0, 7, Confidence::USUAL).unwrap().low <= 0.0);
        assert!(wilson(0, 0, Confidence::USUAL).is_err());
    }
}
