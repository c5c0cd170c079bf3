//! Texts for a CSV that people open in a spreadsheet.

/// Returns the text with an apostrophe before it where a spreadsheet would run it as a formula.
#[must_use]
pub fn safe_cell(text: &str) -> String {
    assay_tables::defuse(text)
}
