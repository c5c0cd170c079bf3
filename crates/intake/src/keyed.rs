//! Rows of a table that have one key, such as two recommendations with one number. The store would keep
//! the last of them: a row that says the same again is left out and reported, one that says something
//! else is refused. What the key is, is the table's business.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use assay_model::alike::folded;

use crate::line::Line;
use crate::problems::{Oddity, Problems, Where};

/// The records so far, by their keys.
pub(crate) struct Keyed<R> {
    /// What a record is called.
    what: &'static str,
    seen: HashMap<Vec<String>, (R, Where, u32)>,
}

impl<R: PartialEq + Clone> Keyed<R> {
    /// Begins a table of records that are called `what`.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, seen: HashMap::new() }
    }

    /// Returns the record of a row, unless a row before has its key, letter case and spaces aside. `field`
    /// is where that is reported.
    pub(crate) fn take(
        &mut self,
        key: &[&str],
        record: R,
        (line, field): (&Line<'_>, &str),
        problems: &mut Problems,
    ) -> Option<R> {
        let key = key.iter().map(|part| folded(part)).collect();
        let (other, there, row) = match self.seen.entry(key) {
            Entry::Vacant(free) => {
                free.insert((record.clone(), line.place.clone(), line.number()));
                return Some(record);
            }
            Entry::Occupied(known) => known.into_mut(),
        };
        let row = line.place.rows([(&*there, *row)].into_iter());
        let what = self.what;
        if *other == record {
            let expected = format!("each {what} once, and it is in row {row} already");
            let hint = "the row was left out: it says the same as that one";
            line.note(field, Oddity::left_out(expected, hint), problems);
        } else {
            let expected = format!("each {what} once, and row {row} says something else of it");
            let hint = "keep the row that is right, or write what tells the two apart";
            line.refuse(field, Oddity::new(expected, hint), problems);
        }
        None
    }
}
