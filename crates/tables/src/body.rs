//! Which rows below a header are records. Totals, footers, headings of groups, the header again and a
//! further table are no records; a row with a cell too few or a quotation mark that never closes is a
//! broken one. Every reader of tables asks here; what the cells mean is not known here.

use std::collections::BTreeSet;

use crate::body_words::{self, fold};
use crate::csv_record::MarkFault;
use crate::sheet::Shown;
use crate::{Cell, Row};

/// Shapes of keys that are remembered.
const SHAPES: usize = 64;

/// Whether rows that are no record are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeepRows {
    /// They are left out and reported.
    #[default]
    Records,
    /// Every row is taken for a record.
    All,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// A record.
    Record,
    /// A row that is no record.
    Aside(Aside),
    /// A record that cannot be read.
    Broken(Broken),
}

/// Why a row is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// It repeats the header.
    HeaderAgain,
    /// It sums up rows above.
    Total,
    /// It is a heading of a group, or a line of text under the table.
    Note,
    /// It belongs to another table further down.
    OtherTable,
}

impl Aside {
    /// Returns what the row was taken for.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::HeaderAgain => "the header row again",
            Self::Total => "a total",
            Self::Note => "a heading or a note",
            Self::OtherTable => "a row of another table further down",
        }
    }
}

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A quotation mark opens in this row and never closes.
    Mark(MarkFault),
    /// It has fewer or more cells than the header.
    Cells {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
}

impl Broken {
    /// Returns what was expected, what was found, and the fix.
    #[must_use]
    pub fn words(self) -> (String, String, &'static str) {
        match self {
            Self::Mark(MarkFault::ClosedByCurly) => (
                "a closing quotation mark".to_owned(),
                "a quotation mark that opens here and is closed by a curly one".to_owned(),
                "replace the curly mark by a straight one, or save the table as .xlsx",
            ),
            Self::Mark(_) => (
                "a closing quotation mark".to_owned(),
                "a quotation mark that opens here and never closes".to_owned(),
                "close it at the end of the cell, or delete it; a mark inside a quoted cell is written twice",
            ),
            Self::Cells { found, expected } => (
                format!("{expected} cells as there are headings"),
                format!("{found} {}", if found == 1 { "cell" } else { "cells" }),
                if found > expected {
                    "put texts with commas in quotation marks, or write a heading for the column"
                } else {
                    "put the missing cell back, blank if need be: the values behind it would be read under the wrong heading"
                },
            ),
        }
    }
}

/// The rows below one header.
#[derive(Debug)]
pub struct Body {
    headings: Vec<String>,
    /// Cells up to the last heading.
    width: usize,
    /// Cells that the header's own record has.
    widest: usize,
    key: Option<usize>,
    keep: KeepRows,
    last: u32,
    after_aside: bool,
    /// How many keys there were, and how many of them have a digit.
    keys: (u32, u32),
    /// Whether a key has a space in it.
    has_spaced: bool,
    /// Whether a key is a year.
    has_year: bool,
    /// Cells of the fullest record.
    filled: usize,
    shapes: BTreeSet<String>,
    /// The width of the other table that the rows belong to now.
    other: Option<usize>,
}

impl Body {
    /// Returns the body below a header. `key` is the column that tells records apart, if there is one.
    #[must_use]
    pub fn below(header: &Row, key: Option<usize>, keep: KeepRows) -> Self {
        let headings: Vec<String> =
            header.cells().iter().map(|cell| fold(&cell.to_string())).collect();
        let width = headings.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
        Self {
            widest: header.marks.cells.map_or(width, |cells| width.max(cells as usize)),
            headings,
            width,
            key,
            keep,
            last: header.number,
            after_aside: false,
            keys: (0, 0),
            has_spaced: false,
            has_year: false,
            filled: 0,
            shapes: BTreeSet::new(),
            other: None,
        }
    }

    /// Says what a row is. Rows come in the order of the file.
    pub fn judge(&mut self, row: &Row) -> Ruling {
        let ruling = self.ruling(row);
        self.last = row.number;
        self.after_aside = matches!(ruling, Ruling::Aside(_));
        if ruling == Ruling::Record {
            self.learn(row);
        }
        ruling
    }

    fn ruling(&mut self, row: &Row) -> Ruling {
        if let Some(fault) = row.marks.fault.filter(|fault| *fault != MarkFault::TextBehind) {
            return Ruling::Broken(Broken::Mark(fault));
        }
        if self.keep == KeepRows::Records
            && let Some(aside) = self.aside(row)
        {
            return Ruling::Aside(aside);
        }
        let found = row.marks.cells.map_or(self.width, |cells| cells as usize);
        let filled = last_filled(row);
        let is_long = row.marks.cells.is_some() && filled > self.widest;
        if found < self.width || is_long {
            let found = if is_long { filled } else { found };
            return Ruling::Broken(Broken::Cells { found, expected: self.width });
        }
        Ruling::Record
    }

    fn aside(&mut self, row: &Row) -> Option<Aside> {
        let filled = row.filled();
        if self.is_header(row, filled) {
            self.other = None;
            return Some(Aside::HeaderAgain);
        }
        if let Some(width) = self.other {
            let is_back = filled > width && self.key_text(row).is_some_and(|k| self.is_known(&k));
            if !is_back {
                return Some(Aside::OtherTable);
            }
            self.other = None;
        }
        if row.marks.shown == Shown::AsTotals || self.is_total(row, filled) {
            return Some(Aside::Total);
        }
        if self.is_summary(row, filled) {
            return Some(Aside::Total);
        }
        if self.is_note(row, filled) {
            return Some(Aside::Note);
        }
        let begins_anew = row.number > self.last + 1 || self.after_aside;
        if begins_anew && self.is_other_header(row, filled) {
            self.other = Some(filled);
            return Some(Aside::OtherTable);
        }
        None
    }

    fn is_header(&self, row: &Row, filled: usize) -> bool {
        let headed = self.headings.iter().filter(|text| !text.is_empty()).count();
        // One cell may be blank where so many others say the same.
        (filled == headed || (filled + 1 == headed && filled >= 2))
            && row.cells().iter().enumerate().all(|(at, cell)| {
                cell.is_blank()
                    || self.headings.get(at).is_some_and(|text| *text == fold(&cell.to_string()))
            })
    }

    /// A total is named as such in its key or, where the key is blank, in any cell; next to it are
    /// figures alone.
    fn is_total(&self, row: &Row, filled: usize) -> bool {
        let key = self.key.filter(|at| !row.cell(*at).is_blank());
        let named = key.or_else(|| {
            let first = row.cells().iter().position(|cell| !cell.is_blank());
            first.filter(|_| self.key.is_some() || filled < self.width || self.width < 3)
        });
        let Some(named) = named else { return false };
        let Some(text) = row.cell(named).as_text() else { return false };
        if !body_words::is_total(text) && !self.is_named_summary(row, named, text) {
            return false;
        }
        let others = row.cells().iter().enumerate().filter(|(at, _)| *at != named);
        let figures_alone = others.clone().all(|(_, cell)| is_figure_or_blank(cell));
        figures_alone || (key.is_some() && !has_digit(text) && body_words::is_plain_total(text))
    }

    /// Where no column is known to hold keys, the first of two columns names its row: `Overall,0.67`. A column
    /// of prose names nothing.
    fn is_named_summary(&self, row: &Row, named: usize, text: &str) -> bool {
        const PROSE: [&str; 8] =
            ["comment", "note", "what", "text", "finding", "recommendation", "reason", "sentence"];
        let heading = self.headings.get(named).map_or("", String::as_str);
        let is_prose = PROSE.iter().any(|word| heading.contains(word));
        let other = row.cell(1 - named.min(1));
        self.key.is_none()
            && self.width == 2
            && !is_prose
            && !other.is_blank()
            && is_figure_or_blank(other)
            && body_words::is_summary(text)
    }

    /// A summary without a total's name: a word such as `Overall` where ids have figures, the number of
    /// the records above, or a figure without a name.
    fn is_summary(&self, row: &Row, filled: usize) -> bool {
        let Some(key) = self.key.filter(|_| self.width > 1 && self.keys.0 > 0) else {
            return false;
        };
        let Some(text) = self.key_text(row) else {
            let is_figure = |cell: &Cell| !cell.is_blank() && is_figure(&cell.to_string());
            return self.width > 2
                && filled == 1
                && self.filled > 1
                && row.cells().iter().any(is_figure);
        };
        let is_apart = row.number > self.last + 1 || !self.is_known(&text);
        if filled == 1 && self.filled > 1 && is_apart && text.trim() == self.keys.0.to_string() {
            return true;
        }
        let is_period = matches!(self.headings[key].as_str(), "period" | "month" | "week");
        if is_period && !self.has_year && body_words::is_year(&text) {
            return true;
        }
        // `n=3` has the shape of an id such as `A1`, but for its sign.
        if self.is_known(&text) && !text.contains(['=', ':']) {
            return false;
        }
        let others = row.cells().iter().enumerate().filter(|(at, _)| *at != key);
        let figures_alone = || others.clone().all(|(_, cell)| is_figure_or_blank(cell));
        // What is measured is a key of words, and one of them can be an average.
        let is_measure = matches!(self.headings[key].as_str(), "measure" | "indicator");
        let is_of_words =
            !is_measure && !self.has_spaced && text.trim().contains(' ') && filled > 1;
        let is_named = !has_digit(&text) || text.contains(['=', ':']);
        body_words::is_summary(&text)
            && ((self.keys_have_digits() && (is_named || figures_alone()))
                || (is_of_words && figures_alone()))
    }

    fn keys_have_digits(&self) -> bool {
        let (keys, with_digit) = self.keys;
        with_digit > 0 && with_digit == keys
    }

    /// One cell of text in a table of several columns, which is no key.
    fn is_note(&self, row: &Row, filled: usize) -> bool {
        let Some(first) = row.cells().iter().position(|cell| !cell.is_blank()) else {
            return false;
        };
        let Some(text) = row.cell(first).as_text() else { return false };
        if body_words::is_footer(text) && filled <= 2 && self.width > filled {
            return true;
        }
        if filled != 1 || self.width < 2 {
            return false;
        }
        let words = text.split_whitespace().count();
        match self.key {
            None => false,
            Some(key) if key != first => first == 0 && words >= 2 && !is_figure(text),
            Some(_) if self.is_known(text) => false,
            Some(_) if self.width == 2 => words >= 3,
            Some(_) => words >= 2 || (self.keys.1 > 0 && !has_digit(text)),
        }
    }

    /// A row of words alone where keys have digits: the header of another table.
    fn is_other_header(&self, row: &Row, filled: usize) -> bool {
        let words = |cell: &Cell| cell.as_text().is_some_and(|text| !has_digit(text));
        self.keys_have_digits()
            && filled >= 2
            && row.cells().iter().all(|cell| cell.is_blank() || words(cell))
    }

    fn key_text(&self, row: &Row) -> Option<String> {
        let cell = row.cell(self.key?);
        (!cell.is_blank()).then(|| cell.to_string())
    }

    fn learn(&mut self, row: &Row) {
        let Some(key) = self.key_text(row) else { return };
        self.keys.0 += 1;
        self.filled = self.filled.max(row.filled());
        self.has_year |= body_words::is_year(&key);
        self.has_spaced |= key.trim().contains(' ');
        self.keys.1 += u32::from(has_digit(&key));
        if self.shapes.len() < SHAPES {
            let shape = shape(&key);
            if !self.shapes.contains(&shape) {
                self.shapes.insert(shape);
            }
        }
    }

    fn is_known(&self, key: &str) -> bool {
        self.shapes.contains(&shape(key))
    }
}

fn last_filled(row: &Row) -> usize {
    row.cells().iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_figure_or_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty | Cell::Number(_) | Cell::Unsaved | Cell::Fault(_) => true,
        Cell::Text(text) => text.trim().is_empty() || is_figure(text),
        _ => false,
    }
}

fn is_figure(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    has_digit(&bare)
        && bare.chars().all(|c| c.is_ascii_digit() || ".,%£()+-".contains(c))
        && bare.matches(['-', '.']).count() < 2
}

/// Letters become `a`, figures `9`; spaces and punctuation are left out.
fn shape(key: &str) -> String {
    key.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| if c.is_ascii_digit() { '9' } else { 'a' })
        .collect()
}

#[cfg(test)]
mod tests;
