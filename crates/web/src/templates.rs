//! The templates, compiled in, and what every page has around it: navigation, place, tokens, what was just done
//! and what goes on in the background. Numbers and dates come as finished text.

use assay_workspace::{Error, Result};
use serde::Serialize;
use tera::{Context, Tera};

use crate::assets::{SCRIPT, STYLE};
use crate::field::Fault;
use crate::house::House;
use crate::page::{Link, Page, navigation};
use crate::pages;

const COMMON: [(&str, &str); 4] = [
    ("layout.html", include_str!("../templates/layout.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("failure.html", include_str!("../templates/failure.html")),
    ("lost.html", include_str!("../templates/lost.html")),
];

/// The templates, read.
pub(crate) struct Templates {
    tera: Tera,
}

/// What every page has around it.
#[derive(Serialize)]
struct Around<'a> {
    title: &'a str,
    /// The workspace's folder name, for the title.
    workspace: String,
    /// Where it is.
    place: String,
    is_snapshot: bool,
    has_workspace: bool,
    navigation: Vec<Link>,
    style: &'a str,
    script: &'a str,
    form_token: &'a str,
    form_key: &'a str,
    faults: &'a [Fault],
    said: Option<String>,
    at_work: Vec<AtWork>,
    waits: bool,
}

/// Work that goes on in the background.
#[derive(Serialize)]
struct AtWork {
    id: u64,
    stage: String,
}

impl Templates {
    /// Returns the templates that are compiled in.
    ///
    /// # Errors
    /// When one has a fault.
    pub(crate) fn new() -> Result<Self> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        let all = pages::ALL.iter().flat_map(|part| part.templates).chain(&COMMON).copied();
        let all = all.chain(of_packs());
        tera.add_raw_templates(all.collect::<Vec<_>>())
            .map_err(|fault| Error::failed("a page of the program has a fault").because(fault))?;
        Ok(Self { tera })
    }

    /// Returns the page and its status; a page that cannot be made says so in plain words.
    pub(crate) fn render(&self, house: &House, address: &str, page: &Page) -> (u16, String) {
        let place = house.place();
        let name = place.as_deref().and_then(|place| place.file_name());
        let jobs = house.jobs.at_work();
        let around = Around {
            title: &page.title,
            workspace: name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            place: place.as_ref().map(|p| p.display().to_string()).unwrap_or_default(),
            is_snapshot: place.as_ref().is_some_and(|place| place.is_file()),
            has_workspace: place.is_some(),
            navigation: navigation(address),
            style: &STYLE.address,
            script: &SCRIPT.address,
            form_token: &house.form_token,
            form_key: &house.key_mark,
            faults: &page.faults,
            said: said(house, address),
            at_work: jobs
                .iter()
                .filter(|job| !address.starts_with("/jobs/") && job.address != address)
                .map(|job| AtWork { id: job.id, stage: job.watched.stage().name })
                .collect(),
            waits: page.waits,
        };
        let mut context: Context = page.context.clone();
        context.insert("page", &around);
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

fn said(house: &House, address: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let pairs = crate::asked::pairs(query.as_bytes());
    let key = pairs.iter().find(|(name, _)| name == "said").map(|(_, key)| key)?;
    house.said(key)
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
