//! What became of each table of a dataset that came in: which file was taken for which table, what was read of
//! it, and what was not. It holds names and counts, and no value of a person.

/// One file or sheet, or a table that no file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableTaken {
    /// The file; empty for a table that is not there.
    pub file: String,
    /// The sheet; none for a text file.
    pub sheet: Option<String>,
    /// The table it was taken for; none where it is none of them.
    pub table: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Data rows read.
    pub read: u64,
    /// Rows stored from it alone; none where its rows are only part of cases.
    pub stored: Option<u64>,
    /// Rows of it that were there already.
    pub unchanged: Option<u64>,
    /// Rows that are no events, by why.
    pub left_out: Vec<(String, u64)>,
    /// Columns that no measure needs.
    pub dropped: Vec<String>,
    /// Columns that the dataset is not known to have.
    pub unknown: Vec<String>,
    /// Columns that are not there.
    pub missing: Vec<LackingColumn>,
    /// What is lacking without the table, where it is not there.
    pub without: String,
}

/// What became of a file or table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fate {
    /// It was read.
    #[default]
    Read,
    /// No measure needs it: it was not opened.
    Dropped,
    /// It is no table of the dataset.
    Unknown,
    /// It could not be read as the table it is named after.
    Refused,
    /// No file holds it.
    Absent,
}

/// A column that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LackingColumn {
    /// Its name.
    pub column: String,
    /// What is lacking without it.
    pub without: String,
}

impl Fate {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Dropped => "dropped",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
            Self::Absent => "absent",
        }
    }
}
