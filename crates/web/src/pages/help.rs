//! Help: the guide, a page for each of the three who use the program, and a search in it.

use std::sync::LazyLock;

use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::guide::{Guide, Hit, Leaf};
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("help.html", include_str!("../../templates/help.html")),
        ("help_page.html", include_str!("../../templates/help_page.html")),
    ],
    navigation: Some(("Help", "/help")),
};

static GUIDE: LazyLock<Guide> = LazyLock::new(|| {
    let pages: Vec<_> = super::ALL.iter().filter_map(|part| part.navigation).collect();
    Guide::new(&pages)
});

fn routes() -> Routes {
    Routes::default().show("/help", show).show("/help/{page}", one)
}

#[derive(Serialize)]
struct View {
    query: String,
    sentence: Option<String>,
    hits: Vec<HitLine>,
    leaves: Vec<Contents>,
}

#[derive(Serialize)]
struct HitLine {
    href: String,
    page: String,
    title: String,
    before: String,
    found: String,
    after: String,
}

/// A page of the guide with its parts.
#[derive(Serialize)]
struct Contents {
    href: String,
    title: String,
    is_here: bool,
    sections: Vec<(String, String)>,
}

#[derive(Serialize)]
struct One {
    title: String,
    html: &'static str,
    leaves: Vec<Contents>,
}

fn contents(here: &str) -> Vec<Contents> {
    let line = |leaf: &Leaf| {
        let href = format!("/help/{}", leaf.name);
        let section = |s: &crate::guide::Section| (format!("{href}#{}", s.id), s.title.clone());
        Contents {
            title: leaf.title.clone(),
            is_here: leaf.name == here,
            sections: leaf.sections.iter().map(section).collect(),
            href: href.clone(),
        }
    };
    GUIDE.leaves.iter().map(line).collect()
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the handlers that can fail")]
fn show(desk: &Desk) -> Answer {
    let query = desk.asked.query("q").to_owned();
    let line = |hit: Hit| {
        let [before, found, after] = hit.around;
        HitLine { href: hit.href, page: hit.page, title: hit.title, before, found, after }
    };
    let hits: Vec<HitLine> = GUIDE.find(&query).into_iter().map(line).collect();
    let view = View {
        sentence: (!query.is_empty()).then(|| match hits.len() {
            0 => format!(
                "Nothing was found for \"{query}\". Try a single word, or look in the list below."
            ),
            1 => "1 part of the guide was found.".to_owned(),
            n => format!("{n} parts of the guide were found."),
        }),
        leaves: contents(""),
        query,
        hits,
    };
    Ok(Page::new("help.html", "Help", &view).into())
}

fn one(desk: &Desk) -> Answer {
    let leaf = GUIDE.leaf(desk.asked.part("page")).ok_or(Failure::NotFound)?;
    let view = One { title: leaf.title.clone(), html: &leaf.html, leaves: contents(leaf.name) };
    Ok(Page::new("help_page.html", format!("Help: {}", leaf.title), &view).into())
}
