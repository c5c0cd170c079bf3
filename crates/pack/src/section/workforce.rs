//! Workforce: supervision held of what is expected, caseloads above the thresholds, agency share. Each
//! month by month, with its base; teams only in restricted packs.

use std::collections::BTreeSet;

use assay_measures::indicator::{Indicator, ShareSeries};
use assay_model::Month;

use super::indicators::{MeasuredIndicators, OF_WORKFORCE, definition_id, shares, slug};
use super::{Kind, section};
use crate::chart::{Lines, Series};
use crate::view::table::Link;
use crate::view::{Block, Cell, Chart, Class, Column, Figure, Row, Section, Table};
use assay_model::print::{count, decimal, month_short, percent};

/// How many lines one chart can hold apart.
const LINES: usize = 4;

/// Returns the section, or none without supervision, caseloads or workforce records.
#[must_use]
pub fn build(input: &MeasuredIndicators) -> Option<Section> {
    let indicators: Vec<&Indicator> = input
        .indicators
        .iter()
        .filter(|i| OF_WORKFORCE.contains(&i.key.as_str()) && !i.shares.is_empty())
        .collect();
    let said: Vec<String> = indicators.iter().filter_map(|i| sentence(i)).collect();
    if said.is_empty() {
        return None;
    }
    let mut blocks: Vec<Block> =
        indicators.iter().filter_map(|i| figure(i, input)).map(Block::Figure).collect();
    if !input.public {
        blocks.extend(indicators.iter().filter_map(|i| teams(i)).map(Block::Table));
    }
    let of_year = shares(&indicators, "tab-workforce-shares", "Latest month and year to date");
    blocks.extend(of_year.map(Block::Table));
    Some(section(Kind::Workforce, said.join(" "), blocks))
}

/// `16% (24.2 of 151.6)`: bases can be full-time equivalents.
fn amount(hits: f64, base: f64) -> String {
    let number = |value: f64| {
        if value.fract() == 0.0 { count(value as u64) } else { decimal(value, 1) }
    };
    if base < 10.0 {
        return format!("{} of {}", number(hits), number(base));
    }
    format!("{} ({} of {})", percent(hits / base), number(hits), number(base))
}

fn sentence(indicator: &Indicator) -> Option<String> {
    let told: Vec<String> = indicator
        .shares
        .iter()
        .filter_map(|s| {
            let (hits, base) = s.latest.filter(|(_, base)| *base > 0.0)?;
            Some(format!("{} {}", s.name, amount(hits, base)))
        })
        .collect();
    let of = indicator.shares.first().map_or("", |s| s.of.as_str());
    (!told.is_empty()).then(|| format!("{}: {} of {of}.", indicator.name, super::and_list(&told)))
}

/// Returns the months shown: those with data, the last of them and as many before it as wanted.
fn months(indicator: &Indicator, wanted: u32) -> Vec<Month> {
    let with_data: BTreeSet<Month> =
        indicator.shares.iter().flat_map(|s| s.months.iter().map(|(m, _, _)| *m)).collect();
    let (Some(first), Some(last)) = (with_data.first(), with_data.last()) else {
        return Vec::new();
    };
    let earliest = last.plus(1 - wanted as i32).max(*first);
    (0..=last.since(earliest)).map(|i| earliest.plus(i)).collect()
}

fn at(series: &ShareSeries, month: Month) -> Option<(f64, f64)> {
    let found = series.months.iter().find(|(m, _, _)| *m == month)?;
    (found.2 > 0.0).then_some((found.1, found.2))
}

fn figure(indicator: &Indicator, input: &MeasuredIndicators) -> Option<Figure> {
    let months = months(indicator, input.months.max(1));
    let lines: Vec<&ShareSeries> = indicator.shares.iter().take(LINES).collect();
    if months.len() < 2 {
        return None;
    }
    let key = slug(&indicator.key);
    let message = message(indicator, &lines, &months);
    let series = |s: &&ShareSeries| Series {
        name: s.name.clone(),
        values: months.iter().map(|m| at(s, *m).map(|(hits, base)| 100.0 * hits / base)).collect(),
    };
    let chart = Lines {
        periods: months.iter().map(|m| month_short(*m)).collect(),
        series: lines.iter().map(series).collect(),
        unit: "%",
        of: format!("% of {}", lines.first().map_or("", |s| s.of.as_str())),
    };
    Some(Figure {
        id: format!("fig-{key}"),
        caption: message.clone(),
        chart: Chart {
            id: format!("chart-{key}"),
            title: format!("{} by month", indicator.name),
            desc: format!(
                "Lines over the months, one each for {}. {message} The table that follows holds every number.",
                super::and_list(&lines.iter().map(|s| s.name.clone()).collect::<Vec<_>>())
            ),
            readings: Vec::new(),
            drawings: chart.draw(),
        },
        table: table(indicator, &lines, &months),
    })
}

fn message(indicator: &Indicator, lines: &[&ShareSeries], months: &[Month]) -> String {
    let (first, last) = (months[0], months[months.len() - 1]);
    let share = |pair: (f64, f64)| percent(pair.0 / pair.1);
    let told: Vec<String> = lines
        .iter()
        .filter_map(|s| {
            let (then, now) = (at(s, first)?, at(s, last)?);
            Some(format!("{} {} after {}", s.name, share(now), share(then)))
        })
        .collect();
    if told.is_empty() {
        return format!("{}.", indicator.name);
    }
    format!("{}, {} against {}: {}.", indicator.name, last.words(), first.words(), told.join("; "))
}

fn table(indicator: &Indicator, lines: &[&ShareSeries], months: &[Month]) -> Table {
    let mut columns = vec![Column::text("Month")];
    columns.extend(lines.iter().map(|s| Column::number(&s.name)));
    let row = |month: &Month| {
        let mut cells = vec![Cell::month(*month)];
        cells.extend(lines.iter().map(|s| cell(at(s, *month))));
        Row::of(cells)
    };
    Table {
        id: format!("tab-{}", slug(&indicator.key)),
        caption: format!("{} by month", indicator.name),
        columns,
        rows: months.iter().map(row).collect(),
        notes: vec![format!("Base: {}.", lines.first().map_or("", |s| s.of.as_str()))],
        definitions: vec![Link {
            id: definition_id(&indicator.key),
            text: "What is counted".into(),
        }],
        class: Class::Practice,
        ..Table::default()
    }
}

fn cell(pair: Option<(f64, f64)>) -> Cell {
    pair.map_or(Cell::text("–"), |(hits, base)| Cell::share(amount(hits, base), hits / base))
}

fn teams(indicator: &Indicator) -> Option<Table> {
    let mut names: Vec<&str> =
        indicator.shares.iter().flat_map(|s| s.teams.iter().map(|(n, _, _)| n.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 {
        return None;
    }
    let mut columns = vec![Column::text("Team")];
    columns.extend(indicator.shares.iter().map(|s| Column::number(&s.name)));
    let row = |team: &&str| {
        let mut cells = vec![Cell::text(if team.is_empty() { "no team recorded" } else { team })];
        cells.extend(indicator.shares.iter().map(|s| {
            let found = s.teams.iter().find(|(name, _, base)| name == team && *base > 0.0);
            cell(found.map(|(_, hits, base)| (*hits, *base)))
        }));
        Row::of(cells)
    };
    Some(Table {
        id: format!("tab-{}-teams", slug(&indicator.key)),
        caption: format!("{} by team, year to date, in order of names", indicator.name),
        columns,
        rows: names.iter().map(row).collect(),
        class: Class::PracticeByTeam,
        ..Table::default()
    })
}
