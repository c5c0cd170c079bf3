//! Themes: the table of what auditors wrote about. Each of them is in `theme`.

use assay_model::{Month, print};
use assay_views::themes::ThemeCount;
use assay_workspace::comments::themes::count::{By, CountOptions, count};
use serde::Serialize;

use crate::desk::Desk;
use crate::field::{self, Fault, escaped};
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default().show("/comments/themes", show)
}

#[derive(Serialize)]
struct View {
    from: String,
    to: String,
    base: String,
    themes: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    label: String,
    href: String,
    comments: String,
    cases: String,
    share: String,
    interval: String,
    /// The width of the bar, out of 100.
    width: u64,
}

/// The months of the query, or the faults of what is none.
pub(super) fn period(desk: &Desk, faults: &mut Vec<Fault>) -> (Option<Month>, Option<Month>) {
    let mut read = |name: &'static str| match field::month(desk.asked.query(name)) {
        Ok(month) => month,
        Err(words) => {
            faults.push(Fault::of(name, words));
            None
        }
    };
    (read("from"), read("to"))
}

fn show(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let (from, to) = period(desk, &mut faults);
    let counts = count(&*desk.open()?.reader()?, &CountOptions { by: By::All, from, to })?;
    let base = counts.first().map_or(0, |counted| counted.base_comments);
    let most = counts.iter().map(|counted| counted.comments).max().unwrap_or(0).max(1);
    let view = View {
        from: desk.asked.query("from").to_owned(),
        to: desk.asked.query("to").to_owned(),
        base: print::count(base),
        themes: counts.iter().map(|counted| line(desk, counted, most)).collect(),
    };
    Ok(Page::new("themes.html", "Themes", &view).with_faults(faults).into())
}

fn line(desk: &Desk, counted: &ThemeCount, most: u64) -> Line {
    let months = ["from", "to"].map(|name| (name, desk.asked.query(name)));
    let months: Vec<String> =
        months.iter().map(|(name, month)| format!("{name}={}", escaped(month))).collect();
    let of_cases = counted.cases.zip(counted.base_cases);
    Line {
        label: counted.label.clone(),
        href: format!("/comments/themes/{}?{}", escaped(&counted.theme), months.join("&")),
        comments: print::count(counted.comments),
        cases: of_cases.map(|(cases, _)| print::count(cases)).unwrap_or_default(),
        share: of_cases.map(|(cases, base)| print::share(cases, base)).unwrap_or_default(),
        interval: counted
            .interval()
            .map(|interval| print::percent_range(interval.low, interval.high))
            .unwrap_or_default(),
        width: counted.comments * 100 / most,
    }
}
