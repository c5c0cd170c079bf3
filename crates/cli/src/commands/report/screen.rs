//! The report for people: aligned tables with the base beside every figure, direction in words.

use assay_model::Month;
use assay_workspace::measures::change::direction;
use assay_workspace::measures::report::{
    Completion, DomainSeries, Improving, MeanFigure, MonthFigures, RecordLine, Report, Series,
    ShareFigure,
};

use crate::output::Table;
use crate::sparkline::{arrow, sparkline};

pub(super) fn report(report: &Report) -> String {
    let mut parts = vec![returns(report)];
    if report.monthly.months.is_empty() {
        parts.push("No monthly audits of randomly drawn cases yet.\n".to_owned());
    } else {
        parts.push(series("Monthly audits", &report.monthly));
        parts.extend(report.improving.as_ref().map(improving));
    }
    parts.extend(completion(&report.completion));
    for (section, other) in &report.others {
        let title = format!("Apart from the headline: {}", section.words());
        parts.push(series(&title, other));
    }
    let percent = report.confidence * 100.0;
    parts.push(format!(
        "Intervals are {percent}%, for the eligible list the cases were drawn from. \"graded by our \
         auditors\" is meant throughout.\n"
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
        text.push_str(&format!(
            "{} returns without a month are in no series\n",
            report.without_month
        ));
    }
    text
}

fn series(title: &str, series: &Series) -> String {
    let mut text = format!("{title}\n\n{}", judgements(&series.months));
    let good: Vec<Option<f64>> =
        series.months.iter().map(|m| m.good_or_better.figure.percent()).collect();
    if good.iter().flatten().count() > 1 {
        text.push_str(&format!("\ngood or better by month: {}\n", sparkline(&good)));
    }
    for line in series.records.iter().filter(|line| is_overall(&line.measure)) {
        text.push_str(&format!("{}: {}\n", line.measure, line.words()));
    }
    if let Some(last) = series.months.last().filter(|_| !series.domains.is_empty()) {
        text.push_str(&format!("\nDomain scores, {}\n\n", last.month.words()));
        text.push_str(&domains(series, last.month));
    }
    text
}

fn is_overall(measure: &str) -> bool {
    matches!(measure, "good or better" | "inadequate" | "mean score")
}

fn judgements(months: &[MonthFigures]) -> String {
    let mut table = Table::new([
        "month",
        "returned",
        "outstanding",
        "good",
        "requires improvement",
        "inadequate",
        "good or better",
        "interval",
        "mean score",
    ]);
    for figures in months {
        let returned = match figures.drawn {
            Some(drawn) => format!("{} of {drawn}", figures.returned),
            None => figures.returned.to_string(),
        };
        let counts = figures.judgements.map(|count| count.to_string());
        let tail = [
            revised(&figures.good_or_better),
            share_interval(&figures.good_or_better),
            figures.mean_score.as_ref().map_or(String::new(), score),
        ];
        let head = [figures.month.to_string(), returned];
        table.row(head.into_iter().chain(counts).chain(tail));
    }
    table.aligned()
}

fn revised(share: &ShareFigure) -> String {
    let now = share.figure.print();
    match share.was {
        Some((count, base)) => format!("{now}, revised (was {count} of {base})"),
        None => now,
    }
}

fn share_interval(share: &ShareFigure) -> String {
    share.estimate.as_ref().filter(|_| share.figure.base >= 10).map_or(String::new(), |found| {
        format!("{:.0} to {:.0}%", found.interval.low * 100.0, found.interval.high * 100.0)
    })
}

fn score(mean: &MeanFigure) -> String {
    match mean.was {
        Some((was, n)) => {
            format!("{:.1} (n = {}), revised (was {was:.1}, n = {n})", mean.mean, mean.n)
        }
        None => format!("{:.1} (n = {})", mean.mean, mean.n),
    }
}

fn domains(series: &Series, month: Month) -> String {
    let mut table = Table::new([
        "domain",
        "score",
        "interval",
        "by month",
        "change",
        "interval of change",
        "verdict",
        "same auditors",
        "record",
    ]);
    for domain in &series.domains {
        table.row(domain_row(domain, series, month));
    }
    table.aligned()
}

fn domain_row(domain: &DomainSeries, series: &Series, month: Month) -> [String; 9] {
    let of = |month: Month| domain.months.iter().find(|entry| entry.month == month);
    let latest = of(month).and_then(|entry| entry.score.as_ref());
    let line: Vec<Option<f64>> =
        series.months.iter().map(|m| of(m.month)?.score.as_ref().map(|s| s.mean)).collect();
    let interval = latest.and_then(|mean| mean.estimate.as_ref()).map(|e| e.interval);
    let change = domain.changes.last().filter(|change| change.to == month);
    let record = series.records.iter().find(|line| line.measure == domain.domain);
    let range = |low: f64, high: f64| format!("{low:.1} to {high:.1}");
    [
        domain.domain.clone(),
        latest.map_or("not scored".to_owned(), score),
        interval.map_or(String::new(), |i| range(i.low, i.high)),
        sparkline(&line),
        change.map_or(String::new(), |c| {
            format!("{} on {}", arrow(&direction(c.change.difference, 1)), c.from)
        }),
        change.and_then(|c| c.change.interval).map_or(String::new(), |i| range(i.low, i.high)),
        change.map_or(String::new(), |c| c.change.verdict.words().to_owned()),
        change.and_then(|c| c.within).map_or(String::new(), |w| {
            format!("{} ({} auditors)", direction(w.difference, 1), w.auditors)
        }),
        record.map_or(String::new(), RecordLine::words),
    ]
}

fn improving(answer: &Improving) -> String {
    let word = if answer.is_yes() { "yes" } else { "no" };
    let mut text = format!(
        "Are we improving? By the councils' own test: {word}. It tells what was found, not whether \
         chance alone could have given it.\n\n"
    );
    let mut table = Table::new(["clause", "holds", "figures"]);
    for clause in &answer.clauses {
        let figures: Vec<String> = clause
            .figures
            .iter()
            .map(|(month, count, base)| format!("{month}: {count} of {base}"))
            .collect();
        let holds = if clause.holds { "yes" } else { "no" };
        table.row([clause.words, holds, &figures.join(", ")]);
    }
    text.push_str(&table.aligned());
    if answer.missing > 0 {
        text.push_str(&format!("{} months in between have no judgements\n", answer.missing));
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
    for owed in &latest.owed {
        let who = if owed.auditor.is_empty() { "nobody assigned" } else { &owed.auditor };
        text.push_str(&format!("owed by {who}: {}\n", owed.cases.len()));
    }
    Some(text)
}
