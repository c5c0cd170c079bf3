//! What was understood of files that were brought in, before anything is kept; then the storing, or the leaving. The
//! columns are in `columns`.

use std::sync::Arc;

use assay_model::{Effect, print};
use assay_views::import::{End, ImportReport, Table};
use assay_workspace::Input;
use assay_workspace::import::{self, ImportOptions, Kind, Refused, Rows, Run, record};
use serde::Serialize;

use super::columns::Columns;
use super::problems::Problems;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::uploads::Upload;
use crate::words::as_sentence;

#[derive(Serialize)]
struct View {
    id: String,
    names: Vec<String>,
    kind: String,
    /// Why a file cannot be read at all, and what to do.
    unreadable: Vec<(String, String)>,
    said: Vec<String>,
    read: String,
    refused: u64,
    refused_words: String,
    /// A whole column is refused, which cannot be left out row by row.
    cannot_skip: bool,
    lost: u64,
    problems: Problems,
    /// The address of all problems as a workbook.
    book: String,
    columns: Columns,
    /// The map that the files are read with; empty for the usual one.
    map: String,
}

pub(super) fn held(desk: &Desk) -> Result<Arc<Upload>, Failure> {
    desk.state.uploads.find(desk.asked.part("held")).ok_or(Failure::Refused(
        410,
        "These files are no longer here: they were stored, left, or brought in too long ago. Choose them again.",
    ))
}

/// Returns the map that the files are to be read with: the one that was made for them here, else the one chosen with them.
pub(super) fn map_of<'a>(desk: &'a Desk, held: &'a Upload) -> &'a str {
    let made = [desk.asked.query("map"), desk.asked.field("map"), held.field("map")];
    made.into_iter().map(str::trim).find(|name| !name.is_empty()).unwrap_or_default()
}

pub(super) fn options(
    held: &Upload,
    map: &str,
    run: Run,
    refused: Refused,
) -> Result<ImportOptions, Failure> {
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let kind = Kind::parse(held.field("kind")).ok_or(Failure::NotFound)?;
    let files = held.files.iter().map(Input::file).collect();
    Ok(ImportOptions {
        of_kind: some(held.field("of_kind")),
        map: some(map),
        refused,
        rows: if held.field("keep_rows").is_empty() { Rows::Records } else { Rows::All },
        run,
        ..ImportOptions::of(kind, files)
    })
}

fn dry(desk: &Desk, held: &Upload) -> Result<ImportReport, Failure> {
    let mut workspace = desk.open()?;
    let options = options(held, map_of(desk, held), Run::Dry, Refused::Stop)?;
    Ok(import::import(&mut workspace, &options)?)
}

pub(super) fn show(desk: &Desk) -> Answer {
    with_faults(desk, Vec::new())
}

/// Shows what was understood, with what was wrong in a form of the page.
pub(super) fn with_faults(desk: &Desk, faults: Vec<Fault>) -> Answer {
    let held = held(desk)?;
    let report = dry(desk, &held)?;
    Ok(page(desk, &held, &report)?.with_faults(faults).into())
}

fn page(desk: &Desk, held: &Upload, report: &ImportReport) -> Result<Page, Failure> {
    let map = map_of(desk, held);
    let count = |effect| report.problems.iter().filter(|p| p.effect == effect).count() as u64;
    let is_unreadable = report.end == End::Unreadable;
    let hint = |report: &ImportReport| {
        report.problems.first().map(|problem| as_sentence(&problem.hint)).unwrap_or_default()
    };
    let why = report.why.iter().map(|why| (as_sentence(why), hint(report)));
    let refused = count(Effect::Refused);
    let whole = |p: &&assay_model::Problem| {
        p.effect == Effect::Refused && p.place.row.is_none() && p.place.column.is_some()
    };
    let tables = report.tables.iter().flat_map(Table::lines);
    let view = View {
        id: held.id.clone(),
        book: match map {
            "" => format!("/case-lists/preview/{}/problems.xlsx", held.id),
            map => format!("/case-lists/preview/{}/problems.xlsx?map={}", held.id, escaped(map)),
        },
        names: held.names(),
        kind: held.field("kind").to_owned(),
        unreadable: why.collect(),
        said: report.said.iter().cloned().chain(tables).collect(),
        read: print::count(report.read),
        refused,
        refused_words: print::count(refused),
        cannot_skip: report.problems.iter().any(|p| whole(&p)),
        lost: count(Effect::Lost),
        problems: Problems::of(if is_unreadable { &[] } else { &report.problems }),
        columns: Columns::of(desk, &options(held, map, Run::Dry, Refused::Stop)?, report)?,
        map: map.to_owned(),
    };
    Ok(Page::new("preview.html", "Check before storing", &view))
}

pub(super) fn book(desk: &Desk) -> Answer {
    let held = held(desk)?;
    let report = dry(desk, &held)?;
    Ok(Reply::download("problems.xlsx", record::problems_book(&report.problems)?))
}

pub(super) fn drop(desk: &Desk) -> Answer {
    let held = held(desk)?;
    desk.state.uploads.drop(&held.id);
    Ok(Reply::done("/case-lists", "The files were left. Nothing was stored."))
}

pub(super) fn store(desk: &Desk) -> Answer {
    let held = held(desk)?;
    let refused = match desk.asked.field("refused") {
        "skip" => Refused::Skip,
        _ => Refused::Stop,
    };
    let mut workspace = desk.open()?;
    let options = options(&held, map_of(desk, &held), Run::Store, refused)?;
    let report = import::import(&mut workspace, &options)?;
    if report.end != End::Stored {
        let words =
            "Put the refused rows right in the file, or say that the other rows are to be stored";
        let fault = Fault::of("refused", words);
        return Ok(page(desk, &held, &report)?.with_faults(vec![fault]).into());
    }
    desk.state.uploads.drop(&held.id);
    let further = report.further.iter().map(|(name, rows)| format!(", list {name}: {rows}"));
    Ok(Reply::done(
        "/case-lists",
        format!(
            "Stored {} of {} rows read; {} were there already{}.",
            print::count(report.stored),
            print::count(report.read),
            print::count(report.unchanged),
            further.collect::<String>()
        ),
    ))
}
