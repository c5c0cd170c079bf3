//! What a connection has changed since the last ledger entry: which groups of rows, what they were before, and which
//! leaves went. The triggers tell; the next entry asks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::leaf::{Leaf, root};
use crate::salts::Salts;

/// A group of rows: the table, and what they are of.
pub(crate) type Group = (&'static str, String);

/// What is known of the changes since the last entry.
#[derive(Default)]
pub(crate) struct Changes {
    /// The groups that were touched, with the leaves that were there before.
    before: BTreeMap<Group, Vec<Leaf>>,
    /// The group that was touched last: most often the next one too.
    last: Option<Group>,
    /// Groups of which a row was not as its leaf said when it was changed.
    differing: BTreeSet<Group>,
    /// The leaves that were deleted.
    gone: BTreeMap<Group, Vec<Leaf>>,
}

/// A group that was touched.
pub(crate) struct Touched {
    pub(crate) group: Group,
    pub(crate) root_before: String,
    pub(crate) rows_before: usize,
    pub(crate) differed: bool,
    pub(crate) gone: Vec<Leaf>,
}

/// Shared between a connection's functions and its store.
#[derive(Clone)]
pub(crate) struct State(Arc<Mutex<(Changes, Salts)>>);

impl State {
    pub(crate) fn new(salts: Salts) -> Self {
        Self(Arc::new(Mutex::new((Changes::default(), salts))))
    }

    /// Returns a salt for a row.
    pub(crate) fn salt(&self) -> [u8; super::leaf::SALT] {
        let long = self.with(|(_, salts)| salts.next());
        let mut salt = [0; super::leaf::SALT];
        salt.copy_from_slice(&long[..super::leaf::SALT]);
        salt
    }

    /// Notes a change to a group; true for the first since the last entry.
    pub(super) fn touch(&self, table: &'static str, home: &str) -> bool {
        self.with(|(changes, _)| {
            if changes.last.as_ref().is_some_and(|(known, of)| *known == table && of == home) {
                return false;
            }
            let group = (table, home.to_owned());
            changes.last = Some(group.clone());
            let is_first = !changes.before.contains_key(&group);
            if is_first {
                changes.before.insert(group, Vec::new());
            }
            is_first
        })
    }

    /// Notes a leaf that a group had before.
    pub(super) fn had(&self, table: &'static str, home: &str, leaf: Leaf) {
        self.with(|(changes, _)| {
            changes.before.entry((table, home.to_owned())).or_default().push(leaf);
        });
    }

    /// Notes that a row was not as its leaf said.
    pub(super) fn differs(&self, table: &'static str, home: &str) {
        self.with(|(changes, _)| changes.differing.insert((table, home.to_owned())));
    }

    /// Notes a leaf whose row was deleted.
    pub(super) fn went(&self, table: &'static str, home: &str, leaf: Leaf) {
        self.with(|(changes, _)| {
            changes.gone.entry((table, home.to_owned())).or_default().push(leaf);
        });
    }

    /// Forgets everything: the changes were stated, or undone.
    pub(crate) fn forget(&self) {
        self.with(|(changes, _)| *changes = Changes::default());
    }

    /// Hands over what was touched, and forgets it.
    pub(super) fn take(&self) -> Vec<Touched> {
        let Changes { before, differing, mut gone, .. } =
            self.with(|(changes, _)| std::mem::take(changes));
        let touched = before.into_iter().map(|(group, mut leaves)| Touched {
            root_before: root(&mut leaves),
            rows_before: leaves.len(),
            differed: differing.contains(&group),
            gone: gone.remove(&group).unwrap_or_default(),
            group,
        });
        touched.collect()
    }

    fn with<T>(&self, change: impl FnOnce(&mut (Changes, Salts)) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
