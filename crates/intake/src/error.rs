//! Why a file gives no records at all.

use assay_model::{Effect, Level, Place, Problem};
use assay_tables::ReadError;

/// A file that cannot be read as what it should be.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// The file itself cannot be read.
    #[error("{file}: {fault}")]
    Unreadable {
        /// The file's name.
        file: String,
        /// Why.
        #[source]
        fault: ReadError,
    },
    /// The file is readable, but holds nothing of the kind that was asked for.
    #[error("{file}: expected {expected}, found {found}")]
    NotThat {
        /// The file's name.
        file: String,
        /// What was found.
        found: String,
        /// What was expected.
        expected: String,
        /// What to do about it.
        hint: String,
    },
}

impl IntakeError {
    /// What is expected of every file, where the fault says the rest.
    pub const READABLE: &str = "a readable workbook or CSV file";

    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self) -> &str {
        match self {
            Self::Unreadable { fault, .. } => fault.hint(),
            Self::NotThat { hint, .. } => hint,
        }
    }

    /// Returns the error as a problem, for reports that list problems.
    #[must_use]
    pub fn to_problem(&self) -> Problem {
        let (file, found, expected) = match self {
            Self::Unreadable { file, fault } => {
                (file, fault.to_string(), Self::READABLE.to_owned())
            }
            Self::NotThat { file, found, expected, .. } => (file, found.clone(), expected.clone()),
        };
        Problem {
            level: Level::Refused,
            effect: Effect::Refused,
            place: Place { file: file.clone(), ..Place::default() },
            found,
            expected,
            hint: self.hint().to_owned(),
        }
    }
}
