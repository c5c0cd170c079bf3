//! The annex: every table of the pack in one workbook, a sheet each: its caption and notes, and the rows as a table of
//! Excel's with a name and no merged cells, so that screen readers and formulas can use it. Numbers, shares, months and
//! dates are values that are shown as the page prints them. The first sheet lists the tables with links.

use assay_model::Date;
use assay_tables::{Moment, OutCell, OutSheet, write_book};

use crate::Error;
use crate::view::{Amount, Cell, Class, Column, Document, Section, Table, Value};

/// The longest name Excel takes for a sheet.
const LONGEST_NAME: usize = 31;
/// The longest text that a number format takes, with room for its quotation marks.
const LONGEST_FORMAT: usize = 80;
/// The width of the first column, in which the caption and notes are too, in characters.
const FIRST_COLUMN: (f64, f64) = (44.0, 60.0);
/// The name of the first sheet.
const CONTENTS: &str = "Contents";

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

/// The first sheet: what the pack is, and every table with a link to its sheet.
fn contents(document: &Document) -> OutSheet {
    let mut facts = vec![
        ("Council", &document.council),
        ("As at", &document.edition.as_at),
        ("Period", &document.cover.period),
        ("Marking", &document.marking),
        ("Status", &document.edition.status),
        ("Ledger head", &document.edition.head),
        ("Made by", &document.edition.program),
    ];
    facts.retain(|(_, said)| !said.is_empty());
    let mut named = vec![OutSheet { name: CONTENTS.into(), ..OutSheet::default() }];
    let mut rows = Vec::new();
    for (section, table) in document.tables() {
        let name = name(&named, section, table);
        let link = OutCell::Link { text: name.clone(), sheet: name.clone() };
        rows.push(vec![link, text(&section.title), text(&table.caption)]);
        named.push(OutSheet { name, ..OutSheet::default() });
    }
    OutSheet {
        name: CONTENTS.into(),
        title: Some(document.title.clone()),
        above: facts.into_iter().map(|(what, said)| vec![text(what), text(said)]).collect(),
        table: Some("contents".into()),
        header: ["Sheet", "Section", "What it holds"].map(String::from).to_vec(),
        widths: vec![34.0, 40.0, 90.0],
        rows,
        ..OutSheet::default()
    }
}

fn sheet(name: &str, table: &Table) -> OutSheet {
    let about = table.marks.iter().chain(&table.notes).map(|note| vec![text(note)]);
    let back = OutCell::Link { text: "Back to the contents".into(), sheet: CONTENTS.into() };
    let first = width(table, 0).clamp(FIRST_COLUMN.0, FIRST_COLUMN.1);
    let others = (1..table.columns.len()).flat_map(|at| {
        let halves = usize::from(table.columns[at].halves.is_some()) + 1;
        std::iter::repeat_n(width(table, at).clamp(11.0, 60.0), halves)
    });
    OutSheet {
        name: name.to_owned(),
        title: Some(table.caption.clone()),
        above: about.chain([vec![back]]).collect(),
        table: Some(table_name(&table.id)),
        header: headings(&table.columns),
        widths: [first].into_iter().chain(others).collect(),
        flush_right: table.columns.iter().flat_map(|c| doubled(c, c.numeric)).collect(),
        rows: table.rows.iter().map(|row| cells(table, &row.cells)).collect(),
        ..OutSheet::default()
    }
}

/// Returns how wide a column has to be for what is printed in it, in characters.
fn width(table: &Table, at: usize) -> f64 {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
    let longest = cells.map(|cell| cell.text.chars().count()).max().unwrap_or(0);
    // A heading may run on in further lines, but not within a word.
    let words = table.columns[at].label.split_whitespace();
    let heading = words.map(|word| word.chars().count() + 2).max().unwrap_or(0);
    longest.max(heading) as f64 + 4.0
}

/// Returns the headings of a table's columns, each of them once, as Excel needs it.
fn headings(columns: &[Column]) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    let all = columns.iter().flat_map(|column| match column.halves {
        Some(halves) => halves.iter().map(|half| format!("{}, {half}", column.label)).collect(),
        None => vec![column.label.clone()],
    });
    for label in all {
        let is_free = |label: &String| !headings.iter().any(|h| h.eq_ignore_ascii_case(label));
        let further = (2..).map(|n| format!("{label} ({n})"));
        headings.extend([label.clone()].into_iter().chain(further).find(is_free));
    }
    headings
}

fn doubled<T: Clone>(column: &Column, one: T) -> Vec<T> {
    vec![one; usize::from(column.halves.is_some()) + 1]
}

fn cells(table: &Table, row: &[Cell]) -> Vec<OutCell> {
    let amount = |amount: Amount, printed: &str| {
        let kept = if table.class == Class::Children { amount.rounded() } else { amount };
        match printed.chars().count() {
            ..=LONGEST_FORMAT => OutCell::Formatted(kept.value, amount.format(printed)),
            _ => text(printed),
        }
    };
    let of = |(column, cell): (&Column, &Cell)| match cell.value {
        _ if cell.text.is_empty() => doubled(column, OutCell::Blank),
        Value::One(one) => vec![amount(one, &cell.text)],
        Value::Two(low, high) => vec![amount(low, &low.text()), amount(high, &high.text())],
        Value::Month(month) => vec![month_cell(month, &cell.text)],
        Value::Date(date) => vec![dated(date, "[$-809]d mmmm yyyy".into())],
        // A dash or a mark is in both columns, so that no cell is without an answer.
        Value::Words => doubled(column, text(&cell.text)),
    };
    table.columns.iter().zip(row).flat_map(of).collect()
}

/// A month is its first day, shown as the page prints it; words after it are part of the format.
fn month_cell(month: assay_model::Month, printed: &str) -> OutCell {
    let short = assay_model::print::month_short(month);
    let forms = [(month.words(), "mmmm yyyy"), (short, "mmm yyyy")];
    let shown = forms.iter().find_map(|(words, code)| Some((printed.strip_prefix(words)?, code)));
    match shown {
        Some(("", code)) => dated(month.first_day(), format!("[$-809]{code}")),
        Some((rest, code)) if rest.len() < LONGEST_FORMAT => {
            let rest = rest.replace('"', "\u{201d}");
            dated(month.first_day(), format!("[$-809]{code}\"{rest}\""))
        }
        _ => text(printed),
    }
}

fn dated(date: Date, format: String) -> OutCell {
    let moment = Moment::from_iso(&date.to_string());
    moment.map_or(OutCell::Blank, |moment| OutCell::FormattedDate(moment, format))
}

fn text(text: &str) -> OutCell {
    OutCell::Text(text.to_owned())
}

/// Returns the name of an Excel table: the id in letters, figures and lines below.
fn table_name(id: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("tab_{}", id.trim_start_matches("tab-").chars().map(letter).collect::<String>())
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
