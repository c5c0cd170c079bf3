//! The one error of the jobs: what went wrong, where, and the mend. Engines' own errors become
//! messages here; it does not decide exit codes, the caller does.

use std::error::Error as StdError;
use std::fmt;
use std::path::Path;

/// Why a job could not be done.
#[derive(Debug)]
#[non_exhaustive]
pub struct Error {
    message: String,
    hint: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The result of a job.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Returns an error with a message in lower case and without a full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, source: None }
    }

    /// Returns the error with the way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the error with its cause.
    #[must_use]
    pub fn because(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Returns the error of a file operation, e.g. `could not read list.xlsx`.
    #[must_use]
    pub fn file(action: &str, path: &Path, source: std::io::Error) -> Self {
        Self::new(format!("could not {action} {}", path.display())).because(source)
    }

    /// Returns how to mend it, where that is known.
    #[must_use]
    pub fn mend(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

impl From<assay_store::Error> for Error {
    fn from(error: assay_store::Error) -> Self {
        let message = Self::new(error.to_string());
        match error.hint() {
            Some(mend) => message.hint(mend),
            None => message,
        }
    }
}

impl From<assay_config::Error> for Error {
    fn from(error: assay_config::Error) -> Self {
        let message = Self::new(error.to_string());
        match error.hint() {
            Some(mend) => message.hint(mend),
            None => message,
        }
    }
}
