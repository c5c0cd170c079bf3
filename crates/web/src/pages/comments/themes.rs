//! Themes: the table of what auditors wrote about, and the comments behind each figure.

use assay_model::{Month, print};
use assay_views::themes::ThemeCount;
use assay_workspace::comments::themes::behind::{self, Behind};
use assay_workspace::comments::themes::count::{By, CountOptions, count};
use assay_workspace::comments::themes::of_workspace;
use serde::Serialize;

use super::{ON_A_PAGE, Piece, about, href, pieces};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::{self, Fault, escaped};
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default().show("/comments/themes", show).show("/comments/themes/{theme}", one)
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
fn period(desk: &Desk, faults: &mut Vec<Fault>) -> (Option<Month>, Option<Month>) {
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

#[derive(Serialize)]
struct One {
    code: String,
    label: String,
    definition: String,
    included: Vec<String>,
    excluded: Vec<String>,
    sentence: String,
    comments: Vec<Found>,
    review: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct Found {
    href: String,
    about: String,
    parts: Vec<Piece>,
    rule: String,
}

fn one(desk: &Desk) -> Answer {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let code = desk.asked.part("theme");
    let book = of_workspace(&workspace)?;
    let theme =
        book.book().themes.iter().find(|theme| theme.code == code).ok_or(Failure::NotFound)?;
    let mut faults = Vec::new();
    let (from, to) = period(desk, &mut faults);
    let wanted = Behind { theme: code.to_owned(), from, to, team: None, domain: None };
    let found = behind::list(&workspace, &wanted)?;
    let page: usize = desk.asked.query("page").parse().unwrap_or(1).max(1);
    let first = (page - 1).saturating_mul(ON_A_PAGE);
    let link = |page: usize| {
        let (from, to) = (escaped(desk.asked.query("from")), escaped(desk.asked.query("to")));
        format!("/comments/themes/{}?from={from}&to={to}&page={page}", escaped(code))
    };
    let shown = found.iter().skip(first).take(ON_A_PAGE);
    let view = One {
        code: code.to_owned(),
        label: theme.label.clone(),
        definition: theme.definition.clone(),
        included: theme.included.clone(),
        excluded: theme.excluded.clone(),
        sentence: match found.len() {
            1 => "1 comment counts for this theme.".to_owned(),
            n => format!("{} comments count for this theme.", print::count(n as u64)),
        },
        comments: shown
            .map(|comment| Found {
                href: href(&comment.comment_id),
                about: about(comment.month, &comment.team, &comment.domain, None),
                parts: pieces(&comment.text, &[(comment.start, comment.end)]),
                rule: comment.found_by.clone(),
            })
            .collect(),
        review: format!("/comments/review/{}", escaped(code)),
        before: (page > 1).then(|| link(page - 1)),
        after: (first + ON_A_PAGE < found.len()).then(|| link(page + 1)),
    };
    Ok(Page::new("theme.html", view.label.clone(), &view).with_faults(faults).into())
}
