//! Faults in settings: the file, the line, the column, what was found, what was expected, and the
//! hint. Several are reported at once where they can be distinguished.

use std::fmt;

/// One fault in a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The 1-based line; none where the whole file is meant.
    pub line: Option<u64>,
    /// The 1-based column, in characters.
    pub column: Option<u64>,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// How to fix it; empty when the expectation says it all.
    pub hint: String,
}

impl fmt::Display for Fault {
    /// Writes `plans.yaml, line 3, column 5: expected a whole number, found "many"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.found)
    }
}

/// One or more faults in a settings file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    faults: Vec<Fault>,
}

impl Error {
    /// Returns the error of these faults, or none when there are none.
    #[must_use]
    pub fn of(faults: Vec<Fault>) -> Option<Self> {
        (!faults.is_empty()).then_some(Self { faults })
    }

    /// Returns the faults, in the order they are in the file.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Returns the hint of the first fault that has one.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.faults.iter().map(|fault| fault.hint.as_str()).find(|hint| !hint.is_empty())
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self { faults: vec![fault] }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}
