//! Packs: the profiles there are, and those that were made.

use assay_model::Date;
use serde::Serialize;

use crate::shown;

/// A profile of packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileLine {
    /// Its name in the settings.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who it is for.
    pub audience: String,
    /// Whether it may be published.
    pub public: bool,
}

/// A pack on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackLine {
    /// Its name: the date and the profile.
    pub name: String,
    /// The profile.
    pub profile: String,
    /// The date its figures are as at.
    #[serde(serialize_with = "shown::text")]
    pub as_at: Date,
    /// Its files.
    pub files: Vec<PackFileLine>,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackFileLine {
    /// Its name.
    pub name: String,
    /// Whether it is still in the workspace's folder of packs.
    pub is_there: bool,
}
