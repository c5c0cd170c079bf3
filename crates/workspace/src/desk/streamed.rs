//! What is to be said after a stream of rows: which rows were left out, and which one ended it. It reads
//! nothing itself.

use assay_tables::{Marked, Outcome, Ruling};
use assay_views::rows::RowNote;

/// How a stream of rows went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Streamed {
    /// How many records there were.
    pub total: u64,
    /// The rows that are no record, and what is to be said of others, one line each.
    pub aside: Vec<String>,
    /// Whether something of the rows that were read is lost.
    pub has_loss: bool,
    /// The row that could not be read, and the fix: nothing behind it was read.
    pub broken: Option<(String, String)>,
}

impl Streamed {
    /// Takes what is to be said of rows that were read.
    pub(crate) fn say(&mut self, file: &str, marked: &Marked) {
        self.has_loss |= marked.said().iter().any(|said| said.outcome == Outcome::Lost);
        let of_rows = marked.said().into_iter().filter(|said| said.column.is_none());
        self.aside.extend(of_rows.map(|said| {
            let note = RowNote::Marked { found: &said.found, hint: said.hint };
            format!("{file}: {note}")
        }));
    }

    /// Takes a row that is no record; returns false where the stream ends with it.
    pub(crate) fn take(&mut self, file: &str, row: u32, ruling: Ruling) -> bool {
        match ruling {
            Ruling::Record => {}
            Ruling::Aside(aside) => {
                let (row, taken_for) = (row.into(), aside.words());
                self.aside.push(RowNote::LeftOutOf { file, row, taken_for }.to_string());
            }
            Ruling::Broken(broken) => {
                let (expected, found, hint) = broken.words();
                let (row, expected, found) = (row.into(), expected.as_str(), found.as_str());
                let line = RowNote::Broken { file, row, expected, found };
                self.broken = Some((line.to_string(), hint.to_owned()));
            }
        }
        self.broken.is_none()
    }
}
