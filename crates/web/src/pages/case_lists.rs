//! Case lists, and everything else that comes in as a table: a preview of what was understood before anything is
//! kept, then the storing; and the imports on record.

mod columns;
mod mapping;
mod preview;
mod problems;

use assay_model::{Timestamp, print};
use assay_workspace::import::{Kind, record};
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::Fault;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) use problems::Problems;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("case_lists.html", include_str!("../../templates/case_lists.html")),
        ("import.html", include_str!("../../templates/import.html")),
        ("problems.html", include_str!("../../templates/problems.html")),
        ("columns.html", include_str!("../../templates/columns.html")),
        ("preview.html", include_str!("../../templates/preview.html")),
    ],
    navigation: Some(("Case lists", "/case-lists")),
};

/// How many imports the page lists.
const SHOWN: usize = 30;

/// What can be brought in here, in the officers' words; returns have a page of their own.
const KINDS: [(Kind, &str); 13] = [
    (Kind::Cases, "A list of cases, or the Annex A workbook"),
    (Kind::Ssd, "The Standard Safeguarding Dataset: choose the files of all its tables at once"),
    (Kind::Auditors, "Auditors, with team and manager"),
    (Kind::Events, "Events: visits, meetings, assessments, the workforce census"),
    (Kind::Families, "Families: which children belong together"),
    (Kind::Names, "Names, to remove them from quotes"),
    (Kind::Aliases, "Ids that became others"),
    (Kind::Actions, "Actions"),
    (Kind::Findings, "Findings of inspections"),
    (Kind::History, "Earlier audits, or earlier figures"),
    (Kind::Comparators, "Figures of other areas"),
    (Kind::Comments, "Comments from elsewhere, to search"),
    (Kind::Verdicts, "Verdicts on themes, given elsewhere"),
];

fn routes() -> Routes {
    Routes::default()
        .show("/case-lists", show)
        .act("/case-lists", bring)
        .show("/case-lists/preview/{held}", preview::show)
        .show("/case-lists/preview/{held}/problems.xlsx", preview::book)
        .act("/case-lists/preview/{held}/columns", mapping::keep)
        .act("/case-lists/preview/{held}/store", preview::store)
        .act("/case-lists/preview/{held}/drop", preview::drop)
        .show("/case-lists/imports/{number}", import)
        .show("/case-lists/imports/{number}/problems.xlsx", import_book)
}

#[derive(Serialize)]
struct View {
    kinds: Vec<(&'static str, &'static str)>,
    kind: String,
    of_kind: String,
    lists: Vec<ListLine>,
    imports: Vec<ImportLine>,
    more: usize,
}

#[derive(Serialize)]
struct ListLine {
    name: String,
    cases: String,
    at: String,
    import: u64,
}

#[derive(Serialize)]
struct ImportLine {
    number: u64,
    kind: String,
    at: String,
    files: String,
    stored: String,
    problems: String,
}

fn view(desk: &Desk) -> Result<View, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let imports = record::list(&workspace)?;
    let kind = match desk.asked.field("kind") {
        "" => desk.asked.query("kind"),
        kind => kind,
    };
    Ok(View {
        kinds: KINDS.iter().map(|(kind, words)| (kind.word(), *words)).collect(),
        kind: kind.to_owned(),
        of_kind: desk.asked.field("of_kind").to_owned(),
        lists: record::lists(&workspace)?
            .into_iter()
            .map(|list| ListLine {
                name: list.name,
                cases: print::count(list.cases),
                at: list.at.map(day).unwrap_or_default(),
                import: list.import,
            })
            .collect(),
        more: imports.len().saturating_sub(SHOWN),
        imports: imports
            .iter()
            .take(SHOWN)
            .map(|import| ImportLine {
                number: import.number,
                kind: import.kind.clone(),
                at: day(import.at),
                files: import.files.join(", "),
                stored: print::count(import.stored),
                problems: print::count(import.problems),
            })
            .collect(),
    })
}

/// Returns the day of a time on record, which is kept in UTC.
pub(super) fn day(at: Timestamp) -> String {
    print::date(assay_model::jiff::tz::TimeZone::UTC.to_datetime(at).date())
}

fn show(desk: &Desk) -> Answer {
    Ok(Page::new("case_lists.html", "Case lists", &view(desk)?).into())
}

fn bring(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    if Kind::parse(desk.asked.field("kind")).is_none() {
        faults.push(Fault::of("kind", "Say what the files hold"));
    }
    match &desk.asked.upload {
        Some(held) if faults.is_empty() => {
            return Ok(Reply::see(format!("/case-lists/preview/{}", held.id)));
        }
        Some(held) => desk.state.uploads.drop(&held.id),
        None => faults.push(Fault::of("files", "Choose a file")),
    }
    Ok(Page::new("case_lists.html", "Case lists", &view(desk)?).with_faults(faults).into())
}

#[derive(Serialize)]
struct OneImport {
    number: u64,
    facts: Vec<(&'static str, String)>,
    problems: Problems,
    book: String,
}

fn number(desk: &Desk) -> Result<u64, Failure> {
    desk.asked.part("number").parse().map_err(|_| Failure::NotFound)
}

fn import(desk: &Desk) -> Answer {
    let number = number(desk)?;
    let (found, problems) = record::one(&*desk.open()?.reader()?, number)?;
    let view = OneImport {
        number,
        facts: vec![
            ("What", found.kind.clone()),
            ("Files", found.files.join(", ")),
            ("Stored on", day(found.at)),
            ("Rows read", print::count(found.read)),
            ("Stored", print::count(found.stored)),
            ("There already", print::count(found.unchanged)),
        ],
        problems: Problems::of(&problems),
        book: format!("/case-lists/imports/{number}/problems.xlsx"),
    };
    Ok(Page::new("import.html", format!("Import {number}"), &view).into())
}

fn import_book(desk: &Desk) -> Answer {
    let number = number(desk)?;
    let (_, problems) = record::one(&*desk.open()?.reader()?, number)?;
    let book = record::problems_book(&problems)?;
    Ok(Reply::download(format!("problems of import {number}.xlsx"), book))
}
