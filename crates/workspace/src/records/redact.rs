//! The redact job: comments in, redacted comments out, with a list of names. It needs no workspace
//! and keeps nothing. A redacted text that still names somebody is not handed over, nor is any behind it.

use std::collections::BTreeMap;
use std::io::BufRead;

use assay_redact::{Names, Options, Person, Pseudonyms, Redactor, Role};
use assay_tables::{Body, Book, CsvStream, KeepRows, Limits, ReadError, Row, Ruling};

use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::progress::Progress;
use crate::desk::streamed::Streamed;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redacted {
    /// Identities replaced.
    pub found: usize,
    /// Of these, people on no list, known by a first name or title only.
    pub weak: usize,
    /// How many comments there were, what was left out, and where a broken row ended it.
    pub rows: Streamed,
}

/// Redacts comments as they come and hands the id and text of each to `take`.
///
/// # Errors
/// When a file cannot be read as a table with the columns named, a redacted text still names
/// somebody, `take` fails, or [`Error::Cancelled`].
pub fn redact(
    name: &str,
    comments: impl BufRead,
    names: Option<&Input>,
    take: &mut dyn FnMut(&str, &str) -> Result<()>,
    progress: &dyn Progress,
) -> Result<Redacted> {
    let stage = progress.stage("redacting comments", None);
    let lists = names.map_or_else(|| Ok(Lists::default()), lists)?;
    let redactor =
        Redactor::new(&Options::default()).map_err(|fault| Error::input(fault.to_string()))?;
    let mut pseudonyms = Pseudonyms::new();
    let mut done = Redacted::default();
    let (mut found, mut weak) = (0, 0);
    done.rows = each(name, comments, "comment", &mut |row, id, text| {
        let own = lists.of_comment.get(id);
        let known: Vec<&Names> = own.into_iter().chain(&lists.everywhere).collect();
        let redacted = redactor.redact(text, &known, &mut pseudonyms);
        if let Some(leak) = redactor.leaks(&redacted.text, &known).first() {
            let kind = leak.kind.word();
            return Err(Error::input(format!(
                "row {row}, comment {id}: the redacted text still holds a {kind}; it was not written, nor any behind it"
            ))
            .hint("set the words around it apart by a space, or redact this comment by hand"));
        }
        found += redacted.found.len();
        weak += redacted.found.iter().filter(|finding| finding.weak).count();
        take(id, &redacted.text)?;
        stage.step()
    })?;
    Ok(Redacted { found, weak, ..done })
}

#[derive(Default)]
struct Lists {
    everywhere: Option<Names>,
    of_comment: BTreeMap<String, Names>,
}

fn lists(names: &Input) -> Result<Lists> {
    let (name, bytes) = (names.name(), names.read()?);
    let mut people: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    let rows = each(name, &*bytes, "name", &mut |_, id, person| {
        let person = Person { name: person.to_owned(), role: Role::Other };
        people.entry(id.to_owned()).or_default().push(person);
        Ok(())
    })?;
    if let Some((fault, hint)) = rows.broken {
        return Err(Error::input(fault).hint(hint));
    }
    let everywhere = people.remove("").map(Names::new);
    let of_comment = people.into_iter().map(|(id, people)| (id, Names::new(people))).collect();
    Ok(Lists { everywhere, of_comment })
}

/// What a row is handed to: its number, the comment's id, and the text of the other column.
type Take<'a> = dyn FnMut(u32, &str, &str) -> Result<()> + 'a;

/// Hands over every row that has an id or a text: of a CSV as it comes, of a workbook once it is read.
fn each(
    name: &str,
    mut input: impl BufRead,
    column: &str,
    take: &mut Take<'_>,
) -> Result<Streamed> {
    let unreadable = |fault: ReadError| Error::input(fault.to_string()).hint(fault.hint());
    let failed = |cause| Error::input(format!("could not read {name}")).because(cause);
    let start = input.fill_buf().map_err(failed)?;
    let is_plain = !start.starts_with(b"PK") && !start.contains(&0);
    let mut rows = Streamed::default();
    let mut hand_on = |columns: &Columns, row: &Row, ruling| -> Result<bool> {
        if ruling != Ruling::Record {
            return Ok(rows.take(name, row.number, ruling));
        }
        let (id, text) = (row.cell(columns.id).to_string(), row.cell(columns.text).to_string());
        let id = id.trim();
        if !(id.is_empty() && text.trim().is_empty()) {
            rows.total += 1;
            take(row.number, id, &text)?;
        }
        Ok(true)
    };
    if is_plain {
        let mut stream = CsvStream::new(input).map_err(unreadable)?;
        let columns = Columns::find(stream.header(), name, column)?;
        stream.key(Some(columns.id));
        while let Some((_, ruling)) = stream.advance().map_err(unreadable)? {
            if !hand_on(&columns, stream.row(), ruling)? {
                break;
            }
        }
        return Ok(rows);
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(failed)?;
    let mut book = Book::open(name, bytes, &Limits::default()).map_err(unreadable)?;
    let sheet = book.read(0).map_err(unreadable)?.rows;
    let headings: Vec<String> = sheet
        .first()
        .map(|row| row.cells().iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    let columns = Columns::find(&headings, name, column)?;
    let mut body = Body::below(&sheet[0], Some(columns.id), KeepRows::Records);
    for row in &sheet[1..] {
        if !hand_on(&columns, row, body.judge(row))? {
            break;
        }
    }
    Ok(rows)
}

struct Columns {
    id: usize,
    text: usize,
}

impl Columns {
    fn find(headings: &[String], name: &str, column: &str) -> Result<Self> {
        let place = |wanted: &str| {
            let found = headings.iter().position(|found| found.trim().eq_ignore_ascii_case(wanted));
            found.ok_or_else(|| {
                let found: Vec<String> =
                    headings.iter().map(|heading| format!("\"{heading}\"")).collect();
                let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
                Error::input(format!(
                    "{name}, row 1: expected a column \"{wanted}\", found {found}"
                ))
                .hint(format!("the first row names the columns: comment_id,{column}"))
            })
        };
        Ok(Self { id: place("comment_id")?, text: place(column)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Texts = Vec<(String, String)>;

    fn redacted(comments: &str, names: Option<&str>) -> Result<(Redacted, Texts)> {
        let names = names.map(|text| Input::bytes("n.csv", text.as_bytes()));
        let mut texts = Vec::new();
        let mut take = |id: &str, text: &str| {
            texts.push((id.to_owned(), text.to_owned()));
            Ok(())
        };
        let done = redact("c.csv", comments.as_bytes(), names.as_ref(), &mut take, &crate::Silent)?;
        Ok((done, texts))
    }

    #[test]
    fn names_belong_to_their_comment_or_to_all() {
        let comments = "comment_id,comment\n1,Mia saw Leah\n2,Mia saw Leah\n";
        let names = "comment_id,name\n1,Mia Turner\n,Leah Okafor\n";
        let (done, texts) = redacted(comments, Some(names)).unwrap();
        assert_eq!(texts[0].1, "[name A] saw [name B]");
        assert_eq!(texts[1].1, "[name C] saw [name B]");
        assert_eq!((done.found, done.weak), (4, 1));
    }

    #[test]
    fn a_comma_without_quotation_marks_ends_the_stream_and_drops_no_text() {
        let comments = "comment_id,comment\n1,Fine\n2,Mia was seen, and was well\n3,Fine\n";
        let (done, texts) = redacted(comments, None).unwrap();
        assert_eq!(texts, [("1".to_owned(), "Fine".to_owned())]);
        let (fault, _) = done.rows.broken.unwrap();
        assert_eq!(fault, "c.csv, row 3: expected 2 cells as there are headings, found 3 cells");
    }

    #[test]
    fn a_missing_column_is_named() {
        let error = redacted("id,comment\n1,x\n", None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "c.csv, row 1: expected a column \"comment_id\", found \"id\", \"comment\""
        );
    }
}
