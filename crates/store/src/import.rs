//! Imports: which files were read, what was counted, which problems were found. An import is a
//! record like others; the rows it brought in bulk (cases, events, plain comments) name its number.

use assay_model::{Date, Effect, Level, Place, Problem, Timestamp, Understood};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::wires::understood::{self, WireUnderstood};
use crate::{Draft, Error, Record, Store, Tx, column};

/// The kind of record an import is.
pub const KIND: &str = "import";

/// A file that was read, by name and digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, without its folder.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal figures.
    pub sha256: String,
}

/// An import about to be stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportDraft {
    /// What was imported, e.g. `cases`.
    pub kind: String,
    /// The files, in the order given.
    pub files: Vec<Source>,
    /// The date the files speak of.
    pub as_at: Option<Date>,
    /// Rows read.
    pub read: u64,
    /// Problems found, in order.
    pub problems: Vec<Problem>,
    /// What was understood.
    pub understood: Understood,
}

/// An import as read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its number, by which bulk rows name it.
    pub number: u64,
    /// When it was stored.
    pub at: Timestamp,
    /// The ledger entry that recorded it.
    pub entry: u64,
    /// What was imported.
    pub kind: String,
    /// The files.
    pub files: Vec<Source>,
    /// The date the files speak of.
    pub as_at: Option<Date>,
    /// Rows read.
    pub read: u64,
    /// Rows stored.
    pub stored: u64,
    /// Rows that were there already.
    pub unchanged: u64,
    /// Problems found, in order.
    pub problems: Vec<Problem>,
    /// What was understood; nothing in stores of before 1.1.
    pub understood: Understood,
}

/// What an import stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stored {
    /// The import's number.
    pub import: u64,
    /// Rows stored.
    pub stored: u64,
    /// Rows that were there already.
    pub unchanged: u64,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    kind: String,
    files: Vec<Source>,
    as_at: Option<String>,
    read: u64,
    stored: u64,
    unchanged: u64,
    rows_sha256: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    rows_erased: bool,
    problems: Vec<WireProblem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    understood: Option<WireUnderstood>,
}

#[derive(Serialize, Deserialize)]
struct WireProblem {
    refused: bool,
    /// None in stores of before 1.1, where a note was a value read in another way or lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    effect: Option<String>,
    file: String,
    sheet: Option<String>,
    row: Option<u64>,
    column: Option<String>,
    found: String,
    expected: String,
    hint: String,
}

impl Tx<'_> {
    /// Stores an import whose rows are records, put before or after under its number.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn put_import(
        &mut self,
        draft: &ImportDraft,
        stored: u64,
        unchanged: u64,
    ) -> Result<u64, Error> {
        let number = self.next_import()?;
        self.close_import(number, draft, Stored { import: number, stored, unchanged }, None)?;
        Ok(number)
    }

    /// Returns the number the next import will have: bulk rows are stored under it first.
    pub(crate) fn next_import(&self) -> Result<u64, Error> {
        let last: i64 = self
            .connection
            .prepare_cached("SELECT coalesce(max(number), 0) FROM records")?
            .query_row([], |row| row.get(0))?;
        Ok(last as u64 + 1)
    }

    pub(crate) fn close_import(
        &mut self,
        number: u64,
        draft: &ImportDraft,
        counts: Stored,
        rows_sha256: Option<String>,
    ) -> Result<(), Error> {
        let wire = Wire {
            kind: draft.kind.clone(),
            files: draft.files.clone(),
            as_at: draft.as_at.map(|date| date.to_string()),
            read: draft.read,
            stored: counts.stored,
            unchanged: counts.unchanged,
            rows_sha256,
            rows_erased: false,
            problems: draft.problems.iter().map(to_wire).collect(),
            understood: understood::to_wire(&draft.understood),
        };
        let key = number.to_string();
        let put = self.put(&Draft {
            kind: KIND,
            key: &key,
            case: None,
            draw: None,
            import: None,
            body: &wire,
        })?;
        if put.number() != number {
            return Err(Error::damaged("record numbering", put.number()));
        }
        Ok(())
    }
}

impl Store {
    /// Returns every import that was not taken back, the oldest first.
    ///
    /// # Errors
    /// When an import cannot be read.
    pub fn standing_imports(&self) -> Result<Vec<Import>, Error> {
        let undone = self.undone_imports()?;
        let mut imports = self.imports()?;
        imports.retain(|import| !undone.contains_key(&import.number));
        Ok(imports)
    }

    /// Returns every import, the oldest first.
    ///
    /// # Errors
    /// When an import cannot be read.
    pub fn imports(&self) -> Result<Vec<Import>, Error> {
        self.records(KIND)?.into_iter().map(from_record).collect()
    }
}

fn from_record(record: Record) -> Result<Import, Error> {
    let number = record.number;
    let wire: Wire = read_body(number, record.body)?;
    Ok(Import {
        number,
        at: record.at,
        entry: record.entry,
        kind: wire.kind,
        files: wire.files,
        as_at: column::optional_date(wire.as_at.as_deref())?,
        read: wire.read,
        stored: wire.stored,
        unchanged: wire.unchanged,
        problems: wire.problems.into_iter().map(from_wire).collect(),
        understood: wire.understood.map(understood::from_wire).transpose()?.unwrap_or_default(),
    })
}

/// Reads a record's body into its wire structure.
pub(crate) fn read_body<W: serde::de::DeserializeOwned>(
    number: u64,
    body: Value,
) -> Result<W, Error> {
    serde_json::from_value(body).map_err(|fault| Error::damaged(format!("record {number}"), fault))
}

fn to_wire(problem: &Problem) -> WireProblem {
    WireProblem {
        refused: problem.level == Level::Refused,
        effect: Some(problem.effect.word().to_owned()),
        file: problem.place.file.clone(),
        sheet: problem.place.sheet.clone(),
        row: problem.place.row,
        column: problem.place.column.clone(),
        found: problem.found.clone(),
        expected: problem.expected.clone(),
        hint: problem.hint.clone(),
    }
}

fn from_wire(wire: WireProblem) -> Problem {
    let usual = if wire.refused { Effect::Refused } else { Effect::Lost };
    Problem {
        level: if wire.refused { Level::Refused } else { Level::Note },
        effect: wire.effect.as_deref().and_then(Effect::parse).unwrap_or(usual),
        place: Place { file: wire.file, sheet: wire.sheet, row: wire.row, column: wire.column },
        found: wire.found,
        expected: wire.expected,
        hint: wire.hint,
    }
}
