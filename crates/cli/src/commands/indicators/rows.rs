//! Indicators as one long table for spreadsheets: every month and team, each count with its base.

use assay_views::indicators::Indicators;

use crate::output::Table;

/// Returns every month and team as rows.
pub(super) fn rows(found: &Indicators) -> Table {
    let mut table = Table::new(["indicator", "measure", "of", "period", "team", "count", "base"]);
    let mut row = |cells: [&str; 5], count: f64, base: f64| {
        let tail = [count.to_string(), base.to_string()];
        table.row(cells.map(str::to_owned).into_iter().chain(tail));
    };
    for indicator in &found.indicators {
        let key = indicator.key.as_str();
        if let Some(timely) = &indicator.timeliness {
            let year = "year to date";
            let months = timely.months.iter().map(|of| (of.month.to_string(), "", &of.tally));
            let whole = std::iter::once((year.to_owned(), "", &timely.year_to_date));
            let teams =
                timely.teams.iter().map(|of| (year.to_owned(), of.team.as_str(), &of.tally));
            let [a, b, c] = timely.band_ends;
            let names = [
                format!("late by 1-{a} {}", timely.unit),
                format!("late by {}-{b} {}", a + 1, timely.unit),
                format!("late by {}-{c} {}", b + 1, timely.unit),
                format!("late by {} {} or more", c + 1, timely.unit),
            ];
            for (period, team, tally) in months.chain(whole).chain(teams) {
                let due = tally.due as f64;
                row([key, "on time", "due", &period, team], tally.on_time as f64, due);
                for (name, count) in names.iter().zip(tally.bands) {
                    row([key, name, "due", &period, team], count as f64, due);
                }
            }
        }
        for share in &indicator.shares {
            for of in &share.months {
                row([key, &share.name, &share.of, &of.month.to_string(), ""], of.count, of.base);
            }
            let period = if share.months.is_empty() { "today" } else { "year to date" };
            let whole = if share.months.is_empty() { share.latest } else { share.year_to_date };
            if let Some(of) = whole {
                row([key, &share.name, &share.of, period, ""], of.count, of.base);
            }
            for of in &share.teams {
                row([key, &share.name, &share.of, period, &of.team], of.count, of.base);
            }
        }
    }
    table
}
