//! A process chart of a table with one row a period.

use std::collections::BTreeSet;

use assay_measures::chart::{self, Period, Seen};
use assay_model::period::{Period as Span, Step};
use assay_model::{Date, Month};
use assay_views::stats as views;

use super::ChartOptions;
use super::columns::Columns;
use crate::desk::error::{Error, Result};
use crate::desk::input::Input;

/// Returns the chart of columns `period,value` or `period,count,n`.
/// Periods that are months, dates, weeks, quarters or years are put in order.
///
/// # Errors
/// When the file or a cell cannot be read, a period occurs twice, or there is nothing to draw.
pub fn chart_file(input: &Input, options: &ChartOptions) -> Result<views::Chart> {
    let options = options.measured();
    let table = Columns::read(input)?;
    let label = table.column("period")?;
    let of_counts = matches!(options.kind, chart::Kind::P | chart::Kind::PPrime)
        && table.find("count").is_some();
    let seen: Vec<Seen> = match table.find("value").filter(|_| !of_counts) {
        Some(value) => {
            table.in_one_way(value)?;
            each_row(&table, |row| Ok(table.figure(row, value)?.map_or(Seen::Gap, Seen::Value)))
        }
        None => counts(&table),
    }?;
    let order = in_order(&table, label)?;
    let mut said = table.said();
    if !order.is_sorted() {
        said.note(views::TableNote::PutInOrder);
    }
    let begins = begins(&table, label);
    if let Some(row) = odd_one(&begins, &table, label) {
        let text = table.text(row, label);
        said.note(views::TableNote::NotInOrder(table.number(row), &text));
    }
    let periods: Vec<Period> = order
        .iter()
        .map(|row| Period { label: begins.label(*row, &table, label), seen: seen[*row] })
        .collect();
    // A row to begin anew at is a row of the file, wherever its period is now.
    let rebases = options
        .rebases
        .iter()
        .map(|row| order.iter().position(|other| other == row).unwrap_or(*row));
    let options = chart::Options { rebases: rebases.collect(), ..options };
    let mut chart = chart::chart(&periods, &options).map_err(|fault| {
        let error = Error::input(format!("{}: {fault}", table.file()));
        match fault {
            assay_measures::Error::Target(found) if (1.0..=100.0).contains(&found) => {
                error.hint(format!("for {found}% write {found}% or {}", found / 100.0))
            }
            _ => error,
        }
    })?;
    // The reader's own labels are printed.
    for (point, row) in chart.points.iter_mut().zip(&order) {
        point.label = table.text(*row, label);
    }
    Ok(views::Chart::of(&chart, said))
}

/// When the periods of a table begin, where all are understood.
enum Begins {
    /// Months or dates.
    Dates(Vec<Date>),
    /// Weeks, quarters or years.
    Spans(Vec<Span>),
    /// Something else: they are taken as they come.
    Unknown,
}

impl Begins {
    /// Returns the label by which the chart knows where the period is.
    fn label(&self, row: usize, table: &Columns, column: usize) -> String {
        match self {
            Self::Dates(dates) if dates.iter().all(|date| date.day() == 1) => {
                Month::of(dates[row]).to_string()
            }
            Self::Dates(dates) => dates[row].to_string(),
            Self::Spans(spans) => spans[row].to_string(),
            Self::Unknown => table.text(row, column),
        }
    }

    /// Returns the rows' keys in time; none where the periods are not understood.
    fn keys(&self) -> Option<Vec<(Option<Date>, i64)>> {
        match self {
            Self::Dates(dates) => Some(dates.iter().map(|date| (Some(*date), 0)).collect()),
            Self::Spans(spans) => Some(spans.iter().map(|span| (None, span.number)).collect()),
            Self::Unknown => None,
        }
    }
}

fn begins(table: &Columns, label: usize) -> Begins {
    let texts = || (0..table.len()).map(|row| table.text(row, label));
    if let Some(dates) = texts().map(|text| assay_intake::period(&text)).collect() {
        return Begins::Dates(dates);
    }
    let spans: Option<Vec<Span>> = texts().map(|text| Span::parse(&text)).collect();
    let is_one_kind = |spans: &Vec<Span>| {
        let kinds: BTreeSet<(Step, bool)> = spans.iter().map(|s| (s.step, s.financial)).collect();
        kinds.len() == 1
    };
    spans.filter(is_one_kind).map_or(Begins::Unknown, Begins::Spans)
}

/// Returns the first row whose period is not understood as others are, where that keeps them from being put
/// in order; none where no period is understood.
fn odd_one(begins: &Begins, table: &Columns, label: usize) -> Option<usize> {
    let Begins::Unknown = begins else { return None };
    let texts: Vec<String> = (0..table.len()).map(|row| table.text(row, label)).collect();
    let kind = |text: &String| Span::parse(text).map(|span| (span.step, span.financial));
    let first = texts.iter().find_map(kind);
    let dates: Vec<bool> = texts.iter().map(|text| assay_intake::period(text).is_some()).collect();
    let spans: Vec<bool> =
        texts.iter().map(|text| first.is_some() && kind(text) == first).collect();
    let count = |rows: &[bool]| rows.iter().filter(|row| **row).count();
    let best = if count(&spans) > count(&dates) { spans } else { dates };
    let odd = best.iter().position(|is_understood| !is_understood);
    odd.filter(|_| best.contains(&true))
}

/// Returns the rows in the order of their periods, where all are understood; else as they come.
fn in_order(table: &Columns, label: usize) -> Result<Vec<usize>> {
    let mut order: Vec<usize> = (0..table.len()).collect();
    let Some(begins) = begins(table, label).keys() else { return Ok(order) };
    order.sort_by_key(|row| begins[*row]);
    if let Some(twice) = order.windows(2).find(|pair| begins[pair[0]] == begins[pair[1]]) {
        return Err(Error::input(format!(
            "{}, rows {} and {}: expected each period once, found \"{}\" twice",
            table.file(),
            table.number(twice[0]),
            table.number(twice[1]),
            table.text(twice[1], label)
        ))
        .hint("delete the row that does not hold, or add the two up"));
    }
    Ok(order)
}

fn counts(table: &Columns) -> Result<Vec<Seen>> {
    let (count, n) = (table.column("count")?, table.column("n")?);
    each_row(table, |row| {
        Ok(match (table.figure(row, count)?, table.figure(row, n)?) {
            (Some(count), Some(n)) => Seen::Count { count, n },
            _ => Seen::Gap,
        })
    })
}

fn each_row<T>(table: &Columns, read: impl Fn(usize) -> Result<T>) -> Result<Vec<T>> {
    (0..table.len()).map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_that_is_not_understood_is_said_with_its_row() {
        let said = |periods: [&str; 4]| {
            let rows = periods.map(|period| format!("{period},5\n")).concat();
            let input = Input::bytes("c.csv", format!("period,value\n{rows}").into_bytes());
            let options = ChartOptions {
                kind: super::super::ChartKind::Run,
                ranges: super::super::Ranges::All,
                rebases: Vec::new(),
                target: None,
                good: None,
            };
            chart_file(&input, &options).unwrap().said.lines
        };
        let found = said(["2027-03", "2027-01", "Frebuary 2027", "2027-04"]);
        assert!(
            found.iter().any(|s| s.starts_with("row 4: the period \"Frebuary 2027\" is not")),
            "{found:?}"
        );
        let found = said(["Q3 2026/27", "Q2 2026/27", "mid 2026", "Q4 2026/27"]);
        assert!(found.iter().any(|s| s.starts_with("row 4: the period \"mid 2026\"")), "{found:?}");
        let found = said(["Round C", "Round A", "Round B", "Round D"]);
        assert!(!found.iter().any(|s| s.contains("not understood")), "{found:?}");
    }
}
