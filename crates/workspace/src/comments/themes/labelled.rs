//! Labelled comments: CSV with `comment_id`, `comment` and `themes`, labels separated by semicolons.

use std::io::Read;

use assay_tables::{CsvStream, Marked, ReadError, Ruling};
use assay_views::rows::Said;

use crate::desk::error::{Error, Result};
use crate::desk::one_column;
use crate::desk::streamed::{Streamed, say_marked};

/// A comment with the codes of the themes that a person found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The comment's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its labels, each once, sorted.
    pub themes: Vec<String>,
}

/// Hands over every labelled comment of the file called `name`, in its order, and returns what is to be said of it.
///
/// # Errors
/// When the file cannot be read or lacks a column, or the receiver's own.
pub fn each(
    input: impl Read,
    name: &str,
    mut receive: impl FnMut(Labelled) -> Result<()>,
) -> Result<Said> {
    let told = |e: ReadError| Error::input(format!("{name}: {e}")).hint(e.hint());
    let mut stream = CsvStream::new(input).map_err(told)?;
    let column = |wanted: &str| {
        let found = stream.header().iter().position(|known| known.eq_ignore_ascii_case(wanted));
        one_column::only(name, stream.header(), found)?;
        found.ok_or_else(|| {
            Error::input(format!("{name}, row 1: expected a column \"{wanted}\""))
                .hint("labelled comments are CSV with the columns comment_id, comment and themes")
        })
    };
    let (id, text, labels) = (column("comment_id")?, column("comment")?, column("themes")?);
    stream.key(Some(id));
    let (mut seen, mut marked) = (Streamed::default(), Marked::default());
    while let Some((row, ruling)) = stream.advance().map_err(told)? {
        match ruling {
            Ruling::Record => marked.take(stream.row()),
            Ruling::Aside(_) => {
                seen.take(name, row, ruling);
                continue;
            }
            Ruling::Broken(broken) => {
                let (expected, found, hint) = broken.words();
                let fault = format!("{name}, row {row}: expected {expected}, found {found}");
                return Err(Error::input(fault).hint(hint));
            }
        }
        let labels = stream.field(labels);
        let mut themes: Vec<String> = labels
            .split([';', '|'])
            .map(str::trim)
            .filter(|label| !label.is_empty())
            .map(str::to_owned)
            .collect();
        themes.sort();
        themes.dedup();
        receive(Labelled { id: stream.field(id), text: stream.field(text), themes })?;
    }
    say_marked(&mut seen.said, Some(name), &marked);
    Ok(seen.said)
}
