//! What was brought in: the lists there are, and each import with what it read.

use assay_model::Timestamp;
use serde::Serialize;

use crate::shown;

/// A list of cases as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListNow {
    /// Its name, such as `children`.
    pub name: String,
    /// How many cases it has.
    pub cases: u64,
    /// The import that brought it.
    pub import: u64,
    /// When.
    #[serde(serialize_with = "shown::maybe")]
    pub at: Option<Timestamp>,
}

/// An import on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Its number.
    pub number: u64,
    /// When it was stored.
    #[serde(serialize_with = "shown::text")]
    pub at: Timestamp,
    /// What was imported, such as `cases`.
    pub kind: String,
    /// The files by name.
    pub files: Vec<String>,
    /// Rows read.
    pub read: u64,
    /// Rows stored.
    pub stored: u64,
    /// Rows that were there already.
    pub unchanged: u64,
    /// Problems found.
    pub problems: u64,
}
