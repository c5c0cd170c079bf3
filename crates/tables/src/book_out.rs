//! Workbooks out: plain typed tables, the same bytes for the same content. Text is always written as
//! text, so no cell can be run as a formula. The forms for auditors have a writer of their own.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Workbook,
    Worksheet, XlsxError,
};

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
    /// A number shown by a number format of Excel's.
    Formatted(f64, String),
    /// A date, shown day first.
    Date(Moment),
    /// A date shown by a number format of Excel's, such as a month.
    FormattedDate(Moment, String),
    /// Words that lead to the top of a sheet of the same workbook.
    Link {
        /// The words.
        text: String,
        /// The sheet's name.
        sheet: String,
    },
    /// A formula of our own with the result to show until it is recalculated.
    Formula {
        /// The formula, beginning with `=`.
        formula: String,
        /// The stored result.
        result: String,
    },
}

/// The width from which the text of a column is wrapped.
const WRAPPED: f64 = 60.0;
/// The width of columns of which none is given, in characters.
const USUAL_WIDTH: f64 = 16.0;
/// The height of a line, in points.
const LINE: f64 = 15.0;
/// A4, by Excel's numbers of paper sizes.
const A4: u8 = 9;

/// A table to write as one sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutSheet {
    /// The sheet's name.
    pub name: String,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// A title row above the header row, if any.
    pub title: Option<String>,
    /// Rows between the title and the header row, such as notes. Text in the first column runs on in further lines;
    /// an empty row follows them.
    pub above: Vec<Vec<OutCell>>,
    /// The name of the Excel table that header and rows are, if they are one.
    pub table: Option<String>,
    /// The column headers, written bold and kept in view.
    pub header: Vec<String>,
    /// Column widths in characters, as far as given. Text in a column of 60 or more runs on in
    /// further lines.
    pub widths: Vec<f64>,
    /// Columns whose text is set flush right, as numbers are; those not given are not.
    pub flush_right: Vec<bool>,
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

/// How hard tables are compressed, of 9. With the usual 6 the search for repeats was a third of what a list of
/// some years took (94 of 306 samples of a profile), for a file of 1.9 MB instead of 2.4.
const QUICK: u8 = 2;

/// Returns the bytes of a workbook with these sheets.
///
/// # Errors
/// When a sheet's name is not one Excel takes, or there are more rows than Excel holds.
pub fn write_book(sheets: &[OutSheet]) -> Result<Vec<u8>, WriteError> {
    let mut book = dated_workbook()?;
    book.set_zip_compression_level(QUICK);
    let looks = Looks::new();
    for sheet in sheets {
        write_sheet(book.add_worksheet(), sheet, &looks)?;
    }
    Ok(book.save_to_buffer()?)
}

/// How cells look.
struct Looks {
    head: Format,
    head_right: Format,
    right: Format,
    wrapped: Format,
    /// Of cells next to wrapped text.
    top: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let head = Format::new().set_bold().set_text_wrap();
        Self {
            head_right: flush_right(head.clone()),
            head,
            right: flush_right(Format::new()).set_align(FormatAlign::Top),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            top: Format::new().set_align(FormatAlign::Top),
            date: Format::new().set_num_format("dd/mm/yyyy"),
        }
    }
}

impl Looks {
    /// Returns how text looks in a column of the sheet; none where it is plain.
    fn of(&self, sheet: &OutSheet, column: u16, is_tall: bool) -> Option<&Format> {
        if sheet.is_flush_right(column) {
            Some(&self.right)
        } else if sheet.is_wrapped(column) {
            Some(&self.wrapped)
        } else {
            is_tall.then_some(&self.top)
        }
    }
}

/// Flush right, and a little off the text of the next column.
fn flush_right(format: Format) -> Format {
    format.set_align(FormatAlign::Right).set_indent(1)
}

fn write_sheet(out: &mut Worksheet, sheet: &OutSheet, looks: &Looks) -> Result<(), WriteError> {
    out.set_name(&sheet.name)?.set_hidden(sheet.hidden);
    if let Some(title) = &sheet.title {
        out.set_row_height(0, lines_of(title, sheet.width(0)) * LINE)?;
        out.write_string_with_format(0, 0, title, &looks.head)?;
    }
    write_above(out, sheet, looks)?;
    let top = sheet.top();
    for (column, name) in (0..).zip(&sheet.header) {
        let head = if sheet.is_flush_right(column) { &looks.head_right } else { &looks.head };
        out.write_string_with_format(top, column, name, head)?;
        out.set_column_width(column, sheet.width(column))?;
    }
    let lines = (0..).zip(&sheet.header).map(|(at, name)| lines_of(name, sheet.width(at) - 3.0));
    if sheet.table.is_some() {
        // Excel does not make the row of a table's headings higher by itself.
        out.set_row_height(top, lines.fold(1.0, f64::max).min(6.0) * LINE)?;
    }
    out.set_freeze_panes(top + 1, 0)?;
    // Printed as it is read: as wide as the page, the header on each of them.
    out.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    out.set_repeat_rows(top, top)?;
    for (row, cells) in (top + 1..).zip(&sheet.rows) {
        let lines = sheet.lines(cells);
        if lines > 1.0 {
            out.set_row_height(row, lines * LINE)?;
        }
        for (column, cell) in (0..).zip(cells) {
            let look = looks.of(sheet, column, lines > 1.0);
            write_cell(out, (row, column), cell, (look, looks))?;
        }
    }
    write_table(out, sheet, looks)
}

/// Writes the rows between the title and the header.
fn write_above(out: &mut Worksheet, sheet: &OutSheet, looks: &Looks) -> Result<(), WriteError> {
    for (row, cells) in (u32::from(sheet.title.is_some())..).zip(&sheet.above) {
        let lines = (0..).zip(cells).map(|(column, cell)| match cell {
            OutCell::Text(text) => lines_of(text, sheet.width(column)),
            _ => 1.0,
        });
        out.set_row_height(row, lines.fold(1.0, f64::max) * LINE)?;
        for (column, cell) in (0..).zip(cells) {
            write_cell(out, (row, column), cell, (Some(&looks.wrapped), looks))?;
        }
    }
    Ok(())
}

/// Makes header and rows a table of Excel's, with its name. Excel repairs a workbook whose table has no row, so a sheet
/// without rows stays plain.
fn write_table(out: &mut Worksheet, sheet: &OutSheet, looks: &Looks) -> Result<(), WriteError> {
    let (Some(name), Some(last)) = (&sheet.table, sheet.rows.len().checked_sub(1)) else {
        return Ok(());
    };
    let column = |(column, name): (u16, &String)| {
        let right = sheet.is_flush_right(column);
        let head = if right { looks.head_right.clone() } else { looks.head.clone() };
        TableColumn::new().set_header(name).set_header_format(head)
    };
    let columns: Vec<TableColumn> = (0..).zip(&sheet.header).map(column).collect();
    let table = Table::new()
        .set_name(name)
        .set_columns(&columns)
        .set_autofilter(false)
        .set_style(TableStyle::Light1)
        .set_alt_text_title(sheet.title.as_deref().unwrap_or(&sheet.name));
    let (first, bottom) = (sheet.top(), sheet.top() + 1 + last as u32);
    let right = sheet.header.len().saturating_sub(1) as u16;
    out.add_table(first, 0, bottom, right, &table)?;
    Ok(())
}

/// Returns how many lines a text takes in a column of so many characters.
fn lines_of(text: &str, width: f64) -> f64 {
    (text.chars().count() as f64 * 1.1 / width).ceil().max(1.0)
}

fn write_cell(
    out: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &OutCell,
    (of_text, looks): (Option<&Format>, &Looks),
) -> Result<(), WriteError> {
    match (cell, of_text) {
        (OutCell::Blank, _) => return Ok(()),
        (OutCell::Text(text), Some(look)) => {
            out.write_string_with_format(row, column, text, look)?
        }
        (OutCell::Text(text), None) => out.write_string(row, column, text)?,
        (OutCell::Number(number), _) => out.write_number(row, column, *number)?,
        (OutCell::Formatted(number, code), _) => {
            let look = Format::new().set_num_format(code);
            let look = flush_right(look).set_align(FormatAlign::Top);
            out.write_number_with_format(row, column, *number, &look)?
        }
        (OutCell::Date(moment), _) => {
            out.write_datetime_with_format(row, column, &excel_date(*moment)?, &looks.date)?
        }
        (OutCell::FormattedDate(moment, code), _) => {
            let look = Format::new().set_num_format(code);
            let look = look.set_align(FormatAlign::Left).set_align(FormatAlign::Top);
            out.write_datetime_with_format(row, column, &excel_date(*moment)?, &look)?
        }
        (OutCell::Link { text, sheet }, _) => {
            let place = format!("internal:'{}'!A1", sheet.replace('\'', "''"));
            out.write_url_with_text(row, column, place.as_str(), text)?
        }
        (OutCell::Formula { formula, result }, _) => {
            let formula = rust_xlsxwriter::Formula::new(formula).set_result(result);
            out.write_formula(row, column, formula)?
        }
    };
    Ok(())
}

impl OutSheet {
    /// Returns the row of the header, the first being 0.
    fn top(&self) -> u32 {
        let above = self.above.len() as u32;
        u32::from(self.title.is_some()) + above + u32::from(above > 0)
    }

    fn width(&self, column: u16) -> f64 {
        self.widths.get(usize::from(column)).copied().unwrap_or(USUAL_WIDTH)
    }

    fn is_flush_right(&self, column: u16) -> bool {
        self.flush_right.get(usize::from(column)).copied().unwrap_or(false)
    }

    fn is_wrapped(&self, column: u16) -> bool {
        self.width(column) >= WRAPPED
    }

    /// Returns how many lines the longest wrapped text of a row takes.
    fn lines(&self, cells: &[OutCell]) -> f64 {
        let lines = |(column, cell): (u16, &OutCell)| match cell {
            OutCell::Text(text) if self.is_wrapped(column) => {
                (text.chars().count() as f64 / self.width(column)).ceil()
            }
            _ => 1.0,
        };
        (0..).zip(cells).map(lines).fold(1.0, f64::max)
    }
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
mod tests;
