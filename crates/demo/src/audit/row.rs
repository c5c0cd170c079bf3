//! The columns of a return's row, a row a case and domain. What is said once a case stands on its first row.

/// The columns.
pub(super) const COLUMNS: [&str; 25] = [
    "draw_id",
    "case_id",
    "auditor",
    "audit_date",
    "month",
    "audit_type",
    "tool",
    "overall",
    "domain",
    "score",
    "judgement",
    "not_applicable",
    "comment",
    "good_practice",
    "action",
    "action_owner",
    "action_due",
    "urgent_concern",
    "urgent_told",
    "urgent_told_on",
    "urgent_response",
    "received_on",
    "worker_took_part",
    "family_asked",
    "family_words",
];

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
