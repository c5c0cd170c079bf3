//! Numbers of an `OpenDocument` workbook as they are shown, where that says more than the number: leading
//! zeros, letters before it, a percent sign. The file has the shown text next to each number, which the engine
//! passes over.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::number_format::Shown;
use crate::ods_guard::number;

/// The texts of cells by their 0-based position.
pub(crate) type ShownTexts = HashMap<(u32, u32), String>;

/// Returns the texts of each sheet that say more than their numbers, in the workbook's order. What is damaged
/// the engine reports by itself.
pub(crate) fn read(bytes: &[u8]) -> Vec<ShownTexts> {
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
            Event::Text(text) if walk.cell.is_some() => walk.text.push_str(&text),
            Event::End(element) => walk.end(element.name().as_ref()),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    walk.sheets
}

/// Where the walk through the file is.
#[derive(Default)]
struct Walk {
    sheets: Vec<ShownTexts>,
    row: u32,
    rows: u32,
    column: u32,
    columns: u32,
    /// The number of the cell, and whether it is a percentage.
    cell: Option<(f64, bool)>,
    text: String,
    /// What is shown in the row: the columns, and the text.
    shown: Vec<(u32, u32, String)>,
}

impl Walk {
    fn begin(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "table:table" => {
                self.sheets.push(ShownTexts::new());
                self.row = 0;
            }
            "table:table-row" => {
                self.rows = repeated(element, "table:number-rows-repeated");
                (self.column, self.shown) = (0, Vec::new());
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.columns = repeated(element, "table:number-columns-repeated");
                self.cell = value(element);
                self.text.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let shown = self.cell.take().and_then(|(number, is_percent)| {
                    if is_percent {
                        Shown::Percent.write(number)
                    } else {
                        says_more(&self.text, number).then(|| self.text.trim().to_owned())
                    }
                });
                let end = self.column.saturating_add(self.columns);
                self.shown.extend(shown.map(|text| (self.column, end, text)));
                self.column = end;
            }
            "table:table-row" => {
                let end = self.row.saturating_add(self.rows);
                if let Some(sheet) = self.sheets.last_mut() {
                    for (from, to, text) in &self.shown {
                        // The guard has counted how many there are.
                        for row in self.row..end {
                            sheet.extend((*from..*to).map(|column| ((row, column), text.clone())));
                        }
                    }
                }
                self.row = end;
            }
            _ => {}
        }
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    u32::try_from(number(element, name)).unwrap_or(u32::MAX)
}

/// Returns the number of a cell, and whether it is a percentage.
fn value(element: &BytesStart<'_>) -> Option<(f64, bool)> {
    let attribute = |name: &str| element.try_get_attribute(name).ok().flatten();
    let kind = attribute("office:value-type")?;
    let is_percent = &*kind.value == "percentage";
    if !is_percent && &*kind.value != "float" {
        return None;
    }
    Some((attribute("office:value")?.value.trim().parse().ok()?, is_percent))
}

/// Says whether the text is an id that the number alone is not: with leading zeros, letters before its
/// figures, or dashes between them. A unit behind it or a currency is none.
fn says_more(text: &str, number: f64) -> bool {
    let text = text.trim();
    let figures: String = text.chars().filter(char::is_ascii_digit).collect();
    if number < 0.0 || number.fract() != 0.0 || figures.parse() != Ok(number) {
        return false;
    }
    let before: String = text.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let is_id = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | ' ');
    let is_spaced = text[before.len()..].contains(' ');
    text[before.len()..].chars().all(is_id)
        && (before.is_empty() || before.contains(char::is_alphanumeric))
        && (!before.is_empty()
            || (figures.len() > 1 && figures.starts_with('0'))
            || (!is_spaced && figures.len() < text.len()))
}

#[cfg(test)]
mod tests {
    use super::says_more;

    #[test]
    fn leading_zeros_letters_before_and_dashes_say_more_than_a_number() {
        for (text, number) in
            [("000742", 742.0), ("K0742", 742.0), ("012-345", 12_345.0), ("REF 7", 7.0)]
        {
            assert!(says_more(text, number), "{text}");
        }
        for (text, number) in [
            ("742", 742.0),
            ("1,200", 1200.0),
            ("1 200", 1200.0),
            ("12 days", 12.0),
            ("\u{a3}12", 12.0),
            ("0.50", 0.5),
            ("1.04E+06", 1_040_000.0),
            ("-7", -7.0),
            ("0", 0.0),
        ] {
            assert!(!says_more(text, number), "{text}");
        }
    }
}
