//! A figure that carries its base, so that no page can print a bare percentage.

use crate::Date;

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
    /// The standard it is held against, in words, where there is one.
    pub standard: Option<String>,
}

impl Figure {
    /// Returns the share in percent (0–100), or none for an empty base.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        (self.base > 0).then(|| 100.0 * self.count as f64 / self.base as f64)
    }

    /// Returns `x of n` for bases under 10 and `64% (66 of 104)` otherwise.
    #[must_use]
    pub fn print(&self) -> String {
        match self.percent() {
            Some(percent) if self.base >= 10 => {
                format!("{percent:.0}% ({} of {})", self.count, self.base)
            }
            _ => format!("{} of {}", self.count, self.base),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(count: u64, base: u64) -> Figure {
        Figure {
            count,
            base,
            of: "audits".into(),
            period: String::new(),
            as_at: None,
            standard: None,
        }
    }

    #[test]
    fn small_bases_print_no_percentage() {
        assert_eq!(figure(3, 9).print(), "3 of 9");
        assert_eq!(figure(0, 0).print(), "0 of 0");
        assert_eq!(figure(66, 104).print(), "63% (66 of 104)");
    }
}
