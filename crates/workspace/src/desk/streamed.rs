//! What is to be said after a stream of rows: which rows were left out, and which one ended it. It reads
//! nothing itself.

use assay_tables::Ruling;

/// How a stream of rows went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Streamed {
    /// How many records there were.
    pub total: u64,
    /// The rows that are no record, one line each.
    pub aside: Vec<String>,
    /// The row that could not be read, and the fix: nothing behind it was read.
    pub broken: Option<(String, String)>,
}

impl Streamed {
    /// Takes a row that is no record; returns false where the stream ends with it.
    pub(crate) fn take(&mut self, file: &str, row: u32, ruling: Ruling) -> bool {
        match ruling {
            Ruling::Record => {}
            Ruling::Aside(aside) => {
                self.aside
                    .push(format!("{file}, row {row}: left out, taken for {}", aside.words()));
            }
            Ruling::Broken(broken) => {
                let (expected, found, hint) = broken.words();
                let line = format!("{file}, row {row}: expected {expected}, found {found}");
                self.broken = Some((line, hint.to_owned()));
            }
        }
        self.broken.is_none()
    }
}
