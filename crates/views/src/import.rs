//! What an import found and did: the counts, every problem, and the problems by kind.

mod said;
mod table;

use std::collections::BTreeMap;

use assay_model::{Effect, Level, Place, Problem};
use serde::{Serialize, Serializer};

use crate::understood::Understood;

pub use said::Said;
pub use table::Table;

/// How the import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Everything readable was stored.
    Stored,
    /// Nothing was stored because rows were refused.
    Stopped,
    /// Nothing was stored because it was a dry run.
    Dry,
    /// A file could not be read at all; its problem is the only one.
    Unreadable,
}

/// What an import found and did.
#[derive(Debug, Clone, Serialize)]
pub struct ImportReport {
    /// Data rows read.
    pub read: u64,
    /// Records stored: cases, returns, events…
    pub stored: u64,
    /// Of events, what the rows stored are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<EventVersions>,
    /// Records that were there already.
    pub unchanged: u64,
    /// Every problem.
    #[serde(serialize_with = "each")]
    pub problems: Vec<Problem>,
    /// Further lists that were stored, with their number of rows, in the order of the file.
    #[serde(rename = "further_lists", serialize_with = "by_name")]
    pub further: Vec<(String, u64)>,
    /// The problems by kind: refused rows first, then lost values, then the most frequent.
    pub quality: Vec<Quality>,
    /// What was understood of sheets, columns and ids.
    pub understood: Understood,
    /// Of a dataset, what became of each file and table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// How it ended.
    #[serde(skip)]
    pub end: End,
    /// Why a file could not be read at all, in a sentence.
    #[serde(skip)]
    pub why: Option<String>,
    /// What is worth saying.
    #[serde(skip)]
    pub said: Vec<String>,
}

/// What the stored rows of events are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EventVersions {
    /// Events that were not there.
    pub new: u64,
    /// Newer versions of events that were there.
    pub updated: u64,
    /// Older versions of events that were there; they do not count.
    pub older: u64,
}

impl ImportReport {
    /// Says whether a value or a row that was sent is missing from what was stored.
    #[must_use]
    pub fn has_loss(&self) -> bool {
        self.problems.iter().any(|problem| problem.effect.is_loss())
    }
}

/// Problems of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// Whether the rows were kept.
    #[serde(serialize_with = "level")]
    pub level: Level,
    /// What became of the values or rows.
    #[serde(serialize_with = "effect")]
    pub effect: Effect,
    /// The column's header; empty where rows or sheets are meant.
    pub column: String,
    /// What was expected.
    pub expected: String,
    /// How many there are.
    pub count: u64,
    /// The first places.
    #[serde(serialize_with = "each_example")]
    pub examples: Vec<Example>,
    /// What to do about it.
    pub hint: String,
}

/// Where a problem is, and what was found there, in quotation marks where it is a cell's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The place.
    pub place: Place,
    /// What was found.
    pub found: String,
}

#[derive(Serialize)]
struct WireProblem<'a> {
    level: &'static str,
    effect: &'static str,
    file: &'a str,
    sheet: Option<&'a str>,
    row: Option<u64>,
    column: Option<&'a str>,
    found: &'a str,
    expected: &'a str,
    hint: &'a str,
}

#[derive(Serialize)]
struct WireExample<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    row: Option<u64>,
    found: &'a str,
}

/// Returns a quoted cell value without its quotation marks: JSON and CSV have their own.
#[must_use]
pub fn bare(found: &str) -> &str {
    let inner = found.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(found)
}

fn each<S: Serializer>(problems: &[Problem], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(problems.iter().map(|problem| WireProblem {
        level: problem.level.word(),
        effect: problem.effect.word(),
        file: &problem.place.file,
        sheet: problem.place.sheet.as_deref(),
        row: problem.place.row,
        column: problem.place.column.as_deref(),
        found: bare(&problem.found),
        expected: &problem.expected,
        hint: &problem.hint,
    }))
}

fn each_example<S: Serializer>(examples: &[Example], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(examples.iter().map(|example| WireExample {
        file: &example.place.file,
        sheet: example.place.sheet.as_deref(),
        row: example.place.row,
        found: bare(&example.found),
    }))
}

fn by_name<S: Serializer>(lists: &[(String, u64)], to: S) -> Result<S::Ok, S::Error> {
    let sorted: BTreeMap<&str, u64> =
        lists.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
    sorted.serialize(to)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn level<S: Serializer>(level: &Level, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(level.word())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn effect<S: Serializer>(effect: &Effect, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(effect.word())
}
