//! Rows below a header row. The header may stand under a title; it is the row among the first ones
//! that the reader recognises best.

use assay_tables::{Book, ReadError, Row};

/// How many rows are looked at for the header.
const HEAD_ROWS: usize = 15;

/// What a reader does with a sheet.
pub(crate) trait Visitor {
    /// Returns how many cells of the row are headers it knows.
    fn score(&self, row: &Row) -> usize;
    /// Takes the header row.
    fn header(&mut self, row: &Row);
    /// Takes a row below the header.
    fn row(&mut self, row: &Row);
}

/// What stood above the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Head {
    /// The header row's number.
    Found(u32),
    /// No row was recognised; the first rows' texts, for the message.
    Missing(String),
    /// The sheet holds nothing.
    Nothing,
}

/// Reads a sheet: finds the header row with at least `needed` known headers and visits every row below.
pub(crate) fn visit(
    book: &mut Book,
    sheet: usize,
    needed: usize,
    visitor: &mut dyn Visitor,
) -> Result<(Head, Vec<(u32, u32)>), ReadError> {
    let mut waiting: Option<Vec<Row>> = Some(Vec::new());
    let mut head = Head::Nothing;
    let strays = book.for_each_row(sheet, &mut |row| {
        if let Some(first) = &mut waiting {
            first.push(row);
            if first.len() == HEAD_ROWS {
                head = settle(&waiting.take().unwrap_or_default(), needed, visitor);
            }
        } else if matches!(head, Head::Found(_)) {
            visitor.row(&row);
        }
    })?;
    if let Some(first) = waiting.take().filter(|first| !first.is_empty()) {
        head = settle(&first, needed, visitor);
    }
    Ok((head, strays))
}

fn settle(first: &[Row], needed: usize, visitor: &mut dyn Visitor) -> Head {
    let mut best = (0, needed.saturating_sub(1));
    for (index, row) in first.iter().enumerate() {
        let score = visitor.score(row);
        if score > best.1 {
            best = (index + 1, score);
        }
    }
    let Some(at) = best.0.checked_sub(1) else {
        let seen: Vec<String> = first[0].cells().iter().take(6).map(ToString::to_string).collect();
        return Head::Missing(seen.join(", "));
    };
    visitor.header(&first[at]);
    for row in &first[at + 1..] {
        visitor.row(row);
    }
    Head::Found(first[at].number)
}
