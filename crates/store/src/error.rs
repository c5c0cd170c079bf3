//! What can go wrong with the store, in words for the person at the screen. It does not decide
//! exit codes.

use std::path::PathBuf;

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("{}: expected the workspace's store, found no file", .0.display())]
    Missing(PathBuf),
    /// There is a file where a new store is to be made.
    #[error("{}: expected no file, found one already", .0.display())]
    Exists(PathBuf),
    /// The file is no store of ours.
    #[error("{}: expected a store made by assay, found another kind of file", .0.display())]
    NotAStore(PathBuf),
    /// A newer program wrote the file.
    #[error(
        "{}: the store has version {found}, and this program knows versions up to {known}", path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it has.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// An older file is opened only to be read, where it cannot be brought up to date.
    #[error(
        "{}: the store has version {found} and must be brought to version {known} by a program that may write to it", path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// The version it has.
        found: i64,
        /// The version this program needs.
        known: i64,
    },
    /// Another program is writing.
    #[error("the store is being written by another program")]
    Busy,
    /// A record that must be there is not.
    #[error("no {kind} \"{key}\" in the store")]
    NoSuch {
        /// The kind of record, in the officers' words.
        kind: &'static str,
        /// What was asked for.
        key: String,
    },
    /// A record with this name is there already.
    #[error("{kind} \"{key}\" is in the store already")]
    Already {
        /// The kind of record, in the officers' words.
        kind: &'static str,
        /// What was to be added.
        key: String,
    },
    /// A draw is not in the state the change needs.
    #[error("draw {draw} is {state}, and only {needed} can be changed like this")]
    State {
        /// The draw.
        draw: String,
        /// Its state.
        state: String,
        /// The states the change needs.
        needed: &'static str,
    },
    /// A stored value cannot be read: the file was changed from outside.
    #[error("the store holds a damaged {what}: {detail}")]
    Damaged {
        /// What is damaged.
        what: String,
        /// What was found there.
        detail: String,
    },
    /// Records were changed without a ledger entry: a fault of the program, and nothing is kept.
    #[error("a change of records without a ledger entry was refused; nothing was stored")]
    Unrecorded,
    /// The record cannot be written as JSON.
    #[error("a record cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The file cannot be read or written.
    #[error("{}: the file cannot be used", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database refuses.
    #[error("the store cannot be used")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Returns what the person can do about it, or none.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing(_) => Some("make a workspace with assay init"),
            Self::Newer { .. } => Some("use the newer assay, or restore a backup made before it"),
            Self::Older { .. } => Some("run assay doctor in the workspace itself"),
            Self::Busy => Some("wait until the other program has finished, and try again"),
            Self::NotAStore(_) | Self::Damaged { .. } => {
                Some("restore the last backup, and keep the damaged file to look into")
            }
            _ => None,
        }
    }

    /// Returns the fault of a stored value that cannot be read.
    pub(crate) fn damaged(what: impl Into<String>, detail: impl std::fmt::Display) -> Self {
        Self::Damaged { what: what.into(), detail: detail.to_string() }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(fault: rusqlite::Error) -> Self {
        match fault.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy
            }
            _ => Self::Database(Box::new(fault)),
        }
    }
}
