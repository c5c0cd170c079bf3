//! The annex: every table of the pack in one workbook, a sheet each, named, with a header row and no
//! merged cells, so that screen readers and formulas can use it. The first sheet lists them.

use assay_tables::{OutCell, OutSheet, write_book};

use crate::Error;
use crate::view::{Document, Section, Table};

/// The longest name Excel takes for a sheet.
const LONGEST_NAME: usize = 31;

/// Returns the workbook of all tables of the document.
///
/// # Errors
/// When the workbook cannot be written.
pub fn render(document: &Document) -> Result<Vec<u8>, Error> {
    let mut sheets = vec![contents(document)];
    for (section, table) in document.tables() {
        sheets.push(sheet(&name(&sheets, section, table), table));
    }
    write_book(&sheets).map_err(|fault| Error::File("xlsx", std::io::Error::other(fault)))
}

/// The first sheet: what the pack is, and every table with its sheet, caption and notes.
fn contents(document: &Document) -> OutSheet {
    let text = |text: &str| OutCell::Text(text.to_owned());
    let mut rows = vec![
        vec![text("Pack"), text(&document.title)],
        vec![text("Council"), text(&document.council)],
        vec![text("As at"), text(&document.edition.as_at)],
        vec![text("Period"), text(&document.cover.period)],
    ];
    if !document.marking.is_empty() {
        rows.push(vec![text("Marking"), text(&document.marking)]);
    }
    rows.push(vec![text("Ledger head"), text(&document.edition.head)]);
    rows.push(vec![text("Made by"), text(&document.edition.program)]);
    let mut named: Vec<OutSheet> = Vec::new();
    for (section, table) in document.tables() {
        let name = name(&named, section, table);
        let mut about = table.caption.clone();
        for note in table.marks.iter().chain(&table.notes) {
            about.push_str(". ");
            about.push_str(note.trim_end_matches('.'));
        }
        rows.push(vec![text(&name), text(&about)]);
        named.push(OutSheet { name, ..OutSheet::default() });
    }
    OutSheet {
        name: "Contents".into(),
        header: vec!["Sheet".into(), "What it holds".into()],
        widths: vec![30.0, 110.0],
        rows,
        ..OutSheet::default()
    }
}

fn sheet(name: &str, table: &Table) -> OutSheet {
    let cell = |cell: &crate::view::Cell| match cell.value {
        _ if cell.text.is_empty() => OutCell::Blank,
        // A share is kept as people read it; a count or a mean as a number to reckon with, shown as printed.
        Some(value) if !cell.text.contains(['%', ' ']) => {
            OutCell::Rounded(value, places(&cell.text))
        }
        _ => OutCell::Text(cell.text.clone()),
    };
    let widest = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let longest = cells.map(|cell| cell.text.chars().count()).max().unwrap_or(0);
        let heading = table.columns[column].label.chars().count();
        (longest.max(heading) as f64 + 4.0).clamp(9.0, 60.0)
    };
    OutSheet {
        name: name.to_owned(),
        header: table.columns.iter().map(|column| column.label.clone()).collect(),
        widths: (0..table.columns.len()).map(widest).collect(),
        flush_right: table.columns.iter().map(|column| column.numeric).collect(),
        rows: table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect(),
        ..OutSheet::default()
    }
}

/// Returns how many places after the point a printed number has.
fn places(printed: &str) -> usize {
    let after = printed.split_once('.').map_or("", |(_, after)| after);
    after.chars().take_while(char::is_ascii_digit).count()
}

/// Returns a sheet name no other sheet has: the section's number and the table's id in words.
fn name(taken: &[OutSheet], section: &Section, table: &Table) -> String {
    let words = table.id.trim_start_matches("tab-").replace('-', " ");
    let full = format!("{} {words}", section.number);
    let short: String = full.chars().take(LONGEST_NAME).collect();
    let is_free = |name: &str| !taken.iter().any(|sheet| sheet.name.eq_ignore_ascii_case(name));
    if is_free(&short) {
        return short;
    }
    let stem: String = full.chars().take(LONGEST_NAME - 5).collect();
    (2..=taken.len() + 2).map(|n| format!("{stem} {n}")).find(|name| is_free(name)).unwrap_or(short)
}
