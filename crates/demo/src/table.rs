//! Tables as the demo makes them: cells, sheets, and plain tables for CSV. It writes no bytes.

use assay_model::Date;

/// One cell of a made-up workbook.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A date, kept as the spreadsheet keeps it: a serial number shown as a date.
    Date(Date),
    /// What a failed look-up leaves: `#N/A`.
    NotAvailable,
}

/// One sheet of a made-up workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The sheet's name.
    pub name: String,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// A title row above the header, if any.
    pub title: Option<String>,
    /// The column headers.
    pub header: Vec<String>,
    /// The rows under the header.
    pub rows: Vec<Vec<Cell>>,
}

/// A plain table with a header row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The column names.
    pub header: Vec<&'static str>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns an empty table with these columns.
    pub(crate) fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn push<const N: usize>(&mut self, row: [String; N]) {
        assert_eq!(N, self.header.len(), "a row has a value for each of {:?}", self.header);
        self.rows.push(row.into());
    }
}

/// Returns a text cell; blank for the empty text.
pub(crate) fn text(value: &str) -> Cell {
    if value.is_empty() { Cell::Blank } else { Cell::Text(value.to_owned()) }
}

/// Returns a date cell; blank for no date.
pub(crate) fn date(value: Option<Date>) -> Cell {
    value.map_or(Cell::Blank, Cell::Date)
}

/// Returns a number cell.
pub(crate) fn number(value: i32) -> Cell {
    Cell::Number(f64::from(value))
}

/// Returns the date as ISO text; empty for no date.
pub(crate) fn iso(value: Option<Date>) -> String {
    value.map(|day| day.to_string()).unwrap_or_default()
}
