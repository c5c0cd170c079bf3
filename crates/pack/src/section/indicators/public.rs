//! Indicators in a published pack: whole quarters, which never overlap, on time and late adding up to
//! what was due, and shares of today's lists. Each count goes through disclosure control. Shares that
//! share counts with each other are left to the restricted packs, for one would give the other away.

use std::collections::BTreeMap;

use assay_measures::indicator::{Indicator, Tally};
use assay_model::Month;

use super::tables::has_data;
use super::{MeasuredIndicators, definition_id};
use crate::chart::{Multiple, Multiples};
use crate::view::table::{Layout, Link};
use crate::view::{Block, Cell, Chart, Class, Column, Figure, Row, Table};
use assay_model::print::{count, months, percent, share_short};

/// The table of quarters.
const QUARTERLY: &str = "tab-quarters";

/// How many quarters are shown.
const QUARTERS: i32 = 4;

/// The indicators that come first: children in care and care leavers.
const FIRST: [&str; 6] = [
    "looked_after_visits",
    "looked_after_reviews",
    "health_assessments",
    "children_in_care",
    "care_leavers",
    "return_interviews",
];

pub(super) fn lead(indicators: &[&Indicator]) -> String {
    let timely = indicators.iter().filter(|i| i.timeliness.is_some()).count() as u64;
    format!(
        "How often {} of our duties to children were met on time, quarter by quarter, children in care first. A percentage stands only where its count can be printed.",
        count(timely)
    )
}

pub(super) fn blocks(input: &MeasuredIndicators, indicators: &[&Indicator]) -> Vec<Block> {
    let rank = |key: &str| FIRST.iter().position(|k| *k == key).unwrap_or(FIRST.len());
    let mut ordered: Vec<&Indicator> = indicators.to_vec();
    // Actions are about the service's own work and have a section of their own.
    ordered.retain(|i| i.key != "actions");
    ordered.sort_by_key(|i| rank(&i.key));
    let mut blocks = Vec::new();
    blocks.extend(quarters(input, &ordered).map(Block::Figure));
    blocks.extend(today(input, &ordered).map(Block::Table));
    blocks.extend(super::tables::comparators(&ordered).map(Block::Table));
    blocks
}

fn links(indicators: &[&Indicator]) -> Vec<Link> {
    let link = |i: &&Indicator| Link {
        id: definition_id(&i.key),
        text: "What each indicator counts".into(),
    };
    indicators.first().map(link).into_iter().collect()
}

/// The last whole quarters, each with its first month.
fn whole_quarters(input: &MeasuredIndicators) -> Vec<Month> {
    let Some(as_at) = input.as_at else { return Vec::new() };
    // The month after the as-at date is the first that is not over.
    let running = Month::of(as_at.tomorrow().unwrap_or(as_at));
    let into = (i32::from(running.first_day().month()) - 1) % 3;
    let current = running.plus(-into);
    (1..=QUARTERS).rev().map(|back| current.plus(-3 * back)).collect()
}

fn quarter_words(first: Month) -> String {
    months(first, first.plus(2))
}

/// Tells whether the share of these counts will be printed: neither is small, and no earlier pack
/// withheld the row.
fn is_printed(input: &MeasuredIndicators, row: &str, on_time: u64, late: u64) -> bool {
    let small = 1..=input.small;
    !small.contains(&on_time)
        && !small.contains(&late)
        && !input.printed.was_withheld(QUARTERLY, row)
}

fn quarters(input: &MeasuredIndicators, indicators: &[&Indicator]) -> Option<Figure> {
    let quarters = whole_quarters(input);
    let mut rows = Vec::new();
    let mut charts = Vec::new();
    // A quarter with a month that the table holds in part is no sign of a change.
    let mut whole = Vec::new();
    for indicator in indicators {
        let Some(timeliness) = &indicator.timeliness else { continue };
        let months: BTreeMap<Month, Tally> = super::by_month(&timeliness.months);
        let mut values = Vec::new();
        for quarter in &quarters {
            let of = (0..3).filter_map(|i| months.get(&quarter.plus(i)));
            let (on_time, late) = of.fold((0, 0), |s, t| (s.0 + t.on_time, s.1 + t.late));
            let due = on_time + late;
            let name = format!("{}, {}", indicator.name, quarter_words(*quarter));
            let id = format!("{}/{quarter}", indicator.key);
            let shown = due > 0 && is_printed(input, &id, on_time, late);
            values.push(shown.then(|| 100.0 * on_time as f64 / due as f64));
            if due == 0 {
                continue;
            }
            rows.push(row_of((id, name), (on_time, late), indicator.target));
        }
        if values.iter().flatten().count() > 1 {
            let is_whole =
                |quarter: &Month| (0..3).all(|i| !timeliness.partial.contains(&quarter.plus(i)));
            let kept = quarters.iter().zip(&values).map(|(q, v)| v.filter(|_| is_whole(q)));
            whole.push(Multiple { name: indicator.name.clone(), values: kept.collect() });
            charts.push(Multiple { name: indicator.name.clone(), values });
        }
    }
    if rows.is_empty() {
        return None;
    }
    let caption = message(&whole);
    let ends = |month: Option<&Month>| month.map_or(String::new(), |m| quarter_words(*m));
    let multiples = Multiples {
        charts,
        ends: (ends(quarters.first()), ends(quarters.last())),
        unit: "%",
        of: "% on time".into(),
        fixed: Some((0.0, 100.0)),
    };
    Some(Figure {
        id: "fig-quarters".into(),
        chart: Chart {
            id: "chart-quarters".into(),
            title: "Share on time by indicator and quarter".into(),
            desc: format!(
                "One small line chart an indicator, all on one scale from 0 to 100%. {caption} A quarter whose count cannot be printed is a gap. The table that follows holds every number that can."
            ),
            readings: Vec::new(),
            drawings: multiples.draw(),
        },
        caption,
        table: quarterly(rows, indicators),
    })
}

/// Returns the row of an indicator's quarter, in which something was due.
fn row_of((id, name): (String, String), (on_time, late): (u64, u64), target: Option<f64>) -> Row {
    let due = on_time + late;
    Row::known_as(
        id,
        vec![
            Cell::text(name),
            Cell::count(on_time),
            Cell::count(late),
            Cell::count(due),
            Cell::share(share_short(on_time, due), on_time as f64 / due as f64),
            target.map_or(Cell::text("–"), |t| Cell::share(percent(t), t)),
        ],
    )
}

/// What moved most between the first and the last quarter.
fn message(charts: &[Multiple]) -> String {
    let moved = charts.iter().filter_map(|chart| {
        let known: Vec<f64> = chart.values.iter().flatten().copied().collect();
        let (first, last) = (*known.first()?, *known.last()?);
        Some((chart.name.as_str(), first / 100.0, last / 100.0))
    });
    let by = |m: &(&str, f64, f64)| m.2 - m.1;
    let told = |m: (&str, f64, f64)| format!("{} from {} to {}", m.0, percent(m.1), percent(m.2));
    let rose = moved.clone().max_by(|a, b| by(a).total_cmp(&by(b))).filter(|m| by(m) > 0.01);
    let fell = moved.min_by(|a, b| by(a).total_cmp(&by(b))).filter(|m| by(m) < -0.01);
    match (rose, fell) {
        (Some(rose), Some(fell)) => {
            format!("On time: {} rose most, {} fell most.", told(rose), told(fell))
        }
        (Some(one), None) => format!("On time: {} rose most.", told(one)),
        (None, Some(one)) => format!("On time: {} fell most.", told(one)),
        (None, None) => "On time: little changed over the quarters.".to_owned(),
    }
}

fn quarterly(rows: Vec<Row>, indicators: &[&Indicator]) -> Table {
    Table {
        id: QUARTERLY.into(),
        caption: "On time and late by quarter".into(),
        columns: vec![
            Column::text("Indicator and quarter"),
            Column::counts("on-time", "On time"),
            Column::counts("late", "Late"),
            Column::counts("due", "Due"),
            Column::number("Share on time"),
            Column::number("Target"),
        ],
        rows,
        notes: vec!["Late counts what was done late and what was not done.".into()],
        definitions: links(indicators),
        class: Class::Children,
        layout: Some(Layout {
            of: String::new(),
            counts: vec![1, 2],
            total_column: Some(3),
            total_row: false,
            dependents: vec![(4, 1), (4, 2)],
        }),
        ..Table::default()
    }
}

/// Shares of today's lists: yes, no and all.
fn today(input: &MeasuredIndicators, indicators: &[&Indicator]) -> Option<Table> {
    let mut rows = Vec::new();
    for indicator in indicators.iter().filter(|i| i.timeliness.is_none()) {
        let snapshots = indicator.shares.iter().filter(|s| s.months.is_empty() && has_data(s));
        for series in snapshots {
            let Some((hits, base)) = series.latest else { continue };
            if hits.fract() != 0.0 || base.fract() != 0.0 || base <= 0.0 {
                continue;
            }
            let cells = vec![
                Cell::text(format!("{}: {}", indicator.name, series.name)),
                Cell::count(hits as u64),
                Cell::count((base - hits) as u64),
                Cell::count(base as u64),
                Cell::share(share_short(hits as u64, base as u64), hits / base),
            ];
            rows.push(Row::known_as(format!("{}/{}", indicator.key, series.name), cells));
        }
    }
    (!rows.is_empty()).then(|| Table {
        id: "tab-today".into(),
        caption: format!(
            "Children in care and care leavers on the list as at {}",
            input.as_at.map_or(String::new(), assay_model::print::date)
        ),
        columns: vec![
            Column::text("What holds today"),
            Column::counts("yes", "Yes"),
            Column::counts("no", "No"),
            Column::counts("all", "All"),
            Column::number("Share"),
        ],
        rows,
        definitions: links(indicators),
        class: Class::Children,
        layout: Some(Layout {
            of: input.as_at.map_or(String::new(), |day| day.to_string()),
            counts: vec![1, 2],
            total_column: Some(3),
            total_row: false,
            dependents: vec![(4, 1), (4, 2)],
        }),
        ..Table::default()
    })
}
