//! How values of the domain are shown in an answer: dates and months as text, shares with their base.
//! It decides no layout.

use std::fmt::Display;

use assay_measures::Interval;
use serde::{Serialize, Serializer};

/// A count and the base it is out of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Counted<Number> {
    /// How many of the base.
    pub count: Number,
    /// The size of the base.
    pub base: Number,
}

impl<Number> From<(Number, Number)> for Counted<Number> {
    fn from((count, base): (Number, Number)) -> Self {
        Self { count, base }
    }
}

/// Serialises a value as the text it prints as.
///
/// # Errors
/// When the serialiser fails.
pub fn text<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// Serialises a value as the text it prints as, and none as null.
///
/// # Errors
/// When the serialiser fails.
pub fn maybe<T: Display, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => to.collect_str(value),
        None => to.serialize_none(),
    }
}

/// Returns `x of n` for bases under 10 and `64% (66 of 104)` otherwise.
#[must_use]
pub fn share(count: u64, base: u64) -> String {
    if base < 10 {
        return format!("{count} of {base}");
    }
    format!("{:.0}% ({count} of {base})", 100.0 * count as f64 / base as f64)
}

/// Returns the estimate first, and next to it what was read: `90% (20 of 40 audited)`. Where the two print
/// alike, `48% (50 of 104)` says both; a base under 10 prints no percentage.
#[must_use]
pub fn estimated(value: Option<f64>, count: u64, base: u64) -> String {
    let own = share(count, base);
    let Some(value) = value.filter(|_| base >= 10) else { return own };
    let first = format!("{:.0}%", value * 100.0);
    if own.starts_with(&format!("{first} ")) {
        own
    } else {
        format!("{first} ({count} of {base} audited)")
    }
}

/// Returns an interval as `low to high`, scaled and printed to so many decimals.
#[must_use]
pub fn range(interval: Interval, scale: f64, decimals: usize) -> String {
    format!("{:.decimals$} to {:.decimals$}", interval.low * scale, interval.high * scale)
}

/// Returns the two ends of an interval.
#[must_use]
pub fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_is_printed_before_what_was_read() {
        assert_eq!(estimated(Some(0.9), 20, 40), "90% (20 of 40 audited)");
        assert_eq!(estimated(Some(0.481), 50, 104), "48% (50 of 104)");
        assert_eq!(estimated(None, 50, 104), "48% (50 of 104)");
        assert_eq!(estimated(Some(0.9), 2, 9), "2 of 9");
        assert_eq!(estimated(None, 0, 0), "0 of 0");
    }
}
