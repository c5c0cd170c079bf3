//! Rows of a table that have one key, such as two recommendations with one number. Rows that are equal for people
//! are one: the later is left out and reported. Of rows that say different things nobody can know which is meant:
//! all of them are refused, so that the order of a table decides nothing. What the key is, is the table's business.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use assay_model::alike::folded;

use crate::line::Line;
use crate::problems::{Oddity, Problems, Where};
use crate::value;

/// A part of what identifies a record.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'a> {
    /// A case's id or a date: every sign counts.
    Exact(&'a str),
    /// A text: letter case, spaces and punctuation do not count.
    Text(&'a str),
}

impl Part<'_> {
    fn folded(self) -> String {
        match self {
            Self::Exact(part) => part.to_owned(),
            Self::Text(part) => folded(part),
        }
    }
}

/// The records so far, by their keys.
pub(crate) struct Keyed<R> {
    /// What a record is called.
    what: &'static str,
    /// Returns a record with its texts as people compare them.
    bare: fn(&R) -> R,
    seen: HashMap<Vec<String>, Seen<R>>,
    /// How many records were returned, and which of them are refused after all.
    returned: usize,
    refused: BTreeSet<usize>,
}

/// A record with its row.
struct Seen<R> {
    record: R,
    at: usize,
    place: Where,
    row: u32,
    header: String,
    found: String,
    /// The first row that says something else.
    other: Option<(Where, u32)>,
}

impl<R: PartialEq + Clone> Keyed<R> {
    /// Begins a table of records that are called `what`; `bare` returns a record with its texts as people compare
    /// them.
    pub(crate) fn new(what: &'static str, bare: fn(&R) -> R) -> Self {
        Self { what, bare, seen: HashMap::new(), returned: 0, refused: BTreeSet::new() }
    }

    /// Returns the record of a row, unless a row before has its key. `field` is where that is reported.
    pub(crate) fn take(
        &mut self,
        key: &[Part<'_>],
        record: R,
        (line, field): (&Line<'_>, &str),
        problems: &mut Problems,
    ) -> Option<R> {
        let known = match self.seen.entry(key.iter().map(|part| part.folded()).collect()) {
            Entry::Vacant(free) => {
                free.insert(Seen::of(record.clone(), self.returned, (line, field)));
                self.returned += 1;
                return Some(record);
            }
            Entry::Occupied(known) => known.into_mut(),
        };
        let what = self.what;
        let is_same = (self.bare)(&known.record) == (self.bare)(&record);
        let differs = |(place, row): (&Where, u32), here: &Where| {
            let row = here.rows([(place, row)].into_iter());
            let hint = "keep the row that is right, or write what tells the two apart";
            Oddity::new(format!("each {what} once, and row {row} says something else of it"), hint)
        };
        if let (true, Some((place, row))) = (is_same, &known.other) {
            line.refuse(field, differs((place, *row), line.place), problems);
        } else if is_same {
            let row = line.place.rows([(&known.place, known.row)].into_iter());
            let expected = format!("each {what} once, and it is in row {row} already");
            let oddity = if known.record == record {
                Oddity::left_out(expected, "the row was left out: it says the same as that one")
            } else {
                let hint = "the two were read as one: they differ in letter case, spaces or punctuation alone";
                Oddity::put_right(expected, hint)
            };
            line.note(field, oddity, problems);
        } else {
            if known.other.is_none() {
                let place = known.place.at(known.row, &known.header);
                let oddity = differs((line.place, line.number()), &known.place);
                problems.refuse(place, known.found.clone(), oddity);
                known.other = Some((line.place.clone(), line.number()));
                self.refused.insert(known.at);
            }
            line.refuse(field, differs((&known.place, known.row), line.place), problems);
        }
        None
    }

    /// Takes the records out that were returned before a row said something else of them.
    pub(crate) fn drop_refused<T>(&self, records: &mut Vec<T>) {
        self.drop_refused_of(records, |_| true);
    }

    /// The same where other records are among them.
    pub(crate) fn drop_refused_of<T>(&self, records: &mut Vec<T>, is_own: impl Fn(&T) -> bool) {
        let mut at = 0..;
        records.retain(|record| {
            !is_own(record) || at.next().is_some_and(|at| !self.refused.contains(&at))
        });
    }
}

impl<R> Seen<R> {
    fn of(record: R, at: usize, (line, field): (&Line<'_>, &str)) -> Self {
        Self {
            record,
            at,
            place: line.place.clone(),
            row: line.number(),
            header: line.header(field).to_owned(),
            found: value::shown(line.cell(field)),
            other: None,
        }
    }
}
