//! The proofs of events as they are stored, a million at a time: the same as a trigger would give them, made before the
//! row is written so that it is written once.

use assay_model::CaseId;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::written::WrittenEvent;
use crate::Error;
use crate::guard::leaf::{proof, write_json};
use crate::guard::settle::begin;
use crate::guard::state::State;
use crate::guard::tables::{EVENTS, EVENTS_TABLE};

/// Gives new rows their numbers and proofs.
pub(super) struct Prover {
    guard: State,
    /// The number of the next row.
    pub(super) next: i64,
    json: String,
}

impl Prover {
    pub(super) fn new(connection: &Connection, guard: State, import: u64) -> Result<Self, Error> {
        begin(connection, &guard, (EVENTS_TABLE, &import.to_string()))?;
        // Nor the number of a row that went while something still says who held it.
        let sql = "SELECT max(coalesce((SELECT max(number) FROM events), 0),
                              coalesce((SELECT max(row) FROM held_events), 0)) + 1";
        let next = connection.query_row(sql, [], |row| row.get(0))?;
        Ok(Self { guard, next, json: String::new() })
    }

    /// Returns the proof of the next row.
    pub(super) fn proof(
        &mut self,
        event: &WrittenEvent,
        (import, extract, version): (u64, i64, i64),
    ) -> Vec<u8> {
        let case = event.case.as_ref().map(CaseId::as_str);
        let values = [
            case.map_or(ValueRef::Null, |case| ValueRef::Text(case.as_bytes())),
            ValueRef::Integer(extract),
            ValueRef::Text(event.fields.as_bytes()),
            ValueRef::Integer(import as i64),
            ValueRef::Blob(&event.key),
            ValueRef::Text(event.kind.as_bytes()),
            ValueRef::Integer(self.next),
            event.on.as_deref().map_or(ValueRef::Null, |on| ValueRef::Text(on.as_bytes())),
            ValueRef::Integer(0),
            ValueRef::Integer(version),
        ];
        write_json(&mut self.json, EVENTS, values);
        proof(self.guard.salt(), &self.json)
    }
}
