//! Rows that are read as records, and of which something is to be reported all the same: hidden ones, ones struck
//! through, ones in another encoding, values under no header and under one that comes twice. Every reader of tables
//! reports them from here.

use crate::Row;
use crate::csv_record::MarkFault;
use crate::header::fold_header;
use crate::sheet::{RowEncoding, Shown};

/// Rows that are named one by one where many are alike.
const NAMED: usize = 10;

/// What becomes of what a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is read as it is.
    Understood,
    /// It is read as something else.
    PutRight,
    /// It is not read.
    Lost,
    /// It is in a column that nothing here reads.
    LeftOut,
}

/// Something to be reported of rows that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The first of the rows.
    pub row: u32,
    /// The header of the column, where it is about one.
    pub column: Option<String>,
    /// What was found, with the rows.
    pub found: String,
    /// What was expected.
    pub expected: &'static str,
    /// What was done, and the fix.
    pub hint: &'static str,
    /// What became of it.
    pub outcome: Outcome,
}

/// The rows so far.
#[derive(Debug, Default)]
pub struct Marked {
    kinds: [Vec<u32>; KINDS.len()],
    twice: Vec<Twice>,
    /// Columns without a header; none where the header is not known.
    headless: Headless,
}

/// The columns without a header.
#[derive(Debug, Default)]
struct Headless {
    /// How many columns have a header or none, up to the last one with a header.
    headed: Vec<bool>,
    /// Whether a header is merged over columns, so that those behind the first have none of their own.
    is_merged: bool,
}

impl Headless {
    fn of(header: &Row) -> Self {
        let headed = header.cells().iter().map(|cell| !cell.is_blank()).collect();
        Self { headed, is_merged: header.marks.merged.across }
    }

    /// Says whether a row has a value under no header.
    fn has_value(&self, row: &Row) -> bool {
        let is_headed = |at: usize| self.headed.get(at).copied().unwrap_or(false);
        let mut filled = row.cells().iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        !self.headed.is_empty() && filled.any(|(at, _)| !is_headed(at))
    }
}

/// A header that comes twice: the two columns, and the rows with another value in the second.
#[derive(Debug)]
struct Twice {
    header: String,
    first: usize,
    again: usize,
    rows: Vec<u32>,
}

/// A kind of rows: which they are, what was expected, the hint, and what becomes of them.
type Kind = (&'static str, &'static str, &'static str, Outcome);

const READ: &str = "they were read anyway: delete them if they do not belong here";

const KINDS: [Kind; 10] = [
    ("hidden by hand or by a filter", "rows that are shown", READ, Outcome::Understood),
    ("struck through", "rows that are not struck through", READ, Outcome::Understood),
    (
        "with a cell merged from above",
        "cells of one row",
        "the value of the merged cell was read for each of its rows",
        Outcome::PutRight,
    ),
    (
        "with a cell that is merged over columns",
        "a cell for each column",
        "the value was read in the first of the columns alone: unmerge the cells and fill each in",
        Outcome::Lost,
    ),
    (
        "in another encoding",
        "one encoding",
        "they were read as Windows-1252, the other rows as UTF-8",
        Outcome::PutRight,
    ),
    (
        "with text after a closing quotation mark",
        "cells that are quoted from their beginning to their end",
        "a quotation mark inside a quoted cell is written twice: check what was read",
        Outcome::PutRight,
    ),
    (
        "with letters that were encoded twice, such as \u{c3}\u{a9} for \u{e9}",
        "text in one encoding",
        "they were read as the letters that they stand for: export the table as UTF-8",
        Outcome::PutRight,
    ),
    (
        "with signs inside words, as of another encoding than Windows-1252",
        "text in UTF-8 or Windows-1252",
        "names in them may be misread: export the table as CSV UTF-8 from its source, and import it again",
        Outcome::Lost,
    ),
    (
        "with a value in a column whose header is merged with the one before",
        "a header for each column",
        "the value was not read: unmerge the header and write one over each column",
        Outcome::Lost,
    ),
    (
        "with a value under no header",
        "a header over each value",
        "the value was not read: write a header over its column if it is needed",
        Outcome::LeftOut,
    ),
];

impl Marked {
    /// Begins the rows below a header.
    #[must_use]
    pub fn below(header: &Row) -> Self {
        let texts: Vec<String> = header.cells().iter().map(ToString::to_string).collect();
        let twice = twice(&texts).map(|(first, again)| Twice {
            header: texts[again].trim().to_owned(),
            first,
            again,
            rows: Vec::new(),
        });
        Self { twice: twice.collect(), headless: Headless::of(header), ..Self::default() }
    }

    /// Takes a record.
    pub fn take(&mut self, row: &Row) {
        let marks = row.marks;
        let is_headless = self.headless.has_value(row);
        let is_so = [
            marks.shown == Shown::Hidden,
            marks.shown == Shown::Struck,
            marks.merged.from_above,
            marks.merged.across,
            marks.encoding == RowEncoding::Windows,
            marks.fault == Some(MarkFault::TextBehind),
            marks.is_encoded_twice,
            marks.is_in_doubt,
            is_headless && self.headless.is_merged,
            is_headless && !self.headless.is_merged,
        ];
        for (rows, is_so) in self.kinds.iter_mut().zip(is_so) {
            if is_so {
                rows.push(row.number);
            }
        }
        for Twice { first, again, rows, .. } in &mut self.twice {
            let other = row.cell(*again);
            if !other.is_blank() && other != row.cell(*first) {
                rows.push(row.number);
            }
        }
    }

    /// Returns what is to be reported, one for each kind of rows.
    #[must_use]
    pub fn said(&self) -> Vec<Said> {
        let kinds = self.kinds.iter().zip(KINDS).filter(|(rows, _)| !rows.is_empty());
        let of_rows = kinds.map(|(rows, (which, expected, hint, outcome))| Said {
            row: rows[0],
            column: None,
            found: counted(rows, which),
            expected,
            hint,
            outcome,
        });
        let twice = self.twice.iter().filter(|twice| !twice.rows.is_empty());
        let of_columns = twice.map(|twice| Said {
            row: twice.rows[0],
            column: Some(twice.header.clone()),
            found: counted(&twice.rows, "with another value in a second column of this name"),
            expected: "each column once",
            hint: "the first column was read, the second left out: give each a header of its own, and put a table that is next to another on its own sheet",
            outcome: Outcome::Lost,
        });
        of_rows.chain(of_columns).collect()
    }
}

/// Returns pairs of columns with the same header, as headers are compared everywhere: the first, and one further to
/// the right.
pub fn twice(headers: &[String]) -> impl Iterator<Item = (usize, usize)> {
    let folded: Vec<String> = headers.iter().map(|header| fold_header(header)).collect();
    (0..folded.len()).filter_map(move |again| {
        let first = folded.iter().position(|other| *other == folded[again])?;
        (first < again && !folded[again].is_empty()).then_some((first, again))
    })
}

fn counted(rows: &[u32], which: &str) -> String {
    let word = if rows.len() == 1 { "row" } else { "rows" };
    let mut named: Vec<String> = rows.iter().take(NAMED).map(ToString::to_string).collect();
    if rows.len() > NAMED {
        named.push("\u{2026}".to_owned());
    }
    format!("{} {word} {which} ({})", rows.len(), named.join(", "))
}

#[cfg(test)]
mod tests;
