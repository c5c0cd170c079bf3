//! Workbooks out: plain typed tables, the same bytes for the same content. Text is always written as
//! text, so no cell can be run as a formula. The forms for auditors have a writer of their own.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::Moment;

/// A cell to write.
#[derive(Debug, Clone, PartialEq)]
pub enum OutCell {
    /// Nothing.
    Blank,
    /// Text, never run as a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A date, shown day first.
    Date(Moment),
    /// A formula of our own with the result to show until it is recalculated.
    Formula {
        /// The formula, beginning with `=`.
        formula: String,
        /// The stored result.
        result: String,
    },
}

/// A table to write as one sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutSheet {
    /// The sheet's name.
    pub name: String,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// A title row above the header row, if any.
    pub title: Option<String>,
    /// The column headers, written bold and kept in view.
    pub header: Vec<String>,
    /// Column widths in characters, as far as given.
    pub widths: Vec<f64>,
    /// The rows.
    pub rows: Vec<Vec<OutCell>>,
}

/// Why a workbook cannot be written, e.g. a sheet name that Excel does not take.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written")]
pub struct WriteError(#[source] XlsxError);

impl From<XlsxError> for WriteError {
    fn from(fault: XlsxError) -> Self {
        Self(fault)
    }
}

/// How hard tables are compressed, of 9: a long list takes three times as long with the usual 6, for a file
/// a fifth smaller.
const QUICK: u8 = 2;

/// Returns the bytes of a workbook with these sheets.
///
/// # Errors
/// When a sheet's name is not one Excel takes, or there are more rows than Excel holds.
pub fn write_book(sheets: &[OutSheet]) -> Result<Vec<u8>, WriteError> {
    let mut book = dated_workbook()?;
    book.set_zip_compression_level(QUICK);
    let head = Format::new().set_bold().set_text_wrap();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for sheet in sheets {
        let out = book.add_worksheet().set_name(&sheet.name)?;
        out.set_hidden(sheet.hidden);
        let top = u32::from(sheet.title.is_some());
        if let Some(title) = &sheet.title {
            out.write_string_with_format(0, 0, title, &head)?;
        }
        for (column, name) in sheet.header.iter().enumerate() {
            out.write_string_with_format(top, column as u16, name, &head)?;
            let width = sheet.widths.get(column).copied().unwrap_or(16.0);
            out.set_column_width(column as u16, width)?;
        }
        out.set_freeze_panes(top + 1, 0)?;
        for (row, cells) in (top + 1..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    OutCell::Blank => continue,
                    OutCell::Text(text) => out.write_string(row, column, text)?,
                    OutCell::Number(number) => out.write_number(row, column, *number)?,
                    OutCell::Date(moment) => {
                        out.write_datetime_with_format(row, column, &excel_date(*moment)?, &date)?
                    }
                    OutCell::Formula { formula, result } => out.write_formula(
                        row,
                        column,
                        rust_xlsxwriter::Formula::new(formula).set_result(result),
                    )?,
                };
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Returns an empty workbook whose creation date is fixed, so that equal content is equal bytes.
pub(crate) fn dated_workbook() -> Result<Workbook, WriteError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(1980, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(book)
}

pub(crate) fn excel_date(moment: Moment) -> Result<ExcelDateTime, WriteError> {
    let (year, month, day) = moment.ymd();
    let seconds = moment.seconds();
    let date = ExcelDateTime::from_ymd(year as u16, month as u8, day as u8)?;
    Ok(date.and_hms((seconds / 3600) as u16, (seconds / 60 % 60) as u8, f64::from(seconds % 60))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Book, Cell, Limits};

    fn sheet() -> OutSheet {
        let date = Moment::from_iso("2026-09-30").unwrap();
        OutSheet {
            name: "List 6".into(),
            title: Some("List 6: Children in Need".into()),
            header: vec!["Child Unique ID".into(), "CIN Start Date".into()],
            rows: vec![
                vec![OutCell::Number(1111.0), OutCell::Date(date)],
                vec![OutCell::Text("=1+1".into()), OutCell::Blank, OutCell::Number(0.5)],
                vec![OutCell::Formula { formula: "=A3".into(), result: "1111".into() }],
            ],
            ..OutSheet::default()
        }
    }

    #[test]
    fn what_is_written_is_read_back_with_its_positions() {
        let bytes = write_book(&[sheet()]).unwrap();
        let mut book = Book::open("a.xlsx", bytes, &Limits::default()).unwrap();
        let read = book.read(0).unwrap();
        assert_eq!(read.name.as_deref(), Some("List 6"));
        let numbers: Vec<u32> = read.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
        assert_eq!(read.rows[2].cell(0), &Cell::Number(1111.0));
        assert_eq!(read.rows[2].cell(1).to_string(), "2026-09-30");
        assert_eq!(read.rows[3].cell(0), &Cell::text("=1+1"));
        assert_eq!(read.rows[3].cell(2), &Cell::Number(0.5));
        assert_eq!(read.rows[4].cell(0), &Cell::Number(1111.0));
    }

    #[test]
    fn the_same_content_gives_the_same_bytes() {
        assert_eq!(write_book(&[sheet()]).unwrap(), write_book(&[sheet()]).unwrap());
    }
}
