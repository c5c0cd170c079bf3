//! Finds the boxes of a sheet by their labels, wherever those are now.

use std::collections::BTreeMap;

use assay_model::{Date, Judgement, Score};
use assay_tables::fold_header as fold;
use assay_tables::{Cell, EMPTY, Epoch, Row, Sheet};

use crate::DateOrder;
use crate::not_applicable;
use crate::problems::{Oddity, Problems, Where};
use crate::value::{self, Reading};

/// A sheet with its labels.
pub(super) struct Boxes<'a> {
    pub(super) place: Where,
    sheet: &'a Sheet,
    /// Folded label → row index and column.
    labels: BTreeMap<String, (usize, usize)>,
}

/// A cell with its row's number and the label it is reported under.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) row: u32,
    pub(super) label: &'a str,
    pub(super) cell: &'a Cell,
}

/// A heading row's columns by their heads, and every row below.
#[derive(Default)]
pub(super) struct Table<'a> {
    columns: BTreeMap<&'static str, usize>,
    pub(super) rows: Vec<&'a Row>,
}

impl<'a> Table<'a> {
    /// Returns the row's cell under a head.
    pub(super) fn cell(&self, row: &'a Row, head: &'static str) -> Found<'a> {
        let cell = self.columns.get(head).map_or(&EMPTY, |at| row.cell(*at));
        Found { row: row.number, label: head, cell }
    }
}

impl<'a> Boxes<'a> {
    pub(super) fn new(file: &str, sheet: &'a Sheet) -> Self {
        let mut labels = BTreeMap::new();
        let texts = |row: &'a Row| {
            let filled = row.cells().iter().enumerate().filter(|(_, cell)| !cell.is_blank());
            filled.enumerate().filter_map(|(nth, (at, cell))| Some((nth, at, cell.as_text()?)))
        };
        // A label is the first in its row. What is typed may read like one, such as an owner called "Auditor": it
        // counts only where nothing else has the label.
        for is_first in [true, false] {
            for (index, row) in sheet.rows.iter().enumerate() {
                for (_, column, text) in texts(row).filter(|(nth, ..)| (*nth == 0) == is_first) {
                    labels.entry(fold(text)).or_insert((index, column));
                }
            }
        }
        Self { place: Where { file: file.to_owned(), sheet: sheet.name.clone() }, sheet, labels }
    }

    /// Returns whether the sheet has the label.
    pub(super) fn has(&self, label: &str) -> bool {
        self.labels.contains_key(&fold(label))
    }

    /// Returns the rows of the sheet.
    pub(super) fn rows(&self) -> &'a [Row] {
        &self.sheet.rows
    }

    /// Returns the index of the row that a label is in.
    pub(super) fn row_of(&self, label: &str) -> Option<usize> {
        self.labels.get(&fold(label)).map(|(row, _)| *row)
    }

    /// Returns the first filled cell to the right of a label.
    pub(super) fn next_to(&self, label: &'a str) -> Found<'a> {
        let Some((index, column)) = self.labels.get(&fold(label)) else {
            return Found { row: 0, label, cell: &EMPTY };
        };
        let row = &self.sheet.rows[*index];
        let cell = row.cells().iter().skip(column + 1).find(|cell| !cell.is_blank());
        Found { row: row.number, label, cell: cell.unwrap_or(&EMPTY) }
    }

    /// Returns the words next to a label.
    pub(super) fn words(&self, label: &'a str) -> String {
        prose(self.next_to(label).cell)
    }

    /// Returns the table whose heading row has `heads`; its last row is the one before `next` begins.
    pub(super) fn table(&self, heads: &[&'static str], next: &[&str]) -> Table<'a> {
        let Some((index, _)) = heads.first().and_then(|first| self.labels.get(&fold(first))) else {
            return Table::default();
        };
        let head = &self.sheet.rows[*index];
        let at = |name: &str| head.cells().iter().position(|c| fold(&c.to_string()) == fold(name));
        let columns = heads.iter().filter_map(|name| Some((*name, at(name)?))).collect();
        let ends = next.iter().filter_map(|label| self.labels.get(&fold(label)).map(|at| at.0));
        let end = ends.filter(|end| end > index).min().unwrap_or(self.sheet.rows.len());
        Table { columns, rows: self.sheet.rows[index + 1..end].iter().collect() }
    }

    /// Adds a note about a cell.
    pub(super) fn note(&self, found: Found<'_>, oddity: Oddity, problems: &mut Problems) {
        problems.note(self.place.at(found.row, found.label), value::shown(found.cell), oddity);
    }

    /// Refuses a sheet because of a cell.
    pub(super) fn refuse(&self, found: Found<'_>, oddity: Oddity, problems: &mut Problems) {
        problems.refuse(self.place.at(found.row, found.label), value::shown(found.cell), oddity);
    }

    /// Returns the date in a cell; an unreadable one is noted and none.
    pub(super) fn date(&self, found: Found<'_>, problems: &mut Problems) -> Option<Date> {
        // Auditors type dates as they like into a box that is made for dates; day first is no oddity.
        match value::date(found.cell, Epoch::Year1900, DateOrder::DayFirst, false) {
            Reading::Good(date) | Reading::Odd(date, _) => Some(date),
            Reading::Blank => None,
            Reading::Bad(oddity) => {
                self.note(found, oddity, problems);
                None
            }
        }
    }

    /// Returns the date in a cell of a table, whose column is judged as a whole too.
    pub(super) fn date_of_column(&self, found: Found<'_>, problems: &mut Problems) -> Option<Date> {
        problems.date((&self.place, found.row, found.label), found.cell, DateOrder::DayFirst);
        self.date(found, problems)
    }

    /// Returns the judgement in a cell; another word is noted and none.
    pub(super) fn judgement(&self, found: Found<'_>, problems: &mut Problems) -> Option<Judgement> {
        let text = self.text(found, problems);
        let judgement = Judgement::parse(&text);
        if judgement.is_none() && !text.is_empty() {
            let expected = "outstanding, good, requires improvement or inadequate";
            self.note(found, Oddity::new(expected, "choose from the list"), problems);
        }
        judgement
    }

    /// Returns the score in a cell; anything else is noted and none.
    pub(super) fn score(&self, found: Found<'_>, problems: &mut Problems) -> Option<Score> {
        let text = self.text(found, problems);
        let score = Score::parse(&text);
        if score.is_none() && !text.is_empty() {
            let oddity = Oddity::new("a score from 0 to 10", "the score was left blank");
            self.note(found, oddity, problems);
        }
        score
    }

    /// Returns yes or no; another word is noted and none.
    pub(super) fn yes_no(&self, found: Found<'_>, problems: &mut Problems) -> Option<bool> {
        match value::yes_no(found.cell) {
            Reading::Blank => None,
            Reading::Good(yes) | Reading::Odd(yes, _) => Some(yes),
            Reading::Bad(oddity) => {
                self.note(found, oddity, problems);
                None
            }
        }
    }

    /// Returns whether the box of n/a says that a domain does not apply; what says neither is noted.
    pub(super) fn not_applicable(&self, found: Found<'_>, problems: &mut Problems) -> bool {
        match not_applicable::read(found.cell) {
            Reading::Blank => false,
            Reading::Good(is) | Reading::Odd(is, _) => is,
            Reading::Bad(oddity) => {
                self.note(found, oddity, problems);
                false
            }
        }
    }

    /// Returns the words of a cell; a spreadsheet's error is noted and blank.
    pub(super) fn text(&self, found: Found<'_>, problems: &mut Problems) -> String {
        if let (Reading::Bad(oddity), false) = (value::text(found.cell), found.cell.is_blank()) {
            self.note(found, oddity, problems);
        }
        prose(found.cell)
    }

    /// Notes a box that is still empty.
    pub(super) fn note_empty(&self, found: Found<'_>, problems: &mut Problems) {
        let hint = "ask the auditor for it and import the form again";
        problems.note(
            self.place.at(found.row, found.label),
            "a blank",
            Oddity::new("the box filled in", hint),
        );
    }
}

pub(super) fn prose(cell: &Cell) -> String {
    match cell {
        Cell::Fault(_) | Cell::Unsaved => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}
