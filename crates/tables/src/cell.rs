//! One cell's value, free of any engine's types.

use std::fmt;
use std::sync::Arc;

use crate::Moment;

/// A cell that holds nothing, for positions outside a row.
pub const EMPTY: Cell = Cell::Empty;

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it is, untrimmed.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A date, with the time of day if there is one.
    Date(Moment),
    /// A spreadsheet error such as `#N/A`.
    Fault(&'static str),
    /// A formula whose result was not stored in the file.
    Unsaved,
}

impl Cell {
    /// Returns a text cell.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }

    /// Returns whether the cell holds nothing, or text of spaces and no-break spaces only.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{feff}'),
            _ => false,
        }
    }

    /// Returns the text when this is a text cell.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl fmt::Display for Cell {
    /// Writes the value as a person would read it: numbers plainly, dates ISO, blanks as nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(true) => f.write_str("TRUE"),
            Self::Flag(false) => f.write_str("FALSE"),
            Self::Date(moment) => write!(f, "{moment}"),
            Self::Fault(fault) => f.write_str(fault),
            Self::Unsaved => f.write_str("formula without a stored result"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_as_people_see_them() {
        let check = |cell: Cell, expected: &str| assert_eq!(cell.to_string(), expected);
        check(Cell::Number(9_212_044.0), "9212044");
        check(Cell::Number(6.25), "6.25");
        check(Cell::Fault("#N/A"), "#N/A");
        check(Cell::Date(Moment::from_iso("2019-08-01").unwrap()), "2019-08-01");
        assert!(Cell::text(" \u{a0}").is_blank());
        assert!(!Cell::Number(0.0).is_blank());
    }

    #[test]
    fn a_cell_is_small_enough_for_millions() {
        assert!(std::mem::size_of::<Cell>() <= 24);
    }
}
