//! How values of the domain stand in an answer's fields: dates and months as text, counts with their base.
//! How a number is printed is decided by `model::print`.

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

/// Returns the two ends of an interval.
#[must_use]
pub fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}
