//! Packs: make a draft, and see which packs there are. A draft's own page is in `one`, that of
//! what was issued in `issued`, their files in `contents`.

mod contents;
mod issued;
mod one;
mod quotes;

use assay_model::print;
use assay_workspace::Reader;
use assay_workspace::evidence::made;
use assay_workspace::evidence::pack::{Format, PackOptions, pack};
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{self, Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("packs.html", include_str!("../../templates/packs.html")),
        ("pack.html", include_str!("../../templates/pack.html")),
        ("pack_files.html", include_str!("../../templates/pack_files.html")),
        ("pack_shown.html", include_str!("../../templates/pack_shown.html")),
        ("pack_issued.html", include_str!("../../templates/pack_issued.html")),
        ("quotes.html", include_str!("../../templates/quotes.html")),
        ("quote.html", include_str!("../../templates/quote.html")),
    ],
    navigation: Some(("Packs", "/packs")),
};

fn routes() -> Routes {
    Routes::default()
        .show("/packs", show)
        .act("/packs", make)
        .and(one::routes())
        .and(issued::routes())
        .and(quotes::routes())
}

/// Returns the address of a draft.
fn draft_address(name: &str) -> String {
    format!("/packs/{}", escaped(name))
}

/// Returns the address of an issued pack.
fn issued_address(name: &str) -> String {
    format!("/packs/issued/{}", escaped(name))
}

#[derive(Serialize)]
struct View {
    profiles: Vec<Profile>,
    packs: Vec<Line>,
    profile: String,
    visit: String,
    since: bool,
    formats: Vec<(&'static str, &'static str, bool)>,
}

#[derive(Serialize)]
struct Profile {
    name: String,
    title: String,
    audience: String,
    public: bool,
}

#[derive(Serialize)]
struct Line {
    name: String,
    href: String,
    /// The day it was issued; empty for a draft.
    issued_on: String,
    profile: String,
    as_at: String,
    files: usize,
}

const FORMATS: [(Format, &str, &str); 4] = [
    (Format::Html, "html", "a page to look at and print"),
    (Format::Xlsx, "xlsx", "a workbook with all tables"),
    (Format::Docx, "docx", "a document to edit"),
    (Format::Pdf, "pdf", "a PDF, where the typst program is installed"),
];

fn view(desk: &Desk) -> Result<View, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let asked = desk.asked;
    let chosen = asked.all("format");
    let profile = |line: assay_views::packs::ProfileLine| Profile {
        name: line.name,
        title: line.title,
        audience: line.audience,
        public: line.public,
    };
    Ok(View {
        profiles: made::profiles(&workspace)?.into_iter().map(profile).collect(),
        packs: lines(&workspace)?,
        profile: asked.field("profile").to_owned(),
        visit: asked.field("visit").to_owned(),
        since: !asked.field("since").is_empty(),
        formats: FORMATS
            .iter()
            .map(|(_, word, words)| {
                let is_usual = chosen.is_empty() && *word != "pdf";
                (*word, *words, is_usual || chosen.contains(word))
            })
            .collect(),
    })
}

/// Returns a line for each pack, the latest first. A draft that was issued has the line of what was issued.
fn lines(workspace: &Reader) -> Result<Vec<Line>, Failure> {
    let issued = made::issued(workspace)?.into_iter().map(|pack| {
        let line = Line {
            href: issued_address(&pack.name),
            issued_on: print::date(pack.on),
            profile: pack.profile,
            as_at: print::date(pack.as_at),
            files: pack.files.len(),
            name: pack.name,
        };
        (pack.as_at, line)
    });
    let drafts = made::list(workspace)?.into_iter().filter(|draft| draft.issued.is_none());
    let drafts = drafts.map(|draft| {
        let line = Line {
            href: draft_address(&draft.name),
            issued_on: String::new(),
            profile: draft.profile,
            as_at: print::date(draft.as_at),
            files: draft.files.len(),
            name: draft.name,
        };
        (draft.as_at, line)
    });
    let mut all: Vec<_> = drafts.chain(issued).collect();
    all.sort_by_key(|(as_at, _)| std::cmp::Reverse(*as_at));
    Ok(all.into_iter().map(|(_, line)| line).collect())
}

fn show(desk: &Desk) -> Answer {
    Ok(Page::new("packs.html", "Packs", &view(desk)?).into())
}

fn make(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let mut faults = Vec::new();
    let profile = asked.needed("profile", "Choose who the pack is for", &mut faults);
    let visit = field::date(asked.field("visit"));
    if visit.is_none() && !asked.field("visit").is_empty() {
        faults.push(Fault::of("visit", "Enter a date, such as 9 March 2026"));
    }
    let chosen = asked.all("format");
    let formats: Vec<Format> =
        FORMATS.iter().filter(|(_, word, _)| chosen.contains(word)).map(|f| f.0).collect();
    if formats.is_empty() {
        faults.push(Fault::of("format-html", "Choose at least one form of the pack"));
    }
    if faults.is_empty() {
        let since = (!asked.field("since").is_empty()).then(|| "last".to_owned());
        let options = PackOptions { profile: profile.clone(), formats, out: None, visit, since };
        let mut workspace = desk.open()?;
        let name = format!("{}-{profile}", workspace.session().as_at());
        match pack(&mut workspace, &options) {
            Ok(report) => {
                let again = if report.unchanged {
                    " It is the same as the last one on record."
                } else {
                    ""
                };
                let notes: Vec<String> =
                    report.notes.iter().map(|note| as_sentence(note)).collect();
                let lacks = match report.lacks.as_slice() {
                    [] => String::new(),
                    lacks => format!(" It lacks, for want of data: {}.", lacks.join("; ")),
                };
                let said = format!("The pack is made.{again}{lacks} {}", notes.join(" "));
                return Ok(Reply::done(draft_address(&name), said.trim_end()));
            }
            Err(error) => faults.push(Fault::of("profile", failure::sentence(&error))),
        }
    }
    Ok(Page::new("packs.html", "Packs", &view(desk)?).with_faults(faults).into())
}
