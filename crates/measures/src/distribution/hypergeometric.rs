//! The hypergeometric distribution: hits in a simple draw without replacement. Masses by Loader's
//! three binomials (2000, as R's `dhyper`), tails summed outwards. It does not make intervals.

use super::binomial::ln_mass;
use super::tail;

/// The number of hits in a draw of `n` from `population` cases of which `marked` are hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hypergeometric {
    population: u64,
    marked: u64,
    n: u64,
}

impl Hypergeometric {
    /// Returns the distribution; `marked` and `n` are held to the population.
    #[must_use]
    pub fn new(population: u64, marked: u64, n: u64) -> Self {
        Self { population, marked: marked.min(population), n: n.min(population) }
    }

    /// Returns the fewest hits the draw can have.
    #[must_use]
    pub fn fewest(self) -> u64 {
        (self.n + self.marked).saturating_sub(self.population)
    }

    /// Returns the most hits the draw can have.
    #[must_use]
    pub fn most(self) -> u64 {
        self.n.min(self.marked)
    }

    /// Returns P(X = x).
    #[must_use]
    pub fn exactly(self, x: u64) -> f64 {
        if x < self.fewest() || x > self.most() {
            return 0.0;
        }
        if self.fewest() == self.most() {
            return 1.0;
        }
        let share = self.n as f64 / self.population as f64;
        (ln_mass(x, self.marked, share) + ln_mass(self.n - x, self.population - self.marked, share)
            - ln_mass(self.n, self.population, share))
        .exp()
    }

    /// Returns P(X ≤ x).
    #[must_use]
    pub fn at_most(self, x: u64) -> f64 {
        if x >= self.most() {
            return 1.0;
        }
        if x < self.fewest() {
            return 0.0;
        }
        if x as f64 > self.mean() { 1.0 - self.upper(x + 1) } else { self.lower(x) }
    }

    /// Returns P(X ≥ x).
    #[must_use]
    pub fn at_least(self, x: u64) -> f64 {
        if x <= self.fewest() {
            return 1.0;
        }
        if x > self.most() {
            return 0.0;
        }
        if (x as f64) < self.mean() { 1.0 - self.lower(x - 1) } else { self.upper(x) }
    }

    fn mean(self) -> f64 {
        self.n as f64 * self.marked as f64 / self.population as f64
    }

    fn lower(self, x: u64) -> f64 {
        let unmarked = self.population - self.marked;
        // A draw of k − 1 hits takes one more of the unmarked than a draw of k.
        let ratio = |step: u64| {
            let k = x - step;
            let unmarked_left = (unmarked + k - self.n) as f64;
            k as f64 * unmarked_left / ((self.marked - k + 1) as f64 * (self.n - k + 1) as f64)
        };
        tail(self.exactly(x), ratio, x - self.fewest()).min(1.0)
    }

    fn upper(self, x: u64) -> f64 {
        let unmarked = self.population - self.marked;
        let ratio = |step: u64| {
            let k = x + step;
            let unmarked_left = (unmarked + k + 1 - self.n) as f64;
            (self.marked - k) as f64 * (self.n - k) as f64 / ((k + 1) as f64 * unmarked_left)
        };
        tail(self.exactly(x), ratio, self.most() - x).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(n: u64, k: u64) -> f64 {
        if k > n {
            return 0.0;
        }
        (0..k).fold(1.0, |c, i| c * (n - i) as f64 / (i + 1) as f64)
    }

    #[test]
    fn masses_and_tails_match_counting() {
        for (population, marked, n) in [(10, 4, 3), (50, 5, 10), (12, 11, 6), (7, 0, 3), (9, 9, 4)]
        {
            let draw = Hypergeometric::new(population, marked, n);
            let mut below = 0.0;
            for x in 0..=n {
                let ways = choose(marked, x) * choose(population - marked, n - x);
                let exact = ways / choose(population, n);
                assert!((draw.exactly(x) - exact).abs() < 1e-14, "{draw:?} {x}");
                assert!((draw.at_least(x) - (1.0 - below)).abs() < 1e-13, "{draw:?} {x}");
                below += exact;
                assert!((draw.at_most(x) - below).abs() < 1e-13, "{draw:?} {x}");
            }
        }
    }

    #[test]
    fn a_large_list_keeps_its_precision() {
        // One marked of a million, 25,000 drawn: the chance of seeing it is 0.025 exactly.
        let draw = Hypergeometric::new(1_000_000, 1, 25_000);
        assert!((draw.at_least(1) / 0.025 - 1.0).abs() < 1e-10);
    }
}
