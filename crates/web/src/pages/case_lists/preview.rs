//! What was understood of files that were brought in, before anything is kept; then the storing, or the leaving.

use std::sync::Arc;

use assay_model::{Effect, print};
use assay_views::import::{End, ImportReport, Table};
use assay_workspace::Input;
use assay_workspace::import::{self, ImportOptions, Kind, Refused, Rows, Run, record};
use serde::Serialize;

use super::problems::Problems;
use crate::desk::Desk;
use crate::failure::Failure;
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
}

fn held(desk: &Desk) -> Result<Arc<Upload>, Failure> {
    desk.state.uploads.find(desk.asked.part("held")).ok_or(Failure::Refused(
        410,
        "These files are no longer here: they were stored, left, or brought in too long ago. Choose them again.",
    ))
}

fn options(held: &Upload, run: Run, refused: Refused) -> Result<ImportOptions, Failure> {
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let kind = Kind::parse(held.field("kind")).ok_or(Failure::NotFound)?;
    let files = held.files.iter().map(Input::file).collect();
    Ok(ImportOptions {
        of_kind: some(held.field("of_kind")),
        map: some(held.field("map")),
        refused,
        rows: if held.field("keep_rows").is_empty() { Rows::Records } else { Rows::All },
        run,
        ..ImportOptions::of(kind, files)
    })
}

fn dry(desk: &Desk, held: &Upload) -> Result<ImportReport, Failure> {
    let mut workspace = desk.open()?;
    Ok(import::import(&mut workspace, &options(held, Run::Dry, Refused::Stop)?)?)
}

pub(super) fn show(desk: &Desk) -> Answer {
    let held = held(desk)?;
    let report = dry(desk, &held)?;
    Ok(page(&held, &report).into())
}

fn page(held: &Upload, report: &ImportReport) -> Page {
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
    };
    Page::new("preview.html", "Check before storing", &view)
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
    let options = options(&held, Run::Store, refused)?;
    let report = import::import(&mut workspace, &options)?;
    if report.end != End::Stored {
        return Ok(page(&held, &report).with_status(422).into());
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
