//! Rows below a header row. The header may be under a title; it is the row among the first ones that the
//! reader recognises best. Rows that are no record, and rows that cannot be read, are reported here for
//! every reader; the reader sees records alone.

use assay_model::{ColumnRead, Effect};
use assay_tables::{Body, Book, Broken, KeepRows, Marked, Outcome, ReadError, Row, Ruling};

use crate::problems::{Oddity, Problems, Where};
use crate::value;

/// How many rows are looked at for the header.
const HEAD_ROWS: usize = 15;

/// What a reader does with a sheet.
pub(crate) trait Visitor {
    /// Returns how many cells of the row are headers it knows.
    fn score(&self, row: &Row) -> usize;
    /// Takes the header row.
    fn header(&mut self, row: &Row);
    /// Returns the column that tells records apart, once there is a header.
    fn key(&self) -> Option<usize>;
    /// Returns what each column was taken for, once there is a header.
    fn meanings(&self) -> Vec<ColumnRead>;
    /// Takes a record.
    fn row(&mut self, row: &Row);
    /// Counts a row that is a record but cannot be read.
    fn count_broken(&mut self);
    /// Returns where problems of the sheet go.
    fn problems(&mut self) -> (&Where, &mut Problems);
}

/// What was found above the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Head {
    /// The header row's number.
    Found(u32),
    /// No row was recognised; the first rows' texts, for the message.
    Missing(String),
    /// The sheet holds nothing.
    Nothing,
}

/// How a sheet is read: with at least so many known headers, and with which rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How {
    pub(crate) needed: usize,
    pub(crate) keep: KeepRows,
}

/// Reads a sheet: finds the header row and visits every record below.
pub(crate) fn visit(
    book: &mut Book,
    sheet: usize,
    how: How,
    visitor: &mut dyn Visitor,
) -> Result<(Head, Vec<(u32, u32)>), ReadError> {
    let mut waiting: Option<Vec<Row>> = Some(Vec::new());
    let mut found = Found { head: Head::Nothing, below: None, marked: Marked::default() };
    let strays = book.for_each_row(sheet, &mut |row| {
        if let Some(first) = &mut waiting {
            first.push(row);
            if first.len() == HEAD_ROWS {
                found.settle(&waiting.take().unwrap_or_default(), how, visitor);
            }
        } else if visitor.problems().1.too_many().is_none() {
            found.take(&row, visitor);
        }
    })?;
    if let Some(first) = waiting.take().filter(|first| !first.is_empty()) {
        found.settle(&first, how, visitor);
    }
    if let Some(why) = visitor.problems().1.too_many() {
        return Err(ReadError::Rows(why));
    }
    report(&found.marked, visitor);
    Ok((found.head, strays))
}

struct Found {
    head: Head,
    below: Option<Body>,
    marked: Marked,
}

impl Found {
    fn settle(&mut self, first: &[Row], how: How, visitor: &mut dyn Visitor) {
        let mut best = (0, how.needed.saturating_sub(1));
        for (index, row) in first.iter().enumerate() {
            let score = visitor.score(row);
            if score > best.1 {
                best = (index + 1, score);
            }
        }
        let Some(at) = best.0.checked_sub(1) else {
            let cells = first[0].cells().iter().take(6);
            let seen: Vec<String> = cells.map(ToString::to_string).collect();
            self.head = Head::Missing(seen.join(", "));
            return;
        };
        visitor.header(&first[at]);
        let columns = visitor.meanings();
        let (place, problems) = visitor.problems();
        let place = place.clone();
        problems.begin_sheet(&place, first[at].number, columns);
        self.head = Head::Found(first[at].number);
        self.below = Some(Body::below(&first[at], visitor.key(), how.keep));
        self.marked = Marked::below(&first[at]);
        for row in &first[at + 1..] {
            self.take(row, visitor);
        }
    }

    fn take(&mut self, row: &Row, visitor: &mut dyn Visitor) {
        let Some(body) = &mut self.below else { return };
        match body.judge(row) {
            Ruling::Record => {
                self.marked.take(row);
                visitor.problems().1.count_row(row);
                visitor.row(row);
            }
            Ruling::Aside(aside) => {
                let hint = format!(
                    "it was taken for {} and left out; an import can keep such rows",
                    aside.words()
                );
                let (place, problems) = visitor.problems();
                let oddity = Oddity::left_out("a record", hint);
                problems.note(place.at(row.number, ""), first_cell(row), oddity);
            }
            Ruling::Broken(broken) => {
                visitor.count_broken();
                let (place, problems) = visitor.problems();
                refuse(row, broken, place, problems);
            }
        }
    }
}

fn refuse(row: &Row, broken: Broken, place: &Where, problems: &mut Problems) {
    let (expected, found, hint) = broken.words();
    let quoted = match broken {
        Broken::Mark(_) => row.cells().last(),
        Broken::Cells { .. } => None,
    };
    let found = quoted.map_or(found.clone(), |cell| format!("{found}: {}", value::shown(cell)));
    problems.refuse(place.at(row.number, ""), found, Oddity::new(expected, hint));
}

fn first_cell(row: &Row) -> String {
    let first = row.cells().iter().find(|cell| !cell.is_blank());
    first.map_or_else(|| "a blank".to_owned(), value::shown)
}

/// Reports rows that were read, and about which there is something to report all the same.
fn report(marked: &Marked, visitor: &mut dyn Visitor) {
    let (place, problems) = visitor.problems();
    for said in marked.said() {
        let oddity = Oddity::new(said.expected, said.hint);
        let effect = match said.outcome {
            Outcome::Understood => Effect::Understood,
            Outcome::PutRight => Effect::PutRight,
            Outcome::Lost => Effect::Lost,
            Outcome::LeftOut => Effect::LeftOut,
        };
        let column = said.column.unwrap_or_default();
        problems.note(place.at(said.row, &column), said.found, Oddity { effect, ..oddity });
    }
}
