//! The binomial distribution by Loader's log-factorials (2000), tails summed outwards from the mode.
//! It does not make intervals.

use super::factorial::{deviance, stirling_error};
use super::tail;

/// The number of hits in `n` independent trials with chance `p` each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binomial {
    n: u64,
    p: f64,
}

impl Binomial {
    /// Returns the distribution; `p` is held to 0–1.
    #[must_use]
    pub fn new(n: u64, p: f64) -> Self {
        Self { n, p: p.clamp(0.0, 1.0) }
    }

    /// Returns P(X = x).
    #[must_use]
    pub fn exactly(self, x: u64) -> f64 {
        if x > self.n { 0.0 } else { ln_mass(x, self.n, self.p).exp() }
    }

    /// Returns P(X ≤ x).
    #[must_use]
    pub fn at_most(self, x: u64) -> f64 {
        if x >= self.n {
            return 1.0;
        }
        if x as f64 > self.n as f64 * self.p {
            return 1.0 - self.upper(x + 1);
        }
        self.lower(x)
    }

    /// Returns P(X ≥ x).
    #[must_use]
    pub fn at_least(self, x: u64) -> f64 {
        if x == 0 {
            return 1.0;
        }
        if x > self.n {
            return 0.0;
        }
        if (x as f64) < self.n as f64 * self.p {
            return 1.0 - self.lower(x - 1);
        }
        self.upper(x)
    }

    fn lower(self, x: u64) -> f64 {
        let odds = (1.0 - self.p) / self.p;
        tail(self.exactly(x), |s| (x - s) as f64 / (self.n - x + s + 1) as f64 * odds, x).min(1.0)
    }

    fn upper(self, x: u64) -> f64 {
        let odds = self.p / (1.0 - self.p);
        tail(self.exactly(x), |s| (self.n - x - s) as f64 / (x + s + 1) as f64 * odds, self.n - x)
            .min(1.0)
    }
}

/// Returns ln P(X = x) for 0 ≤ x ≤ n.
pub(super) fn ln_mass(x: u64, n: u64, p: f64) -> f64 {
    if p <= 0.0 {
        return if x == 0 { 0.0 } else { f64::NEG_INFINITY };
    }
    if p >= 1.0 {
        return if x == n { 0.0 } else { f64::NEG_INFINITY };
    }
    if x == 0 {
        return n as f64 * (-p).ln_1p();
    }
    if x == n {
        return n as f64 * p.ln();
    }
    let (hits, trials, misses) = (x as f64, n as f64, (n - x) as f64);
    let errors = stirling_error(n) - stirling_error(x) - stirling_error(n - x);
    let deviances = deviance(hits, trials * p) + deviance(misses, trials * (1.0 - p));
    errors - deviances - 0.5 * (std::f64::consts::TAU * hits * (misses / trials)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_and_tails_match_exact_fractions() {
        // 4 hits of 10 at 1/2: 210/1024; at most 4: 386/1024.
        let fair = Binomial::new(10, 0.5);
        assert!((fair.exactly(4) - 210.0 / 1024.0).abs() < 1e-14);
        assert!((fair.at_most(4) - 386.0 / 1024.0).abs() < 1e-14);
        assert!((fair.at_least(5) - 638.0 / 1024.0).abs() < 1e-14);
        assert!((fair.at_most(8) - 1013.0 / 1024.0).abs() < 1e-14);
    }

    #[test]
    fn a_chance_of_none_or_one_is_certain() {
        assert!((Binomial::new(5, 0.0).at_most(0) - 1.0).abs() < f64::EPSILON);
        assert!((Binomial::new(5, 1.0).at_least(5) - 1.0).abs() < f64::EPSILON);
        assert!(Binomial::new(5, 0.0).at_least(1).abs() < f64::EPSILON);
    }
}
