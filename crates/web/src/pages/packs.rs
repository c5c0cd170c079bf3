//! Packs: make one, look at it in a frame of its own, and take its files out, which is put on record.

mod quotes;

use std::collections::BTreeMap;

use assay_model::print;
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
        ("quotes.html", include_str!("../../templates/quotes.html")),
        ("quote.html", include_str!("../../templates/quote.html")),
    ],
    navigation: Some(("Packs", "/packs")),
};

fn routes() -> Routes {
    Routes::default()
        .show("/packs", show)
        .act("/packs", make)
        .show("/packs/{pack}", one)
        .show("/packs/{pack}/shown/{file}", framed)
        .act("/packs/{pack}/take/{file}", take)
        .and(quotes::routes())
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
        packs: made::list(&workspace)?
            .into_iter()
            .map(|line| Line {
                href: format!("/packs/{}", escaped(&line.name)),
                name: line.name,
                profile: line.profile,
                as_at: print::date(line.as_at),
                files: line.files.len(),
            })
            .collect(),
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
                return Ok(Reply::done(format!("/packs/{}", escaped(&name)), said.trim_end()));
            }
            Err(error) => faults.push(Fault::of("profile", failure::sentence(&error))),
        }
    }
    Ok(Page::new("packs.html", "Packs", &view(desk)?).with_faults(faults).into())
}

#[derive(Serialize)]
struct One {
    name: String,
    profile: String,
    as_at: String,
    /// The address of the page in its frame.
    shown: Option<String>,
    files: Vec<FileLine>,
}

#[derive(Serialize)]
struct FileLine {
    name: String,
    kind: &'static str,
    is_there: bool,
    take: String,
}

/// What a file of a pack that can be shown is called.
const PAGE: &str = "page";

fn kind(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let known: BTreeMap<&str, &str> = BTreeMap::from([
        ("html", PAGE),
        ("xlsx", "workbook"),
        ("docx", "document"),
        ("pdf", "PDF"),
        ("csv", "table (CSV)"),
    ]);
    known.get(ending).copied().unwrap_or("file")
}

fn find(desk: &Desk) -> Result<assay_views::packs::PackLine, Failure> {
    let name = desk.asked.part("pack");
    let packs = made::list(&*desk.open()?.reader()?)?;
    packs.into_iter().find(|pack| pack.name == name).ok_or(Failure::NotFound)
}

fn one(desk: &Desk) -> Answer {
    let found = find(desk)?;
    let href = format!("/packs/{}", escaped(&found.name));
    let page = found.files.iter().position(|file| kind(&file.name) == PAGE && file.is_there);
    let view = One {
        shown: page.map(|number| format!("{href}/shown/{number}")),
        files: found
            .files
            .iter()
            .enumerate()
            .map(|(number, file)| FileLine {
                name: file.name.clone(),
                kind: kind(&file.name),
                is_there: file.is_there,
                take: format!("{href}/take/{number}"),
            })
            .collect(),
        as_at: print::date(found.as_at),
        profile: found.profile,
        name: found.name,
    };
    Ok(Page::new("pack.html", format!("Pack {}", view.name), &view).with_frame().into())
}

/// Files are asked for by their number in the pack on record, never by a path.
fn file_name(desk: &Desk) -> Result<String, Failure> {
    let number: usize = desk.asked.part("file").parse().map_err(|_| Failure::NotFound)?;
    find(desk)?.files.get(number).map(|file| file.name.clone()).ok_or(Failure::NotFound)
}

fn framed(desk: &Desk) -> Answer {
    let name = file_name(desk)?;
    if kind(&name) != PAGE {
        return Err(Failure::NotFound);
    }
    Ok(Reply::Framed(made::file(&*desk.open()?.reader()?, &name)?))
}

fn take(desk: &Desk) -> Answer {
    let name = file_name(desk)?;
    let bytes = made::take(&mut desk.open()?.writer()?, &name)?;
    Ok(Reply::download(name, bytes))
}
