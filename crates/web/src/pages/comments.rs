//! Comments: search with filters, each comment in its place, the themes with what is behind each figure, and the
//! review of one comment after the other.

mod found;
mod one;
mod review;
mod rules;
mod theme;
mod themes;

use assay_model::{Judgement, Month, print};
use assay_views::search::{Found, InContext};
use assay_workspace::comments::search::{Base, Matches, Sort, Wanted, search};
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure;
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;
use crate::words::as_sentence;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("comments.html", include_str!("../../templates/comments.html")),
        ("comment.html", include_str!("../../templates/comment.html")),
        ("themes.html", include_str!("../../templates/themes.html")),
        ("theme.html", include_str!("../../templates/theme.html")),
        ("theme_months.html", include_str!("../../templates/theme_months.html")),
        ("theme_edit.html", include_str!("../../templates/theme_edit.html")),
        ("theme_tried.html", include_str!("../../templates/theme_tried.html")),
        ("review.html", include_str!("../../templates/review.html")),
    ],
    navigation: Some(("Comments", "/comments")),
};

/// Comments on one page.
pub(super) const ON_A_PAGE: usize = 20;
/// Values of a filter that are offered.
const VALUES: usize = 12;
/// The filters next to the list: the field in queries, and what people call it.
const FILTERS: [(&str, &str); 4] =
    [("month", "Month"), ("team", "Team"), ("domain", "Part of the audit"), ("grade", "Grade")];

fn routes() -> Routes {
    Routes::default()
        .show("/comments", show)
        .and(one::routes())
        .and(themes::routes())
        .and(theme::routes())
        .and(rules::routes())
        .and(review::routes())
}

#[derive(Serialize)]
struct View {
    query: String,
    sort: &'static str,
    kwic: bool,
    is_asked: bool,
    sentence: String,
    notes: Vec<String>,
    hits: Vec<Hit>,
    lines: Vec<Line>,
    filters: Vec<FilterList>,
    chosen: Vec<Chosen>,
    hidden: Vec<(&'static str, String)>,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct Hit {
    href: String,
    about: String,
    parts: Vec<Piece>,
}

/// A piece of a comment, marked where it was found.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) is_found: bool,
}

#[derive(Serialize)]
struct Line {
    href: String,
    before: String,
    found: String,
    after: String,
}

#[derive(Serialize)]
struct FilterList {
    name: &'static str,
    values: Vec<(String, u64, String)>,
}

#[derive(Serialize)]
struct Chosen {
    words: String,
    without: String,
}

/// Returns a text in pieces, those between the byte positions marked.
pub(super) fn pieces(text: &str, spans: &[(usize, usize)]) -> Vec<Piece> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut put = |text: &str, is_found: bool| {
        if !text.is_empty() {
            parts.push(Piece { text: text.to_owned(), is_found });
        }
    };
    for &(from, to) in spans {
        let (Some(plain), Some(found)) = (text.get(at..from), text.get(from..to)) else { continue };
        put(plain, false);
        put(found, true);
        at = to;
    }
    put(text.get(at..).unwrap_or_default(), false);
    parts
}

/// Returns what a comment is about in a line: month, team, part of the audit, grade.
pub(super) fn about(
    month: Option<Month>,
    team: &str,
    domain: &str,
    grade: Option<Judgement>,
) -> String {
    let month = month.map(Month::words).unwrap_or_default();
    let grade = grade.map(|grade| grade.words().to_owned()).unwrap_or_default();
    let parts = [month, team.to_owned(), domain.to_owned(), grade];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Returns the address of a comment.
pub(super) fn href(id: &str) -> String {
    format!("/comments/one?id={}", escaped(id))
}

/// The address of this search with other values in some of its places.
fn address(desk: &Desk, changed: &[(&str, &str)]) -> String {
    let names = ["q", "sort", "kwic", "month", "team", "domain", "grade", "page"];
    let value = |name: &str| match changed.iter().find(|(key, _)| *key == name) {
        Some((_, value)) => (*value).to_owned(),
        None if name == "page" => String::new(),
        None => desk.asked.query(name).to_owned(),
    };
    let pairs = names.iter().map(|name| (name, value(name))).filter(|(_, v)| !v.is_empty());
    let pairs: Vec<String> = pairs.map(|(name, v)| format!("{name}={}", escaped(&v))).collect();
    format!("/comments?{}", pairs.join("&"))
}

/// The query with the filters that were chosen next to it; a star alone is every comment.
fn whole_query(desk: &Desk) -> String {
    let chosen = FILTERS.iter().filter_map(|(field, _)| match desk.asked.query(field) {
        "" => None,
        value => Some(format!("{field}:\"{}\"", value.replace('"', ""))),
    });
    let chosen: Vec<String> = chosen.collect();
    match (desk.asked.query("q"), chosen.as_slice()) {
        ("" | "*", []) => "*".to_owned(),
        ("" | "*", chosen) => chosen.join(" "),
        (typed, []) => typed.to_owned(),
        (typed, chosen) => format!("({typed}) {}", chosen.join(" ")),
    }
}

fn show(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let page: usize = asked.query("page").parse().unwrap_or(1).max(1);
    let by_date = asked.query("sort") == "date";
    let wanted = Wanted {
        limit: ON_A_PAGE,
        page,
        sort: if by_date { Sort::Date } else { Sort::Relevance },
        matches: if asked.query("kwic").is_empty() { Matches::InText } else { Matches::InContext },
        base: Base::NotAsked,
        facets: FILTERS.iter().map(|(field, _)| (*field).to_owned()).collect(),
    };
    let chosen = FILTERS.iter().filter(|(field, _)| !asked.query(field).is_empty());
    let mut view = View {
        query: asked.query("q").to_owned(),
        sort: if by_date { "date" } else { "relevance" },
        kwic: !asked.query("kwic").is_empty(),
        is_asked: !asked.query("q").is_empty() || chosen.clone().next().is_some(),
        sentence: String::new(),
        notes: Vec::new(),
        hits: Vec::new(),
        lines: Vec::new(),
        filters: Vec::new(),
        chosen: chosen
            .map(|(field, name)| Chosen {
                words: format!("{name}: {}", asked.query(field)),
                without: address(desk, &[(field, "")]),
            })
            .collect(),
        hidden: FILTERS
            .iter()
            .map(|(field, _)| (*field, asked.query(field).to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        before: None,
        after: None,
    };
    let mut faults = Vec::new();
    match search(&*desk.open()?.reader()?, &whole_query(desk), &wanted) {
        Ok(found) => fill(desk, &mut view, page, found),
        Err(error @ assay_workspace::Error::Input(_)) => {
            faults.push(Fault::of("q", failure::sentence(&error)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Page::new("comments.html", "Comments", &view).with_faults(faults).into())
}

fn fill(desk: &Desk, view: &mut View, page: usize, found: Found) {
    let total = found.total;
    let first = (page - 1) * ON_A_PAGE;
    view.sentence = match total {
        0 => "No comment was found.".to_owned(),
        1 => "1 comment.".to_owned(),
        _ => format!(
            "{} comments, {} to {} shown.",
            print::count(total),
            print::count(first as u64 + 1),
            print::count((first + found.hits.len()) as u64)
        ),
    };
    let shown = first + found.hits.len();
    view.notes = found.notes.iter().map(|note| as_sentence(note)).collect();
    for hit in found.hits {
        let href = href(&hit.comment_id);
        let Some(lines) = hit.kwic.filter(|lines| !lines.is_empty()) else {
            let parts = pieces(&hit.text, &hit.spans);
            let about = about(hit.month, &hit.team, &hit.domain, hit.grade);
            view.hits.push(Hit { href, about, parts });
            continue;
        };
        let line =
            |(before, found, after): InContext| Line { href: href.clone(), before, found, after };
        view.lines.extend(lines.into_iter().map(line));
    }
    view.filters = FILTERS
        .iter()
        .filter(|(field, _)| desk.asked.query(field).is_empty())
        .filter_map(|(field, name)| {
            let counts = found.facets.get(*field)?;
            let mut values: Vec<(String, u64, String)> = counts
                .iter()
                .map(|(value, n)| (value.clone(), *n, address(desk, &[(field, value)])))
                .collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            values.truncate(VALUES);
            (!values.is_empty()).then_some(FilterList { name, values })
        })
        .collect();
    let page_text = |page: usize| address(desk, &[("page", &page.to_string())]);
    view.before = (page > 1).then(|| page_text(page - 1));
    view.after = (shown < total as usize).then(|| page_text(page + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_marked_where_something_was_found() {
        let piece = |text: &str, is_found| Piece { text: text.to_owned(), is_found };
        assert_eq!(
            pieces("no chronology here", &[(3, 13)]),
            [piece("no ", false), piece("chronology", true), piece(" here", false)]
        );
        assert_eq!(
            pieces("é", &[(1, 2)]),
            [piece("é", false)],
            "positions within a letter are passed over"
        );
        assert_eq!(pieces("all", &[(0, 3)]), [piece("all", true)]);
    }
}
