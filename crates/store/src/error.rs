//! What can go wrong with the store, in words for the person at the screen. It does not decide
//! exit codes.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::engine::{Engine, Part, damaged_part};

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
    /// The disk has no room.
    #[error("the disk is full: nothing of this change was stored")]
    Full,
    /// This login may not use the file or its folder.
    #[error("{}: this login may not use it", .0.display())]
    NotPermitted(PathBuf),
    /// This login may read the store and not write it.
    #[error("the store can be read under this login, and not written")]
    ReadOnly,
    /// The file is damaged.
    #[error("{}: {part}", damaged(file.as_deref()))]
    Corrupt {
        /// The file, where it is known.
        file: Option<PathBuf>,
        /// Which part of it.
        part: Part,
        /// What the engine said.
        source: Engine,
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
    /// A job changed the store after what it deleted was to leave the disk: a fault of the program.
    #[error("a change after the last one of its job was refused; nothing of it was stored")]
    AfterTheLast,
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
    Database(#[source] Engine),
}

fn damaged(file: Option<&Path>) -> String {
    match file {
        Some(path) => format!("{} is damaged", path.display()),
        None => "the store's file is damaged".to_owned(),
    }
}

impl Error {
    /// Returns what the person can do about it, or none.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing(_) => Some("make a workspace first"),
            Self::Newer { .. } => Some("use the newer assay, or restore a backup made before it"),
            Self::Older { .. } => Some("have the workspace itself checked"),
            Self::Busy => Some("wait until the other program has finished, and try again"),
            Self::Full => {
                Some("make room on the disk and do it again; what was stored before is safe")
            }
            Self::NotPermitted(_) | Self::ReadOnly => Some(
                "work under the login that owns the folder, or ask its owner to give this one access",
            ),
            Self::NotAStore(_) => {
                Some("name the workspace's folder, or restore the last backup of its store")
            }
            Self::Damaged { .. } | Self::Corrupt { .. } => {
                Some("restore the last backup, and keep the damaged file to look into")
            }
            _ => None,
        }
    }

    /// Returns the fault of a file operation, by its kind.
    pub(crate) fn file(path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::NotPermitted(path.to_owned())
            }
            _ => Self::File { path: path.to_owned(), source },
        }
    }

    /// Returns the error with the file that is damaged, where it is one of damage and none is named yet.
    pub(crate) fn in_file(self, path: &Path) -> Self {
        match self {
            Self::Corrupt { file: None, part, source } => {
                Self::Corrupt { file: Some(path.to_owned()), part, source }
            }
            other => other,
        }
    }

    /// Returns the fault of a stored value that cannot be read.
    pub(crate) fn damaged(what: impl Into<String>, detail: impl std::fmt::Display) -> Self {
        Self::Damaged { what: what.into(), detail: detail.to_string() }
    }
}

/// SQLite's extended code where its list of pages in use cannot grow, for which there must be room.
const NO_ROOM_FOR_THE_PAGE_LIST: i32 = 4874;

impl From<rusqlite::Error> for Error {
    fn from(fault: rusqlite::Error) -> Self {
        match damaged_part(&fault) {
            Some(part) => Self::Corrupt { file: None, part, source: Engine(fault) },
            None => refused(fault),
        }
    }
}

fn refused(fault: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, _) = &fault else {
        return Error::Database(Engine(fault));
    };
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy,
        ErrorCode::DiskFull => Error::Full,
        ErrorCode::SystemIoFailure if failure.extended_code == NO_ROOM_FOR_THE_PAGE_LIST => {
            Error::Full
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Error::ReadOnly,
        _ => Error::Database(Engine(fault)),
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use rusqlite::Connection;

    use super::*;
    use crate::Store;

    /// The engine's refusal of a statement, as an error of ours.
    fn of(statement: &str) -> Error {
        let connection = Connection::open_in_memory().unwrap();
        let asked = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        connection.query_row(statement, [], asked).map_err(Error::from).unwrap_err()
    }

    #[test]
    fn damage_is_said_in_our_words_and_the_engines_are_the_cause() {
        for (statement, said, engine) in [
            ("SELECT json_extract('{', '$.a')", "the text of a record", "malformed JSON"),
            ("SELECT a FROM b", "the description of its tables", "no such table"),
            ("SELECT 'x' AS rows", "a value in the column rows", "Invalid column type"),
        ] {
            let error = of(statement);
            let message = error.to_string();
            assert!(message.starts_with("the store's file is damaged: "), "{message}");
            assert!(message.contains(said) && !message.contains(engine), "{message}");
            let cause = error.source().unwrap();
            assert!(!cause.to_string().contains(engine), "{cause}");
            let root = cause.source().unwrap().to_string();
            assert!(root.contains(engine), "{root}");
        }
    }

    #[test]
    fn a_fault_that_is_no_damage_is_said_by_its_number() {
        let error = of("SELECT 1/");
        assert_eq!(error.to_string(), "the store cannot be used");
        assert!(error.source().unwrap().to_string().contains("of the store's engine"));
    }

    #[test]
    fn a_full_disk_is_called_full() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("evidence.db");
        let store = Store::create(&path, [1; 32]).unwrap();
        // As many pages as there are: the next one has no room, as on a full disk.
        store.connection.pragma_update(None, "max_page_count", 1).unwrap();
        let fault = store
            .connection
            .execute_batch("CREATE TABLE more (x); INSERT INTO more VALUES (zeroblob(100000))")
            .map_err(Error::from);
        assert!(matches!(fault, Err(Error::Full)), "{fault:?}");
    }

    #[test]
    fn a_file_operation_is_reported_by_its_kind() {
        let check = |kind: ErrorKind, expected: &str| {
            let fault = Error::file(Path::new("evidence.db"), kind.into());
            assert_eq!(fault.to_string(), expected);
        };
        check(ErrorKind::StorageFull, "the disk is full: nothing of this change was stored");
        check(ErrorKind::PermissionDenied, "evidence.db: this login may not use it");
        check(ErrorKind::NotFound, "evidence.db: the file cannot be used");
    }
}
