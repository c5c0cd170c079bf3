//! Answers about what is kept and for how long: erasures, holds, and what is past its time.

use std::path::PathBuf;

use assay_model::{Covers, Date, Ground, Hold};
use serde::Serialize;

use crate::shown;

/// What became of a wish to erase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// It is on record; a second person must carry it out.
    Asked(ErasureAsked),
    /// It was carried out.
    Done(ErasureReport),
}

/// A wish to erase that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasureAsked {
    /// False: nothing is erased yet.
    pub erased: bool,
    /// The login that asked.
    pub asked_by: String,
    /// Which right or duty it serves.
    #[serde(serialize_with = "shown::text")]
    pub serves: Ground,
}

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasureReport {
    /// True.
    pub erased: bool,
    /// The ids erased: the case's own and those it had before.
    pub ids: usize,
    /// Records withdrawn, of every version.
    pub records: u64,
    /// Records of others in which the id was replaced.
    pub scrubbed: u64,
    /// Rows of case lists, events and plain comments.
    pub rows: u64,
    /// The draws in whose files a stand-in took the id's place.
    pub draws: Vec<String>,
    /// Form workbooks that named the case and were removed.
    #[serde(serialize_with = "shown::paths")]
    pub forms_removed: Vec<PathBuf>,
    /// Files that may still name the case: packs, exports, older backups.
    #[serde(serialize_with = "shown::paths")]
    pub left: Vec<PathBuf>,
    /// Which right or duty it served.
    #[serde(serialize_with = "shown::text")]
    pub serves: Ground,
    /// How the second person was known, e.g. `by another login`.
    #[serde(rename = "second_person")]
    pub second: String,
}

impl Outcome {
    /// Returns the outcome of a wish that this login has put on record.
    #[must_use]
    pub fn asked(by: String, serves: Ground) -> Self {
        Self::Asked(ErasureAsked { erased: false, asked_by: by, serves })
    }
}

/// What is on hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The case, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
    /// What it covers, with the words it is lifted by.
    pub covers: HeldWhat,
    /// Why.
    pub reason: String,
    /// The login that put it on hold.
    pub login: String,
    /// The day it was put on hold.
    #[serde(serialize_with = "shown::text")]
    pub since: Date,
}

/// What a hold covers: its kind and, but for everything, which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldWhat {
    /// `case`, `list`, `period`, `theme` or `everything`.
    pub kind: &'static str,
    /// The id, the name, the days or the code; empty for everything.
    pub which: String,
    /// In words, e.g. `the list children`.
    pub words: String,
}

impl From<&Covers> for HeldWhat {
    fn from(covers: &Covers) -> Self {
        Self { kind: covers.kind(), which: covers.which(), words: covers.to_string() }
    }
}

impl From<Hold> for Held {
    fn from(hold: Hold) -> Self {
        let case_id = match &hold.covers {
            Covers::Case(case) => Some(case.to_string()),
            _ => None,
        };
        Self {
            case_id,
            covers: HeldWhat::from(&hold.covers),
            reason: hold.reason,
            login: hold.login,
            since: hold.since,
        }
    }
}

/// What is past its time, or was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RetentionReport {
    /// Each kind that has a time.
    pub kinds: Vec<RetentionKind>,
    /// How many cases are on hold and kept; 0 where everything is.
    pub on_hold: usize,
    /// The holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<Held>,
}

/// One kind of record and how many are past its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RetentionKind {
    /// Its name in the settings.
    pub kind: &'static str,
    /// The date before which it goes.
    #[serde(serialize_with = "shown::text")]
    pub before: Date,
    /// How many, and whether they are gone.
    #[serde(flatten)]
    pub count: PastItsTime,
    /// How many more would be past their time, and are kept on hold; none where nothing is on hold.
    #[serde(rename = "kept_on_hold", skip_serializing_if = "Option::is_none")]
    pub on_hold: Option<u64>,
}

/// How many records are past their time, and whether they are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PastItsTime {
    /// They are still there.
    Due(u64),
    /// They were removed.
    Removed(u64),
}

impl PastItsTime {
    /// Returns how many.
    #[must_use]
    pub fn count(self) -> u64 {
        match self {
            Self::Due(count) | Self::Removed(count) => count,
        }
    }
}
