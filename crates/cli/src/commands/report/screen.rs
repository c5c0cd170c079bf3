//! The report for people: aligned tables with the base next to every figure, direction in words. Nothing
//! is wider than some hundred and ten columns.

use std::fmt::Write as _;

use assay_model::{Month, print};
use assay_views::chart::Chart;
use assay_views::report::{
    Completion, Domain, DomainStep, Improving, Mean, MonthFigures, OverallStep, Report, Series,
};

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
        parts.extend(apart::second_opinion(report));
    }
    parts.extend(completion(&report.completion));
    parts.extend(report.health_checks.iter().map(apart::health_check));
    for other in &report.others {
        let months = judgements(&other.series.months);
        parts.push(format!("Apart from the headline: {}\n\n{months}", other.section));
    }
    let percent = report.confidence * 100.0;
    parts.push(wrapped(
        &format!(
            "r. i.: requires improvement. Grades and scores are what our auditors gave. Intervals are {percent}%, for the eligible \
             list the cases were drawn from. A change is the difference of the estimates for that list before rounding, so \
             that it may differ in the last digit from that of the two figures printed."
        ),
        "",
    ));
    parts.join("\n")
}

fn returns(report: &Report) -> String {
    let mut table = Table::new(["returns", "section"]);
    for of in &report.returns {
        table.row([of.returns.to_string(), of.section.to_owned()]);
    }
    let mut text = table.aligned();
    if report.after_as_at > 0 {
        let _ = writeln!(
            text,
            "{} returns are dated after the day asked for and are in no figure",
            report.after_as_at
        );
    }
    if report.without_month > 0 {
        let _ = writeln!(text, "{} returns without a month are in no series", report.without_month);
    }
    text
}

fn monthly(series: &Series) -> String {
    let mut text = format!("Monthly audits\n\n{}", judgements(&series.months));
    for limit in series.months.iter().flat_map(|month| &month.limits) {
        text.push_str(&wrapped(limit, ""));
    }
    text.push_str(&revisions(&series.months));
    if let Some(chart) = &series.chart {
        text.push_str(&chart_line(chart));
    }
    let latest = series.months.last().map(|figures| figures.month);
    for change in series.changes.iter().filter(|change| Some(change.to) == latest) {
        text.push_str(&overall_change(change));
    }
    for line in &series.records {
        let _ = writeln!(text, "{}: {}", line.measure, line.words);
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
        let counts = figures.judgements.best_first().map(|count| count.to_string());
        let score = figures.mean_score.as_ref();
        let tail = [
            figures.good_or_better.printed.clone(),
            figures.good_or_better.interval.clone().unwrap_or_default(),
            score.map_or(String::new(), with_base),
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
        if let Some(was) = figures.good_or_better.was {
            let now = &figures.good_or_better.printed;
            let was = format!("{} of {}", was.count, was.base);
            said.push(format!("good or better {now}, revised (was {was})"));
        }
        if let Some((mean, was)) =
            figures.mean_score.as_ref().and_then(|mean| Some((mean, mean.was?)))
        {
            let now = with_base(mean);
            let (was, n) = (print::decimal(was.mean, 1), print::count(was.n));
            said.push(format!("mean score {now}, revised (was {was}, n = {n})"));
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
    let values = chart.values();
    let from = values.len().saturating_sub(MONTHS);
    let runs = if chart.runs_signal { ", runs unusual" } else { "" };
    format!(
        "\ngood or better, {} to {}: {}  variation: {}{runs}\n",
        chart.points[from].period,
        chart.points.last().map_or("", |point| point.period.as_str()),
        sparkline(&values[from..]),
        chart.variation
    )
}

fn overall_change(found: &OverallStep) -> String {
    let mut text = format!("{} on {}: {}\n", found.measure, found.from, arrow(&found.text));
    if let Some(own) = &found.within_auditors {
        let (auditors, change) = (own.auditors, arrow(&own.text));
        let _ = writeln!(text, "  within the {auditors} auditors of both months: {change}");
    }
    text
}

fn with_base(mean: &Mean) -> String {
    format!("{} (n = {})", mean.printed, print::count(mean.n))
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

fn domain_row(domain: &Domain, series: &Series, month: Month) -> [String; 8] {
    let latest = domain.score(month);
    let from = series.months.len().saturating_sub(MONTHS / 2);
    let line: Vec<Option<f64>> =
        series.months[from..].iter().map(|m| domain.score(m.month).map(|s| s.mean)).collect();
    let step = step_to(domain, month);
    [
        domain.domain.clone(),
        latest.map_or(String::new(), |mean| mean.n.to_string()),
        latest.map_or("not scored".to_owned(), |mean| mean.printed.clone()),
        latest.and_then(|mean| mean.interval.clone()).unwrap_or_default(),
        sparkline(&line),
        step.map_or(String::new(), |step| arrow(&step.parts.words)),
        step.map_or(String::new(), |step| step.parts.interval.clone()),
        step.map_or(String::new(), |step| step.parts.verdict.to_owned()),
    ]
}

fn step_to(domain: &Domain, month: Month) -> Option<&DomainStep> {
    domain.changes.last().filter(|step| step.to == month)
}

/// Returns the changes within the auditors present in both months, next to the raw ones.
fn within(series: &Series, month: Month) -> String {
    let heads = ["within the same auditors", "change", "interval", "auditors", "n", "verdict"];
    let mut table = Table::new(heads);
    let mut any = false;
    for domain in &series.domains {
        let step = step_to(domain, month);
        let Some(own) = step.and_then(|step| step.within_auditors.as_ref()) else { continue };
        any = true;
        table.row([
            domain.domain.clone(),
            arrow(&own.parts.words),
            own.parts.interval.clone(),
            own.auditors.to_string(),
            own.parts.n.clone(),
            own.parts.verdict.to_owned(),
        ]);
    }
    if any { format!("\n{}", table.aligned()) } else { String::new() }
}

fn improving(answer: &Improving) -> String {
    let word = if answer.yes { "yes" } else { "no" };
    let mut text = format!("Are we improving? By the councils' own test: {word}\n");
    text.push_str(&wrapped(
        "It reports what was found, not whether chance alone could explain it.",
        "  ",
    ));
    text.push('\n');
    let months: Vec<String> = answer.clauses.first().map_or(Vec::new(), |clause| {
        clause.figures.iter().map(|of| of.month.to_string()).collect()
    });
    let heads = ["clause", "holds"].map(str::to_owned);
    let mut table = Table::new(heads.into_iter().chain(months));
    for clause in &answer.clauses {
        let holds = if clause.holds { "yes" } else { "no" };
        let figures = clause.figures.iter().map(|of| of.printed.clone());
        table.row([clause.clause, holds].map(str::to_owned).into_iter().chain(figures));
    }
    text.push_str(&table.aligned());
    if answer.missing_months > 0 {
        let missing = answer.missing_months;
        let _ = writeln!(text, "{missing} months in between have no judgements");
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
    for note in &latest.after_results {
        text.push_str(&wrapped(note, ""));
    }
    for earlier in rounds.iter().rev().skip(1) {
        for note in &earlier.after_results {
            text.push_str(&wrapped(&format!("{}: {note}", earlier.draw), ""));
        }
    }
    Some(text)
}
