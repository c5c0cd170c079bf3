//! The guard before an `OpenDocument` workbook is read: one small element may stand for millions of
//! cells or spaces (`number-columns-repeated`), and the engine lays them all out. It follows the same
//! elements as the engine, counts what they ask for, and keeps nothing.

use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::ReadError;
use crate::guard::within;

/// Cells of all sheets, from each one's first to its last row and column.
const MOST_CELLS: u64 = 4_000_000;
/// Columns and rows of a sheet: the engine lays out no more, whatever is asked for.
const COLUMNS: u64 = 16_384;
pub(crate) const ROWS: u64 = 1_048_576;
/// Elements within each other. A sheet needs some ten; 50,000 tables within each other took the engine over a minute.
const MOST_DEPTH: u64 = 200;
/// Bytes of text in the cells, those repeated counted each time.
const MOST_TEXT: u64 = 128 << 20;

/// Checks an `OpenDocument` workbook before it is opened.
///
/// # Errors
/// When it is damaged or asks for too many cells.
pub(crate) fn inspect(bytes: &[u8]) -> Result<(), ReadError> {
    let damaged = |fault: String| ReadError::Damaged(fault);
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(fault.to_string()))?;
    let part = archive.by_name("content.xml").map_err(|fault| damaged(fault.to_string()))?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let (mut count, mut buffer, mut depth) = (Count::default(), Vec::new(), 0_u64);
    loop {
        // What is no XML the engine reports by itself: it may have a password.
        let Ok(event) = reader.read_event_into(&mut buffer) else { return Ok(()) };
        match event {
            Event::Start(element) => {
                depth += 1;
                within("the depth of elements in content.xml", depth, MOST_DEPTH)?;
                count.begin(&element)?;
            }
            Event::Text(text) => count.text += text.len() as u64,
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                count.end(element.name().as_ref())?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// What has been asked for so far.
#[derive(Default)]
struct Count {
    /// Cells and bytes of text of the sheets before this one.
    cells: u64,
    bytes: u64,
    sheet: Sheet,
    /// How often this row is repeated, its cells so far, and blank ones that count only before another.
    rows: u64,
    columns: u64,
    blanks: u64,
    row_bytes: u64,
    /// How often this cell is repeated, whether it holds something, and the bytes of its text.
    repeated: u64,
    holds: bool,
    text: u64,
}

/// The rows and the width of a sheet.
#[derive(Default)]
struct Sheet {
    rows: u64,
    blank_rows: u64,
    width: u64,
}

impl Count {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        match element.name().as_ref() {
            "table:table-row" => {
                self.rows = number(element, "table:number-rows-repeated").min(ROWS);
                (self.columns, self.blanks, self.row_bytes) = (0, 0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.repeated = number(element, "table:number-columns-repeated").min(COLUMNS);
                let held = held(element);
                (self.holds, self.text) = (held.is_some(), held.unwrap_or_default());
            }
            "text:s" => {
                self.text = self.text.saturating_add(number(element, "text:c"));
                within("the number of spaces in a cell", self.text, MOST_TEXT)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "table:table-cell" | "table:covered-table-cell" if self.holds => {
                self.columns = (self.columns + self.blanks + self.repeated).min(COLUMNS);
                self.blanks = 0;
                let bytes = self.text.saturating_mul(self.repeated);
                self.row_bytes = self.row_bytes.saturating_add(bytes);
                self.holds = false;
                self.check(0)?;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.blanks = (self.blanks + self.repeated).min(COLUMNS);
            }
            "table:table-row" if self.columns == 0 => {
                self.sheet.blank_rows = (self.sheet.blank_rows + self.rows).min(ROWS);
            }
            "table:table-row" => {
                // Blank rows above the first one that holds something cost nothing.
                let blank = if self.sheet.rows == 0 { 0 } else { self.sheet.blank_rows };
                self.sheet.rows = (self.sheet.rows + blank + self.rows).min(ROWS);
                self.sheet.blank_rows = 0;
                self.sheet.width = self.sheet.width.max(self.columns);
                let bytes = self.row_bytes.saturating_mul(self.rows);
                self.bytes = self.bytes.saturating_add(bytes);
                self.check(self.sheet.rows.saturating_mul(self.sheet.width))?;
            }
            "table:table" => {
                self.cells += self.sheet.rows.saturating_mul(self.sheet.width);
                self.sheet = Sheet::default();
            }
            _ => {}
        }
        Ok(())
    }

    fn check(&self, sheet: u64) -> Result<(), ReadError> {
        let cells = self.cells.saturating_add(sheet.max(self.columns));
        within("the number of cells from the first to the last one", cells, MOST_CELLS)?;
        within("the text in the cells", self.bytes.saturating_add(self.row_bytes), MOST_TEXT)
    }
}

/// Returns a repeat's number; what is no number the engine refuses by itself.
pub(crate) fn number(element: &BytesStart<'_>, name: &str) -> u64 {
    let found = element.try_get_attribute(name).ok().flatten();
    found.map_or(1, |number| number.value.trim().parse().unwrap_or(1))
}

/// Returns the bytes of text in a cell's own attributes; none where it holds nothing.
pub(crate) fn held(element: &BytesStart<'_>) -> Option<u64> {
    let counts = |name: &str| {
        name.starts_with("office:") || matches!(name, "table:formula" | "calcext:value-type")
    };
    let all = element.attributes().flatten().filter(|attribute| counts(attribute.key.as_ref()));
    all.fold(None, |sum, attribute| Some(sum.unwrap_or(0) + attribute.value.len() as u64))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::{Book, Limits};

    fn ods(rows: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default();
        zip.start_file("mimetype", stored).unwrap();
        zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
        zip.start_file("META-INF/manifest.xml", stored).unwrap();
        zip.write_all(b"<manifest:manifest/>").unwrap();
        zip.start_file("content.xml", stored).unwrap();
        let text = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    const CELL: &str =
        "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";

    fn answer(rows: &str) -> String {
        match Book::open("a.ods", ods(rows), &Limits::default()) {
            Ok(_) => "read".to_owned(),
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn tables_within_tables_have_a_limit() {
        let row = format!("<table:table-row>{CELL}</table:table-row>");
        assert_eq!(answer(&row), "read");
        let deep = "<table:table>".repeat(50_000);
        assert!(
            answer(&deep).contains("the depth of elements in content.xml is 201"),
            "{}",
            answer(&deep)
        );
    }

    #[test]
    fn hidden_rows_are_marked_where_they_hold_something_and_no_more_than_a_sheet_has() {
        let hidden = |rows: u64, cells: &str| {
            format!(
                "<table:table-row table:visibility=\"filter\" table:number-rows-repeated=\"{rows}\">{cells}</table:table-row>"
            )
        };
        let marked = |rows: &str| {
            let looks = crate::ods_shown::read(&ods(rows));
            looks.iter().map(|sheet| sheet.marks.count()).collect::<Vec<_>>()
        };
        assert_eq!(marked(&hidden(3, CELL)), [3]);
        // More than a hundred thousand in one element are hidden all the same.
        assert_eq!(marked(&hidden(120_000, CELL)), [120_000]);
        let blank = hidden(1_048_576, "<table:table-cell/>");
        assert_eq!(marked(&format!("{}{}", hidden(2, CELL), blank.repeat(40))), [2]);
        assert_eq!(marked(&hidden(u64::from(u32::MAX), CELL).repeat(3)), [1_048_576]);
    }

    #[test]
    fn what_one_element_repeats_without_end_is_refused_before_it_is_laid_out() {
        let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
        let wide = CELL.replacen(" office", " table:number-columns-repeated=\"9000000\" office", 1);
        let tall = "<table:table-row table:number-rows-repeated=\"1048576\">";
        let tall = format!("{tall}{}</table:table-row>", CELL.repeat(9));
        let spaces = CELL.replace(">x<", "><text:s text:c=\"4000000000\"/><");
        for (rows, expected) in [
            (row(CELL), "read"),
            // A blank rest of the sheet is what every program writes.
            (
                format!(
                    "{}<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
                    row(CELL)
                ),
                "read",
            ),
            (
                row(&wide).repeat(245),
                "the file is too large to read safely: the number of cells from the first to the last one is 4014080, the limit is 4000000",
            ),
            (
                tall,
                "the file is too large to read safely: the number of cells from the first to the last one is 9437184, the limit is 4000000",
            ),
            (
                row(&spaces),
                "the file is too large to read safely: the number of spaces in a cell is 4000000006, the limit is 134217728",
            ),
        ] {
            assert_eq!(answer(&rows), expected);
        }
    }
}
