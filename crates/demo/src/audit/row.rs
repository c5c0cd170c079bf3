//! The columns of a return's row, one row for each case and domain. What is said once for a case is on its first row.

use assay_model::flat_return::COLUMNS;

/// One row.
pub(super) type Row = Vec<String>;

/// Returns an empty row.
pub(super) fn empty() -> Row {
    vec![String::new(); COLUMNS.len()]
}

/// Sets a column's value.
pub(super) fn set(row: &mut Row, column: &str, value: impl Into<String>) {
    row[place(column)] = value.into();
}

/// Returns a column's value.
pub(super) fn get<'a>(row: &'a Row, column: &str) -> &'a str {
    &row[place(column)]
}

fn place(column: &str) -> usize {
    COLUMNS.iter().position(|name| *name == column).expect("a column of the table")
}
