//! The append-only, hash-chained ledger (the published method, section 6). Entry k is
//! {number, at, actor, kind, body} and `hash_k` = `hex(SHA-256(hash_{k-1}, JCS(entry_k)))`, `hash_0` being
//! 64 zeros. It does not know what the entries mean.

use assay_model::{Actor, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::commitment::canonical;
use crate::{Error, Store, column};
use assay_model::print::hex;

/// The hash before the first entry.
pub const FIRST_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One entry of the ledger, with the hash that chains it to those before.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// 1 for the first.
    pub number: u64,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub actor: Actor,
    /// What happened, e.g. `freeze`.
    pub kind: String,
    /// What is on record about it: no case ids, names or free text.
    pub body: Value,
    /// The chain's hash up to here.
    pub hash: String,
}

/// What an entry refers to the chain by: number and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The entry's number; 0 for an empty ledger.
    pub number: u64,
    /// The hash after it.
    pub hash: String,
}

#[derive(Serialize)]
struct Hashed<'a> {
    number: u64,
    at: &'a str,
    actor: &'a WireActor,
    kind: &'a str,
    body: &'a Value,
}

#[derive(Serialize, Deserialize)]
struct WireActor {
    name: String,
    login: String,
    machine: String,
}

/// A row as it stands in the table, before anything is believed of it.
pub(crate) struct RawEntry {
    pub(crate) number: i64,
    pub(crate) at: String,
    pub(crate) actor: String,
    pub(crate) kind: String,
    pub(crate) body: String,
    pub(crate) hash: String,
}

impl Store {
    /// Returns every entry in order.
    ///
    /// # Errors
    /// When an entry cannot be read.
    pub fn ledger(&self) -> Result<Vec<Entry>, Error> {
        raw_entries(&self.connection)?.into_iter().map(parse).collect()
    }

    /// Returns one entry, or none.
    ///
    /// # Errors
    /// When the entry cannot be read.
    pub fn entry(&self, number: u64) -> Result<Option<Entry>, Error> {
        self.connection
            .prepare_cached(
                "SELECT number, at, actor, kind, body, hash FROM ledger WHERE number = ?1",
            )?
            .query_row([number as i64], read_raw)
            .optional()?
            .map(parse)
            .transpose()
    }

    /// Returns the last entry's number and hash, entries of the excluded kinds left out.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn head(&self, excluding: &[&str]) -> Result<Head, Error> {
        head(&self.connection, excluding)
    }
}

/// Returns the hash of the next entry.
pub(crate) fn chain_hash(
    previous: &str,
    (number, at): (u64, &str),
    actor_json: &str,
    (kind, body): (&str, &Value),
) -> Result<String, Error> {
    let actor: WireActor = serde_json::from_str(actor_json)?;
    let json = canonical(&Hashed { number, at, actor: &actor, kind, body })?;
    Ok(hex(&Sha256::new().chain_update(previous).chain_update(json).finalize()))
}

pub(crate) fn append(
    connection: &Connection,
    actor: &Actor,
    at: Timestamp,
    kind: &str,
    body: Value,
) -> Result<Entry, Error> {
    let last = head(connection, &[])?;
    let number = last.number + 1;
    let at_text = column::time_text(at);
    let actor_json = canonical(&WireActor {
        name: actor.name.clone(),
        login: actor.login.clone(),
        machine: actor.machine.clone(),
    })?;
    let hash = chain_hash(&last.hash, (number, &at_text), &actor_json, (kind, &body))?;
    connection
        .prepare_cached(
            "INSERT INTO ledger (number, at, actor, kind, body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((number as i64, &at_text, &actor_json, kind, canonical(&body)?, &hash))?;
    let at = column::time(&at_text)?;
    Ok(Entry { number, at, actor: actor.clone(), kind: kind.to_owned(), body, hash })
}

pub(crate) fn head(connection: &Connection, excluding: &[&str]) -> Result<Head, Error> {
    let mut statement =
        connection.prepare_cached("SELECT number, hash, kind FROM ledger ORDER BY number DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(2)?;
        if !excluding.contains(&kind.as_str()) {
            return Ok(Head { number: row.get::<_, i64>(0)? as u64, hash: row.get(1)? });
        }
    }
    Ok(Head { number: 0, hash: FIRST_HASH.to_owned() })
}

pub(crate) fn raw_entries(connection: &Connection) -> Result<Vec<RawEntry>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT number, at, actor, kind, body, hash FROM ledger ORDER BY number")?;
    let rows = statement.query_map([], read_raw)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_raw(row: &Row<'_>) -> rusqlite::Result<RawEntry> {
    Ok(RawEntry {
        number: row.get(0)?,
        at: row.get(1)?,
        actor: row.get(2)?,
        kind: row.get(3)?,
        body: row.get(4)?,
        hash: row.get(5)?,
    })
}

fn parse(raw: RawEntry) -> Result<Entry, Error> {
    let what = || format!("ledger entry {}", raw.number);
    let actor: WireActor =
        serde_json::from_str(&raw.actor).map_err(|fault| Error::damaged(what(), fault))?;
    let body = serde_json::from_str(&raw.body).map_err(|fault| Error::damaged(what(), fault))?;
    Ok(Entry {
        number: raw.number as u64,
        at: column::time(&raw.at)?,
        actor: Actor { name: actor.name, login: actor.login, machine: actor.machine },
        kind: raw.kind,
        body,
        hash: raw.hash,
    })
}
