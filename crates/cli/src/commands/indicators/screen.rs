//! Indicators for people: one table of all, then each with its standard, late bands, teams and series.
//! Nothing is wider than a hundred columns.

use std::fmt::Write as _;

use assay_model::print;
use assay_views::chart::Chart;
use assay_views::indicators::{
    CrossCheck, Indicator, Indicators, ShareSeries, Tally, TeamTally, Timeliness,
};
use assay_views::shown::Counted;

use crate::output::{Table, wrapped};
use crate::sparkline::{arrow, sparkline};

/// How many months a line of marks shows.
const MONTHS: usize = 24;

pub(super) fn report(found: &Indicators) -> String {
    if found.indicators.is_empty() {
        return "No events yet: assay import events FILE --kind visits\n".to_owned();
    }
    let mut text = format!("Indicators as at {}\n\n{}", found.as_at, summary(&found.indicators));
    for indicator in &found.indicators {
        text.push_str("\n\n");
        text.push_str(&one(indicator));
    }
    if let Some(check) = &found.cross_check {
        text.push_str("\n\n");
        text.push_str(&cross_check(check));
    }
    text
}

/// Returns one row an indicator: its share on time, or its first share.
fn summary(all: &[Indicator]) -> String {
    let mut table = Table::new(["indicator", "latest", "year to date", "by month", "variation"]);
    for indicator in all {
        let name = indicator.name.clone();
        if let Some(timely) = &indicator.timeliness {
            let latest = timely.latest.as_ref().map(|of| on_time(&of.tally));
            let [line, variation] = trend(timely.chart.as_ref());
            let year = on_time(&timely.year_to_date);
            table.row([name, latest.unwrap_or_default(), year, line, variation]);
        } else if let Some(share) = indicator.shares.first() {
            let [line, variation] = trend(share.chart.as_ref());
            let name = format!("{name}: {}", short(&share.name));
            table.row([name, pair(share.latest), pair(share.year_to_date), line, variation]);
        }
    }
    table.aligned()
}

fn trend(chart: Option<&Chart>) -> [String; 2] {
    chart.map_or([String::new(), String::new()], |chart| {
        let values = chart.values();
        let from = values.len().saturating_sub(MONTHS / 2);
        [sparkline(&values[from..]), chart.variation.to_owned()]
    })
}

/// Cuts what is in brackets off a name.
fn short(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

fn one(indicator: &Indicator) -> String {
    let mut text = format!("{}\n", indicator.name);
    let mut said = indicator.definition.clone();
    if !indicator.standard.is_empty() {
        let _ = write!(said, "; {}", indicator.standard);
    }
    if let Some(target) = indicator.target {
        let _ = write!(said, "; target {}", print::percent(target));
    }
    text.push_str(&wrapped(&said, "  "));
    text.push('\n');
    if let Some(timely) = &indicator.timeliness {
        text.push_str(&timeliness(timely));
    }
    if !indicator.shares.is_empty() {
        text.push_str(&shares(&indicator.shares));
    }
    for comparator in &indicator.comparators {
        let _ = writeln!(
            text,
            "for comparison: {} in {}: {} ({})",
            comparator.area, comparator.period, comparator.value, comparator.source
        );
    }
    for note in &indicator.notes {
        text.push_str(&wrapped(&format!("note: {note}"), ""));
    }
    text
}

fn timeliness(timely: &Timeliness) -> String {
    let latest = timely.latest.as_ref();
    let mut heads = vec![String::new()];
    heads.extend(latest.map(|of| of.month.words()));
    heads.push("year to date".to_owned());
    heads.extend(timely.national.as_ref().map(|_| "to the national minimum".to_owned()));
    let tallies: Vec<&Tally> = latest
        .map(|of| &of.tally)
        .into_iter()
        .chain([&timely.year_to_date])
        .chain(&timely.national)
        .collect();
    let mut table = Table::new(heads);
    let mut row = |name: String, cell: &dyn Fn(&Tally) -> String| {
        table.row(std::iter::once(name).chain(tallies.iter().map(|tally| cell(tally))));
    };
    row("on time".to_owned(), &on_time);
    for (place, name) in bands(timely).into_iter().enumerate() {
        row(name, &|tally| band(tally, tally.bands[place]));
    }
    row("of the late, not done yet".to_owned(), &|tally| tally.not_done.to_string());
    if tallies.iter().any(|tally| tally.excepted > 0) {
        row("of the late, with an exception".to_owned(), &|tally| tally.excepted.to_string());
        row("on time without exceptions".to_owned(), &|tally| {
            print::share(tally.on_time, tally.due - tally.excepted)
        });
    }
    if tallies.iter().any(|tally| tally.not_modelled > 0) {
        row("apart: rules not modelled".to_owned(), &|tally| tally.not_modelled.to_string());
    }
    let mut text = table.aligned();
    if let Some(today) = timely.in_date_today {
        let shown = print::share(today.count, today.base);
        let _ = writeln!(text, "in date today, by the events: {shown}");
    }
    if let Some(chart) = &timely.chart {
        text.push_str(&chart_lines(chart));
    }
    if timely.teams.len() > 1 {
        text.push('\n');
        text.push_str(&teams(timely));
    }
    text
}

fn bands(timely: &Timeliness) -> [String; 4] {
    let [a, b, c] = timely.band_ends;
    let unit = timely.unit;
    [
        format!("late by 1-{a} {unit}"),
        format!("late by {}-{b}", a + 1),
        format!("late by {}-{c}", b + 1),
        format!("late by {} or more", c + 1),
    ]
}

fn teams(timely: &Timeliness) -> String {
    let [a, b, c] = timely.band_ends;
    let mut table = Table::new([
        "team, year to date".to_owned(),
        "on time".to_owned(),
        format!("late 1-{a}"),
        format!("{}-{b}", a + 1),
        format!("{}-{c}", b + 1),
        format!("{}+", c + 1),
        "not done yet".to_owned(),
    ]);
    for TeamTally { team, tally } in &timely.teams {
        let name = if team.is_empty() { "(no team)" } else { team };
        let bands = tally.bands.map(|count| count.to_string());
        let head = [name.to_owned(), on_time(tally)];
        table.row(head.into_iter().chain(bands).chain([tally.not_done.to_string()]));
    }
    table.aligned()
}

/// Returns the series in marks, the latest step in words, and what the chart says.
fn chart_lines(chart: &Chart) -> String {
    let values = chart.values();
    let from = values.len().saturating_sub(MONTHS);
    let mut text = format!(
        "by month, {} to {}: {}",
        chart.points[from].period,
        chart.points.last().map_or("", |point| point.period.as_str()),
        sparkline(&values[from..])
    );
    if let Some(step) = &chart.step {
        let _ = write!(text, "\non {}: {}", step.on, arrow(&step.text));
    }
    let runs = if chart.runs_signal { ", runs unusual" } else { "" };
    let _ = write!(text, "\nvariation: {}{runs}", chart.variation);
    if let Some(assurance) = chart.assurance {
        let _ = write!(text, "; target: {assurance}");
    }
    text.push('\n');
    text
}

fn band(tally: &Tally, count: u64) -> String {
    if count == 0 {
        return "0".to_owned();
    }
    let share = |base: u64| print::percent(count as f64 / base as f64);
    match (tally.due, tally.late) {
        (..10, _) => format!("{count} of {}", tally.due),
        (_, ..10) => {
            format!("{count}: {} of all, {count} of {} late", share(tally.due), tally.late)
        }
        _ => format!("{count}: {} of all, {} of late", share(tally.due), share(tally.late)),
    }
}

fn shares(all: &[ShareSeries]) -> String {
    let mut table = Table::new(["share", "latest", "year to date", "by month"]);
    let mut base = "";
    for share in all {
        if share.of != base {
            base = &share.of;
            let cells = [format!("of {base}:"), String::new(), String::new(), String::new()];
            table.row(cells);
        }
        let line: Vec<Option<f64>> =
            share.months.iter().map(|of| (of.base > 0.0).then(|| of.count / of.base)).collect();
        let from = line.len().saturating_sub(MONTHS);
        table.row([
            format!("  {}", share.name),
            pair(share.latest),
            pair(share.year_to_date),
            sparkline(&line[from..]),
        ]);
    }
    format!("\n{}", table.aligned())
}

fn cross_check(found: &CrossCheck) -> String {
    let all = found.both + found.events_only + found.theme_only + found.neither;
    let mut text =
        String::from("Meetings held and not written up: the events against the auditors\n");
    text.push_str(&wrapped(
        "of the cases audited in the year to date, by two sources on the same question; it says where \
         they differ, not who is right",
        "  ",
    ));
    let mut table = Table::new(["", "auditors wrote of it", "they did not"]);
    let row = |name: &str, yes: u64, no: u64| [name.to_owned(), yes.to_string(), no.to_string()];
    table.row(row("a meeting was late or not written up", found.both, found.events_only));
    table.row(row("every meeting was written up in time", found.theme_only, found.neither));
    text.push_str(&format!("\n{}", table.aligned()));
    let same = found.both + found.neither;
    let _ = writeln!(text, "the two agree in {}", print::share(same, all));
    if found.without_meetings > 0 {
        let _ = writeln!(
            text,
            "audited cases without a meeting in the events: {}",
            found.without_meetings
        );
    }
    text
}

fn on_time(tally: &Tally) -> String {
    print::share(tally.on_time, tally.due)
}

fn pair(found: Option<Counted<f64>>) -> String {
    found.map_or(String::new(), |found| print::share_of_parts(found.count, found.base))
}
