//! What is kept of a pack that was written: its files by digest, its key figures, and which cells a
//! public one printed or withheld.

use std::collections::BTreeMap;

use crate::Date;

/// A pack on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackMade {
    /// The name of its profile.
    pub profile: String,
    /// The date its figures are taken at.
    pub as_at: Date,
    /// The head of the ledger it was made from.
    pub head: String,
    /// Its files.
    pub files: Vec<PackFile>,
    /// Its key figures, as printed.
    pub key_figures: Vec<KeyFigure>,
    /// The inspection framework that it goes by; none of packs of before there were any.
    pub framework: Option<FrameworkUsed>,
    /// The cells of a public pack, each with whether it was withheld.
    pub printed: BTreeMap<String, bool>,
}

/// The framework a pack goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkUsed {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its file, in hexadecimal.
    pub sha256: String,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Its name.
    pub name: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// A figure as a pack printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFigure {
    /// What it is.
    pub label: String,
    /// The figure.
    pub figure: String,
}

impl PackMade {
    /// Returns its name: the date and the profile.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}-{}", self.as_at, self.profile)
    }
}
