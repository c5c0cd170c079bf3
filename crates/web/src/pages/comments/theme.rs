//! One theme: the comments behind its figure, its rules with how many each counts, and its months, with the days on
//! which the rules were changed.

use std::collections::BTreeMap;

use assay_model::{Month, print};
use assay_views::themes::{RulesChanged, ThemeComment, ThemeCount};
use assay_workspace::Reader;
use assay_workspace::comments::themes::behind::{self, Behind};
use assay_workspace::comments::themes::count::{By, CountOptions, count};
use assay_workspace::comments::themes::{edit, of_workspace};
use serde::Serialize;

use super::ON_A_PAGE;
use super::found::{Found, shown};
use super::themes::period;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::escaped;
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/comments/themes/{theme}", show)
        .show("/comments/themes/{theme}/months", months)
}

#[derive(Serialize)]
struct View {
    label: String,
    href: String,
    definition: String,
    included: Vec<String>,
    excluded: Vec<String>,
    sentence: String,
    rules: Vec<RuleLine>,
    changes: Vec<String>,
    comments: Vec<Found>,
    review: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct RuleLine {
    name: String,
    href: String,
    comments: String,
}

fn show(desk: &Desk) -> Answer {
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
    let own = format!("/comments/themes/{}", escaped(code));
    let link = |page: usize| {
        let (from, to) = (escaped(desk.asked.query("from")), escaped(desk.asked.query("to")));
        format!("{own}?from={from}&to={to}&page={page}")
    };
    let names = theme.rules.iter().map(|rule| rule.name.as_str());
    let view = View {
        label: theme.label.clone(),
        definition: theme.definition.clone(),
        included: theme.included.clone(),
        excluded: theme.excluded.clone(),
        sentence: match found.len() {
            1 => "1 comment counts for this theme.".to_owned(),
            n => format!("{} comments count for this theme.", print::count(n as u64)),
        },
        rules: rules(&own, names, &found),
        changes: changes(&workspace, code)?,
        review: format!("/comments/review/{}", escaped(code)),
        before: (page > 1).then(|| link(page - 1)),
        after: (first + ON_A_PAGE < found.len()).then(|| link(page + 1)),
        comments: found.into_iter().skip(first).take(ON_A_PAGE).map(shown).collect(),
        href: own,
    };
    Ok(Page::new("theme.html", view.label.clone(), &view).with_faults(faults).into())
}

fn rules<'a>(
    own: &str,
    names: impl Iterator<Item = &'a str>,
    found: &[ThemeComment],
) -> Vec<RuleLine> {
    let mut counted: BTreeMap<&str, u64> = BTreeMap::new();
    for rule in found.iter().filter_map(|comment| comment.rule.as_deref()) {
        *counted.entry(rule).or_default() += 1;
    }
    let line = |(name, number): (&str, usize)| RuleLine {
        name: name.to_owned(),
        href: format!("{own}/rules/{number}"),
        comments: print::count(counted.get(name).copied().unwrap_or(0)),
    };
    names.zip(1..).map(line).collect()
}

/// The days on which the theme's rules were changed, in sentences.
fn changes(workspace: &Reader, code: &str) -> Result<Vec<String>, Failure> {
    let all = edit::changes(workspace)?.into_iter();
    let own = all.filter(|change| {
        change.themes.is_empty() || change.themes.iter().any(|theme| theme == code)
    });
    let sentence = |change: RulesChanged| {
        let what = if change.themes.is_empty() { "The rules of themes" } else { "Its rules" };
        format!("{}, by {}.", change.when(what), change.by)
    };
    Ok(own.map(sentence).collect())
}

#[derive(Serialize)]
struct Months {
    label: String,
    href: String,
    months: Vec<MonthLine>,
    changes: Vec<String>,
}

#[derive(Serialize)]
struct MonthLine {
    month: String,
    comments: String,
    of: String,
    share: String,
    interval: String,
    /// The width of the bar, out of 100.
    width: u64,
}

fn months(desk: &Desk) -> Answer {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let code = desk.asked.part("theme");
    let themes = edit::open(&workspace)?;
    let theme = themes.theme(code).map_err(|_| Failure::NotFound)?;
    let counts = count(&workspace, &CountOptions { by: By::Month, from: None, to: None })?;
    let own: Vec<&ThemeCount> = counts.iter().filter(|counted| counted.theme == code).collect();
    // A bar is as long as the month's share of comments, the longest fills the room.
    let per_myriad =
        |counted: &ThemeCount| counted.comments * 10_000 / counted.base_comments.max(1);
    let most = own.iter().map(|counted| per_myriad(counted)).max().unwrap_or(0).max(1);
    let line = |counted: &&ThemeCount| MonthLine {
        month: match counted.group.as_deref() {
            None | Some("") => "without a month".to_owned(),
            Some(month) => Month::parse(month).map_or_else(|| month.to_owned(), Month::words),
        },
        comments: print::count(counted.comments),
        of: print::count(counted.base_comments),
        share: print::share_short(counted.comments, counted.base_comments),
        interval: counted
            .interval()
            .map(|ends| print::percent_range(ends.low, ends.high))
            .unwrap_or_default(),
        width: per_myriad(counted) * 100 / most,
    };
    let view = Months {
        label: theme.label.clone(),
        href: format!("/comments/themes/{}", escaped(code)),
        months: own.iter().map(line).collect(),
        changes: changes(&workspace, code)?,
    };
    Ok(Page::new("theme_months.html", format!("{}, month by month", view.label), &view).into())
}
