//! What the engine passes over in an `OpenDocument` workbook: numbers as they are shown, where that says more than
//! the number (leading zeros, letters before or directly behind it, a percent sign), hidden rows and merged cells.
//! Notes and drawings are no part of the cell that they are at.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::number_format::Shown;
use crate::ods_guard::{ROWS, held, number};
use crate::sheet;
use crate::sheet_marks::{Merge, SheetMarks};

/// The texts of cells by their 0-based position.
pub(crate) type ShownTexts = HashMap<(u32, u32), String>;

/// What is to be known of one sheet.
#[derive(Default)]
pub(crate) struct Looks {
    /// The texts of cells that the engine's values are not.
    pub(crate) texts: ShownTexts,
    pub(crate) marks: SheetMarks,
}

/// Returns what is to be known of each sheet, in the workbook's order. What is damaged the engine reports by
/// itself.
pub(crate) fn read(bytes: &[u8]) -> Vec<Looks> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let Ok(part) = archive.by_name("content.xml") else { return Vec::new() };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let (mut walk, mut buffer) = (Walk::default(), Vec::new());
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(element) => walk.begin(&element),
            Event::Text(text) if walk.is_in_cell() => walk.text.push_str(&text),
            Event::GeneralRef(entity) if walk.is_in_cell() => {
                walk.text.extend(resolve_predefined_entity(&entity));
            }
            Event::End(element) => walk.end(element.name().as_ref()),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    walk.sheets.into_iter().map(|looks| Looks { marks: looks.marks.in_order(), ..looks }).collect()
}

/// Where the walk through the file is.
#[derive(Default)]
struct Walk {
    sheets: Vec<Looks>,
    row: u32,
    rows: u32,
    column: u32,
    columns: u32,
    cell: Option<Value>,
    text: String,
    paragraphs: u32,
    /// How deep the walk is in notes and drawings.
    aside: u32,
    /// Whether the cell has a drawing, whose text the engine takes for the cell's.
    has_drawing: bool,
    /// Whether the row is hidden, and whether it holds something.
    is_hidden: bool,
    holds: bool,
    /// What is shown in the row: the columns, and the text.
    shown: Vec<(u32, u32, String)>,
}

/// The value of a cell.
enum Value {
    Number(f64),
    Percent(f64),
    Text,
}

/// Says whether an element is a note or a drawing, which may hold text.
fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:") || name.starts_with("dr3d:")
}

impl Walk {
    fn is_in_cell(&self) -> bool {
        self.cell.is_some() && self.aside == 0
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        let name = element.name();
        if is_aside(name.as_ref()) {
            self.aside += 1;
            self.has_drawing |= name.as_ref() != "office:annotation";
        }
        match name.as_ref() {
            "table:table" => {
                self.sheets.push(Looks::default());
                self.row = 0;
            }
            "table:table-row" => {
                self.rows = repeated(element, "table:number-rows-repeated");
                (self.column, self.shown) = (0, Vec::new());
                (self.is_hidden, self.holds) = (is_hidden(element), false);
            }
            "text:p" if self.is_in_cell() => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
            }
            "text:s" if self.is_in_cell() => {
                // The guard has counted how many there are.
                let spaces = repeated(element, "text:c");
                self.text.extend(std::iter::repeat_n(' ', spaces as usize));
            }
            "text:tab" if self.is_in_cell() => self.text.push('\t'),
            "text:line-break" if self.is_in_cell() => self.text.push('\n'),
            "table:table-cell" | "table:covered-table-cell" => {
                self.columns = repeated(element, "table:number-columns-repeated");
                self.cell = value(element);
                self.holds |= held(element).is_some();
                self.text.clear();
                (self.paragraphs, self.has_drawing) = (0, false);
                self.mark_merged(element);
            }
            _ => {}
        }
    }

    /// A repeated row is hidden as a whole; blank ones are of no interest, however many they are.
    fn mark_hidden(&mut self) {
        if !self.is_hidden || !self.holds {
            return;
        }
        let last = u64::from(self.row).saturating_add(u64::from(self.rows)).min(ROWS);
        let last = u32::try_from(last).unwrap_or(u32::MAX);
        if let Some(sheet) = self.sheets.last_mut() {
            (self.row..last).for_each(|row| sheet.marks.show(row + 1, sheet::Shown::Hidden));
        }
    }

    fn mark_merged(&mut self, element: &BytesStart<'_>) {
        let columns = repeated(element, "table:number-columns-spanned");
        let rows = repeated(element, "table:number-rows-spanned");
        if columns < 2 && rows < 2 {
            return;
        }
        let (top, column) = (self.row.saturating_add(1), self.column);
        let merge = Merge {
            top,
            bottom: top.saturating_add(rows.saturating_sub(1)),
            column,
            last_column: column.saturating_add(columns.saturating_sub(1)),
        };
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.merge(merge);
        }
    }

    fn end(&mut self, name: &str) {
        if is_aside(name) {
            self.aside = self.aside.saturating_sub(1);
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let shown = match self.cell.take() {
                    Some(Value::Percent(number)) => Shown::Percent.write(number),
                    Some(Value::Number(number)) => {
                        says_more(&self.text, number).then(|| self.text.trim().to_owned())
                    }
                    Some(Value::Text) => self.has_drawing.then(|| self.text.clone()),
                    None => None,
                };
                let end = self.column.saturating_add(self.columns);
                self.shown.extend(shown.map(|text| (self.column, end, text)));
                self.column = end;
            }
            "table:table-row" => {
                self.mark_hidden();
                let end = self.row.saturating_add(self.rows);
                if let Some(sheet) = self.sheets.last_mut() {
                    for (from, to, text) in &self.shown {
                        // The guard has counted how many there are.
                        for row in self.row..end {
                            let cells = (*from..*to).map(|column| ((row, column), text.clone()));
                            sheet.texts.extend(cells);
                        }
                    }
                }
                self.row = end;
            }
            _ => {}
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let found = element.try_get_attribute("table:visibility").ok().flatten();
    found.is_some_and(|found| matches!(&*found.value, "collapse" | "filter"))
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    u32::try_from(number(element, name)).unwrap_or(u32::MAX)
}

/// Returns the value of a cell: a number, or a text that is nothing but what the cell holds.
fn value(element: &BytesStart<'_>) -> Option<Value> {
    let attribute = |name: &str| element.try_get_attribute(name).ok().flatten();
    let kind = attribute("office:value-type")?;
    let number = || attribute("office:value")?.value.trim().parse().ok();
    match &*kind.value {
        "percentage" => number().map(Value::Percent),
        "float" => number().map(Value::Number),
        "string" if attribute("office:string-value").is_none() => Some(Value::Text),
        _ => None,
    }
}

/// Says whether the text is an id or a share that the number alone is not: with leading zeros, letters before its
/// figures or directly behind them, or dashes between them. A unit apart from it or a currency is none.
fn says_more(text: &str, number: f64) -> bool {
    let text = text.trim();
    let figures: String = text.chars().filter(char::is_ascii_digit).collect();
    if number < 0.0 || number.fract() != 0.0 || figures.parse() != Ok(number) {
        return false;
    }
    let first = text.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let last = text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |last| last + 1);
    let (before, amid, behind) = (&text[..first], &text[first..last], &text[last..]);
    let is_padded = figures.len() > 1 && figures.starts_with('0');
    let is_joined = behind.starts_with(|c: char| c.is_alphanumeric() || c == '%');
    let is_id = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | ' ');
    let is_dashed = amid.contains(['-', '/']) && !amid.contains(' ');
    amid.chars().all(is_id)
        && (before.is_empty() || before.contains(char::is_alphanumeric))
        && (behind.is_empty() || is_joined || is_padded)
        && (!before.is_empty() || is_padded || is_joined || is_dashed)
}

#[cfg(test)]
mod tests;
