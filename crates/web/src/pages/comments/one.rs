//! A comment in its place: what it is about, what the rules find in it and why, and proposing it as a quote.

use assay_workspace::comments::quotes::propose;
use assay_workspace::comments::themes::{explain, of_workspace, verdicts};
use serde::Serialize;

use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped, shown};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

pub(super) fn routes() -> Routes {
    Routes::default().show("/comments/one", one).act("/comments/one", propose_it)
}

#[derive(Serialize)]
struct One {
    id: String,
    text: String,
    facts: Vec<(&'static str, String)>,
    found: Vec<Found>,
    /// The themes it can be a quote for, those that the rules find in it first.
    themes: Vec<(String, String)>,
    theme: String,
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
    Ok(page(desk, desk.asked.query("id"), Vec::new())?.into())
}

fn page(desk: &Desk, id: &str, faults: Vec<Fault>) -> Result<Page, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let comment = verdicts::comment(&workspace, id)?;
    let book = of_workspace(&workspace)?;
    let rules = explain::explain(&book, &comment.text).rules;
    let is_in = |code: &str| rules.iter().any(|found| found.counts && found.theme == code);
    let mut themes: Vec<(String, String)> =
        book.book().themes.iter().map(|t| (t.code.clone(), t.label.clone())).collect();
    themes.sort_by_key(|(code, _)| !is_in(code));
    let found = rules.into_iter().map(|found| Found {
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
    let view = One {
        id: comment.id.clone(),
        text: comment.text,
        facts,
        found: found.collect(),
        themes,
        theme: desk.asked.field("theme").to_owned(),
    };
    Ok(Page::new("comment.html", "A comment", &view).with_faults(faults))
}

fn propose_it(desk: &Desk) -> Answer {
    let id = desk.asked.field("id");
    match propose(&mut desk.open()?.writer()?, id, desk.asked.field("theme")) {
        Ok(quote) => Ok(Reply::done(
            format!("/packs/quotes/{}", escaped(quote.short())),
            "It is proposed, as it reads below. A second person approves it.",
        )),
        Err(error) => {
            let fault = Fault::of("theme", failure::sentence(&error));
            Ok(page(desk, id, vec![fault])?.into())
        }
    }
}
