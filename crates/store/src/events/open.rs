//! An extract that is being read: what it was found to hold, which sorts of rows there are of its kind, with the
//! event's own id or without, and which rows of the store were met.

use std::collections::{BTreeMap, HashMap};

use super::extract::Found;
use super::pair;
use super::written::{EventKey, Half, WrittenEvent};

/// An extract that is being read.
pub(super) struct Open {
    pub(super) kind: String,
    pub(super) number: i64,
    /// Whether the same file was taken in before.
    pub(super) is_known: bool,
    pub(super) found: Found,
    /// Whether the store has rows of the kind without anything in the fields of the key.
    pub(super) has_blank_keys: bool,
    /// The rows of the store that the file has been found to hold.
    pub(super) seen: Seen,
    /// Rows of the store that the file holds too, by the extract that they are of.
    pub(super) moved: HashMap<i64, Vec<i64>>,
    /// Keys of which more than one row is stored.
    pub(super) touched: Vec<Half>,
    /// Rows stored as another version of an event that was there.
    pub(super) versions: Vec<i64>,
    /// The same, to look one up.
    pub(super) is_version: Seen,
    pub(super) ids: Ids,
    /// Whether the last row was there already: then the next one is likely to be too.
    pub(super) expects_known: bool,
}

impl Open {
    pub(super) fn note_version(&mut self, number: i64) {
        self.versions.push(number);
        self.is_version.add(number);
    }
}

/// How rows with the event's own id and rows without are compared.
pub(super) struct Ids {
    pub(super) by: EventKey,
    /// What the store has of the kind.
    pub(super) has: Sorts,
    /// What the file has brought.
    pub(super) came: Sorts,
    /// The cases and days that are compared anew, with the tag of the first event of each that asks for it.
    pub(super) days: BTreeMap<pair::Day, u64>,
}

/// Whether there are rows with the event's own id, and rows without.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sorts {
    pub(super) with: bool,
    pub(super) without: bool,
}

impl Ids {
    pub(super) fn has_any(&self) -> bool {
        self.has.with || self.has.without
    }

    /// Notes the case and day of an event where the store may have rows of the other sort: what came before may
    /// have been taken back since.
    pub(super) fn note(&mut self, event: &WrittenEvent, tag: u64) {
        self.came.with |= event.without_id.is_some();
        self.came.without |= event.lacks_id;
        let is_of_interest =
            (event.lacks_id && self.has_any()) || (event.without_id.is_some() && self.has.without);
        if let Some(case) = event.case.as_ref().filter(|_| is_of_interest) {
            self.days.entry((case.clone(), event.on.clone())).or_insert(tag);
        }
    }
}

/// Numbers of rows, a bit each.
#[derive(Default)]
pub(super) struct Seen(Vec<u64>);

impl Seen {
    pub(super) fn has(&self, number: i64) -> bool {
        let (word, bit) = (number as usize / 64, number as usize % 64);
        self.0.get(word).is_some_and(|bits| (bits >> bit) & 1 == 1)
    }

    pub(super) fn add(&mut self, number: i64) {
        let (word, bit) = (number as usize / 64, number as usize % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }
}
