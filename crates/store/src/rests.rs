//! What a record rests on: the ledger entry that committed to its latest version, and whether both still
//! agree. The whole chain is read by `verify`.

use rusqlite::OptionalExtension as _;
use serde_json::Value;

use crate::commitment::commitment;
use crate::{Entry, Error, Kept, Store, tx};

/// The ledger entry that committed to a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Rests {
    /// The entry.
    pub entry: Entry,
    /// Whether the record is what the entry committed to.
    pub holds: bool,
}

impl Store {
    /// Returns what the latest version of a record rests on, or none where there is no such record.
    ///
    /// # Errors
    /// When the store cannot be read, or the entry is missing.
    pub fn rests<K: Kept>(&self, key: &str) -> Result<Option<Rests>, Error> {
        let found: Option<(u64, i64, Vec<u8>, String)> = self
            .connection
            .prepare_cached(
                "SELECT number, entry, salt, body FROM records
                 WHERE kind = ?1 AND key = ?2 AND latest = 1",
            )?
            .query_row((K::KIND, key), |row| {
                let number = row.get::<_, i64>(0)? as u64;
                let salt: Option<_> = row.get(2)?;
                Ok((number, row.get(1)?, salt.unwrap_or_default(), row.get(3)?))
            })
            .optional()?;
        let Some((number, entry, salt, body)) = found else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "SELECT number, commitment FROM records WHERE entry = ?1 ORDER BY number",
        )?;
        let rows = statement.query_map([entry], |row| {
            Ok((row.get::<_, i64>(0)? as u64, row.get::<_, String>(1)?))
        })?;
        let committed: Vec<(u64, String)> = rows.collect::<Result<_, _>>()?;
        let own = commitment(&salt, &body);
        let missing =
            || Error::damaged(format!("{} (record {number})", K::KIND), "no ledger entry");
        let entry = self.entry(entry as u64)?.ok_or_else(missing)?;
        let names_them = tx::named(&committed).as_ref() == entry.body.get("records");
        let holds = names_them && committed.contains(&(number, own));
        Ok(Some(Rests { entry, holds }))
    }

    /// Returns the last ledger entry of a kind, or none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn last_of(&self, kind: &str) -> Result<Option<Entry>, Error> {
        let number: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(number) FROM ledger WHERE kind = ?1")?
            .query_row([kind], |row| row.get(0))?;
        number.map_or(Ok(None), |number| self.entry(number as u64))
    }
}

/// Returns a member of an entry's body as text, or none.
#[must_use]
pub fn text_of<'a>(entry: &'a Entry, member: &str) -> Option<&'a str> {
    entry.body.get(member).and_then(Value::as_str)
}
