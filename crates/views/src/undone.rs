//! Imports on record: what each brought, and whether it was taken back.

use assay_model::Date;
use serde::Serialize;

use crate::shown;
use crate::understood::Understood;

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Import {
    /// Its number, by which it is taken back.
    pub import: u64,
    /// What was imported, e.g. `cases`.
    pub kind: String,
    /// When it was stored, RFC 3339 in UTC.
    pub at: String,
    /// The files.
    pub files: Vec<File>,
    /// The date the files speak of.
    #[serde(serialize_with = "shown::maybe")]
    pub as_at: Option<Date>,
    /// Rows read.
    pub read: u64,
    /// Rows stored.
    pub stored: u64,
    /// Rows that were there already.
    pub unchanged: u64,
    /// Problems found.
    pub problems: usize,
    /// `held`, `undone` or `purged`.
    pub state: &'static str,
    /// What was understood; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub understood: Option<Understood>,
}

/// A file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// What taking an import back did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// The import.
    pub import: u64,
    /// Records that went out of every figure, each version counted.
    pub records: u64,
    /// Rows of case lists that went out.
    pub cases: u64,
    /// Events that went out.
    pub events: u64,
    /// Plain comments that went out.
    pub comments: u64,
    /// Records and rows that stay, since another import held them too.
    pub kept: u64,
    /// Rows that were destroyed.
    pub purged: u64,
}
