//! Intervals for a proportion: exact in counts of the list it was drawn from, Wilson, Clopper–Pearson.
//! A confidence is checked once, here. Designs with strata or clusters are `estimate`'s.

pub mod clopper_pearson;
pub mod exact;
pub mod wilson;

pub use clopper_pearson::clopper_pearson;
pub use exact::exact;
pub use wilson::{wilson, wilson_of_share};

use crate::Error;
use crate::distribution::normal;

/// A confidence level, over 0.5 and under 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence(f64);

impl Confidence {
    /// The usual 95%.
    pub const USUAL: Self = Self(0.95);

    /// Returns the confidence.
    ///
    /// # Errors
    /// When it does not lie between 0.5 and 1.
    pub fn new(level: f64) -> Result<Self, Error> {
        if level > 0.5 && level < 1.0 { Ok(Self(level)) } else { Err(Error::Confidence(level)) }
    }

    /// Returns the level, e.g. 0.95.
    #[must_use]
    pub fn level(self) -> f64 {
        self.0
    }

    /// Returns the chance left out on each side, α/2.
    #[must_use]
    pub fn each_side(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// Returns the normal quantile at 1 − α/2, to full precision.
    #[must_use]
    pub fn z(self) -> f64 {
        -normal::quantile(self.each_side())
    }
}

/// An interval of a share or a mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// An interval in whole cases of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountInterval {
    /// The fewest.
    pub low: u64,
    /// The most.
    pub high: u64,
}

impl CountInterval {
    /// Returns the interval as shares of the list; an empty list gives 0 to 1.
    #[must_use]
    pub fn shares_of(self, population: u64) -> Interval {
        if population == 0 {
            return Interval { low: 0.0, high: 1.0 };
        }
        let whole = population as f64;
        Interval { low: self.low as f64 / whole, high: self.high as f64 / whole }
    }
}

fn check_hits(hits: u64, n: u64) -> Result<(), Error> {
    if n == 0 {
        return Err(Error::Empty("case"));
    }
    if hits > n { Err(Error::Hits { hits, n }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_is_a_share_over_a_half() {
        assert!(Confidence::new(0.95).is_ok());
        for bad in [0.0, 0.5, 1.0, 95.0, f64::NAN] {
            assert!(Confidence::new(bad).is_err(), "{bad}");
        }
        assert!((Confidence::USUAL.z() - 1.959_963_984_540_054).abs() < 1e-14);
    }
}
