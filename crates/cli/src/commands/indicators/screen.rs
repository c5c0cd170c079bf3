//! Indicators for people: one table of all, then each with its months, late bands and teams; and as
//! one long table for spreadsheets.

use std::fmt::Write as _;

use assay_workspace::indicators::IndicatorReport;
use assay_workspace::measures::chart::{Assurance, Chart};
use assay_workspace::measures::indicator::{Indicator, ShareSeries, Tally, Timeliness};

use crate::output::Table;
use crate::sparkline::sparkline;

pub(super) fn report(found: &IndicatorReport) -> String {
    if found.indicators.is_empty() {
        return "No events yet: assay import events FILE --kind visits\n".to_owned();
    }
    let mut text = format!("Indicators as at {}\n", found.as_at);
    for indicator in &found.indicators {
        text.push('\n');
        text.push_str(&one(indicator));
    }
    text
}

fn one(indicator: &Indicator) -> String {
    let mut text = format!("{}: {}", indicator.name, indicator.definition);
    if !indicator.standard.is_empty() {
        let _ = write!(text, "; {}", indicator.standard);
    }
    if let Some(target) = indicator.target {
        let _ = write!(text, "; target {:.0}%", target * 100.0);
    }
    text.push_str("\n\n");
    if let Some(timely) = &indicator.timeliness {
        text.push_str(&timeliness(timely));
    }
    if !indicator.shares.is_empty() {
        text.push_str(&shares(&indicator.shares));
    }
    for comparator in &indicator.comparators {
        let _ = writeln!(
            text,
            "{} in {}: {} ({})",
            comparator.area, comparator.period, comparator.value, comparator.source
        );
    }
    for note in &indicator.notes {
        let _ = writeln!(text, "note: {note}");
    }
    text
}

fn timeliness(timely: &Timeliness) -> String {
    let [a, b, c] = timely.bands;
    let unit = timely.unit;
    let heads = [
        "on time".to_owned(),
        format!("late 1-{a} {unit}"),
        format!("{}-{b}", a + 1),
        format!("{}-{c}", b + 1),
        format!("{} or more", c + 1),
        "not done yet".to_owned(),
        "excepted".to_owned(),
        "on time without exceptions".to_owned(),
    ];
    let mut table = Table::new(std::iter::once("period".to_owned()).chain(heads));
    if let Some((month, tally)) = &timely.latest {
        table.row(tally_row(&month.to_string(), tally));
    }
    table.row(tally_row("year to date", &timely.year_to_date));
    if let Some(national) = &timely.national {
        table.row(tally_row("year to date, national minimum", national));
    }
    for (team, tally) in &timely.teams {
        table.row(tally_row(if team.is_empty() { "(no team)" } else { team }, tally));
    }
    let mut text = table.aligned();
    if let Some((good, open)) = timely.in_date_today {
        let _ = writeln!(text, "in date today: {}", of(good as f64, open as f64));
    }
    let apart = timely.year_to_date.not_modelled;
    if apart > 0 {
        let _ = writeln!(text, "not modelled, by rules of their own: {apart}");
    }
    if let Some(chart) = &timely.chart {
        text.push_str(&chart_line(chart));
    }
    text
}

fn chart_line(chart: &Chart) -> String {
    let values: Vec<Option<f64>> = chart.points.iter().map(|point| point.value).collect();
    let runs = if chart.runs.signal { ", and the runs are unusual" } else { "" };
    let assurance = chart.assurance.map_or("no target", Assurance::word);
    format!(
        "by month {}: variation {}{runs}; target: {assurance}\n",
        sparkline(&values),
        chart.variation.word()
    )
}

fn tally_row(name: &str, tally: &Tally) -> Vec<String> {
    let band = |count: u64| {
        if count == 0 {
            return "0".to_owned();
        }
        let share = |base: u64| format!("{:.0}%", 100.0 * count as f64 / base as f64);
        if tally.due >= 10 {
            format!("{count} ({} of all, {} of late)", share(tally.due), share(tally.late))
        } else {
            format!("{count} of {}", tally.due)
        }
    };
    let mut row = vec![name.to_owned(), of(tally.on_time as f64, tally.due as f64)];
    row.extend(tally.bands.map(band));
    row.push(tally.not_done.to_string());
    row.push(tally.excepted.to_string());
    row.push(of(tally.on_time as f64, (tally.due - tally.excepted) as f64));
    row
}

fn shares(all: &[ShareSeries]) -> String {
    let mut table = Table::new(["share", "of", "latest", "year to date", "by month"]);
    for share in all {
        let figure = |of_base: Option<(f64, f64)>| {
            of_base.map_or(String::new(), |(count, base)| of(count, base))
        };
        let line: Vec<Option<f64>> = share
            .months
            .iter()
            .map(|(_, count, base)| (*base > 0.0).then(|| count / base))
            .collect();
        table.row([
            share.name.clone(),
            share.of.clone(),
            figure(share.latest),
            figure(share.year_to_date),
            sparkline(&line),
        ]);
    }
    table.aligned()
}

/// Returns `x of n` under ten, else the percentage with both.
fn of(count: f64, base: f64) -> String {
    let whole = count.fract() == 0.0 && base.fract() == 0.0;
    let pair =
        if whole { format!("{count} of {base}") } else { format!("{count:.1} of {base:.1}") };
    if base >= 10.0 { format!("{:.0}% ({pair})", 100.0 * count / base) } else { pair }
}

/// Returns every month and team as rows.
pub(super) fn rows(found: &IndicatorReport) -> Table {
    let mut table = Table::new(["indicator", "measure", "of", "period", "team", "count", "base"]);
    let mut row = |cells: [&str; 5], count: f64, base: f64| {
        let tail = [count.to_string(), base.to_string()];
        table.row(cells.map(str::to_owned).into_iter().chain(tail));
    };
    for indicator in &found.indicators {
        let key = indicator.key.as_str();
        if let Some(timely) = &indicator.timeliness {
            for (month, tally) in &timely.months {
                let period = month.to_string();
                row([key, "on time", "due", &period, ""], tally.on_time as f64, tally.due as f64);
            }
            for (team, tally) in &timely.teams {
                let cells = [key, "on time", "due", "year to date", team];
                row(cells, tally.on_time as f64, tally.due as f64);
            }
        }
        for share in &indicator.shares {
            for (month, count, base) in &share.months {
                row([key, &share.name, &share.of, &month.to_string(), ""], *count, *base);
            }
            for (team, count, base) in &share.teams {
                row([key, &share.name, &share.of, "year to date", team], *count, *base);
            }
        }
    }
    table
}
