//! The tables around the charts: all indicators at a glance, late bands on both bases, shares
//! without a due date, teams, and other areas' figures.

use assay_measures::indicator::{Indicator, ShareSeries, Tally};

use super::timely::{Shown, share_cell};
use super::{definition_id, slug};
use crate::view::table::Link;
use crate::view::{self, Cell, Class, Column, Row, Table};
use assay_model::print::{LEAST_BASE, count, decimal, month_short, percent, share, share_short};

/// All indicators of timeliness, a row each.
pub(super) fn glance(timely: &[Shown<'_>]) -> Table {
    let row = |shown: &Shown<'_>| {
        let (variation, assurance) = shown.words();
        let year = &shown.timeliness.year_to_date;
        let today = shown.timeliness.in_date_today;
        let latest = |cell: &dyn Fn(&Tally) -> Cell| {
            shown.latest.as_ref().map_or(Cell::text("–"), |(_, tally)| cell(tally))
        };
        let mut name = Cell::text(&shown.indicator.name);
        name.link = format!("fig-ind-{}", slug(&shown.indicator.key));
        Row::of(vec![
            name,
            latest(&|t| Cell::count(t.due)),
            latest(&share_cell),
            Cell::count(year.due),
            share_cell(year),
            today.map_or(Cell::text("–"), |(good, all)| {
                Cell::share(share_short(good, all), good as f64 / all.max(1) as f64)
            }),
            shown.indicator.target.map_or(Cell::text("–"), |t| Cell::share(percent(t), t)),
            Cell::text(variation),
            Cell::text(assurance),
        ])
    };
    let latest = timely.iter().filter_map(|s| s.latest).map(|(month, _)| month).max();
    let month = latest.map_or("Latest month".to_owned(), month_short);
    Table {
        id: "tab-indicators".into(),
        caption: "At a glance: share on time against target, and whether it moved".into(),
        columns: vec![
            Column::text("Indicator"),
            Column::number(format!("Due, {month}")),
            Column::number(format!("On time, {month}")),
            Column::number("Due, year to date"),
            Column::number("On time, year to date"),
            Column::number("In date today"),
            Column::number("Target"),
            Column::text("Movement"),
            Column::text("Target, as it runs"),
        ],
        rows: timely.iter().map(row).collect(),
        notes: vec![
            "Movement: concern or improvement is a signal on the process chart below, beyond the usual variation. Target, as it runs: \u{201c}will miss it\u{201d} when both limits of the chart lie short of the target, \u{201c}hit or miss\u{201d} when it lies between them.".into(),
        ],
        definitions: definitions(timely.iter().map(|s| s.indicator)),
        class: Class::Practice,
        ..Table::default()
    }
}

fn definitions<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> Vec<Link> {
    let mut first = indicators.take(1);
    let link = |i: &Indicator| Link {
        id: definition_id(&i.key),
        text: "What each indicator counts".into(),
    };
    first.next().map(link).into_iter().collect()
}

/// How late the late ones were over the year, as a share of all and of the late.
pub(super) fn bands(timely: &[Shown<'_>]) -> Table {
    let cell = |part: u64, year: &Tally| {
        if year.due < LEAST_BASE {
            return Cell::text(count(part));
        }
        let of = |base: u64| part as f64 / base.max(1) as f64;
        let both = format!("{}, {}", percent(of(year.due)), percent(of(year.late)));
        let text = if part == 0 { "0".to_owned() } else { both };
        Cell::range(text, (of(year.due), of(year.late)), view::Shown::Percent(0))
    };
    let row = |shown: &Shown<'_>| {
        let year = &shown.timeliness.year_to_date;
        let mut cells =
            vec![Cell::text(&shown.indicator.name), Cell::count(year.due), Cell::count(year.late)];
        cells.extend(year.bands.iter().map(|band| cell(*band, year)));
        cells.push(Cell::count(year.not_done));
        Row::of(cells)
    };
    let [a, b, c] = timely.first().map_or([3, 7, 14], |s| s.timeliness.bands);
    let mut columns =
        vec![Column::text("Indicator"), Column::number("Due"), Column::number("Late")];
    let names = [
        format!("1–{a}"),
        format!("{}–{b}", a + 1),
        format!("{}–{c}", b + 1),
        format!("{}+", c + 1),
    ];
    columns.extend(
        names
            .into_iter()
            .map(|n| Column::of_two(format!("{n} late"), ["of all due", "of the late"])),
    );
    columns.push(Column::number("Not done yet"));
    Table {
        id: "tab-indicator-bands".into(),
        caption: "How late, year to date: each band as a share of all due, then of the late".into(),
        columns,
        rows: timely.iter().map(row).collect(),
        notes: vec!["Bands count in the unit of the limit, days or working days. What is not done yet is late by the days up to now.".into()],
        class: Class::Practice,
        ..Table::default()
    }
}

/// Shares that have no due date, each with its base; none when there are none.
pub(crate) fn shares(indicators: &[&Indicator], id: &str, caption: &str) -> Option<Table> {
    let pair = |pair: Option<(f64, f64)>| {
        let Some((hits, base)) = pair.filter(|(_, base)| *base > 0.0) else {
            return Cell::text("–");
        };
        let whole = hits.fract() == 0.0 && base.fract() == 0.0;
        let text = if whole {
            share(hits as u64, base as u64)
        } else {
            format!("{} ({} of {})", percent(hits / base), decimal(hits, 1), decimal(base, 1))
        };
        Cell::share(text, hits / base)
    };
    let mut rows = Vec::new();
    for indicator in indicators {
        let told = indicator.shares.iter().filter(|s| has_data(s));
        rows.extend(told.map(|s| {
            Row::of(vec![
                Cell::text(format!("{}: {}", indicator.name, s.name)),
                Cell::text(&s.of),
                pair(s.latest),
                pair(s.year_to_date),
            ])
        }));
    }
    (!rows.is_empty()).then(|| Table {
        id: id.into(),
        caption: caption.into(),
        columns: vec![
            Column::text("Share"),
            Column::text("Of"),
            Column::number("Latest month or today"),
            Column::number("Year to date"),
        ],
        rows,
        definitions: definitions(indicators.iter().copied()),
        class: Class::Practice,
        ..Table::default()
    })
}

/// Tells whether a share has a base anywhere.
pub(super) fn has_data(series: &ShareSeries) -> bool {
    let based = |pair: &Option<(f64, f64)>| pair.is_some_and(|(_, base)| base > 0.0);
    based(&series.latest) || based(&series.year_to_date)
}

/// The year to date by team; none with fewer than two teams. In order of names, never a league table.
pub(super) fn teams(timely: &[Shown<'_>]) -> Option<Table> {
    // Actions are told by owner, of whom there are many.
    let by_team: Vec<&Shown<'_>> = timely
        .iter()
        .filter(|s| s.indicator.key != "actions" && !s.timeliness.teams.is_empty())
        .collect();
    let mut names: Vec<&str> =
        by_team.iter().flat_map(|s| s.timeliness.teams.iter().map(|(n, _)| n.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 {
        return None;
    }
    let row = |team: &&str| {
        let cell = |shown: &&Shown<'_>| {
            let found = shown.timeliness.teams.iter().find(|(name, _)| name == team);
            found.filter(|(_, t)| t.due > 0).map_or(Cell::text("–"), |(_, t)| {
                let share = t.on_time as f64 / t.due as f64;
                let text = if t.due < 10 {
                    share_short(t.on_time, t.due)
                } else {
                    format!("{} of {}", percent(share), count(t.due))
                };
                Cell::share(text, share)
            })
        };
        let mut cells = vec![Cell::text(if team.is_empty() { "no team recorded" } else { team })];
        cells.extend(by_team.iter().map(cell));
        Row::of(cells)
    };
    let mut columns = vec![Column::text("Team")];
    columns.extend(by_team.iter().map(|s| Column::number(&s.indicator.name)));
    Some(Table {
        id: "tab-indicator-teams".into(),
        caption: "On time by team, year to date, in order of names: share of how many were due"
            .into(),
        columns,
        rows: names.iter().map(row).collect(),
        notes: vec!["Differences between teams are also differences between their cases.".into()],
        class: Class::PracticeByTeam,
        ..Table::default()
    })
}

/// Other areas' figures beside ours; none when none were imported.
pub(super) fn comparators(indicators: &[&Indicator]) -> Option<Table> {
    let mut rows = Vec::new();
    for indicator in indicators {
        rows.extend(indicator.comparators.iter().map(|c| {
            Row::of(vec![
                Cell::text(&indicator.name),
                Cell::text(&c.area),
                Cell::text(&c.period),
                Cell::decimal(c.value, 1),
                Cell::text(&c.source),
            ])
        }));
    }
    let mut columns: Vec<Column> = ["Indicator", "Area", "Period"].map(Column::text).to_vec();
    columns.extend([Column::number("Figure"), Column::text("Source")]);
    (!rows.is_empty()).then(|| Table {
        id: "tab-comparators".into(),
        caption: "Other areas, as their sources print them".into(),
        columns,
        rows,
        class: Class::Plain,
        ..Table::default()
    })
}
