//! The report for people: aligned tables with the base beside every figure, direction in words. Nothing
//! is wider than some hundred and ten columns.

use std::fmt::Write as _;

use assay_measures::change;
use assay_measures::chart::Chart;
use assay_measures::report::{
    Completion, DomainSeries, Improving, MonthFigures, OverallChange, Report, Series, ShareFigure,
};
use assay_model::Month;

use super::apart;
use crate::output::{Table, wrapped};
use crate::sparkline::{arrow, sparkline};

/// How many months a line of marks shows.
const MONTHS: usize = 24;

pub(super) fn report(report: &Report) -> String {
    let mut parts = vec![returns(report)];
    if report.monthly.months.is_empty() {
        parts.push("No monthly audits of randomly drawn cases yet.\n".to_owned());
    } else {
        parts.push(monthly(&report.monthly));
        parts.extend(report.improving.as_ref().map(improving));
        parts.extend(report.teams.as_ref().map(apart::teams));
        parts.extend(apart::second_opinion(&report.second_opinion, report.headline));
    }
    parts.extend(completion(&report.completion));
    parts.extend(report.health_checks.iter().map(apart::health_check));
    for (section, other) in &report.others {
        let months = judgements(&other.months);
        parts.push(format!("Apart from the headline: {}\n\n{months}", section.words()));
    }
    let percent = report.confidence * 100.0;
    parts.push(wrapped(
        &format!(
            "r. i.: requires improvement. Grades and scores are what our auditors gave. Intervals are {percent}%, for the eligible \
             list the cases were drawn from. A change is the difference of the two figures as printed."
        ),
        "",
    ));
    parts.join("\n")
}

fn returns(report: &Report) -> String {
    let mut table = Table::new(["returns", "section"]);
    for (section, count) in &report.sections {
        table.row([count.to_string(), section.words().to_owned()]);
    }
    let mut text = table.aligned();
    if report.without_month > 0 {
        let _ = writeln!(text, "{} returns without a month are in no series", report.without_month);
    }
    text
}

fn monthly(series: &Series) -> String {
    let mut text = format!("Monthly audits\n\n{}", judgements(&series.months));
    text.push_str(&revisions(&series.months));
    if let Some(chart) = &series.chart {
        text.push_str(&chart_line(chart));
    }
    let latest = series.months.last().map(|figures| figures.month);
    for change in series.changes.iter().filter(|change| Some(change.to) == latest) {
        text.push_str(&overall_change(change));
    }
    for line in &series.records {
        let _ = writeln!(text, "{}: {}", line.measure, line.words());
    }
    if let Some(last) = series.months.last().filter(|_| !series.domains.is_empty()) {
        let _ = write!(text, "\nDomain scores out of 10, {}\n\n", last.month.words());
        text.push_str(&domains(series, last.month));
        text.push_str(&within(series, last.month));
    }
    text
}

fn judgements(months: &[MonthFigures]) -> String {
    let heads = ["month", "returned", "outst.", "good", "r. i.", "inad.", "good or better"];
    let mut table = Table::new(heads.into_iter().chain(["interval", "mean score"]));
    for figures in months {
        let returned = match figures.drawn {
            Some(drawn) => format!("{} of {drawn}", figures.returned),
            None => figures.returned.to_string(),
        };
        let head = [figures.month.to_string(), returned];
        let counts = figures.judgements.map(|count| count.to_string());
        let score = figures.mean_score.as_ref();
        let tail = [
            figures.good_or_better.figure.print(),
            share_interval(&figures.good_or_better),
            score.map_or(String::new(), |mean| format!("{:.1} (n = {})", mean.mean, mean.n)),
        ];
        table.row(head.into_iter().chain(counts).chain(tail));
    }
    table.aligned()
}

/// Returns a line for each month whose figures late returns changed.
fn revisions(months: &[MonthFigures]) -> String {
    let mut text = String::new();
    for figures in months {
        let mut said = Vec::new();
        if let Some((count, base)) = figures.good_or_better.was {
            let now = figures.good_or_better.figure.print();
            said.push(format!("good or better {now}, revised (was {count} of {base})"));
        }
        if let Some((mean, (was, n))) =
            figures.mean_score.as_ref().and_then(|mean| Some((mean, mean.was?)))
        {
            let now = format!("{:.1} (n = {})", mean.mean, mean.n);
            said.push(format!("mean score {now}, revised (was {was:.1}, n = {n})"));
        }
        if !said.is_empty() {
            let late = figures.late;
            let line = format!("{} with {late} late: {}", figures.month, said.join("; "));
            text.push_str(&wrapped(&line, ""));
        }
    }
    text
}

fn chart_line(chart: &Chart) -> String {
    let values: Vec<Option<f64>> = chart.points.iter().map(|point| point.value).collect();
    let from = values.len().saturating_sub(MONTHS);
    let runs = if chart.runs.signal { ", runs unusual" } else { "" };
    format!(
        "\ngood or better, {} to {}: {}  variation: {}{runs}\n",
        chart.points[from].label,
        chart.points.last().map_or("", |point| point.label.as_str()),
        sparkline(&values[from..]),
        chart.variation.word()
    )
}

fn overall_change(found: &OverallChange) -> String {
    let (scale, decimals, unit) =
        if found.measure == "mean score" { (1.0, 1, "") } else { (100.0, 0, " points") };
    let words = change::words(found.before * scale, found.after * scale, decimals);
    let unit = if words == "no change" { "" } else { unit };
    let range = found.change.interval.map_or(String::new(), |i| {
        format!(", interval {:.decimals$} to {:.decimals$}", i.low * scale, i.high * scale)
    });
    let mut text = format!(
        "{}: {}{unit} on {}{range}, n = {} and {}: {}\n",
        found.measure,
        arrow(&words),
        found.from,
        found.change.n_before,
        found.change.n_after,
        found.change.verdict.words()
    );
    if let Some(own) = found.within {
        let _ = writeln!(
            text,
            "  within the {} auditors of both months: {}, n = {} and {}: {}",
            own.auditors,
            change::direction(own.difference, decimals),
            own.n_before,
            own.n_after,
            own.verdict.words()
        );
    }
    text
}

pub(super) fn share_interval(share: &ShareFigure) -> String {
    share.estimate.as_ref().filter(|_| share.figure.base >= 10).map_or(String::new(), |found| {
        format!("{:.0} to {:.0}%", found.interval.low * 100.0, found.interval.high * 100.0)
    })
}

fn domains(series: &Series, month: Month) -> String {
    let before = series.domains.iter().filter_map(|d| d.changes.last()).map(|c| c.from).max();
    let change = before.map_or("change".to_owned(), |from| format!("on {from}"));
    let heads = ["domain", "n", "score", "interval", "by month", &change, "interval", "verdict"];
    let mut table = Table::new(heads);
    for domain in &series.domains {
        table.row(domain_row(domain, series, month));
    }
    table.aligned()
}

fn domain_row(domain: &DomainSeries, series: &Series, month: Month) -> [String; 8] {
    let of = |month: Month| {
        domain.months.iter().find(|entry| entry.month == month).and_then(|e| e.score.as_ref())
    };
    let latest = of(month);
    let from = series.months.len().saturating_sub(MONTHS / 2);
    let line: Vec<Option<f64>> =
        series.months[from..].iter().map(|m| of(m.month).map(|score| score.mean)).collect();
    let interval = latest.and_then(|mean| mean.estimate.as_ref()).map(|e| e.interval);
    let change = domain.changes.last().filter(|change| change.to == month);
    let range = |low: f64, high: f64| format!("{low:.1} to {high:.1}");
    let step = change.and_then(|c| Some((of(c.from)?.mean, latest?.mean)));
    [
        domain.domain.clone(),
        latest.map_or(String::new(), |mean| mean.n.to_string()),
        latest.map_or("not scored".to_owned(), |mean| format!("{:.1}", mean.mean)),
        interval.map_or(String::new(), |i| range(i.low, i.high)),
        sparkline(&line),
        step.map_or(String::new(), |(then, now)| arrow(&change::words(then, now, 1))),
        change.and_then(|c| c.change.interval).map_or(String::new(), |i| range(i.low, i.high)),
        change.map_or(String::new(), |c| c.change.verdict.words().to_owned()),
    ]
}

/// Returns the changes within the auditors present in both months, beside the raw ones.
fn within(series: &Series, month: Month) -> String {
    let mut table = Table::new(["within the same auditors", "change", "interval", "auditors", "n"]);
    let mut any = false;
    for domain in &series.domains {
        let change = domain.changes.last().filter(|change| change.to == month);
        let Some(own) = change.and_then(|change| change.within) else { continue };
        any = true;
        table.row([
            domain.domain.clone(),
            arrow(&change::direction(own.difference, 1)),
            own.interval.map_or(String::new(), |i| format!("{:.1} to {:.1}", i.low, i.high)),
            own.auditors.to_string(),
            format!("{} and {}", own.n_before, own.n_after),
        ]);
    }
    if any { format!("\n{}", table.aligned()) } else { String::new() }
}

fn improving(answer: &Improving) -> String {
    let word = if answer.is_yes() { "yes" } else { "no" };
    let mut text = format!("Are we improving? By the councils' own test: {word}\n");
    text.push_str(&wrapped(
        "It tells what was found, not whether chance alone could have given it.",
        "  ",
    ));
    text.push('\n');
    let months: Vec<String> = answer
        .clauses
        .first()
        .map_or(Vec::new(), |clause| clause.figures.iter().map(|(m, ..)| m.to_string()).collect());
    let heads = ["clause", "holds"].map(str::to_owned);
    let mut table = Table::new(heads.into_iter().chain(months));
    for clause in &answer.clauses {
        let holds = if clause.holds { "yes" } else { "no" };
        let figures = clause.figures.iter().map(|(_, count, base)| {
            let percent = 100.0 * *count as f64 / (*base).max(1) as f64;
            if *base < 10 {
                format!("{count} of {base}")
            } else {
                format!("{percent:.0}% ({count} of {base})")
            }
        });
        table.row([clause.words, holds].map(str::to_owned).into_iter().chain(figures));
    }
    text.push_str(&table.aligned());
    if answer.missing > 0 {
        let _ = writeln!(text, "{} months in between have no judgements", answer.missing);
    }
    text
}

fn completion(rounds: &[Completion]) -> Option<String> {
    let latest = rounds.last()?;
    let mut table = Table::new(["service", "returned"]);
    for service in &latest.services {
        let name = if service.service.is_empty() { "(no service)" } else { &service.service };
        table.row([name.to_owned(), format!("{} of {}", service.returned, service.drawn)]);
    }
    let mut text = format!(
        "Completion of {}: {} of {} returned\n\n{}",
        latest.draw,
        latest.returned,
        latest.drawn,
        table.aligned()
    );
    let owed: Vec<String> = latest
        .owed
        .iter()
        .map(|owed| {
            let who = if owed.auditor.is_empty() { "nobody assigned" } else { &owed.auditor };
            format!("{who} {}", owed.cases.len())
        })
        .collect();
    if !owed.is_empty() {
        text.push_str(&wrapped(&format!("owed by: {}", owed.join(", ")), ""));
    }
    Some(text)
}
