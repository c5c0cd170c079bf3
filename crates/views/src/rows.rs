//! What is said of a table that a person handed in: of single rows that were not read as records or are odd, and
//! whether anything of it is lost.

use std::fmt;

/// What is to be said of how a table was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// One line each.
    pub lines: Vec<String>,
    /// Whether something that the table says was not read, or may be misread: what ends then with 1 says so.
    pub has_loss: bool,
}

impl Said {
    /// Adds a line about what was read.
    pub fn note(&mut self, line: impl fmt::Display) {
        self.lines.push(line.to_string());
    }

    /// Adds a line about what is lost or may be misread.
    pub fn loss(&mut self, line: impl fmt::Display) {
        self.note(line);
        self.has_loss = true;
    }

    /// Says that something may be missing of which a line before tells.
    pub fn lose(&mut self) {
        self.has_loss = true;
    }

    /// Adds what is said of another table.
    pub fn add(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.has_loss |= other.has_loss;
    }
}

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
    /// A cell far to the right of the table, which was not read.
    Stray {
        /// The row of the file, from 1.
        row: u64,
        /// The column, from 1.
        column: u64,
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
            Self::Stray { row, column } => {
                write!(
                    f,
                    "row {row}: a value in column {column}, far outside the table, was not read"
                )
            }
            Self::WithoutId { file, row } => {
                write!(f, "{file}, row {row}: no id; it was read all the same")
            }
            Self::Broken { file, row, expected, found } => {
                write!(f, "{file}, row {row}: expected {expected}, found {found}")
            }
        }
    }
}
