//! One change: records and their ledger entry in one transaction, together or not at all. It does
//! not decide what is recorded; the jobs of `workspace` do.

use assay_model::{Actor, Timestamp};
use rusqlite::{Transaction, TransactionBehavior};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::guard::state::State;
use crate::ledger::{self, Entry};
use crate::salts::Salts;
use crate::{Error, Store, guard};
use assay_model::print::hex;

/// A change under way.
pub struct Tx<'store> {
    pub(crate) connection: Transaction<'store>,
    pub(crate) salts: &'store mut Salts,
    pub(crate) guard: State,
    actor: Actor,
    at: Timestamp,
    /// Records put since the last entry: number and commitment.
    pending: Vec<(u64, String)>,
    changed: bool,
}

impl Store {
    /// Makes one change. What the closure stores is kept when it returns without error and has
    /// appended a ledger entry for what it changed, and otherwise nothing is.
    ///
    /// # Errors
    /// The closure's own, a store that cannot be written, or a change without a ledger entry.
    pub fn write<T, E: From<Error>>(
        &mut self,
        actor: &Actor,
        at: Timestamp,
        change: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.arm()?;
        let connection = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::from)?;
        let mut tx = Tx {
            connection,
            salts: &mut self.salts,
            guard: self.guard.clone(),
            actor: actor.clone(),
            at,
            pending: Vec::new(),
            changed: false,
        };
        guard::adopt::adopt(&tx.connection, &tx.guard, (actor, at))?;
        let answer = change(&mut tx)?;
        if tx.changed {
            return Err(Error::Unrecorded.into());
        }
        tx.state_the_rest()?;
        tx.connection.commit().map_err(Error::from)?;
        Ok(answer)
    }
}

impl Store {
    /// Makes a change, hands back what it returned, and undoes it: to know what would happen.
    ///
    /// # Errors
    /// The closure's own, or a store that cannot be written.
    pub fn rehearse<T, E: From<Error>>(
        &mut self,
        actor: &Actor,
        at: Timestamp,
        change: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut answer = None;
        let undone = self.write(actor, at, |tx| {
            answer = Some(change(tx)?);
            tx.changed = true;
            Ok::<(), E>(())
        });
        match (answer, undone) {
            (Some(answer), _) => Ok(answer),
            (None, Err(fault)) => Err(fault),
            (None, Ok(())) => Err(Error::Unrecorded.into()),
        }
    }
}

impl Tx<'_> {
    /// Appends an entry to the ledger. A JSON object as body gains a `records` member, which names
    /// the records put since the last entry by number and commitment.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn append(&mut self, kind: &str, body: Value) -> Result<Entry, Error> {
        let mut body = body;
        if let (Some(records), Value::Object(members)) =
            (named(&std::mem::take(&mut self.pending)), &mut body)
        {
            members.insert("records".to_owned(), records);
        }
        self.changed = false;
        let next = self.next_entry()?;
        let members = guard::settle::settle(&self.connection, &self.guard, (next, kind))?;
        if let Value::Object(body) = &mut body {
            body.extend(members.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        ledger::append(&self.connection, &self.actor, self.at, kind, body)
    }

    /// States what was changed after the last entry, since it names that entry: a manifest does.
    fn state_the_rest(&mut self) -> Result<(), Error> {
        let next = self.next_entry()?;
        let members = guard::settle::settle(&self.connection, &self.guard, (next, guard::ROWS))?;
        if members.is_empty() {
            return Ok(());
        }
        let body = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        ledger::append(&self.connection, &self.actor, self.at, guard::ROWS, Value::Object(body))
            .map(drop)
    }

    /// Returns the number the next ledger entry will have.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn next_entry(&self) -> Result<u64, Error> {
        Ok(ledger::head(&self.connection, &[])?.number + 1)
    }

    /// Returns a fresh salt from the randomness given when the store was opened.
    pub fn salt(&mut self) -> [u8; 32] {
        self.salts.next()
    }

    /// Returns the time of the change.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns who makes the change.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Notes that something was changed which the next entry has to account for.
    pub(crate) fn touch(&mut self) {
        self.changed = true;
    }

    /// Notes a record the next entry names.
    pub(crate) fn note(&mut self, number: u64, commitment: String) {
        self.changed = true;
        self.pending.push((number, commitment));
    }
}

/// Names records in an entry: one by number and commitment, several by first and last number, count
/// and the digest of their commitments, one a line.
pub(crate) fn named(records: &[(u64, String)]) -> Option<Value> {
    match records {
        [] => None,
        [(number, commitment)] => Some(json!({"number": number, "commitment": commitment})),
        [(first, _), .., (last, _)] => {
            let mut digest = Sha256::new();
            for (_, commitment) in records {
                digest.update(commitment);
                digest.update(b"\n");
            }
            Some(json!({
                "first": first,
                "last": last,
                "count": records.len(),
                "commitments_sha256": hex(&digest.finalize()),
            }))
        }
    }
}
