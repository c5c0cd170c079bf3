//! The redact job: comments in, redacted comments out, with a list of names. It needs no workspace
//! and keeps nothing. If a redacted text still names somebody, nothing is handed over.

use std::collections::BTreeMap;

use assay_redact::{Names, Options, Person, Pseudonyms, Redactor, Role};
use assay_tables::{Book, Limits, Row};

use crate::desk::error::{Error, Result};

/// A file's name and bytes.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The name, for messages.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redacted {
    /// Id and redacted text of every comment, in order.
    pub comments: Vec<(String, String)>,
    /// Identities replaced.
    pub found: usize,
    /// Of these, people on no list, known by a first name or title only.
    pub weak: usize,
}

/// Redacts comments.
///
/// # Errors
/// When a file cannot be read as a table with the columns named, or a redacted text still names
/// somebody.
pub fn redact(comments: Input, names: Option<Input>) -> Result<Redacted> {
    let lists = names.map_or_else(|| Ok(Lists::default()), lists)?;
    let redactor =
        Redactor::new(&Options::default()).map_err(|fault| Error::input(fault.to_string()))?;
    let mut pseudonyms = Pseudonyms::new();
    let mut done = Redacted::default();
    for (row, id, text) in table(comments, "comment")? {
        let own = lists.of_comment.get(&id);
        let known: Vec<&Names> = own.into_iter().chain(&lists.everywhere).collect();
        let redacted = redactor.redact(&text, &known, &mut pseudonyms);
        if let Some(leak) = redactor.leaks(&redacted.text, &known).first() {
            let kind = leak.kind.word();
            return Err(Error::refused(format!(
                "row {row}, comment {id}: the redacted text still holds a {kind}; nothing was written"
            ))
            .hint("set the words around it apart by a space, or redact this comment by hand"));
        }
        done.found += redacted.found.len();
        done.weak += redacted.found.iter().filter(|finding| finding.weak).count();
        done.comments.push((id, redacted.text));
    }
    Ok(done)
}

#[derive(Default)]
struct Lists {
    everywhere: Option<Names>,
    of_comment: BTreeMap<String, Names>,
}

fn lists(input: Input) -> Result<Lists> {
    let mut people: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    for (_, id, name) in table(input, "name")? {
        people.entry(id).or_default().push(Person { name, role: Role::Other });
    }
    let everywhere = people.remove("").map(Names::new);
    let of_comment = people.into_iter().map(|(id, people)| (id, Names::new(people))).collect();
    Ok(Lists { everywhere, of_comment })
}

/// Returns row number, comment id and the other column of every row that has one.
fn table(input: Input, column: &str) -> Result<Vec<(u32, String, String)>> {
    let name = input.name;
    let unreadable = |fault: assay_tables::ReadError| Error::input(fault.to_string());
    let mut book = Book::open(&name, input.bytes, &Limits::default()).map_err(unreadable)?;
    let mut rows: Vec<Row> = Vec::new();
    book.for_each_row(0, &mut |row| rows.push(row)).map_err(unreadable)?;
    let text = |row: &Row, at: usize| row.cell(at).as_text().unwrap_or_default().to_owned();
    let mut rows = rows.into_iter();
    let header = rows.next();
    let place = |wanted: &str| {
        let header = header.as_ref()?;
        header.cells().iter().position(|cell| {
            cell.as_text().is_some_and(|found| found.trim().eq_ignore_ascii_case(wanted))
        })
    };
    let missing = |wanted: &str| {
        let found: Vec<String> = header
            .iter()
            .flat_map(assay_tables::Row::cells)
            .map(|cell| format!("\"{}\"", cell.as_text().unwrap_or_default()))
            .collect();
        Error::input(format!(
            "{name}, row 1: expected a column \"{wanted}\", found {}",
            if found.is_empty() { "nothing".to_owned() } else { found.join(", ") }
        ))
        .hint(format!("the first row names the columns: comment_id,{column}"))
    };
    let id = place("comment_id").ok_or_else(|| missing("comment_id"))?;
    let words = place(column).ok_or_else(|| missing(column))?;
    let kept = rows.map(|row| (row.number, text(&row, id).trim().to_owned(), text(&row, words)));
    Ok(kept.filter(|(_, id, words)| !(id.is_empty() && words.trim().is_empty())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str, text: &str) -> Input {
        Input { name: name.into(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn names_belong_to_their_comment_or_to_all() {
        let comments = "comment_id,comment\n1,Mia saw Leah\n2,Mia saw Leah\n";
        let names = "comment_id,name\n1,Mia Turner\n,Leah Okafor\n";
        let done = redact(input("c.csv", comments), Some(input("n.csv", names))).unwrap();
        assert_eq!(done.comments[0].1, "[name A] saw [name B]");
        assert_eq!(done.comments[1].1, "[name C] saw [name B]");
        assert_eq!((done.found, done.weak), (4, 1));
    }

    #[test]
    fn a_missing_column_is_named() {
        let error = redact(input("c.csv", "id,comment\n1,x\n"), None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "c.csv, row 1: expected a column \"comment_id\", found \"id\", \"comment\""
        );
    }
}
