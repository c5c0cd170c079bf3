//! Versioned records of any kind: a kind, a key, and a body in JSON. Putting a record under a key
//! that has one adds a version when the body differs and changes nothing when it does not. The typed
//! modules of this crate and the wire modules of `workspace` stand on this.

use std::ops::RangeInclusive;

use assay_model::{CaseId, DrawId, Timestamp};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use serde_json::Value;

use crate::about::About;
use crate::commitment::{canonical, commitment};
use crate::{Error, Store, Tx, column};

/// What is put into the store.
#[derive(Debug, Clone)]
pub struct Draft<'a, B> {
    /// The kind of record, e.g. `return`.
    pub kind: &'a str,
    /// What identifies it among its kind; versions share it.
    pub key: &'a str,
    /// The case it is about: erased with it.
    pub case: Option<&'a CaseId>,
    /// The draw it belongs to.
    pub draw: Option<&'a DrawId>,
    /// The import it came with.
    pub import: Option<u64>,
    /// The record itself.
    pub body: &'a B,
}

/// The numbers of records that are wanted.
pub type Numbers = RangeInclusive<u64>;

/// Records of every number.
pub const EVERY: Numbers = 0..=i64::MAX as u64;

/// Records stored after the given one.
#[must_use]
pub fn after(number: u64) -> Numbers {
    number + 1..=*EVERY.end()
}

/// What became of a record that was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// There was none under this key.
    New(u64),
    /// There was another; this is a new version, and both are kept.
    Changed(u64),
    /// The same is there already; nothing was stored.
    Unchanged(u64),
}

impl Put {
    /// Returns the record's number.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::New(number) | Self::Changed(number) | Self::Unchanged(number) => number,
        }
    }

    /// Tells whether something was stored.
    #[must_use]
    pub fn is_stored(self) -> bool {
        !matches!(self, Self::Unchanged(_))
    }
}

/// A record as read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The record's number, in the order of storing.
    pub number: u64,
    /// What identifies it among its kind.
    pub key: String,
    /// 1 for the first version.
    pub version: u32,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The draw it belongs to.
    pub draw: Option<DrawId>,
    /// The import it came with.
    pub import: Option<u64>,
    /// The ledger entry that recorded it.
    pub entry: u64,
    /// When it was stored.
    pub at: Timestamp,
    /// The record itself.
    pub body: Value,
}

pub(crate) const COLUMNS: &str = "number, key, version, case_id, draw, import, entry, at, body";

impl Tx<'_> {
    /// Puts a record: new, a new version, or nothing when the same is there.
    ///
    /// # Errors
    /// When the record cannot be written as JSON or stored.
    pub fn put<B: Serialize>(&mut self, draft: &Draft<'_, B>) -> Result<Put, Error> {
        let body = canonical(draft.body)?;
        let last = self
            .connection
            .prepare_cached(
                "SELECT number, version, body FROM records WHERE kind = ?1 AND key = ?2
                 ORDER BY version DESC LIMIT 1",
            )?
            .query_row((draft.kind, draft.key), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?))
            })
            .optional()?;
        if let Some((number, _, same)) = &last
            && *same == body
        {
            return Ok(Put::Unchanged(*number as u64));
        }
        let version = last.as_ref().map_or(1, |(_, version, _)| version + 1);
        if let Some((number, ..)) = last {
            self.connection
                .prepare_cached("UPDATE records SET latest = 0 WHERE number = ?1")?
                .execute([number])?;
        }
        let number = self.insert(draft, version, &body)?;
        Ok(if version == 1 { Put::New(number) } else { Put::Changed(number) })
    }

    /// Removes every version of the kind's records for good, e.g. names when their round closes.
    /// Returns how many; their numbers and commitments stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn withdraw_kind(&mut self, kind: &str) -> Result<u64, Error> {
        let count = self
            .connection
            .prepare_cached(
                "UPDATE records SET withdrawn = 1, latest = 0, key = NULL, case_id = NULL,
                 salt = NULL, body = NULL WHERE kind = ?1 AND body IS NOT NULL",
            )?
            .execute([kind])?;
        if count > 0 {
            self.touch();
        }
        Ok(count as u64)
    }

    /// Removes every version of the records of a kind with these keys for good. Returns how many
    /// versions; their numbers and commitments stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn withdraw_keys(&mut self, kind: &str, keys: &[String]) -> Result<u64, Error> {
        let mut count = 0;
        for key in keys {
            count += self
                .connection
                .prepare_cached(
                    "UPDATE records SET withdrawn = 1, latest = 0, key = NULL, case_id = NULL,
                     salt = NULL, body = NULL WHERE kind = ?1 AND key = ?2 AND body IS NOT NULL",
                )?
                .execute((kind, key))?;
        }
        if count > 0 {
            self.touch();
        }
        Ok(count as u64)
    }

    fn insert<B: Serialize>(
        &mut self,
        draft: &Draft<'_, B>,
        version: u32,
        body: &str,
    ) -> Result<u64, Error> {
        let entry = self.next_entry()?;
        let salt = self.salt();
        let commitment = commitment(&salt, body);
        let at = column::time_text(self.at());
        self.connection
            .prepare_cached(
                "INSERT INTO records (kind, key, version, latest, case_id, draw, import, entry, at,
                 salt, commitment, body) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute((
                draft.kind,
                draft.key,
                version,
                draft.case.map(CaseId::as_str),
                draft.draw.map(DrawId::as_str),
                draft.import.map(|n| n as i64),
                entry as i64,
                at,
                salt,
                &commitment,
                body,
            ))?;
        let number = self.connection.last_insert_rowid() as u64;
        self.note(number, commitment);
        Ok(number)
    }
}

impl Store {
    /// Returns the latest version of every record of the kind, in the order of storing.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn records(&self, kind: &str) -> Result<Vec<Record>, Error> {
        latest(&self.connection, kind)
    }

    /// Returns the latest version of one record, or none.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn record(&self, kind: &str, key: &str) -> Result<Option<Record>, Error> {
        Ok(self.versions(kind, key)?.pop())
    }

    /// Returns every version of one record, the first one first.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn versions(&self, kind: &str, key: &str) -> Result<Vec<Record>, Error> {
        versions(&self.connection, kind, key)
    }

    /// Hands over every version of every record that is not withdrawn: its kind, itself, and whether
    /// it is the latest, in the order of storing.
    ///
    /// # Errors
    /// When a record cannot be read, or the receiver's own.
    pub fn each_version<E: From<Error>>(
        &self,
        mut receive: impl FnMut(&str, Record, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!(
            "SELECT {COLUMNS}, kind, latest FROM records WHERE body IS NOT NULL AND key IS NOT NULL
             ORDER BY number"
        );
        let mut statement = self.connection.prepare_cached(&sql).map_err(Error::from)?;
        let mut rows = statement.query([]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let kind: String = row.get(9).map_err(Error::from)?;
            let is_latest = row.get(10).map_err(Error::from)?;
            receive(&kind, read(row)?, is_latest)?;
        }
        Ok(())
    }

    /// Hands over the latest bodies of a kind, of these numbers, with what their records say of them.
    pub(crate) fn each_row(
        &self,
        kind: &str,
        numbers: Numbers,
        mut receive: impl FnMut(u64, &About, &str) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, body, key, case_id, draw FROM records
             WHERE kind = ?1 AND latest = 1 AND number BETWEEN ?2 AND ?3 ORDER BY number",
        )?;
        let (first, last) = (*numbers.start() as i64, *numbers.end() as i64);
        let mut rows = statement.query((kind, first, last))?;
        while let Some(row) = rows.next()? {
            let number = row.get::<_, i64>(0)? as u64;
            let damaged = |fault: &dyn std::fmt::Display| {
                Error::damaged(format!("{kind} (record {number})"), fault)
            };
            let case = row.get_ref(3)?.as_str_or_null().map_err(|fault| damaged(&fault))?;
            let draw = row.get_ref(4)?.as_str_or_null().map_err(|fault| damaged(&fault))?;
            let about = About {
                key: row.get(2).map_err(|fault| damaged(&fault))?,
                case: case.map(column::case_id).transpose()?,
                draw: draw.map(column::draw_id).transpose()?,
            };
            let body = row.get_ref(1)?.as_str().map_err(|fault| damaged(&fault))?;
            receive(number, &about, body)?;
        }
        Ok(())
    }

    /// Hands over the latest bodies of a kind as the text they are stored as, of these numbers.
    pub(crate) fn each_body<E: From<Error>>(
        &self,
        kind: &str,
        numbers: Numbers,
        mut receive: impl FnMut(u64, u32, Timestamp, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT number, version, at, body FROM records
                 WHERE kind = ?1 AND latest = 1 AND number BETWEEN ?2 AND ?3 ORDER BY number",
            )
            .map_err(Error::from)?;
        let (first, last) = (*numbers.start() as i64, *numbers.end() as i64);
        let mut rows = statement.query((kind, first, last)).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let number = row.get::<_, i64>(0).map_err(Error::from)? as u64;
            let version = row.get(1).map_err(Error::from)?;
            let at: String = row.get(2).map_err(Error::from)?;
            let body = row.get_ref(3).map_err(Error::from)?;
            let body =
                body.as_str().map_err(|fault| Error::damaged(format!("record {number}"), fault))?;
            receive(number, version, column::time(&at)?, body)?;
        }
        Ok(())
    }
}

pub(crate) fn latest(connection: &rusqlite::Connection, kind: &str) -> Result<Vec<Record>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM records WHERE kind = ?1 AND latest = 1 ORDER BY number");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([kind])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(read(row)?);
    }
    Ok(records)
}

pub(crate) fn versions(
    connection: &rusqlite::Connection,
    kind: &str,
    key: &str,
) -> Result<Vec<Record>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM records WHERE kind = ?1 AND key = ?2 ORDER BY version");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query((kind, key))?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        versions.push(read(row)?);
    }
    Ok(versions)
}

pub(crate) fn read(row: &Row<'_>) -> Result<Record, Error> {
    let number = row.get::<_, i64>(0)? as u64;
    let body: String = row.get(8)?;
    Ok(Record {
        number,
        key: row.get(1)?,
        version: row.get(2)?,
        case: row.get::<_, Option<String>>(3)?.as_deref().map(column::case_id).transpose()?,
        draw: row.get::<_, Option<String>>(4)?.as_deref().map(column::draw_id).transpose()?,
        import: row.get::<_, Option<i64>>(5)?.map(|n| n as u64),
        entry: row.get::<_, i64>(6)? as u64,
        at: column::time(&row.get::<_, String>(7)?)?,
        body: serde_json::from_str(&body)
            .map_err(|fault| Error::damaged(format!("record {number}"), fault))?,
    })
}
