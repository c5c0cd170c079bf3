//! What is kept of a draft of a pack that was written: what it was made with, its files by digest, its key figures.

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
    /// The date of the visit it was made for, where one was named.
    pub visit: Option<Date>,
    /// The earlier pack it was compared with, as it was named; none for the last issued.
    pub since: Option<String>,
    /// Its files.
    pub files: Vec<PackFile>,
    /// Its key figures, as printed.
    pub key_figures: Vec<KeyFigure>,
    /// The inspection framework that it goes by; none of packs of before there were any.
    pub framework: Option<FrameworkUsed>,
    /// The cells of a public pack that an earlier version of the program made, each with whether it was withheld; a draft
    /// keeps none, since it is what was issued that is known.
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
