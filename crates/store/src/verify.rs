//! Reading the chain again: every hash recomputed, every record held against the entry that names
//! it. It stops at the first difference and says where it is; records that were lawfully erased are
//! counted, and leave the chain whole.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use crate::commitment::commitment;
use crate::ledger::{self, FIRST_HASH, RawEntry};
use crate::{Error, Store, tx};

/// The outcome of reading the chain again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerCheck {
    /// How many entries were read.
    pub entries: u64,
    /// How many records were withdrawn (lawfully erased).
    pub withdrawn: u64,
    /// The first difference, if there is one.
    pub difference: Option<Difference>,
}

impl LedgerCheck {
    /// Tells whether no difference was found.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.difference.is_none()
    }
}

/// The first place where the store is not what the chain says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Difference {
    /// An entry is missing.
    #[error("ledger entry {0} is missing")]
    Missing(u64),
    /// An entry's hash does not follow from it and the one before.
    #[error(
        "ledger entry {0} does not have the hash that it and the entries before it give: it, or its hash, was changed"
    )]
    Entry(u64),
    /// A record differs from its commitment.
    #[error("record {number} differs from what ledger entry {entry} says of it")]
    Record {
        /// The record.
        number: u64,
        /// The entry that names it.
        entry: u64,
    },
    /// The records of an entry are not those it names.
    #[error(
        "the records of ledger entry {0} are not the ones it names: one is missing, added or exchanged"
    )]
    Records(u64),
}

impl Store {
    /// Reads the chain and the records it names again.
    ///
    /// # Errors
    /// When the store cannot be read; a difference is not an error.
    pub fn verify_ledger(&self) -> Result<LedgerCheck, Error> {
        check(&self.connection)
    }
}

/// Reads the chain and the records it names again.
pub(crate) fn check(connection: &Connection) -> Result<LedgerCheck, Error> {
    let entries = ledger::raw_entries(connection)?;
    let withdrawn: i64 =
        connection
            .query_row("SELECT count(*) FROM records WHERE withdrawn = 1", [], |row| row.get(0))?;
    let difference = match first_chain_difference(&entries) {
        Some(difference) => Some(difference),
        None => first_record_difference(connection, &entries)?,
    };
    Ok(LedgerCheck { entries: entries.len() as u64, withdrawn: withdrawn as u64, difference })
}

fn first_record_difference(
    connection: &Connection,
    entries: &[RawEntry],
) -> Result<Option<Difference>, Error> {
    let mut by_entry: BTreeMap<u64, Vec<(u64, String)>> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT number, entry, commitment, withdrawn, salt, body FROM records ORDER BY number",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (number, entry) = (row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64);
        let kept: String = row.get(2)?;
        let withdrawn = row.get::<_, i64>(3)? != 0;
        if !withdrawn {
            let salt: Option<Vec<u8>> = row.get(4)?;
            let body: Option<String> = row.get(5)?;
            let matches =
                salt.zip(body).is_some_and(|(salt, body)| commitment(&salt, &body) == kept);
            if !matches {
                return Ok(Some(Difference::Record { number, entry }));
            }
        }
        by_entry.entry(entry).or_default().push((number, kept));
    }
    for entry in entries {
        let number = entry.number as u64;
        let body: Value = serde_json::from_str(&entry.body).unwrap_or_default();
        let found = by_entry.remove(&number).unwrap_or_default();
        if tx::named(&found).as_ref() != body.get("records") {
            return Ok(Some(Difference::Records(number)));
        }
    }
    Ok(by_entry.into_keys().next().map(Difference::Missing))
}

fn first_chain_difference(entries: &[RawEntry]) -> Option<Difference> {
    let mut previous = FIRST_HASH.to_owned();
    for (index, entry) in entries.iter().enumerate() {
        let expected = index as u64 + 1;
        if entry.number as u64 != expected {
            return Some(Difference::Missing(expected));
        }
        if recomputed(&previous, entry).as_deref() != Some(entry.hash.as_str()) {
            return Some(Difference::Entry(expected));
        }
        previous.clone_from(&entry.hash);
    }
    None
}

fn recomputed(previous: &str, entry: &RawEntry) -> Option<String> {
    let body: Value = serde_json::from_str(&entry.body).ok()?;
    let number = u64::try_from(entry.number).ok()?;
    ledger::chain_hash(previous, (number, &entry.at), &entry.actor, (&entry.kind, &body)).ok()
}
