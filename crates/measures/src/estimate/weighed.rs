//! Shares of weighed cases without an interval, for figures that are shown next to estimates: the same Σwy/Σw,
//! with the weights of the same sample. How many plain cases the weighed ones are worth is (Σw)²/Σw² (L. Kish,
//! Survey Sampling, 1965, 11.7).

use super::{Sample, spread};

/// A share with the weights it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Weighed {
    /// The weights of the cases that count.
    hits: f64,
    /// All weights.
    all: f64,
    /// All weights, each squared.
    squares: f64,
}

impl Weighed {
    /// Returns the share of a count of its base, of cases that all weigh 1.
    #[must_use]
    pub fn alike(count: u64, base: u64) -> Self {
        Self { hits: count as f64, all: base as f64, squares: base as f64 }
    }

    /// Adds a case; a weight is greater than 0.
    pub fn add(&mut self, weight: f64, is_hit: bool) {
        self.hits += if is_hit { weight } else { 0.0 };
        self.all += weight;
        self.squares += weight * weight;
    }

    /// Adds the cases of another share.
    pub fn join(&mut self, other: Self) {
        self.hits += other.hits;
        self.all += other.all;
        self.squares += other.squares;
    }

    /// Returns the share (0–1); none without a case.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.all > 0.0).then(|| self.hits / self.all)
    }

    /// Returns how many cases that weigh alike these are worth, rounded; their number where they do.
    #[must_use]
    pub fn worth(&self) -> u64 {
        if self.squares > 0.0 { (self.all * self.all / self.squares).round() as u64 } else { 0 }
    }
}

/// Returns how many cases of the list each row of the sample speaks for, as the estimates weigh it; 1 where the
/// population is not known and nothing else is.
pub(crate) fn weights(sample: &Sample) -> Vec<f64> {
    spread::weights(sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_the_weights_and_not_of_the_cases() {
        let mut found = Weighed::default();
        assert_eq!((found.share(), found.worth()), (None, 0));
        // Two of weight 20 that count, two of weight 5 that do not: 40 of 50.
        for (weight, is_hit) in [(20.0, true), (20.0, true), (5.0, false), (5.0, false)] {
            found.add(weight, is_hit);
        }
        assert!((found.share().unwrap() - 0.8).abs() < 1e-12);
        // 50² / (2·400 + 2·25) = 2500 / 850 = 2.94.
        assert_eq!(found.worth(), 3);
    }

    #[test]
    fn cases_that_weigh_alike_are_their_count_and_their_base() {
        let mut found = Weighed::alike(3, 7);
        found.join(Weighed::alike(1, 3));
        assert_eq!(found, Weighed::alike(4, 10));
        assert_eq!((found.share(), found.worth()), (Some(0.4), 10));
    }
}
