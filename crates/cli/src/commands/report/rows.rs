//! The report as one long table, a row a figure, for spreadsheets.

use assay_views::report::{Estimate, Mean, Report, Series, Share};

use crate::output::Table;

pub(super) fn rows(report: &Report) -> Table {
    let mut table = Table::new([
        "section", "month", "measure", "domain", "value", "count", "base", "low", "high",
    ]);
    add(&mut table, "monthly audits", &report.monthly);
    for other in &report.others {
        add(&mut table, other.section, &other.series);
    }
    table
}

fn add(table: &mut Table, section: &str, series: &Series) {
    for figures in &series.months {
        let month = figures.month.to_string();
        let names = ["outstanding", "good", "requires improvement", "inadequate"];
        for (name, count) in names.iter().zip(figures.judgements.best_first()) {
            let base = figures.judged.to_string();
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

fn share(table: &mut Table, head: [&str; 3], share: &Share) {
    let value = share.share.map(|share| format!("{share:.4}"));
    let [low, high] = ends(share.estimate.as_ref());
    let (count, base) = (share.count.to_string(), share.base.to_string());
    let cells = [String::new(), value.unwrap_or_default(), count, base, low, high];
    table.row(head.map(str::to_owned).into_iter().chain(cells));
}

fn mean(table: &mut Table, head: [&str; 3], domain: &str, mean: &Mean) {
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
        [found.low, found.high].map(|end| format!("{end:.4}"))
    })
}
