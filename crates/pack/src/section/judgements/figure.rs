//! The chart of judgements over time and its table. Bars are as long as the estimates for the eligible cases; what is
//! written in them are the audits where those are in proportion, else the estimates.

use super::{JudgementsOverTime, Period};
use crate::chart::{Bar, BarPart, StackedBars};
use crate::section::and_list;
use crate::view::table::Link;
use crate::view::{Cell, Chart, Class, Column, Figure, Row, Table};
use assay_model::print::{LEAST_BASE, estimated_short, month_short, percent};

pub(super) fn figure(input: &JudgementsOverTime, message: &str) -> Figure {
    let with_counts = input.is_in_proportion();
    let bar = |period: &Period| {
        let good = period.good();
        let with_count = with_counts || good.base < LEAST_BASE;
        let part = |(size, audits): (f64, u64)| BarPart {
            size,
            text: if with_count { audits.to_string() } else { percent(size) },
        };
        let parts = period.shares.into_iter().flatten().zip(period.counts).map(part);
        let note = if good.base == 0 {
            String::new()
        } else {
            format!("{} of {}", period.short(), good.base)
        };
        Bar {
            label: month_short(period.month),
            parts: parts.collect(),
            note: if good.base < LEAST_BASE { period.short() } else { note },
            note_short: period.short(),
            hollow: period.before,
        }
    };
    let chart =
        StackedBars { names: input.grades.to_vec(), bars: input.periods.iter().map(bar).collect() };
    Figure {
        id: "fig-judgements".into(),
        caption: message.to_owned(),
        chart: Chart {
            id: "chart-judgements".into(),
            title: "Overall judgements by month".into(),
            desc: format!(
                "Stacked bars, one a month from {}, split in order into {} as estimated for all eligible cases. {message} The table that follows holds every number.",
                span(input),
                and_list(&input.grades).to_lowercase()
            ),
            readings: Vec::new(),
            drawings: chart.draw("good or better"),
        },
        table: table(input),
    }
}

fn span(input: &JudgementsOverTime) -> String {
    match (input.periods.first(), input.periods.last()) {
        (Some(first), Some(last)) => format!("{} to {}", first.month.words(), last.month.words()),
        _ => String::new(),
    }
}

fn table(input: &JudgementsOverTime) -> Table {
    let mut columns = vec![Column::text("Month")];
    columns.extend(input.grades.iter().map(Column::number));
    let with_shares = !input.is_in_proportion();
    if with_shares {
        let label = |grade: &String| Column::number(format!("{grade}, estimate"));
        columns.extend(input.grades.iter().map(label));
    }
    columns.extend(["Audits", "Good or better"].map(Column::number));
    columns.push(Column::range("95% interval"));
    let row = |period: &Period| {
        let good = period.good();
        let mut name = month_short(period.month);
        if period.before {
            name.push_str(" (before assay)");
        }
        if !period.revised.is_empty() {
            name.push_str(&format!(", {}", period.revised));
        }
        let mut cells = vec![Cell::month_as(name, period.month)];
        cells.extend(period.counts.map(Cell::count));
        if with_shares {
            cells.extend((0..input.grades.len()).map(|grade| share(period, grade)));
        }
        cells.push(Cell::count(good.base));
        cells.push(match period.estimate.or(good.value()) {
            Some(value) => Cell::share(period.short(), value),
            None => Cell::text("–"),
        });
        cells.push(good.interval_cell());
        Row::of(cells)
    };
    let mut notes = vec![format!(
        "Base: first reads of randomly drawn cases. Good or better is the estimate for all eligible cases{}; \
             the other columns count audits. {}",
        if with_shares { ", as are the columns that say so" } else { "" },
        input.headline_grade
    )];
    if input.periods.iter().any(|p| p.before) {
        notes.push("Hollow bars: before assay, selection unknown.".into());
    }
    Table {
        id: "tab-judgements".into(),
        caption: format!("Audits by overall judgement, {}", span(input)),
        columns,
        rows: input.periods.iter().map(row).collect(),
        notes,
        definitions: vec![Link {
            id: "def-judgement".into(),
            text: "How judgements are counted".into(),
        }],
        class: Class::Practice,
        ..Table::default()
    }
}

/// Returns the cell with the estimated share of a judgement, by its place from the best.
fn share(period: &Period, grade: usize) -> Cell {
    let Some(shares) = period.shares else { return Cell::text("–") };
    let text = estimated_short(Some(shares[grade]), period.counts[grade], period.good().base);
    Cell::share(text, shares[grade])
}

#[cfg(test)]
mod tests {
    use assay_model::Month;

    use super::*;
    use crate::view::chart::Form;

    /// Twenty audits of a large team, eighteen of them good, and twenty of a small one, none of them good.
    fn period(shares: [f64; 4]) -> JudgementsOverTime {
        let period = Period {
            month: Month::parse("2026-09").unwrap(),
            counts: [0, 18, 2, 20],
            shares: Some(shares),
            estimate: Some(shares[0] + shares[1]),
            interval: None,
            limits: Vec::new(),
            revised: String::new(),
            before: false,
        };
        let grades = ["Outstanding", "Good", "Requires improvement", "Inadequate"];
        JudgementsOverTime {
            grades: grades.map(String::from),
            periods: vec![period],
            ..JudgementsOverTime::default()
        }
    }

    fn drawn(input: &JudgementsOverTime) -> (Vec<f64>, Vec<String>) {
        let found = figure(input, "message");
        let Form::Stacked(bars) = &found.chart.drawings[0].form else { panic!("bars") };
        let texts = bars.labels.iter().filter(|label| label.class.starts_with("on"));
        let widths = bars.parts[4..].iter().map(|part| part.width.0 + 1.5).collect();
        (widths, texts.map(|label| label.text.clone()).collect())
    }

    #[test]
    fn bars_of_an_unequal_design_are_the_estimates_and_say_so() {
        // The large team has 900 of 1,000 cases: 81% good, 9% to improve, 10% inadequate.
        let input = period([0.0, 0.81, 0.09, 0.1]);
        let (widths, texts) = drawn(&input);
        assert_eq!(texts, ["81%", "9%", "10%"]);
        assert!((widths[0] / widths[1] - 9.0).abs() < 0.05, "{widths:?}");
        let table = table(&input);
        let row: Vec<&str> = table.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(
            row,
            ["Sep 2026", "0", "18", "2", "20", "0%", "81%", "9%", "10%", "40", "81%", "–"]
        );
    }

    #[test]
    fn bars_of_a_design_in_proportion_say_how_many_audits_they_are() {
        let input = period([0.0, 0.46, 0.05, 0.49]);
        let (_, texts) = drawn(&input);
        assert_eq!(texts, ["18", "2", "20"]);
        assert_eq!(table(&input).columns.len(), 8);
    }
}
