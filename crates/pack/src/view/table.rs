//! A table as printed, with the raw values beside the texts for spreadsheets, and the class that
//! says how small numbers in it must be guarded.

use serde::Serialize;

/// A table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    /// The id, unique in the document.
    pub id: String,
    /// What the table shows, with period and base.
    pub caption: String,
    /// The columns; the first one names the rows.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Notes under the table.
    pub notes: Vec<String>,
    /// What the marks `[c]`, `[x]`… in this table mean; empty when it has none.
    pub marks: Vec<String>,
    /// The definitions of what is counted (ids of facts in the method section).
    pub definitions: Vec<Link>,
    /// The list behind it (the name of a file beside the pack); restricted packs only.
    pub behind: Vec<Link>,
    /// How small numbers are guarded.
    #[serde(skip)]
    pub class: Class,
    /// How its counts add up; needed where small numbers are withheld.
    #[serde(skip)]
    pub layout: Option<Layout>,
}

/// How the counts of a table add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The columns with counts of children.
    pub counts: Vec<usize>,
    /// The column with the sum of these, row by row.
    pub total_column: Option<usize>,
    /// Whether the last row is the sum of the others.
    pub total_row: bool,
    /// Columns whose figures rest on another column's count: column, and the one it rests on.
    pub dependents: Vec<(usize, usize)>,
}

/// A link inside the document, or to a file beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// The id, or the file's name, linked to.
    pub id: String,
    /// The words.
    pub text: String,
}

impl Link {
    /// Returns the link of a table to the sheet of the case list's workbook that is behind it.
    #[must_use]
    pub fn to_list(file: &str, sheet: &str) -> Self {
        let text = format!("The list behind it: sheet {sheet} of {file}");
        Self { id: file.to_owned(), text }
    }
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// The heading.
    pub label: String,
    /// Whether it holds numbers, set flush right.
    pub numeric: bool,
}

/// A row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// The cells; the first one is the row's name.
    pub cells: Vec<Cell>,
    /// Whether it is a total or the row a sentence speaks of.
    pub strong: bool,
}

/// A cell.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// What is printed.
    pub text: String,
    /// The id in the document that it links to; empty for none.
    pub link: String,
    /// The value behind it, for spreadsheets.
    #[serde(skip)]
    pub value: Option<f64>,
}

/// How small numbers in a table are guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Class {
    /// Judgements, scores and themes of a sample, council-wide: counts are printed.
    #[default]
    Practice,
    /// The same by team: in public packs only pooled to a least number of audits.
    PracticeByTeam,
    /// Counts of children, or anything by a child's characteristic: small counts are suppressed.
    Children,
    /// No figures on cases at all, e.g. documents and dates.
    Plain,
}

impl Class {
    /// Returns the class in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::PracticeByTeam => "practice by team",
            Self::Children => "children",
            Self::Plain => "no figures on cases",
        }
    }
}

impl Column {
    /// Returns a column of text.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false }
    }

    /// Returns a column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true }
    }
}

impl Cell {
    /// Returns a cell of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Returns a cell that prints `text` and holds `value` in spreadsheets.
    pub fn number(text: impl Into<String>, value: f64) -> Self {
        Self { text: text.into(), value: Some(value), ..Self::default() }
    }

    /// Returns a cell with a count.
    #[must_use]
    pub fn count(value: u64) -> Self {
        Self::number(assay_model::print::count(value), value as f64)
    }
}

impl Row {
    /// Returns an ordinary row.
    #[must_use]
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, strong: false }
    }
}
