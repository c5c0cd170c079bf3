//! The one chart of the first page: good or better by month with its mean and limits, hollow before assay.

use assay_measures::chart::{Fired, Variation};
use assay_model::Month;

use super::Point;
use crate::chart::{Process, ProcessPoint};
use crate::section::reading;
use crate::view::table::Link;
use crate::view::{Cell, Chart, Class, Column, FrontChart, Row, Table};
use assay_model::print::{month_short, percent};

/// The id of the table with the numbers behind the chart.
const TABLE: &str = "tab-front";

/// Returns the chart, or none under three months with a figure. `said` is what the process chart says, and by which rule; `learning` are the months after which learning
/// is marked, with a few words each.
#[must_use]
pub fn chart(
    series: &[Point],
    said: Option<(Variation, Option<Fired>)>,
    learning: &[(Month, String)],
) -> Option<FrontChart> {
    let known = series.iter().filter(|point| point.value.is_some()).count();
    if known < 3 {
        return None;
    }
    let hundred = |value: Option<f64>| value.map(|value| 100.0 * value);
    let point = |point: &Point| ProcessPoint {
        period: month_short(point.month),
        value: hundred(point.value),
        mean: hundred(point.mean),
        lower: hundred(point.lower),
        upper: hundred(point.upper),
        signal: point.signal,
        hollow: point.before,
    };
    let events = marks(series, learning);
    let process = Process {
        points: series.iter().map(point).collect(),
        target: None,
        unit: "%",
        of: "% of eligible cases good or better, as estimated".into(),
        events,
    };
    let last = series.iter().rev().find(|point| point.value.is_some())?;
    let standing = series.iter().filter(|point| point.signal).count();
    let message = format!(
        "Good or better by month: {} in {}; {}.",
        last.value.map_or(String::new(), percent),
        last.month.words(),
        match (said.map(|(variation, _)| variation), standing) {
            (Some(Variation::Concern), 0) => "taken together the months show a concern".to_owned(),
            (Some(Variation::Improvement), 0) => {
                "taken together the months show an improvement".to_owned()
            }
            (_, 0) => "no month is out of the usual variation".to_owned(),
            (_, 1) => "one month is out of the usual variation".to_owned(),
            (_, n) => format!("{n} months are out of the usual variation"),
        }
    );
    Some(FrontChart {
        id: "fig-front".into(),
        caption: message.clone(),
        chart: Chart {
            id: "chart-front".into(),
            title: "Good or better by month, with the mean and limits of usual variation".into(),
            desc: format!(
                "A process chart. {message} A table in the section on judgements has every number."
            ),
            readings: said
                .map(|(found, fired)| reading::variation(found, fired))
                .into_iter()
                .collect(),
            drawings: process.draw(),
        },
        table: TABLE.into(),
    })
}

/// Returns learning between the month it was given in and the next.
fn marks(series: &[Point], learning: &[(Month, String)]) -> Vec<(usize, String)> {
    let mark = |(month, words): &(Month, String)| {
        let at = series.iter().position(|point| point.month == *month)?;
        Some((at + 1, words.clone()))
    };
    learning.iter().filter_map(mark).collect()
}

/// Returns the numbers behind the chart.
#[must_use]
pub fn numbers(series: &[Point]) -> Table {
    let cell = |value: Option<f64>| match value {
        Some(value) => Cell::share(percent(value), value),
        None => Cell::text("–"),
    };
    let row = |point: &Point| {
        let mut month = month_short(point.month);
        if point.before {
            month.push_str(" (before assay)");
        }
        Row::of(vec![
            Cell::month_as(month, point.month),
            cell(point.value),
            cell(point.lower),
            cell(point.upper),
            Cell::text(if point.signal { "stands out" } else { "" }),
        ])
    };
    let mut notes = Vec::new();
    if series.iter().any(|point| point.before) {
        notes.push(
            "Before assay: how the cases were chosen is not known; outside the limits.".into(),
        );
    }
    Table {
        id: TABLE.into(),
        caption: "Good or better by month, with the limits of usual variation".into(),
        columns: vec![
            Column::text("Month"),
            Column::number("Good or better"),
            Column::number("Lower limit"),
            Column::number("Upper limit"),
            Column::text("Reading"),
        ],
        rows: series.iter().map(row).collect(),
        notes,
        definitions: vec![Link {
            id: "def-judgement".into(),
            text: "How judgements are counted".into(),
        }],
        class: Class::Practice,
        ..Table::default()
    }
}
