//! A comment in its place: what it is about, and what the rules find in it and why.

use assay_workspace::comments::themes::{explain, of_workspace, verdicts};
use serde::Serialize;

use crate::desk::Desk;
use crate::field::{escaped, shown};
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;
use crate::words::as_sentence;

pub(super) fn routes() -> Routes {
    Routes::default().show("/comments/one", one)
}

#[derive(Serialize)]
struct One {
    id: String,
    text: String,
    facts: Vec<(&'static str, String)>,
    found: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    theme: String,
    href: String,
    counts: bool,
    words: String,
    why: String,
}

fn one(desk: &Desk) -> Answer {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let comment = verdicts::comment(&workspace, desk.asked.query("id"))?;
    let book = of_workspace(&workspace)?;
    let found = explain::explain(&book, &comment.text).rules.into_iter().map(|found| Found {
        href: format!("/comments/themes/{}", escaped(&found.theme)),
        theme: found.theme,
        counts: found.counts,
        words: found.words,
        why: as_sentence(&found.why),
    });
    let mut facts = vec![
        ("Case", comment.case.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("Round", comment.draw.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("Part of the audit", comment.domain.clone()),
        ("Grade", comment.grade.map(|grade| grade.words().to_owned()).unwrap_or_default()),
        ("Month", comment.month.map(|month| month.to_string()).unwrap_or_default()),
        ("Date", shown(comment.date)),
        ("Team", comment.team.clone()),
        ("Auditor", comment.auditor.clone()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let view = One { id: comment.id.clone(), text: comment.text, facts, found: found.collect() };
    Ok(Page::new("comment.html", "A comment", &view).into())
}
