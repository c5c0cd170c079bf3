//! Reading what the entries state of rows, in order: the last statement of each group is what its rows have to be.

use std::collections::BTreeMap;

use serde_json::Value;

use super::leaf::{Leaf, root};
use super::mismatch::Mismatch;
use super::statement::{self, Statement};
use super::tables::{self, Table};
use super::{ADOPTED, GONE, LAWFUL, STATED};
use crate::ledger::RawEntry;

/// A group of rows by table and home.
type Place = (String, String);

/// What the ledger says of rows.
#[derive(Default)]
pub(super) struct Chain {
    /// The last statement of each group, with its entry.
    last: BTreeMap<Place, (u64, Statement)>,
    /// The groups whose rows were met.
    met: std::collections::BTreeSet<Place>,
    /// The leaves of destroyed rows.
    gaps: BTreeMap<Place, Vec<Leaf>>,
    /// What each entry says was destroyed: how many and their root.
    pub(super) gone: BTreeMap<(u64, String, String), (u64, String)>,
    pub(super) mismatches: Vec<Mismatch>,
}

/// Returns a group in words.
pub(super) fn words(table: &str, home: &str) -> String {
    tables::named(table).map_or_else(|| format!("{table} {home}"), |table| table.rows_of(home))
}

/// Reads the statements of all entries.
pub(super) fn replay(entries: &[RawEntry]) -> Chain {
    let mut chain = Chain::default();
    for raw in entries {
        let entry = raw.number as u64;
        let Ok(body) = serde_json::from_str::<Value>(&raw.body) else {
            chain.mismatches.push(Mismatch::Unreadable { entry });
            continue;
        };
        if let Some(member) = body.get(STATED) {
            let stated = statement::read(member);
            if stated.is_none() {
                chain.mismatches.push(Mismatch::Unreadable { entry });
            }
            for statement in stated.unwrap_or_default() {
                chain.follow(entry, statement);
            }
        }
        if let Some(member) = body.get(GONE).filter(|_| LAWFUL.contains(&raw.kind.as_str())) {
            for gone in statement::read(member).unwrap_or_default() {
                chain.gone.insert((entry, gone.table, gone.home), (gone.rows, gone.root));
            }
        }
        if raw.kind == ADOPTED {
            chain.before(entry, &body["differed"]);
        }
    }
    chain
}

impl Chain {
    fn follow(&mut self, entry: u64, stated: Statement) {
        let group = || words(&stated.table, &stated.home);
        let place = (stated.table.clone(), stated.home.clone());
        let before = self.last.get(&place).map_or(0, |(entry, _)| *entry);
        if before != stated.after {
            self.mismatches.push(Mismatch::Follows { group: group(), entry });
        }
        if stated.differed {
            self.mismatches.push(Mismatch::Differed { group: group(), entry });
        }
        self.last.insert(place, (entry, stated));
    }

    fn before(&mut self, entry: u64, differed: &Value) {
        if let Some(what) = differed["ledger"].as_str() {
            self.mismatches.push(Mismatch::Before { entry, what: what.to_owned() });
        }
        for import in differed["imports"].as_array().into_iter().flatten() {
            let what = format!("import {import} did not have the rows it brought");
            self.mismatches.push(Mismatch::Before { entry, what });
        }
    }

    /// Notes a leaf whose row was destroyed.
    pub(super) fn gap(&mut self, table: &str, home: &str, leaf: Leaf) {
        self.gaps.entry((table.to_owned(), home.to_owned())).or_default().push(leaf);
    }

    /// Compares the leaves of a group's rows with its last statement.
    pub(super) fn hold(
        &mut self,
        table: &Table,
        home: &str,
        mut leaves: Vec<Leaf>,
    ) -> Option<Mismatch> {
        let place = (table.name.to_owned(), home.to_owned());
        leaves.extend(self.gaps.get(&place).into_iter().flatten());
        let found = leaves.len() as u64;
        let group = table.rows_of(home);
        let Some((entry, stated)) = self.last.get(&place) else {
            return (found > 0).then_some(Mismatch::Unstated { group, found });
        };
        let is_same = stated.rows == found && stated.root == root(&mut leaves);
        let (entry, stated) = (*entry, stated.rows);
        self.met.insert(place);
        (!is_same).then_some(Mismatch::Rows { group, entry, stated, found })
    }

    /// Compares the groups that have no rows any more with their statements.
    pub(super) fn left(&mut self) -> Vec<Mismatch> {
        let left: Vec<Place> =
            self.last.keys().filter(|place| !self.met.contains(*place)).cloned().collect();
        let mut found = Vec::new();
        for (name, home) in left {
            match tables::named(&name) {
                Some(table) => found.extend(self.left_of(table, &home)),
                None => {
                    found.push(Mismatch::Unknown { kind: "table in the ledger".to_owned(), name });
                }
            }
        }
        found
    }

    /// The same of one group.
    pub(super) fn left_of(&mut self, table: &Table, home: &str) -> Option<Mismatch> {
        let place = (table.name.to_owned(), home.to_owned());
        if self.met.contains(&place) || !self.last.contains_key(&place) {
            return None;
        }
        self.hold(table, home, Vec::new())
    }

    /// Returns the groups that were ever stated.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        self.last.keys()
    }

    /// Returns whether this is what the last statement of the group says.
    pub(super) fn is_last(&self, place: &Place, (rows, root, entry): &(i64, String, i64)) -> bool {
        self.last.get(place).is_some_and(|(number, stated)| {
            *number as i64 == *entry && stated.rows as i64 == *rows && stated.root == *root
        })
    }
}
