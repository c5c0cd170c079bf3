//! Forms as workbooks: labels that are locked, boxes that are not, drop-down lists, checks on dates and
//! numbers, marking in header and footer. What a form asks is `intake`'s business.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet,
};

use crate::Moment;
use crate::book_out::{OutCell, WriteError, dated_workbook, excel_date};

/// What a box takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// Any text; it wraps.
    Text,
    /// One of these, from a drop-down list.
    Choice(Vec<String>),
    /// A number between the two.
    Number(f64, f64),
    /// A date.
    Date,
}

/// What is in a cell of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum FormPart {
    /// A heading over the sheet.
    Title(String),
    /// A warning that must be seen first.
    Warning(String),
    /// The name of a box or of a column.
    Label(String),
    /// Text to read.
    Note(String),
    /// Text to read next to a box.
    Guide(String),
    /// A value that may not be changed.
    Fixed(String),
    /// A box to fill, with what it takes.
    Box(OutCell, Check),
    /// A formula of the form's own, with its result at the start.
    Formula(String, String),
}

/// A cell of a form and how far it reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct FormCell {
    /// The 0-based row.
    pub row: u32,
    /// The 0-based column.
    pub column: u16,
    /// The last column it covers.
    pub to: u16,
    /// What is there.
    pub part: FormPart,
}

/// A sheet of a form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormSheet {
    /// The sheet's name.
    pub name: String,
    /// Column widths in characters.
    pub widths: Vec<f64>,
    /// Heights of rows that need more than a line, in points.
    pub heights: Vec<(u32, f64)>,
    /// Rows at the top that stay in view and are on every printed page.
    pub frozen: u32,
    /// Columns on the left that stay in view.
    pub frozen_columns: u16,
    /// The cells.
    pub cells: Vec<FormCell>,
    /// The marking at the head and foot of every printed page.
    pub marking: String,
}

/// A drop-down list longer than this is put on a sheet of its own, as Excel requires.
const LIST_LENGTH: usize = 255;
/// The hidden sheet that holds long drop-down lists.
const LISTS: &str = "Lists";

/// Returns the bytes of a form; the same content gives the same bytes.
///
/// # Errors
/// When a sheet's name or a drop-down list is not one Excel takes.
pub fn write_form(sheets: &[FormSheet]) -> Result<Vec<u8>, WriteError> {
    write_in(dated_workbook()?, sheets)
}

/// Returns the bytes of a form that says of itself that it was saved at this moment.
///
/// # Errors
/// Those of [`write_form`], and a text that is longer than Excel takes.
pub fn write_form_saved(sheets: &[FormSheet], at: Moment) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&excel_date(at)?));
    write_in(book, sheets)
}

fn write_in(mut book: Workbook, sheets: &[FormSheet]) -> Result<Vec<u8>, WriteError> {
    let lists = long_lists(sheets);
    for sheet in sheets {
        write_sheet(&mut book, sheet, &lists)?;
    }
    if !lists.is_empty() {
        let out = book.add_worksheet().set_name(LISTS)?.set_hidden(true);
        for (column, words) in (0..).zip(&lists) {
            for (row, word) in (0..).zip(*words) {
                out.write_string(row, column, word)?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Returns each drop-down list that is too long for its box, once.
fn long_lists(sheets: &[FormSheet]) -> Vec<&Vec<String>> {
    let mut lists: Vec<&Vec<String>> = Vec::new();
    for cell in sheets.iter().flat_map(|sheet| &sheet.cells) {
        if let FormPart::Box(_, Check::Choice(words)) = &cell.part {
            let length: usize = words.iter().map(|word| word.chars().count() + 1).sum();
            if (length > LIST_LENGTH || words.iter().any(|word| word.contains(',')))
                && !lists.contains(&words)
            {
                lists.push(words);
            }
        }
    }
    lists
}

fn write_sheet(
    book: &mut Workbook,
    sheet: &FormSheet,
    lists: &[&Vec<String>],
) -> Result<(), WriteError> {
    let out = book.add_worksheet().set_name(&sheet.name)?;
    for (column, width) in (0..).zip(&sheet.widths) {
        out.set_column_width(column, *width)?;
    }
    for (row, height) in &sheet.heights {
        out.set_row_height(*row, *height)?;
    }
    for cell in &sheet.cells {
        put(out, cell, lists)?;
    }
    out.set_header(format!("&L{}", sheet.marking))
        .set_footer(format!("&L{}&C&A&RPage &P of &N", sheet.marking));
    out.set_landscape().set_paper_size(9);
    if sheet.frozen_columns > 0 {
        // Too wide for one page: it goes on to the right, and the first columns with it.
        out.set_print_scale(60).set_page_order(true);
        out.set_repeat_columns(0, sheet.frozen_columns - 1)?;
    } else {
        out.set_print_fit_to_pages(1, 0);
    }
    out.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    if sheet.frozen > 0 {
        out.set_freeze_panes(sheet.frozen, sheet.frozen_columns)?;
        out.set_repeat_rows(0, sheet.frozen - 1)?;
    }
    // Labels are locked; rows may be made taller for a long comment, and columns wider.
    let allowed = ProtectionOptions {
        format_rows: true,
        format_columns: true,
        ..ProtectionOptions::default()
    };
    out.protect_with_options(&allowed);
    Ok(())
}

fn put(out: &mut Worksheet, cell: &FormCell, lists: &[&Vec<String>]) -> Result<(), WriteError> {
    let (row, column) = (cell.row, cell.column);
    let format = format_of(&cell.part);
    if cell.to > column {
        out.merge_range(row, column, row, cell.to, "", &format)?;
    }
    match &cell.part {
        FormPart::Title(text)
        | FormPart::Warning(text)
        | FormPart::Label(text)
        | FormPart::Note(text)
        | FormPart::Guide(text)
        | FormPart::Fixed(text) => {
            out.write_string_with_format(row, column, text, &format)?;
        }
        FormPart::Formula(formula, result) => {
            let formula = Formula::new(formula).set_result(result);
            out.write_formula_with_format(row, column, formula, &format)?;
        }
        FormPart::Box(value, check) => {
            fill(out, cell, value, &format)?;
            if let Some(rule) = rule(check, lists)? {
                out.add_data_validation(row, column, row, cell.to, &rule)?;
            }
        }
    }
    Ok(())
}

fn fill(
    out: &mut Worksheet,
    cell: &FormCell,
    value: &OutCell,
    format: &Format,
) -> Result<(), WriteError> {
    let (row, column) = (cell.row, cell.column);
    match value {
        OutCell::Blank | OutCell::Formula { .. } => out.write_blank(row, column, format)?,
        OutCell::Text(text) | OutCell::Link { text, .. } => {
            out.write_string_with_format(row, column, text, format)?
        }
        OutCell::Number(number) | OutCell::Formatted(number, _) => {
            out.write_number_with_format(row, column, *number, format)?
        }
        OutCell::Date(moment) | OutCell::FormattedDate(moment, _) => {
            out.write_datetime_with_format(row, column, &excel_date(*moment)?, format)?
        }
    };
    Ok(())
}

fn rule(check: &Check, lists: &[&Vec<String>]) -> Result<Option<DataValidation>, WriteError> {
    let rule = DataValidation::new();
    Ok(match check {
        Check::Text => None,
        Check::Choice(words) => Some(
            choice(rule, words, lists)?
                .set_error_title("Choose from the list")?
                .set_error_message("Please choose one of the words in the list.")?,
        ),
        Check::Number(low, high) => Some(
            rule.allow_decimal_number(DataValidationRule::Between(*low, *high))
                .set_error_message(format!("Please write a number from {low} to {high}."))?,
        ),
        Check::Date => Some(
            rule.allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(2000, 1, 1)?))
                .set_error_message("Please write a date like 30/09/2026.")?,
        ),
    })
}

fn choice(
    rule: DataValidation,
    words: &[String],
    lists: &[&Vec<String>],
) -> Result<DataValidation, WriteError> {
    let Some(column) = lists.iter().position(|list| list.as_slice() == words) else {
        return Ok(rule.allow_list_strings(words)?);
    };
    let letter = rust_xlsxwriter::utility::column_number_to_name(column as u16);
    let range = format!("={LISTS}!${letter}$1:${letter}${}", words.len());
    Ok(rule.allow_list_formula(Formula::new(range)))
}

fn format_of(part: &FormPart) -> Format {
    let base = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let boxed = || Format::new().set_text_wrap().set_border(FormatBorder::Thin);
    match part {
        FormPart::Title(_) => base.set_bold().set_font_size(16),
        FormPart::Warning(_) => base
            .set_bold()
            .set_font_color(Color::RGB(0x8b_0000))
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Medium),
        FormPart::Label(_) => boxed()
            .set_bold()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0xdd_e6ee)),
        FormPart::Note(_) => base,
        FormPart::Guide(_) => boxed()
            .set_align(FormatAlign::Top)
            .set_italic()
            .set_background_color(Color::RGB(0xf2_f2f2)),
        FormPart::Fixed(_) | FormPart::Formula(..) => {
            boxed().set_align(FormatAlign::Top).set_background_color(Color::RGB(0xf2_f2f2))
        }
        FormPart::Box(_, check) => {
            let boxed = boxed().set_align(FormatAlign::Top).set_unlocked();
            match check {
                Check::Date => boxed.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
                Check::Number(..) => boxed.set_align(FormatAlign::Left),
                _ => boxed,
            }
        }
    }
}
