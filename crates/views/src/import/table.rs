//! What became of each file and table of a dataset: the fields of the JSON.

use assay_model::TableTaken;
use serde::Serialize;

/// A file or sheet, or a table that no file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The file; null for a table that is not there.
    pub file: Option<String>,
    /// The sheet; null for a text file.
    pub sheet: Option<String>,
    /// The table it was taken for; null where it is none of the dataset.
    pub table: Option<String>,
    /// `read`, `dropped`, `unknown`, `refused` or `absent`.
    pub fate: &'static str,
    /// Data rows read.
    pub read: u64,
    /// Events stored from it; null where its rows are part of cases.
    pub stored: Option<u64>,
    /// Events of it that were there already.
    pub unchanged: Option<u64>,
    /// Rows that are no events, by why.
    pub left_out: Vec<LeftOut>,
    /// Columns that no measure needs.
    pub dropped_columns: Vec<String>,
    /// Columns that the release is not known to have.
    pub unknown_columns: Vec<String>,
    /// Columns that are not there, with what is lacking without them.
    pub missing_columns: Vec<MissingColumn>,
    /// What is lacking without the table, where it was not read; else empty.
    pub without: String,
}

/// Rows that are no events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Why.
    pub why: String,
    /// How many.
    pub rows: u64,
}

/// A column that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingColumn {
    /// Its name.
    pub column: String,
    /// What is lacking without it.
    pub without: String,
}

impl From<TableTaken> for Table {
    fn from(taken: TableTaken) -> Self {
        let left_out = taken.left_out.into_iter().map(|(why, rows)| LeftOut { why, rows });
        let missing = taken.missing.into_iter();
        Self {
            file: Some(taken.file).filter(|file| !file.is_empty()),
            sheet: taken.sheet,
            table: taken.table,
            fate: taken.fate.word(),
            read: taken.read,
            stored: taken.stored,
            unchanged: taken.unchanged,
            left_out: left_out.collect(),
            dropped_columns: taken.dropped,
            unknown_columns: taken.unknown,
            missing_columns: missing
                .map(|lacks| MissingColumn { column: lacks.column, without: lacks.without })
                .collect(),
            without: taken.without,
        }
    }
}

impl Table {
    /// Returns what became of it, in lines: first what it was taken for, then what of it was not read.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let table = self.table.as_deref().unwrap_or_default();
        let place = match (&self.file, &self.sheet) {
            (Some(file), Some(sheet)) => format!("{file}, sheet \"{sheet}\""),
            (Some(file), None) => file.clone(),
            (None, _) => table.to_owned(),
        };
        let mut lines = vec![match self.fate {
            "dropped" => format!("{place}: {table}, dropped: no measure needs it"),
            "unknown" => format!("{place}: no table of the dataset, not read"),
            "refused" => format!("{place}: {table}, not read; without it {}", self.without),
            "absent" => format!("{place}: not there; without it {}", self.without),
            _ => format!("{place}: {table}, {}", self.counts()),
        }];
        for LeftOut { why, rows } in &self.left_out {
            lines.push(format!("  {rows} left out: {why}"));
        }
        for (what, columns) in [
            ("dropped, as no measure needs them", &self.dropped_columns),
            ("not known, dropped", &self.unknown_columns),
        ] {
            if !columns.is_empty() {
                lines.push(format!("  columns {what}: {}", columns.join(", ")));
            }
        }
        for MissingColumn { column, without } in &self.missing_columns {
            lines.push(format!("  no column {column}: {without}"));
        }
        lines
    }

    fn counts(&self) -> String {
        match (self.stored, self.unchanged) {
            (Some(stored), Some(unchanged)) => {
                format!("read {}; events stored {stored}, unchanged {unchanged}", self.read)
            }
            _ => format!("read {}", self.read),
        }
    }
}
