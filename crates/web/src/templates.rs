//! The templates, compiled in, and what every page has around it: navigation, place, tokens, what was just done
//! and what goes on in the background. Numbers and dates come as finished text.

use assay_workspace::{Error, Result};
use serde::Serialize;
use tera::{Context, Tera};

use crate::field::Fault;
use crate::page::Page;

const COMMON: [(&str, &str); 4] = [
    ("layout.html", include_str!("../templates/layout.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("failure.html", include_str!("../templates/failure.html")),
    ("lost.html", include_str!("../templates/lost.html")),
];

/// The templates, read.
pub(crate) struct Templates {
    tera: Tera,
    /// What people call each part of the pages, and its address.
    navigation: Vec<(&'static str, &'static str)>,
}

/// What every page has around it.
#[derive(Serialize)]
pub(crate) struct Around<'a> {
    pub(crate) title: &'a str,
    /// The workspace's folder name, for the title.
    pub(crate) workspace: String,
    /// Where it is.
    pub(crate) place: String,
    pub(crate) is_snapshot: bool,
    pub(crate) has_workspace: bool,
    pub(crate) navigation: Vec<Link>,
    /// The part of the guide that is about this page; none on the guide's own.
    pub(crate) help: Option<&'static str>,
    pub(crate) style: &'a str,
    pub(crate) script: &'a str,
    pub(crate) form_token: &'a str,
    pub(crate) form_key: &'a str,
    pub(crate) faults: &'a [Fault],
    /// The page's status: where a form was sent and not taken, its faults get the focus.
    pub(crate) status: u16,
    pub(crate) said: Option<String>,
    pub(crate) at_work: Vec<AtWork>,
    pub(crate) waits: bool,
}

/// A link of the navigation.
#[derive(Debug, Serialize)]
pub(crate) struct Link {
    pub(crate) text: &'static str,
    pub(crate) href: &'static str,
    pub(crate) is_here: bool,
}

/// Work that goes on in the background.
#[derive(Serialize)]
pub(crate) struct AtWork {
    pub(crate) id: u64,
    pub(crate) stage: String,
}

impl Templates {
    /// Returns the templates that are compiled in.
    ///
    /// # Errors
    /// When one has a fault.
    pub(crate) fn new(
        of_pages: impl Iterator<Item = (&'static str, &'static str)>,
        navigation: Vec<(&'static str, &'static str)>,
    ) -> Result<Self> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        let all = of_pages.chain(COMMON).chain(of_packs());
        tera.add_raw_templates(all.collect::<Vec<_>>())
            .map_err(|fault| Error::failed("a page of the program has a fault").because(fault))?;
        Ok(Self { tera, navigation })
    }

    /// Returns the navigation as seen from an address.
    pub(crate) fn navigation(&self, address: &str) -> Vec<Link> {
        let is_under = |href: &str| match href {
            "/" => address == "/" || address.starts_with("/?"),
            _ => address
                .strip_prefix(href)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])),
        };
        let link = |(text, href): &(&'static str, &'static str)| Link {
            text,
            href,
            is_here: is_under(href),
        };
        self.navigation.iter().map(link).collect()
    }

    /// Returns the page and its status; a page that cannot be made says so in plain words.
    pub(crate) fn render(&self, around: &Around<'_>, page: &Page) -> (u16, String) {
        let mut context: Context = page.context.clone();
        context.insert("page", around);
        match self.tera.render(page.template, &context) {
            Ok(text) => (page.status, squeezed(&text)),
            Err(fault) => (500, broken(&fault)),
        }
    }
}

/// The parts of packs that pages show too: sections, tables and charts.
fn of_packs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_part = |name: &str| {
        matches!(name, "section.html" | "tables.html" | "charts.html")
            || name.starts_with("blocks/")
    };
    assay_pack::html::TEMPLATES.into_iter().filter(move |(name, _)| is_part(name))
}

/// Leaves out the empty lines and indents that template tags leave behind, but not inside a text that is
/// shown as it is.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut as_it_is = false;
    for line in text.lines() {
        let begins = line.contains("<textarea") || line.contains("<pre");
        if as_it_is || begins {
            out.push_str(if as_it_is { line } else { line.trim_start() });
            out.push('\n');
            as_it_is = !(line.contains("</textarea") || line.contains("</pre"));
        } else if !line.trim().is_empty() {
            out.push_str(line.trim());
            out.push('\n');
        }
    }
    out
}

/// A page that needs no template. What exactly is wrong is for whoever builds the program: in a release the
/// template and its view are tested together.
fn broken(fault: &tera::Error) -> String {
    let detail = if cfg!(debug_assertions) { fault.to_string() } else { String::new() };
    let safe = detail.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>This page could not be made</title></head><body><h1>This page could not be made</h1><p>The program met a fault of its own. What is stored is safe. <a href=\"/\">Home</a></p><pre>{safe}</pre></body></html>"
    )
}
