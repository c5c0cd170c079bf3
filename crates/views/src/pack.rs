//! A pack that was made.

use std::path::PathBuf;

use serde::Serialize;

use crate::shown;

/// A pack that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackIssue {
    /// Its name.
    pub name: String,
    /// The final files.
    #[serde(serialize_with = "shown::paths")]
    pub files: Vec<PathBuf>,
    /// The day it was issued.
    pub on: String,
    /// How the second person was known.
    pub agreed: String,
    /// How many counts of children it withholds.
    pub withheld: u64,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackReport {
    /// The files, in the order of the formats.
    #[serde(serialize_with = "shown::paths")]
    pub files: Vec<PathBuf>,
    /// The head of the ledger printed in them.
    pub head: String,
    /// The headings of the sections left out for want of data.
    pub lacks: Vec<String>,
    /// The same sections by their names in settings.
    #[serde(skip)]
    pub missing: Vec<&'static str>,
    /// What could not be made, and why.
    pub notes: Vec<String>,
    /// Whether the same bytes were on record already.
    #[serde(skip)]
    pub unchanged: bool,
}
