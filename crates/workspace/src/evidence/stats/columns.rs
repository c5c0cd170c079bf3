//! A table as named columns, with the place of every cell for the messages.

use std::path::Path;

use assay_tables::{Book, Limits, Sheet};

use crate::desk::error::{Error, Result};
use crate::desk::files;

/// The first sheet of a file, its first row being the headings.
pub(super) struct Columns {
    file: String,
    headings: Vec<String>,
    sheet: Sheet,
}

impl Columns {
    /// Reads a CSV file or the first sheet with rows of a workbook.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let file = path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
        let told = |fault: assay_tables::ReadError| {
            Error::input(format!("{file}: {fault}")).hint(fault.hint())
        };
        let mut book = Book::open(&file, files::read(path)?, &Limits::default()).map_err(told)?;
        let mut found = None;
        for index in 0..book.sheets().len() {
            let sheet = book.read(index).map_err(told)?;
            if !sheet.rows.is_empty() {
                found = Some(sheet);
                break;
            }
        }
        let mut sheet = found.ok_or_else(|| {
            Error::input(format!("{file}: expected a heading row, found nothing"))
        })?;
        let first = sheet.rows.remove(0);
        let headings = first.cells().iter().map(|cell| tidy(&cell.to_string())).collect();
        if sheet.rows.is_empty() {
            return Err(Error::input(format!(
                "{file}: expected rows under the headings, found none"
            )));
        }
        let table = Self { file, headings, sheet };
        table.check_widths()?;
        Ok(table)
    }

    /// A cell to the right of all headings belongs to no column: most likely a comma stands in a text
    /// without quotes, and every later cell of the row is off by one.
    fn check_widths(&self) -> Result<()> {
        for row in &self.sheet.rows {
            let filled = row.cells().iter().rposition(|cell| !tidy(&cell.to_string()).is_empty());
            let cells = filled.map_or(0, |last| last + 1);
            if cells > self.headings.len() {
                return Err(Error::input(format!(
                    "{}, row {}: expected {} cells as there are headings, found {cells}",
                    self.file,
                    row.number,
                    self.headings.len()
                ))
                .hint("put texts with commas in quotation marks, or give the column a heading"));
            }
        }
        Ok(())
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Returns how many data rows there are.
    pub(super) fn len(&self) -> usize {
        self.sheet.rows.len()
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

    /// Returns a cell's text; `NA` and `#N/A` are blank.
    pub(super) fn text(&self, row: usize, column: usize) -> String {
        let text = tidy(&self.sheet.rows[row].cell(column).to_string());
        if is_missing(&text) { String::new() } else { text }
    }

    /// Returns a rating as text, blank where missing.
    pub(super) fn rating(&self, row: usize, column: usize) -> String {
        self.text(row, column)
    }

    /// Returns a number, or none for a blank cell.
    pub(super) fn number(&self, row: usize, column: usize) -> Result<Option<f64>> {
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

    /// Returns the error of a cell.
    pub(super) fn fault(&self, row: usize, column: usize, expected: &str) -> Error {
        let found = &self.sheet.rows[row];
        Error::input(format!(
            "{}, row {}, column \"{}\": expected {expected}, found \"{}\"",
            self.file,
            found.number,
            self.headings.get(column).map_or("", String::as_str),
            found.cell(column)
        ))
    }
}

/// Reads a number as people write it: `6.5`, `80%`.
pub(super) fn number(text: &str) -> Option<f64> {
    let (bare, scale) = text.strip_suffix('%').map_or((text, 1.0), |bare| (bare, 100.0));
    bare.trim().parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n / scale)
}

fn tidy(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

fn is_missing(text: &str) -> bool {
    matches!(text, "NA" | "na" | "N/A" | "n/a" | "#N/A")
}
