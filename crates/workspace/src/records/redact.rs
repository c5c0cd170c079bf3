//! The redact job: comments in, redacted comments out, with a list of names. It needs no workspace
//! and keeps nothing. A redacted text that still names somebody is not handed over, nor is any behind it.

use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};

use assay_redact::{Names, Options, Person, Pseudonyms, Redactor, Role};
use assay_tables::{
    Body, Book, CsvStream, KeepRows, Limits, Marked, ReadError, Row, Ruling, Sheet,
};
use assay_views::rows::{RowNote, Said};
use assay_views::stats::TableNote;

use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::one_column;
use crate::desk::progress::Progress;
use crate::desk::streamed::{Streamed, say_marked, say_strays, say_unseen};

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
    let of_comments = std::mem::replace(&mut done.rows.said, lists.said);
    done.rows.said.add(of_comments);
    Ok(Redacted { found, weak, ..done })
}

#[derive(Default)]
struct Lists {
    everywhere: Option<Names>,
    of_comment: BTreeMap<String, Names>,
    /// What is to be said of the rows of the list of names.
    said: Said,
}

fn lists(names: &Input) -> Result<Lists> {
    let (name, bytes) = (names.name(), names.read_table()?);
    let mut people: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    let rows = each(name, &*bytes, NAMES, &mut |_, id, person| {
        let person = Person { name: person.to_owned(), role: Role::Other };
        people.entry(id.to_owned()).or_default().push(person);
        Ok(())
    })?;
    if let Some((fault, hint)) = rows.broken {
        return Err(Error::input(fault).hint(hint));
    }
    let everywhere = people.remove("").map(Names::new);
    let of_comment = people.into_iter().map(|(id, people)| (id, Names::new(people))).collect();
    Ok(Lists { everywhere, of_comment, said: rows.said })
}

/// The column of a list of names.
const NAMES: &str = "name";

/// What a row is handed to: its number, the comment's id, and the text of the other column.
type Take<'a> = dyn FnMut(u32, &str, &str) -> Result<()> + 'a;

/// Hands over every row that has an id or a text: of a CSV as it comes, of a workbook once it is read, from
/// every sheet with the headings of the first.
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
    let mut table = Table { name, column, rows: Streamed::default(), take };
    if is_plain {
        let mut stream = CsvStream::new(input).map_err(unreadable)?;
        let columns = Columns::find(stream.header(), name, column)?;
        stream.key(columns.key());
        let mut marked = Marked::default();
        while let Some((_, ruling)) = stream.advance().map_err(unreadable)? {
            if !table.hand_on(&columns, (stream.row(), ruling), &mut marked)? {
                break;
            }
        }
        say_marked(&mut table.rows.said, Some(name), &marked);
        return Ok(table.rows);
    }
    let mut bytes = Vec::new();
    let limits = Limits::default();
    input.take(limits.file_bytes + 1).read_to_end(&mut bytes).map_err(failed)?;
    let mut book = Book::open(name, bytes, &limits).map_err(unreadable)?;
    say_unseen(&mut table.rows.said, &book);
    let mut first: Option<Vec<String>> = None;
    for index in 0..book.sheets().len() {
        let sheet = book.read(index).map_err(unreadable)?;
        if !table.sheet(&sheet, &mut first)? {
            return Ok(table.rows);
        }
    }
    if first.is_none() {
        Columns::find(&[], name, column)?;
    }
    Ok(table.rows)
}

/// A table whose rows are handed over.
struct Table<'a, 't> {
    name: &'a str,
    column: &'a str,
    rows: Streamed,
    take: &'a mut Take<'t>,
}

impl Table<'_, '_> {
    /// Hands over the rows of a sheet; false where nothing behind them is to be read. `first` are the headings
    /// of the first sheet.
    fn sheet(&mut self, sheet: &Sheet, first: &mut Option<Vec<String>>) -> Result<bool> {
        let Some((header, rows)) = sheet.rows.split_first() else { return Ok(true) };
        let headings: Vec<String> =
            header.cells().iter().map(|cell| cell.to_string().trim().to_owned()).collect();
        if first.as_ref().is_some_and(|first| *first != headings) {
            let note = TableNote::SheetAside(sheet.name.as_deref().unwrap_or_default());
            self.rows.said.note(format_args!("{}: {note}", self.name));
            // A sheet of names that is not read leaves its names in the texts.
            if self.column == NAMES {
                self.rows.said.lose();
            }
            return Ok(true);
        }
        let columns = Columns::find(&headings, self.name, self.column)?;
        first.get_or_insert(headings);
        let mut body = Body::below(header, columns.key(), KeepRows::Records);
        let mut marked = Marked::default();
        for row in rows {
            if !self.hand_on(&columns, (row, body.judge(row)), &mut marked)? {
                break;
            }
        }
        say_marked(&mut self.rows.said, Some(self.name), &marked);
        say_strays(&mut self.rows.said, Some(self.name), &sheet.strays);
        Ok(self.rows.broken.is_none())
    }

    /// Hands over a row; false where nothing behind it is to be read.
    fn hand_on(
        &mut self,
        columns: &Columns,
        (row, ruling): (&Row, Ruling),
        marked: &mut Marked,
    ) -> Result<bool> {
        if ruling != Ruling::Record {
            return Ok(self.rows.take(self.name, row.number, ruling));
        }
        marked.take(row);
        let id = columns.id.map(|at| row.cell(at).to_string()).unwrap_or_default();
        let (id, text) = (id.trim(), row.cell(columns.text).to_string());
        if !(id.is_empty() && text.trim().is_empty()) {
            if id.is_empty() && columns.id_is_needed {
                let note = RowNote::WithoutId { file: self.name, row: row.number.into() };
                self.rows.said.note(note);
            }
            self.rows.total += 1;
            (self.take)(row.number, id, &text)?;
        }
        Ok(true)
    }
}

struct Columns {
    /// The comment's id; a list of names without it is of all comments.
    id: Option<usize>,
    text: usize,
    /// Whether a row without an id is odd: of names it means everywhere.
    id_is_needed: bool,
}

impl Columns {
    fn find(headings: &[String], name: &str, column: &str) -> Result<Self> {
        let is_of_names = column == NAMES;
        let place = |wanted: &str| {
            let found = headings.iter().position(|found| found.trim().eq_ignore_ascii_case(wanted));
            one_column::only(name, headings, found)?;
            Ok::<_, Error>(found)
        };
        let needed = |wanted: &str| {
            place(wanted)?.ok_or_else(|| {
                let found: Vec<String> =
                    headings.iter().map(|heading| format!("\"{heading}\"")).collect();
                let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
                Error::input(format!(
                    "{name}, row 1: expected a column \"{wanted}\", found {found}"
                ))
                .hint(format!("the first row names the columns: comment_id,{column}"))
            })
        };
        let id = if is_of_names { place("comment_id")? } else { Some(needed("comment_id")?) };
        Ok(Self { id, text: needed(column)?, id_is_needed: !is_of_names })
    }

    /// Returns the column that tells rows apart: of comments the id. Of a list of names none does, where a
    /// name alone in its row is a name and no heading.
    fn key(&self) -> Option<usize> {
        self.id.filter(|_| self.id_is_needed)
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
    fn names_without_ids_of_comments_are_looked_for_everywhere() {
        let comments = "comment_id,comment\n1,Ffion saw Leah\n,Ffion was late\n";
        let (done, texts) = redacted(comments, Some("name\nFfion Okafor\nTotal\n")).unwrap();
        assert_eq!(texts[0].1, "[name A] saw [name B]");
        assert_eq!(texts[1].1, "[name A] was late");
        let said = &done.rows.said.lines;
        assert!(said.iter().any(|line| line.contains("n.csv, row 3: left out")), "{said:?}");
        assert!(said.iter().any(|line| line.contains("c.csv, row 3: no id")), "{said:?}");
    }

    #[test]
    fn a_name_alone_in_its_row_is_no_heading() {
        for names in [
            "name,comment_id\nFfion Mair Okafor,\n",
            "comment_id,name\n,Ffion Mair Okafor\n",
            "name\nFfion Mair Okafor\n",
        ] {
            let (done, texts) =
                redacted("comment_id,comment\n1,Okafor was seen\n", Some(names)).unwrap();
            assert_eq!(texts[0].1, "[name A] was seen", "{names}");
            assert_eq!(done.rows.said.lines, [""; 0], "{names}");
        }
    }

    #[test]
    fn a_name_encoded_twice_is_found_and_told() {
        let comments = "comment_id,comment\n1,Si\u{c3}\u{a2}n was seen\n";
        for names in ["name\nSi\u{e2}n Rees\n", "name\nSi\u{c3}\u{a2}n Rees\n"] {
            let (done, texts) = redacted(comments, Some(names)).unwrap();
            assert_eq!(texts[0].1, "[name A] was seen");
            let last = done.rows.said.lines.last().unwrap();
            assert!(last.contains("c.csv: 1 row with letters that were encoded twice"), "{last}");
        }
    }

    #[test]
    fn a_list_of_names_that_may_be_misread_is_a_loss() {
        let comments = "comment_id,comment\n1,Zo\u{eb} was seen\n".as_bytes();
        let of = |names: &'static [u8]| {
            let names = Input::bytes("n.csv", names);
            redact("c.csv", comments, Some(&names), &mut |_, _| Ok(()), &crate::Silent).unwrap()
        };
        // Code page 850.
        let misread = of(b"name\nZo\x89 Rees\n");
        assert!(misread.rows.said.has_loss, "{:?}", misread.rows.said.lines);
        assert!(misread.rows.said.lines[0].starts_with("n.csv"), "{:?}", misread.rows.said.lines);
        assert!(!of("name\nZo\u{eb} Rees\n".as_bytes()).rows.said.has_loss);
    }

    #[test]
    fn two_columns_of_one_name_are_refused() {
        let fault = redacted("comment_id,comment,Comment\n1,Ffion,Mia\n", None).unwrap_err();
        assert!(fault.to_string().contains("found it as column 2 and as column 3"), "{fault}");
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
