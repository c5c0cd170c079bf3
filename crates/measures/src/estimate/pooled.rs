//! Estimates of several rounds as one: the mean of the rounds, each counted alike, with the variance of a
//! mean of independent estimates and the degrees of freedom of F. E. Satterthwaite ("An approximate
//! distribution of estimates of variance components", Biometrics Bulletin 2, 1946).

use super::thin::Spread;
use super::{Base, Basis, Estimate, Measure, Method, interval};
use crate::{Confidence, Interval};

/// Returns the mean of the rounds' estimates with its interval; none without a round, or where the spread
/// of none can be seen although not all cases were read.
#[must_use]
pub fn pooled(rounds: &[Estimate], measure: Measure, confidence: Confidence) -> Option<Estimate> {
    let k = rounds.len() as f64;
    let n: u64 = rounds.iter().map(|round| round.n).sum();
    if rounds.is_empty() || n == 0 {
        return None;
    }
    let mean = rounds.iter().map(|round| round.mean).sum::<f64>() / k;
    let part = |round: &Estimate| (round.se / k).powi(2);
    let variance: f64 = rounds.iter().map(part).sum();
    let spread: f64 = rounds
        .iter()
        .filter(|round| part(round) > 0.0)
        .map(|round| part(round).powi(2) / round.df.max(1) as f64)
        .sum();
    let df = if spread > 0.0 { (variance * variance / spread).floor().max(1.0) as u64 } else { n };
    let is_census = rounds.iter().all(|round| round.method == Method::Census);
    let (interval, method) = if is_census {
        (Interval { low: mean, high: mean }, Method::Census)
    } else {
        let base = Base { units: n, spread: Spread { variance, df: df as f64 } };
        interval(mean, &base, measure, confidence)
    };
    if measure == Measure::Mean && variance <= 0.0 && !is_census {
        return None;
    }
    Some(Estimate {
        mean,
        se: variance.sqrt(),
        interval,
        n,
        df,
        method,
        basis: rounds.iter().map(|round| round.basis).max().unwrap_or(Basis::Approximate),
        collapsed: rounds.iter().map(|round| round.collapsed).sum(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(mean: f64, se: f64, n: u64) -> Estimate {
        Estimate {
            mean,
            se,
            interval: Interval { low: 0.0, high: 0.0 },
            n,
            df: n - 1,
            method: Method::Student,
            basis: Basis::DesignBased,
            collapsed: 0,
        }
    }

    #[test]
    fn three_like_rounds_have_a_third_of_the_variance_and_three_times_the_freedom() {
        let rounds = [round(5.0, 0.3, 31), round(6.0, 0.3, 31), round(5.5, 0.3, 31)];
        let found = pooled(&rounds, Measure::Mean, Confidence::USUAL).unwrap();
        assert!((found.mean - 5.5).abs() < 1e-12);
        assert!((found.se - 0.3 / 3.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!((found.n, found.df), (93, 90));
        // t for 90 degrees of freedom is 1.986675.
        assert!((found.interval.high - (5.5 + 1.986_675 * found.se)).abs() < 1e-5);
    }

    #[test]
    fn one_uncertain_round_leaves_few_degrees_of_freedom() {
        let rounds = [round(5.0, 0.01, 1000), round(6.0, 0.9, 5)];
        let found = pooled(&rounds, Measure::Mean, Confidence::USUAL).unwrap();
        assert_eq!(found.df, 4);
    }

    #[test]
    fn shares_that_all_agree_have_an_interval_all_the_same() {
        let all = [round(1.0, 0.0, 20), round(1.0, 0.0, 20)];
        let found = pooled(&all, Measure::Share, Confidence::USUAL).unwrap();
        assert_eq!(found.method, Method::WilsonPlain);
        // Wilson for 40 of 40: 40 / (40 + 3.8415) = 0.912.
        assert!((found.interval.low - 0.912).abs() < 1e-3);
        assert_eq!(pooled(&[], Measure::Share, Confidence::USUAL), None);
        assert_eq!(pooled(&all, Measure::Mean, Confidence::USUAL), None);
    }
}
