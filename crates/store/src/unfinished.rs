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

/// A piece of work that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Its number: what was written down earlier has a lower one.
    pub number: u64,
    /// The file that it writes or removes; none for work on the index or the store.
    pub path: Option<String>,
    /// Whether it carries what is to be written, which leaves the disk only with a scouring after it is done.
    pub brings_bytes: bool,
    /// Whether it makes what was deleted leave the disk.
    pub is_scouring: bool,
}

impl FileWork {
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

    /// Returns all work that is not done, in its order, without what is to be written.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unfinished(&self) -> Result<Vec<Unfinished>, Error> {
        let mut find = self
            .connection
            .prepare_cached("SELECT number, work, path FROM unfinished ORDER BY number")?;
        let read = |row: &Row<'_>| {
            let kind: String = row.get(1)?;
            let path = match kind.as_str() {
                "index" | "scour" => None,
                _ => Some(row.get(2)?),
            };
            let brings_bytes = kind == "write";
            let is_scouring = kind == "scour";
            Ok(Unfinished { number: row.get::<_, i64>(0)? as u64, path, brings_bytes, is_scouring })
        };
        Ok(find.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// Returns the piece of work with this number.
    ///
    /// # Errors
    /// When there is none, the store cannot be read, or a newer program wrote work that this one does not know.
    pub fn unfinished_work(&self, number: u64) -> Result<FileWork, Error> {
        let mut find = self
            .connection
            .prepare_cached("SELECT number, work, path, bytes FROM unfinished WHERE number = ?1")?;
        find.query_row([number as i64], FileWork::read)?.ok_or_else(|| {
            let what = format!("work on files number {number}");
            Error::damaged(what, "it is of a kind that this program does not know")
        })
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
