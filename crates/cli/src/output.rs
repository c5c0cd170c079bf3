//! What goes to stdout: aligned tables for people, JSON and CSV for programs. Talk goes to stderr
//! and is not written here.

pub(crate) mod manifest;
pub(crate) mod problems;
pub(crate) mod shell;
pub(crate) mod understood;
pub(crate) mod urgent;

use std::io::Write as _;

use assay_views::rows::Said;
use assay_workspace::Streamed;
use serde::Serialize;

use crate::args::Format;
use crate::error::CommandError;
use crate::exit::Exit;

/// Prints one line for people to stdout.
pub(crate) fn line(text: &str) -> Result<(), CommandError> {
    writeln!(std::io::stdout().lock(), "{}", shell::for_people(text)).map_err(CommandError::from)
}

/// Prints text for people to stdout.
pub(crate) fn text(text: &str) -> Result<(), CommandError> {
    write(&shell::for_people(text))
}

/// Prints data to stdout as they are.
pub(crate) fn data(text: &str) -> Result<(), CommandError> {
    shell::warn_of_data(text);
    write(text)
}

fn write(text: &str) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush().map_err(CommandError::from)
}

/// Says on stderr which rows of a stream were left out and which one ended it, and how the program ends.
pub(crate) fn streamed(rows: &Streamed) -> Exit {
    let end = said(&rows.said, "");
    let Some((fault, hint)) = &rows.broken else { return end };
    say!("error: {fault}");
    say!("hint: {hint}; nothing behind this row was read");
    Exit::Differs
}

/// Says on stderr how a person's own table was read, each line after `before`, and returns how the program ends:
/// with 1 where something of it is lost, as an import does.
pub(crate) fn said(said: &Said, before: &str) -> Exit {
    for line in &said.lines {
        say!("{before}{line}");
    }
    if said.has_loss { Exit::Differs } else { Exit::Done }
}

/// Returns text broken into lines of at most a hundred columns, each after the indent.
pub(crate) fn wrapped(text: &str, indent: &str) -> String {
    const WIDTH: usize = 100;
    let mut out = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            width = 0;
        }
        if width == 0 {
            out.push_str(indent);
            width = indent.len();
        } else {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    if width > 0 {
        out.push('\n');
    }
    out
}

/// Returns the text on one line, with the part that was found in double angle brackets.
pub(crate) fn marked(text: &str, span: Option<(usize, usize)>) -> String {
    let mut marked = text.to_owned();
    if let Some((from, to)) = span {
        marked.insert(to, '»');
        marked.insert(from, '«');
    }
    marked.replace(['\n', '\r', '\t'], " ")
}

/// Prints one JSON value and a line end to stdout.
pub(crate) fn json(value: &impl Serialize) -> Result<(), CommandError> {
    let text = serde_json::to_string(value)
        .map_err(|fault| CommandError::new(format!("could not write the answer: {fault}")))?;
    writeln!(std::io::stdout().lock(), "{}", shell::json(&text)).map_err(CommandError::from)
}

/// Prints a table as `--format` says; JSON is the command's own business.
pub(crate) fn table(table: &Table, format: Format) -> Result<(), CommandError> {
    if format == Format::Csv { data(&table.csv()) } else { text(&table.aligned()) }
}

/// Rows under headings, to be printed aligned or as CSV.
#[derive(Debug, Default)]
pub(crate) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns a table without rows.
    pub(crate) fn new<H: Into<String>>(headings: impl IntoIterator<Item = H>) -> Self {
        Self { headings: headings.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row with one cell a heading.
    pub(crate) fn row<C: Into<String>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let cells: Vec<String> = cells.into_iter().map(Into::into).collect();
        debug_assert_eq!(cells.len(), self.headings.len(), "one cell a heading");
        self.rows.push(cells);
    }

    /// Returns the table as aligned text: columns of numbers to the right, two spaces between columns.
    pub(crate) fn aligned(&self) -> String {
        let columns = self.headings.len();
        let width = |c: usize| {
            let cells = self.rows.iter().map(|row| row[c].chars().count());
            cells.chain([self.headings[c].chars().count()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let right: Vec<bool> = (0..columns).map(|c| self.is_numeric(c)).collect();
        let mut text = String::new();
        let rule: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
        for row in [&self.headings, &rule].into_iter().chain(&self.rows) {
            let mut line = String::new();
            for (c, cell) in row.iter().enumerate() {
                let gap = " ".repeat(widths[c] - cell.chars().count());
                let padded = if right[c] { gap + cell } else { format!("{cell}{gap}") };
                line.push_str(&padded);
                line.push_str("  ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the table as CSV with a header row. Cells that a spreadsheet would run are made safe.
    pub(crate) fn csv(&self) -> String {
        let lines = std::iter::once(&self.headings).chain(&self.rows);
        lines.map(|row| csv_line(row.iter().map(String::as_str))).collect()
    }

    fn is_numeric(&self, column: usize) -> bool {
        let numeric = |cell: &str| cell.is_empty() || begins_with_number(cell);
        !self.rows.is_empty()
            && self.rows.iter().all(|row| numeric(&row[column]))
            && self.rows.iter().any(|row| !row[column].is_empty())
    }
}

/// Returns whether the first word is a number such as `12`, `-0.5` or `64%`; dates and ids are not.
fn begins_with_number(cell: &str) -> bool {
    let word = cell.split_whitespace().next().unwrap_or_default();
    let bare = word.trim_start_matches(['-', '−', '+']).trim_end_matches(['%', ',']);
    !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

/// Returns a record of a CSV, made safe for spreadsheets, with its line end.
pub(crate) fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(csv_cell).collect();
    format!("{}\n", cells.join(","))
}

/// Quotes a cell where CSV needs it; a text that begins like a formula gets an apostrophe before it.
fn csv_cell(cell: &str) -> String {
    let safe = assay_workspace::safe_cell(cell);
    if safe.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_under_their_heading() {
        let mut table = Table::new(["team", "n"]);
        table.row(["CIN 2", "5"]);
        table.row(["Care", "12"]);
        assert_eq!(table.aligned(), "team    n\n-----  --\nCIN 2   5\nCare   12\n");
    }

    #[test]
    fn dates_and_ids_stand_to_the_left() {
        for (cell, number) in [
            ("12", true),
            ("64% (67 of 104)", true),
            ("-0.6 to -0.1", true),
            ("2026-09", false),
            ("2026-09-monthly/105", false),
            ("−", false),
        ] {
            assert_eq!(begins_with_number(cell), number, "{cell}");
        }
    }

    #[test]
    fn no_cell_runs_in_a_spreadsheet() {
        assert_eq!(csv_cell("=1+1"), "'=1+1");
        assert_eq!(csv_cell("-0.5"), "-0.5");
        assert_eq!(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
