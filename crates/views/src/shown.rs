//! How values of the domain are written in an answer's fields: dates and months as text, files as their
//! path, counts with their base. How a number is printed is decided by `model::print`.

use std::fmt::Display;
use std::path::PathBuf;

use assay_measures::Interval;
use assay_model::Judgement;
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

/// Serialises each value as the text it prints as.
///
/// # Errors
/// When the serialiser fails.
pub fn texts<T: Display, S: Serializer>(values: &[T], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(values.iter().map(ToString::to_string))
}

/// Serialises a file or folder as its path.
///
/// # Errors
/// When the serialiser fails.
#[expect(clippy::ptr_arg, reason = "serde hands over the field as it is")]
pub fn path<S: Serializer>(value: &PathBuf, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&value.display())
}

/// Serialises files as their paths.
///
/// # Errors
/// When the serialiser fails.
pub fn paths<S: Serializer>(values: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(values.iter().map(|path| path.display().to_string()))
}

/// Returns the two ends of an interval.
#[must_use]
pub fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

/// Serialises a judgement as its code, and none as null.
///
/// # Errors
/// When the serialiser fails.
pub fn grade<S: Serializer>(value: &Option<Judgement>, to: S) -> Result<S::Ok, S::Error> {
    value.map(Judgement::code).serialize(to)
}
