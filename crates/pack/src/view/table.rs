//! A table as printed, with the values next to the texts for spreadsheets, and the class that
//! says how small numbers in it must be guarded.

use assay_model::{Date, Month, print};
use serde::Serialize;

use super::value::{Amount, Shown, Value};

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
    /// Whether it takes half the width of a printed page at most, so that a chart or more of it can be next to it.
    pub slim: bool,
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
    /// What the counts are of, where the table is of one day or draw: an ISO date or a draw's id; empty where each row
    /// says it. It is part of what a cell is remembered by.
    pub of: String,
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
    /// The id that stays when the heading is worded anew; needed of columns of counts of children.
    #[serde(skip)]
    pub id: &'static str,
    /// The heading.
    pub label: String,
    /// Whether it holds numbers, set flush right.
    pub numeric: bool,
    /// What the two numbers of its cells are, where they have two: a spreadsheet has a column for each.
    #[serde(skip)]
    pub halves: Option<[&'static str; 2]>,
}

/// A row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// The id that stays when the row is named anew; needed of rows with counts of children.
    #[serde(skip)]
    pub id: String,
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
    pub value: Value,
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

/// A table of so many letters a row is set in half the width of a printed page.
const SLIM: usize = 62;

impl Table {
    /// Notes whether it is slim, by the longest text of each column; a heading is broken between words.
    pub(crate) fn measure(&mut self) {
        let widest = |(at, column): (usize, &Column)| {
            let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
            let words = column.label.split_whitespace().map(|word| word.chars().count());
            cells.map(|cell| cell.text.chars().count()).chain(words).max().unwrap_or(0) + 2
        };
        self.slim = self.columns.iter().enumerate().map(widest).sum::<usize>() <= SLIM;
    }
}

impl Column {
    /// Returns a column of text.
    pub fn text(label: impl Into<String>) -> Self {
        Self { id: "", label: label.into(), numeric: false, halves: None }
    }

    /// Returns a column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { id: "", label: label.into(), numeric: true, halves: None }
    }

    /// Returns a column of counts of children, and the id by which its cells are remembered.
    pub fn counts(id: &'static str, label: impl Into<String>) -> Self {
        Self { id, ..Self::number(label) }
    }

    /// Returns a column of cells with two numbers, and what each of them is.
    pub fn of_two(label: impl Into<String>, halves: [&'static str; 2]) -> Self {
        Self { halves: Some(halves), ..Self::number(label) }
    }

    /// Returns a column of intervals.
    pub fn range(label: impl Into<String>) -> Self {
        Self::of_two(label, ["from", "to"])
    }
}

impl Cell {
    /// Returns a cell of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Returns the cell of a figure that there is not.
    #[must_use]
    pub fn none() -> Self {
        Self::text("–")
    }

    /// Returns a cell with a count.
    #[must_use]
    pub fn count(value: u64) -> Self {
        Self::count_as(print::count(value), value)
    }

    /// Returns a cell with a count and words after it, such as `12 of 40`.
    pub fn count_as(text: impl Into<String>, value: u64) -> Self {
        Self::holding(text, Value::One(Amount::of(value as f64, Shown::Plain(0))))
    }

    /// Returns a cell with a number of so many decimal places.
    #[must_use]
    pub fn decimal(value: f64, places: usize) -> Self {
        Self::holding(
            print::decimal(value, places),
            Value::One(Amount::of(value, Shown::Plain(places))),
        )
    }

    /// Returns a cell that prints `text`, the share or what is printed in its place, and holds the share, a part of 1.
    pub fn share(text: impl Into<String>, value: f64) -> Self {
        Self::holding(text, Value::One(Amount::of(value, Shown::Percent(0))))
    }

    /// Returns a cell that prints `text`, a change with its sign, and holds the change.
    pub fn change(text: impl Into<String>, value: f64, places: usize) -> Self {
        Self::holding(text, Value::One(Amount::of(value, Shown::Signed(places))))
    }

    /// Returns a cell that prints `text`, an interval, and holds its ends.
    pub fn range(text: impl Into<String>, (low, high): (f64, f64), shown: Shown) -> Self {
        Self::holding(text, Value::Two(Amount::of(low, shown), Amount::of(high, shown)))
    }

    /// Returns a cell with a month in its short form, e.g. `Sep 2026`.
    #[must_use]
    pub fn month(month: Month) -> Self {
        Self::month_as(print::month_short(month), month)
    }

    /// Returns a cell that prints `text`, a month perhaps with words after it, and holds the month.
    pub fn month_as(text: impl Into<String>, month: Month) -> Self {
        Self::holding(text, Value::Month(month))
    }

    /// Returns a cell with a date in words, or with a dash where there is none.
    #[must_use]
    pub fn date(date: Option<Date>) -> Self {
        date.map_or_else(Self::none, |date| Self::holding(print::date(date), Value::Date(date)))
    }

    /// Returns the one number that the cell holds, if it holds one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::One(amount) => Some(amount.value),
            _ => None,
        }
    }

    /// Returns a cell that prints `text` and holds `value` in spreadsheets.
    pub fn holding(text: impl Into<String>, value: Value) -> Self {
        Self { text: text.into(), value, ..Self::default() }
    }
}

impl Row {
    /// Returns an ordinary row.
    #[must_use]
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { id: String::new(), cells, strong: false }
    }

    /// Returns a row with the id by which its cells are remembered.
    pub fn known_as(id: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self { id: id.into(), ..Self::of(cells) }
    }
}
