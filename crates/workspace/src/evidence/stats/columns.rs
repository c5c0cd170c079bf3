//! A table as named columns, with the place of every cell for the messages.

use assay_model::Judgement;
use assay_model::number::{Number, NumberColumn};
use assay_tables::{Body, Book, Broken, KeepRows, Limits, Marked, Row, Ruling, is_nothing};
use assay_views::rows::{RowNote, Said};
use assay_views::stats::TableNote;

use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::one_column;
use crate::desk::streamed::{say_marked, say_strays, say_unseen};

/// The records of a file, the first row of each sheet being the headings.
pub(super) struct Columns {
    file: String,
    headings: Vec<String>,
    rows: Vec<Row>,
    said: Said,
}

impl Columns {
    /// Reads a CSV file, or of a workbook the first sheet with rows and those with the same headings.
    pub(super) fn read(input: &Input) -> Result<Self> {
        let file = input.name().to_owned();
        let fault = |fault: assay_tables::ReadError| {
            Error::input(format!("{file}: {fault}")).hint(fault.hint())
        };
        let mut book = Book::open(&file, input.read_table()?, &Limits::default()).map_err(fault)?;
        let mut found: Option<Self> = None;
        for index in 0..book.sheets().len() {
            let sheet = book.read(index).map_err(fault)?;
            let Some((first, rows)) = sheet.rows.split_first() else { continue };
            let headings: Vec<String> =
                first.cells().iter().map(|cell| tidy(&cell.to_string())).collect();
            let table = found.get_or_insert_with(|| Self {
                file: file.clone(),
                headings: headings.clone(),
                rows: Vec::new(),
                said: Said::default(),
            });
            if table.headings == headings {
                table.take(first, rows)?;
                say_strays(&mut table.said, None, &sheet.strays);
            } else {
                let name = sheet.name.unwrap_or_default();
                table.said.note(TableNote::SheetAside(&name));
            }
        }
        let mut table = found.ok_or_else(|| {
            Error::input(format!("{file}: expected a heading row, found nothing"))
        })?;
        say_unseen(&mut table.said, &book);
        if table.rows.is_empty() {
            return Err(Error::input(format!(
                "{file}: expected rows under the headings, found none"
            )));
        }
        Ok(table)
    }

    /// Takes the records of a sheet; a row too short or too long is an error, since a value would be
    /// read under the wrong heading.
    fn take(&mut self, header: &Row, rows: &[Row]) -> Result<()> {
        let key = self.headings.iter().position(|heading| is_id(heading) || is_period(heading));
        let mut body = Body::below(header, key, KeepRows::Records);
        let width = self.width();
        // Columns are asked for by name: of the others nothing is lost.
        let mut marked = Marked::default();
        let id = self.headings.iter().position(|heading| is_id(heading));
        for row in rows {
            let filled = row.cells().iter().rposition(|cell| !tidy(&cell.to_string()).is_empty());
            let cells = filled.map_or(0, |last| last + 1);
            let broken = match body.judge(row) {
                Ruling::Aside(aside) => {
                    let (row, taken_for) = (u64::from(row.number), aside.words());
                    self.said.note(RowNote::LeftOut { row, taken_for });
                    continue;
                }
                Ruling::Broken(broken) => broken,
                Ruling::Record if cells > width => Broken::Cells { found: cells, expected: width },
                Ruling::Record => {
                    if id.is_some_and(|id| row.cell(id).is_blank()) {
                        let note = RowNote::WithoutId { file: &self.file, row: row.number.into() };
                        self.said.note(note);
                    }
                    marked.take(row);
                    self.rows.push(row.clone());
                    continue;
                }
            };
            let (expected, found, hint) = broken.words();
            let place = format!("{}, row {}", self.file, row.number);
            return Err(
                Error::input(format!("{place}: expected {expected}, found {found}")).hint(hint)
            );
        }
        say_marked(&mut self.said, None, &marked);
        Ok(())
    }

    /// Returns what is worth saying of how the file was read.
    pub(super) fn said(&self) -> Said {
        self.said.clone()
    }

    /// Returns the row of the file that a record is.
    pub(super) fn number(&self, row: usize) -> u32 {
        self.rows[row].number
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Returns how many data rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns how many headed columns there are.
    pub(super) fn width(&self) -> usize {
        self.headings.iter().rposition(|heading| !heading.is_empty()).map_or(0, |last| last + 1)
    }

    pub(super) fn heading(&self, column: usize) -> Option<&str> {
        self.headings.get(column).map(String::as_str)
    }

    /// Returns the place of a heading; letter case does not matter unless two differ by it alone.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let wanted = name.trim();
        let exact = self.headings.iter().position(|heading| heading == wanted);
        exact.or_else(|| self.headings.iter().position(|h| h.eq_ignore_ascii_case(wanted)))
    }

    pub(super) fn column(&self, name: &str) -> Result<usize> {
        one_column::only(&self.file, &self.headings, self.find(name))?;
        self.find(name).ok_or_else(|| {
            let there: Vec<&str> =
                self.headings.iter().filter(|h| !h.is_empty()).map(String::as_str).collect();
            Error::input(format!(
                "{}: expected a column \"{name}\", found {}",
                self.file,
                there.join(", ")
            ))
        })
    }

    /// Returns a cell's text; what stands for nothing, such as `n/a` and `-`, is blank.
    pub(super) fn text(&self, row: usize, column: usize) -> String {
        let text = tidy(&self.rows[row].cell(column).to_string());
        if is_nothing(&text) { String::new() } else { text }
    }

    /// Returns a rating, blank where missing: a judgement under its usual name, whatever its capitals
    /// and label, and other words as they are but for capitals and outer spaces.
    pub(super) fn rating(&self, row: usize, column: usize) -> String {
        let text = self.text(row, column);
        let written = tidy(&self.rows[row].cell(column).to_string());
        // "None" can be a reader's answer, as of four grades of evidence.
        if written.eq_ignore_ascii_case("none") { rating(&written) } else { rating(&text) }
    }

    /// Returns a number, or none for a blank cell.
    pub(super) fn figure(&self, row: usize, column: usize) -> Result<Option<f64>> {
        let text = self.text(row, column);
        if text.is_empty() {
            return Ok(None);
        }
        number(&text).map(Some).ok_or_else(|| self.fault(row, column, "a number or a blank"))
    }

    /// Returns a whole number of cases.
    pub(super) fn count(&self, row: usize, column: usize) -> Result<u64> {
        number(&self.text(row, column))
            .filter(|n| *n >= 1.0 && n.fract() == 0.0 && *n < 1e15)
            .map(|n| n as u64)
            .ok_or_else(|| self.fault(row, column, "a whole number of 1 or more"))
    }

    /// Refuses a column whose numbers are written in two ways: one of them would be misread.
    pub(super) fn in_one_way(&self, column: usize) -> Result<()> {
        let mut numbers = NumberColumn::default();
        for row in 0..self.len() {
            numbers.take(self.number(row), &self.text(row, column));
        }
        let Some(mixed) = numbers.mixed() else { return Ok(()) };
        Err(Error::input(format!(
            "{}, row {}, column \"{}\": expected {}, found {}",
            self.file,
            mixed.row,
            self.heading(column).unwrap_or_default(),
            mixed.expected,
            mixed.found
        ))
        .hint(mixed.hint))
    }

    /// Returns the error of a cell.
    pub(super) fn fault(&self, row: usize, column: usize, expected: &str) -> Error {
        let found = &self.rows[row];
        Error::input(format!(
            "{}, row {}, column \"{}\": expected {expected}, found \"{}\"",
            self.file,
            found.number,
            self.headings.get(column).map_or("", String::as_str),
            found.cell(column)
        ))
    }
}

/// Returns a rating in the form in which ratings are compared.
pub(super) fn rating(text: &str) -> String {
    let tidy = tidy(text);
    Judgement::parse(&tidy).map_or_else(|| tidy.to_lowercase(), |grade| grade.words().to_owned())
}

/// Returns whether a column is headed as the id of what the rows are about.
pub(super) fn is_id(heading: &str) -> bool {
    let bare: String = heading.chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = bare.to_lowercase();
    let words = [
        "subject",
        "subjectid",
        "case",
        "caseid",
        "caseno",
        "casenumber",
        "caseref",
        "child",
        "childid",
        "childref",
        "id",
        "ref",
        "reference",
        "row",
        "rowid",
        "personid",
        "lcsid",
    ];
    words.contains(&bare.as_str())
}

fn is_period(heading: &str) -> bool {
    matches!(heading.to_lowercase().as_str(), "period" | "month" | "date" | "week")
}

/// Reads a number as people write it: `6.5`, `80%`.
pub(super) fn number(text: &str) -> Option<f64> {
    Number::parse(text).map(|number| number.value)
}

fn tidy(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}
