//! A problem in what came in: where it is, what was found, what was expected, and what to do about it.
//! Readers return records and problems together; they never stop at the first.

use std::fmt;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The value is kept as text or blank, and the row is stored.
    Note,
    /// The row is not stored.
    Refused,
}

impl Level {
    /// Returns `note` or `refused`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Refused => "refused",
        }
    }
}

/// What became of what a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It was read as it is, and is worth knowing.
    Understood,
    /// It was read as something else than is written there.
    PutRight,
    /// It is no record, or counts elsewhere, and was left out.
    LeftOut,
    /// A value is missing from what was stored.
    Lost,
    /// The row was not stored.
    Refused,
}

impl Effect {
    /// Returns the word for scripts: `understood`, `put_right`, `left_out`, `lost` or `refused`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Understood => "understood",
            Self::PutRight => "put_right",
            Self::LeftOut => "left_out",
            Self::Lost => "lost",
            Self::Refused => "refused",
        }
    }

    /// Returns the effect of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Understood, Self::PutRight, Self::LeftOut, Self::Lost, Self::Refused]
            .into_iter()
            .find(|effect| effect.word() == word)
    }

    /// Says whether something that was sent is missing from what was stored.
    #[must_use]
    pub fn is_loss(self) -> bool {
        matches!(self, Self::Lost | Self::Refused)
    }
}

/// A place in a file. Parts that do not apply are none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file's name, without its folder.
    pub file: String,
    /// The sheet's name.
    pub sheet: Option<String>,
    /// The 1-based row of the sheet, or the line of a text file.
    pub row: Option<u64>,
    /// The column's header text.
    pub column: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet \"{sheet}\"")?;
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column \"{column}\"")?;
        }
        Ok(())
    }
}

/// One problem. Texts are lower case and end without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the row was kept.
    pub level: Level,
    /// What became of the value or row.
    pub effect: Effect,
    /// Where it stands.
    pub place: Place,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to fix it; empty when the expectation says it all.
    pub hint: String,
}

impl fmt::Display for Problem {
    /// Writes `list.xlsx, sheet "List 6", row 14, column "CIN Start Date": expected a date, found "n/k"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.place, self.expected, self.found)
    }
}
