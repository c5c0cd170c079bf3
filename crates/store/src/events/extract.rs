//! Extracts: files of one kind of events as they were read, with the span they cover and their rank.

use assay_model::{Date, day};
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::written::WrittenEvent;
use crate::Error;

/// A file that events come from, and how it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventFile {
    /// The SHA-256 of its bytes, in hexadecimal figures.
    pub sha256: String,
    /// A digest of how it is read; never empty.
    pub reading: String,
    /// The first and last day that it is said to cover.
    pub covers: Option<(Date, Date)>,
    /// The date it is taken in.
    pub taken_on: Option<Date>,
}

/// An extract, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The kind of events.
    pub kind: String,
    /// The first and the last day that it covers; none where no row has a date.
    pub covers: Option<(Date, Date)>,
    /// Whether the span was stated; else it is from the first to the last event.
    pub is_stated: bool,
    /// The last date that any of its rows knows of.
    pub known_to: Option<Date>,
    /// The date it was taken in.
    pub taken_on: Option<Date>,
}

/// What ranks an extract among others of its kind: the last day it covers, the last date it knows of, how
/// many fields it fills; then the digest of the file, so that no two files are equal; then how it was read, the
/// later reading before the earlier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Rank {
    last_on: Option<String>,
    known_to: Option<String>,
    /// Whether it is known which rows it held; not so for rows stored before there were extracts.
    is_whole: bool,
    filled: i64,
    file: String,
    number: i64,
}

impl Rank {
    /// Says whether its rows were stored before there were extracts.
    pub(super) fn is_adopted(&self) -> bool {
        !self.is_whole
    }

    /// Says whether nothing but the file's digest ranks the two.
    pub(super) fn is_undecided(&self, other: &Self) -> bool {
        let known = |rank: &Self| (rank.last_on.clone(), rank.known_to.clone(), rank.filled);
        known(self) == known(other) && self.file != other.file && self.is_whole
    }
}

/// What reading has found of an extract.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) first_on: Option<String>,
    pub(super) last_on: Option<String>,
    /// The last event, where every one is later than the day it was taken in.
    later: Option<String>,
    pub(super) known_to: Option<Date>,
    pub(super) filled: u64,
    pub(super) blank: u64,
}

impl Found {
    /// Takes a row. An event later than the day it was taken in is one that is planned, or a slip.
    pub(super) fn take(&mut self, event: &WrittenEvent, taken_on: Option<Date>) {
        self.filled += event.filled;
        self.blank += u64::from(event.is_blank);
        self.known_to = self.known_to.max(event.known_to);
        let Some(on) = event.on.as_deref() else { return };
        if self.first_on.as_deref().is_none_or(|first| on < first) {
            self.first_on = Some(on.to_owned());
        }
        let is_later = taken_on.is_some_and(|day| day::parse(on).is_some_and(|on| on > day));
        let last = if is_later { &mut self.later } else { &mut self.last_on };
        if last.as_deref().is_none_or(|last| on > last) {
            *last = Some(on.to_owned());
        }
    }

    /// Returns the last event.
    fn last(&self) -> Option<&String> {
        self.last_on.as_ref().or(self.later.as_ref())
    }
}

/// Returns the number of the extract with the same file, reading and span, if it was taken in before.
pub(super) fn same(
    connection: &Connection,
    kind: &str,
    file: &EventFile,
) -> Result<Option<i64>, Error> {
    let (from, to) = stated(file);
    let mut statement = connection.prepare_cached(
        "SELECT number FROM extracts WHERE kind = ?1 AND file = ?2 AND reading = ?3
         AND (CASE WHEN ?4 IS NULL THEN is_stated = 0
              ELSE is_stated = 1 AND first_on = ?4 AND last_on = ?5 END)",
    )?;
    let found =
        statement.query_row((kind, &file.sha256, &file.reading, from, to), |row| row.get(0));
    Ok(found.optional()?)
}

/// Begins an extract; its span and rank follow when it was read.
pub(super) fn begin(
    connection: &Connection,
    import: u64,
    kind: &str,
    file: &EventFile,
) -> Result<i64, Error> {
    connection
        .prepare_cached(
            "INSERT INTO extracts (import, kind, file, reading, is_stated, filled, blank, taken_on)
             VALUES (?1, ?2, ?3, ?4, 0, 0, 0, ?5)",
        )?
        .execute((
            import as i64,
            kind,
            &file.sha256,
            &file.reading,
            file.taken_on.map(|date| date.to_string()),
        ))?;
    Ok(connection.last_insert_rowid())
}

/// Notes that another import holds an extract too.
pub(super) fn again(connection: &Connection, number: i64, import: u64) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO extract_imports (extract, import)
             SELECT number, ?2 FROM extracts WHERE number = ?1 AND import <> ?2",
        )?
        .execute((number, import as i64))?;
    Ok(())
}

/// Writes what was found of an extract.
pub(super) fn settle(
    connection: &Connection,
    number: i64,
    file: &EventFile,
    found: &Found,
) -> Result<(), Error> {
    let (from, to) = stated(file);
    connection
        .prepare_cached(
            "UPDATE extracts SET first_on = coalesce(?2, ?3), last_on = coalesce(?4, ?5),
             is_stated = ?6, known_to = ?7, filled = ?8, blank = ?9 WHERE number = ?1",
        )?
        .execute((
            number,
            from,
            &found.first_on,
            to,
            found.last(),
            file.covers.is_some(),
            found.known_to.map(|date| date.to_string()),
            found.filled as i64,
            found.blank as i64,
        ))?;
    Ok(())
}

fn stated(file: &EventFile) -> (Option<String>, Option<String>) {
    (file.covers.map(|(from, _)| from.to_string()), file.covers.map(|(_, to)| to.to_string()))
}

/// Returns the rank of an extract; the lowest for one that is not there. What a file knows and fills is that of its
/// last reading: else a reading that was put right and fills fewer fields would never count.
pub(super) fn rank(connection: &Connection, number: i64) -> Result<Rank, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT x.last_on, y.known_to, y.filled, x.file, x.number, x.reading <> '' FROM extracts x
         JOIN extracts y ON y.kind = x.kind AND y.file = x.file AND (y.reading <> '') = (x.reading <> '')
         WHERE x.number = ?1 ORDER BY y.number DESC LIMIT 1",
    )?;
    let read = |row: &Row<'_>| {
        Ok(Rank {
            last_on: row.get(0)?,
            known_to: row.get(1)?,
            filled: row.get(2)?,
            file: row.get(3)?,
            number: row.get(4)?,
            is_whole: row.get(5)?,
        })
    };
    Ok(statement.query_row([number], read).optional()?.unwrap_or_default())
}

/// Says whether rows of the kind are stored that have nothing in the fields of the key.
pub(super) fn has_blank_keys(connection: &Connection, kind: &str) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM extracts WHERE kind = ?1 AND blank > 0)";
    Ok(connection.prepare_cached(sql)?.query_row([kind], |row| row.get(0))?)
}
