//! What the database engine reports: itself as a cause that is shown by its number alone, and which part of a file it found
//! damaged. The engine's own words are for whoever looks into a fault; no message has them. It decides no error; `error` does.

use std::fmt;

use rusqlite::ErrorCode;

/// What the engine said. It is shown as a number; its words are the source.
#[derive(Debug)]
pub struct Engine(pub(crate) rusqlite::Error);

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            rusqlite::Error::SqliteFailure(failure, _) => {
                write!(f, "fault {} of the store's engine", failure.extended_code)
            }
            _ => f.write_str("a fault of the store's engine"),
        }
    }
}

impl std::error::Error for Engine {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Which part of a file is not as it was written, as far as the engine knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Somewhere in the file.
    Somewhere,
    /// The first page, which says what the file is.
    Beginning,
    /// The end, which is missing.
    End,
    /// What says which tables there are.
    Layout,
    /// The text of a record.
    Text,
    /// A value, by its column.
    Value(String),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Somewhere => f.write_str("a part of it is not as it was written"),
            Self::Beginning => f.write_str("its first page is not as it was written"),
            Self::End => f.write_str("its end is missing"),
            Self::Layout => f.write_str("the description of its tables is not as it was written"),
            Self::Text => f.write_str("the text of a record is not as it was written"),
            Self::Value(column) => {
                write!(f, "a value in the column {column} is not of the kind that was written")
            }
        }
    }
}

/// SQLite's extended code where a page is to be read behind the end of the file.
const BEHIND_THE_END: i32 = 522;

/// Returns which part of the file the engine found damaged; none where that is not what it reports.
pub(crate) fn damaged_part(fault: &rusqlite::Error) -> Option<Part> {
    let (failure, words) = match fault {
        rusqlite::Error::SqliteFailure(failure, words) => (failure, words.as_deref()),
        rusqlite::Error::InvalidColumnType(_, column, _) => {
            return Some(Part::Value(column.clone()));
        }
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) => return Some(Part::Text),
        rusqlite::Error::SqlInputError { msg, .. } => return of_words(msg),
        _ => return None,
    };
    let words = words.unwrap_or_default();
    match failure.code {
        ErrorCode::DatabaseCorrupt => Some(of_words(words).unwrap_or(Part::Somewhere)),
        ErrorCode::NotADatabase => Some(Part::Beginning),
        ErrorCode::SystemIoFailure if failure.extended_code == BEHIND_THE_END => Some(Part::End),
        ErrorCode::Unknown => of_words(words),
        _ => None,
    }
}

/// Our statements are fixed, so a table that the engine does not know, or a text that is no JSON, is the file's fault.
fn of_words(words: &str) -> Option<Part> {
    let says = |known: &str| words.contains(known);
    if says("malformed JSON") {
        return Some(Part::Text);
    }
    let is_of_layout =
        says("malformed database schema") || says("no such table") || says("no such column");
    is_of_layout.then_some(Part::Layout)
}
