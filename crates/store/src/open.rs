//! Opening the one file: made for its owner alone, in the journal mode that its folder allows, of a
//! version this program knows. It does not decide which folder is on a network; `workspace` does.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempDir;

use crate::guard::state::State;
use crate::long::for_sqlite;
use crate::owner::owner_only;
use crate::salts::Salts;
use crate::schema::{self, MIGRATIONS};
use crate::{Error, guard, unwritable};

/// How `SQLite` keeps a transaction safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Journal {
    /// A write-ahead log: readers are not blocked. For local disks.
    #[default]
    WriteAhead,
    /// A rollback journal. For network folders, where a write-ahead log is not safe.
    Rollback,
}

/// How to open a store that may be written.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Fresh randomness of the operating system: the salts of this session's commitments.
    pub entropy: [u8; 32],
    /// The journal the folder allows.
    pub journal: Journal,
}

impl From<[u8; 32]> for Opening {
    fn from(entropy: [u8; 32]) -> Self {
        Self { entropy, journal: Journal::default() }
    }
}

/// The one file of a workspace: records, versions, verdicts, and the ledger.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) salts: Salts,
    pub(crate) guard: State,
    is_armed: bool,
    path: PathBuf,
    migrated: Option<PathBuf>,
    /// Where a copy to read from lies, while it is needed.
    copy: Option<TempDir>,
}

impl Store {
    /// Makes a new store, readable by its owner alone.
    ///
    /// # Errors
    /// When the file exists or cannot be made.
    pub fn create(path: &Path, opening: impl Into<Opening>) -> Result<Self, Error> {
        let opening = opening.into();
        owner_only(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
            _ => Error::file(path, source),
        })?;
        let mut connection = Connection::open(for_sqlite(path))?;
        settle(&connection, opening.journal)?;
        schema::lay_out(&mut connection)?;
        Ok(Self::of(connection, path, opening.entropy))
    }

    /// Opens a store to read and write; brings an older one up to date, with a backup next to it. Where
    /// this login may not write, the store can only be read: see [`Store::open_copy`].
    ///
    /// # Errors
    /// When there is no such file, it is not a store, or a newer program wrote it.
    pub fn open(path: &Path, opening: impl Into<Opening>) -> Result<Self, Error> {
        let opening = opening.into();
        if !path.is_file() {
            return Err(Error::Missing(path.to_owned()));
        }
        if !unwritable::may_write(path)? {
            return Self::open_copy(path);
        }
        Self::writable(path, opening).map_err(|fault| fault.in_file(path))
    }

    fn writable(path: &Path, opening: Opening) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = existing(path, flags)?;
        schema::version(&connection, path)?;
        settle(&connection, opening.journal)?;
        let migrated = schema::update(&mut connection, path, MIGRATIONS)?;
        Ok(Self { migrated, ..Self::of(connection, path, opening.entropy) })
    }

    /// Opens a store to read only.
    ///
    /// # Errors
    /// When there is no such file, it is not a store, or it has another version.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Error::Missing(path.to_owned()));
        }
        // A write-ahead log cannot be followed without writing next to it.
        if unwritable::has_log(path)? && !unwritable::may_write(path)? {
            return Self::open_copy(path);
        }
        Self::read_only(path, None)
    }

    /// Opens a copy of a store, in a folder of its own that goes with it: for a folder this login may
    /// not write, where SQLite can neither follow a write-ahead log nor clean one up. The copy is of
    /// one moment.
    ///
    /// # Errors
    /// When the file may not be read, is being written all the while, or is not a store of this version.
    pub fn open_copy(path: &Path) -> Result<Self, Error> {
        let (folder, copy) = unwritable::copied(path)?;
        Self::read_only(&copy, Some(folder)).map_err(|fault| match fault {
            Error::NotAStore(_) => Error::NotAStore(path.to_owned()),
            Error::Older { found, known, .. } => {
                Error::Older { path: path.to_owned(), found, known }
            }
            Error::Newer { found, known, .. } => {
                Error::Newer { path: path.to_owned(), found, known }
            }
            other => other,
        })
    }

    /// Returns whether the store can only be read under this login.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        self.copy.is_some()
    }

    fn read_only(path: &Path, copy: Option<TempDir>) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = existing(path, flags)?;
        let found = schema::version(&connection, path)?;
        let known = MIGRATIONS.len() as i64;
        if found > known {
            return Err(Error::Newer { path: path.to_owned(), found, known });
        }
        if found < known {
            return Err(Error::Older { path: path.to_owned(), found, known });
        }
        Ok(Self { copy, ..Self::of(connection, path, [0; 32]) })
    }

    fn of(connection: Connection, path: &Path, entropy: [u8; 32]) -> Self {
        Self {
            connection,
            salts: Salts::new(entropy),
            guard: State::new(Salts::of_rows(entropy)),
            is_armed: false,
            path: path.to_owned(),
            migrated: None,
            copy: None,
        }
    }

    /// Makes the connection guard the rows that it changes, once.
    pub(crate) fn arm(&mut self) -> Result<(), Error> {
        if !self.is_armed {
            guard::arm::arm(&self.connection, &self.guard)?;
            self.is_armed = true;
        }
        self.guard.forget();
        Ok(())
    }

    /// Returns the path of the file that is read: the store's own, or its copy's.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns a number that another one follows when somebody else has changed the file: who reads it over
    /// several connections can tell by it whether all of them read the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn data_version(&self) -> Result<i64, Error> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Returns the journal that the file is kept with, as SQLite reports it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn journal(&self) -> Result<Journal, Error> {
        let mode: String =
            self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        Ok(if mode.eq_ignore_ascii_case("wal") { Journal::WriteAhead } else { Journal::Rollback })
    }

    /// Returns where the older file was kept, when opening brought it up to date.
    #[must_use]
    pub fn migrated(&self) -> Option<&Path> {
        self.migrated.as_deref()
    }
}

fn existing(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection =
        Connection::open_with_flags(for_sqlite(path), flags).map_err(|fault| match fault {
            rusqlite::Error::SqliteFailure(failure, _) if failure.code == ErrorCode::CannotOpen => {
                Error::NotPermitted(path.to_owned())
            }
            other => Error::from(other),
        })?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn settle(connection: &Connection, journal: Journal) -> Result<(), Error> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(64);
    let mode = match journal {
        Journal::WriteAhead => "WAL",
        Journal::Rollback => "DELETE",
    };
    let _: String = connection.pragma_update_and_check(None, "journal_mode", mode, |r| r.get(0))?;
    // A power cut loses nothing that was said to be stored, and what was deleted is overwritten.
    connection.pragma_update(None, "synchronous", "FULL")?;
    let _: i64 = connection.pragma_update_and_check(None, "secure_delete", "ON", |r| r.get(0))?;
    Ok(())
}
