//! What is said of single rows of a table that were not read as records, or are odd ones.

use std::fmt;

/// A row that was no record, or rows that are odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowNote<'a> {
    /// It was taken for a total or the like and left out.
    LeftOut {
        /// The row of the file, from 1.
        row: u64,
        /// What it was taken for, e.g. `a total`.
        taken_for: &'a str,
    },
    /// The same, in a stream whose file is named.
    LeftOutOf {
        /// The file.
        file: &'a str,
        /// The row of the file, from 1.
        row: u64,
        /// What it was taken for.
        taken_for: &'a str,
    },
    /// Rows that were read, and of which something is to be said all the same.
    Marked {
        /// Which they are.
        found: &'a str,
        /// What was done.
        hint: &'a str,
    },
    /// It was read, and has nothing in the column of ids.
    WithoutId {
        /// The file.
        file: &'a str,
        /// The row of the file, from 1.
        row: u64,
    },
    /// It could not be read.
    Broken {
        /// The file.
        file: &'a str,
        /// The row of the file, from 1.
        row: u64,
        /// What was expected.
        expected: &'a str,
        /// What was found.
        found: &'a str,
    },
}

impl fmt::Display for RowNote<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeftOut { row, taken_for } => {
                write!(f, "row {row} was taken for {taken_for} and left out")
            }
            Self::LeftOutOf { file, row, taken_for } => {
                write!(f, "{file}, row {row}: left out, taken for {taken_for}")
            }
            Self::Marked { found, hint } => write!(f, "{found}: {hint}"),
            Self::WithoutId { file, row } => {
                write!(f, "{file}, row {row}: no id; it was read all the same")
            }
            Self::Broken { file, row, expected, found } => {
                write!(f, "{file}, row {row}: expected {expected}, found {found}")
            }
        }
    }
}
