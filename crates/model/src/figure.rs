//! A figure that carries its base, so that no page can print a bare percentage.

use crate::{Date, print};

/// A count out of a base, with what the base is and the period it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// How many of the base.
    pub count: u64,
    /// The size of the base.
    pub base: u64,
    /// What is counted in the base, e.g. `audits`.
    pub of: String,
    /// The period in words, e.g. `September 2026`.
    pub period: String,
    /// The date the figure was computed as at.
    pub as_at: Option<Date>,
    /// The standard it is compared with, in words, where there is one.
    pub standard: Option<String>,
}

impl Figure {
    /// Returns the share in percent (0–100), or none for an empty base.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        (self.base > 0).then(|| 100.0 * self.count as f64 / self.base as f64)
    }

    /// Returns the figure as printed: the percentage with both counts, or `x of n` for a base under ten.
    #[must_use]
    pub fn text(&self) -> String {
        print::share(self.count, self.base)
    }
}
