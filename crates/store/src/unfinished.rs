//! Work on files that belongs to a change of the store. It is written down in the change itself, so that it is known
//! once the change is kept, and struck off when it is done: where the program ended between the two, whoever opens the
//! workspace next does it. It touches no file, and names no case.

use rusqlite::{OptionalExtension as _, Row};

use crate::{Error, Store, Tx};

/// A piece of work. Paths are from the workspace's folder, with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileWork {
    /// Write a file.
    Write {
        /// Where.
        path: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Write the frozen list of a draw.
    WriteFrame {
        /// Where.
        path: String,
        /// The draw's id.
        draw: String,
    },
    /// Remove a file.
    Remove {
        /// Which.
        path: String,
    },
    /// Remove the search index.
    DropIndex,
    /// Make what was deleted leave the disk.
    Scour,
}

impl FileWork {
    /// Returns the path that it writes or removes; empty for work on no single file.
    #[must_use]
    pub fn path(&self) -> &str {
        self.row().1
    }

    fn row(&self) -> (&'static str, &str, Option<&[u8]>) {
        match self {
            Self::Write { path, bytes } => ("write", path, Some(bytes)),
            Self::WriteFrame { path, draw } => ("frame", path, Some(draw.as_bytes())),
            Self::Remove { path } => ("remove", path, None),
            Self::DropIndex => ("index", "", None),
            Self::Scour => ("scour", "", None),
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Option<Self>> {
        let (kind, path): (String, String) = (row.get(1)?, row.get(2)?);
        Ok(match kind.as_str() {
            "write" => Some(Self::Write { path, bytes: row.get(3)? }),
            "frame" => {
                let draw = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(3)?).into_owned();
                Some(Self::WriteFrame { path, draw })
            }
            "remove" => Some(Self::Remove { path }),
            "index" => Some(Self::DropIndex),
            "scour" => Some(Self::Scour),
            _ => None,
        })
    }
}

impl Tx<'_> {
    /// Writes down work on files that is to be done once this change is kept.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn then(&mut self, work: &[FileWork]) -> Result<(), Error> {
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO unfinished (work, path, bytes) VALUES (?1, ?2, ?3)")?;
        for one in work {
            insert.execute(one.row())?;
        }
        Ok(())
    }
}

impl Store {
    /// Returns whether work on files is written down that is not done.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has_unfinished(&self) -> Result<bool, Error> {
        let mut find =
            self.connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM unfinished)")?;
        Ok(find.query_row([], |row| row.get(0))?)
    }

    /// Returns the next piece of work that is not done, with its number.
    ///
    /// # Errors
    /// When the store cannot be read, or a newer program wrote work that this one does not know.
    pub fn next_unfinished(&self, after: u64) -> Result<Option<(u64, FileWork)>, Error> {
        let mut find = self.connection.prepare_cached(
            "SELECT number, work, path, bytes FROM unfinished WHERE number > ?1 ORDER BY number LIMIT 1",
        )?;
        let found = find
            .query_row([after as i64], |row| Ok((row.get::<_, i64>(0)?, FileWork::read(row)?)))
            .optional()?;
        match found {
            None => Ok(None),
            Some((number, Some(work))) => Ok(Some((number as u64, work))),
            Some((number, None)) => {
                let what = format!("work on files number {number}");
                Err(Error::damaged(what, "it is of a kind that this program does not know"))
            }
        }
    }

    /// Strikes off the piece of work with this number, which is done.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn strike_off(&mut self, number: u64) -> Result<(), Error> {
        self.connection
            .prepare_cached("DELETE FROM unfinished WHERE number = ?1")?
            .execute([number as i64])?;
        Ok(())
    }

    /// Returns the frozen list of a draw as its file holds it; none where there is no such draw.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn frame_of(&self, draw: &str) -> Result<Option<Vec<u8>>, Error> {
        let mut find = self.connection.prepare_cached("SELECT frame FROM draws WHERE id = ?1")?;
        Ok(find.query_row([draw], |row| row.get(0)).optional()?)
    }
}
