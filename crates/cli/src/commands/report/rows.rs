//! The report as one long table, a row a figure, for spreadsheets.

use assay_measures::estimate::Estimate;
use assay_measures::report::{MeanFigure, Report, Series, ShareFigure};

use crate::output::Table;

pub(super) fn rows(report: &Report) -> Table {
    let mut table = Table::new([
        "section", "month", "measure", "domain", "value", "count", "base", "low", "high",
    ]);
    add(&mut table, "monthly audits", &report.monthly);
    for (section, series) in &report.others {
        add(&mut table, section.words(), series);
    }
    table
}

fn add(table: &mut Table, section: &str, series: &Series) {
    for figures in &series.months {
        let month = figures.month.to_string();
        let names = ["outstanding", "good", "requires improvement", "inadequate"];
        for (name, count) in names.iter().zip(figures.judgements) {
            let base = figures.judged().to_string();
            let cells = ["", "", &count.to_string(), &base, "", ""].map(str::to_owned);
            table.row([section, &month, name].map(str::to_owned).into_iter().chain(cells));
        }
        share(table, [section, &month, "good or better"], &figures.good_or_better);
        share(table, [section, &month, "inadequate, share"], &figures.inadequate);
        if let Some(score) = &figures.mean_score {
            mean(table, [section, &month, "mean score"], "", score);
        }
    }
    for domain in &series.domains {
        for entry in &domain.months {
            if let Some(score) = &entry.score {
                let month = entry.month.to_string();
                mean(table, [section, &month, "mean score"], &domain.domain, score);
            }
        }
    }
}

fn share(table: &mut Table, head: [&str; 3], share: &ShareFigure) {
    let value = share.figure.percent().map(|percent| format!("{:.4}", percent / 100.0));
    let [low, high] = ends(share.estimate.as_ref());
    let (count, base) = (share.figure.count.to_string(), share.figure.base.to_string());
    let cells = [String::new(), value.unwrap_or_default(), count, base, low, high];
    table.row(head.map(str::to_owned).into_iter().chain(cells));
}

fn mean(table: &mut Table, head: [&str; 3], domain: &str, mean: &MeanFigure) {
    let [low, high] = ends(mean.estimate.as_ref());
    let cells = [
        domain.to_owned(),
        format!("{:.4}", mean.mean),
        String::new(),
        mean.n.to_string(),
        low,
        high,
    ];
    table.row(head.map(str::to_owned).into_iter().chain(cells));
}

fn ends(estimate: Option<&Estimate>) -> [String; 2] {
    estimate.map_or([String::new(), String::new()], |found| {
        [found.interval.low, found.interval.high].map(|end| format!("{end:.4}"))
    })
}
