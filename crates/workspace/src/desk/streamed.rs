//! What is to be said after a table that a person handed in: which rows were left out, what of it is lost, and
//! which row ended a stream. Every reader outside an import says it from here. It reads nothing itself.

use assay_tables::{Book, Marked, Outcome, Ruling};
use assay_views::rows::{RowNote, Said};

/// How a stream of rows went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Streamed {
    /// How many records there were.
    pub total: u64,
    /// The rows that are no record, and what is to be said of others.
    pub said: Said,
    /// The row that could not be read, and the fix: nothing behind it was read.
    pub broken: Option<(String, String)>,
}

impl Streamed {
    /// Takes a row that is no record; returns false where the stream ends with it.
    pub(crate) fn take(&mut self, file: &str, row: u32, ruling: Ruling) -> bool {
        match ruling {
            Ruling::Record => {}
            Ruling::Aside(aside) => {
                let (row, taken_for) = (row.into(), aside.words());
                self.said.note(RowNote::LeftOutOf { file, row, taken_for });
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

/// Says what is odd about rows that were read. A column that is asked for by its name and comes twice is refused
/// (`one_column`), and any other is read by nobody.
pub(crate) fn say_marked(said: &mut Said, file: Option<&str>, marked: &Marked) {
    for found in marked.said().into_iter().filter(|found| found.column.is_none()) {
        let note = RowNote::Marked { found: &found.found, hint: found.hint };
        say(said, file, &note, found.outcome);
    }
}

/// Says which cells far to the right of a sheet were not read.
pub(crate) fn say_strays(said: &mut Said, file: Option<&str>, strays: &[(u32, u32)]) {
    for (row, column) in strays {
        let note = RowNote::Stray { row: (*row).into(), column: (*column).into() };
        say(said, file, &note, Outcome::Lost);
    }
}

/// Says what cannot be seen in a file of this kind.
pub(crate) fn say_unseen(said: &mut Said, book: &Book) {
    if let Some(unseen) = book.unseen() {
        said.note(unseen);
    }
}

fn say(said: &mut Said, file: Option<&str>, note: &RowNote<'_>, outcome: Outcome) {
    let line = file.map_or_else(|| note.to_string(), |file| format!("{file}: {note}"));
    if outcome == Outcome::Lost { said.loss(line) } else { said.note(line) }
}
