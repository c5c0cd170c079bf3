//! How much more often one thing goes with another: the risk ratio of two groups with its interval (Katz and
//! others, "Obtaining confidence intervals for the risk ratio in cohort studies", *Biometrics*, 1978).

use crate::{Confidence, Interval};

/// Under this many on a side there is no ratio.
const FEWEST: u64 = 5;

/// A ratio of two shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskRatio {
    /// The share in the first group over that in the second.
    pub ratio: f64,
    /// Its interval.
    pub interval: Interval,
}

/// Returns the ratio of two shares, each a count and its base; none where a base is under 5 or a count is 0.
#[must_use]
pub fn risk_ratio(
    with: (u64, u64),
    without: (u64, u64),
    confidence: Confidence,
) -> Option<RiskRatio> {
    if with.1 < FEWEST || without.1 < FEWEST || with.0 == 0 || without.0 == 0 {
        return None;
    }
    let [a, n, b, m] = [with.0, with.1, without.0, without.1].map(|count| count as f64);
    let log = ((a / n) / (b / m)).ln();
    let half = confidence.z() * (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).sqrt();
    let interval = Interval { low: (log - half).exp(), high: (log + half).exp() };
    Some(RiskRatio { ratio: log.exp(), interval })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_risk_ratio_is_that_of_the_textbook() {
        // Altman, Practical Statistics (1991), p. 266: 2 of 16 against 33 of 77 dead: 0.29, 0.08 to 1.09.
        let found = risk_ratio((2, 16), (33, 77), Confidence::USUAL).expect("a ratio");
        let RiskRatio { ratio, interval: Interval { low, high } } = found;
        assert!((ratio - 0.2917).abs() < 5e-4, "{ratio}");
        assert!(low > 0.07 && low < 0.09 && high > 1.05 && high < 1.12, "{low} {high}");
    }

    #[test]
    fn a_small_or_empty_side_has_no_ratio() {
        assert_eq!(risk_ratio((2, 4), (33, 77), Confidence::USUAL), None);
        assert_eq!(risk_ratio((0, 16), (33, 77), Confidence::USUAL), None);
    }
}
