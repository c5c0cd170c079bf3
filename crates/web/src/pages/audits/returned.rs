//! Returned workbooks in: each file is answered on a line of its own, so that one with a fault keeps no other out.

use assay_model::print;
use assay_views::import::{End, ImportReport};
use assay_workspace::Input;
use assay_workspace::import::{self, Blanks, ImportOptions, Kind, Refused, Undecided};
use serde::Serialize;

use super::view;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::Fault;
use crate::page::Page;
use crate::pages::case_lists::Problems;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::uploads::Upload;
use crate::words::as_sentence;

pub(super) fn routes() -> Routes {
    Routes::default().act("/audits/returns", take_in)
}

#[derive(Serialize)]
struct Returned {
    files: Vec<FileLine>,
    stored: String,
    not_taken: usize,
}

/// What became of one file.
#[derive(Serialize)]
struct FileLine {
    name: String,
    tag: &'static str,
    class: &'static str,
    words: String,
    said: Vec<String>,
    problems: Option<Problems>,
}

fn take_in(desk: &Desk) -> Answer {
    let Some(held) = &desk.asked.upload else {
        let page = Page::new("audits.html", "Audits", &view(desk)?);
        return Ok(page.with_faults(vec![Fault::of("files", "Choose a workbook")]).into());
    };
    let is_ticked = |field: &str| !desk.asked.field(field).is_empty();
    let taking = ImportOptions {
        refused: if is_ticked("refused") { Refused::Skip } else { Refused::Stop },
        blanks: if is_ticked("blanks") { Blanks::Accepted } else { Blanks::Refused },
        undecided: if is_ticked("newer") { Undecided::Newer } else { Undecided::Refused },
        ..ImportOptions::of(Kind::Returns, Vec::new())
    };
    let taken = each_file(desk, held, &taking);
    desk.state.uploads.drop(&held.id);
    let (files, stored) = taken?;
    let not_taken = files.iter().filter(|file| file.class == "tag bad").count();
    let view = Returned { files, stored: print::count(stored), not_taken };
    let page = Page::new("returned.html", "Returned workbooks", &view);
    Ok(Reply::see(format!("/done/{}", desk.state.keep_page(page)?)))
}

/// Takes each file in by itself, so that one with a fault keeps no other out.
fn each_file(
    desk: &Desk,
    held: &Upload,
    taking: &ImportOptions,
) -> Result<(Vec<FileLine>, u64), Failure> {
    let mut workspace = desk.open()?;
    let mut lines = Vec::new();
    let mut stored = 0;
    for (path, name) in held.files.iter().zip(held.names()) {
        let files = vec![Input::file(path)];
        let options = ImportOptions { files, ..taking.clone() };
        let line = match import::import(&mut workspace, &options) {
            Ok(report) => {
                stored += report.stored;
                file_line(name, report)
            }
            Err(error) => FileLine {
                name,
                tag: "Not taken in",
                class: "tag bad",
                words: failure::sentence(&error),
                said: Vec::new(),
                problems: None,
            },
        };
        lines.push(line);
    }
    Ok((lines, stored))
}

fn file_line(name: String, report: ImportReport) -> FileLine {
    let hint = report.problems.first().map(|problem| as_sentence(&problem.hint));
    let why = report.why.as_deref().map(as_sentence).unwrap_or_default();
    let counts = format!(
        "{} returns read, {} stored, {} unchanged.",
        print::count(report.read),
        print::count(report.stored),
        print::count(report.unchanged)
    );
    let (tag, class, words) = match report.end {
        End::Unreadable => {
            ("Not taken in", "tag bad", format!("{why} {}", hint.unwrap_or_default()))
        }
        End::Stopped => (
            "Not taken in",
            "tag bad",
            format!("{counts} A row is refused, so nothing of this file was stored."),
        ),
        _ if report.stored == 0 => ("Unchanged", "tag", counts),
        _ if report.has_loss() => ("Taken in, with losses", "tag overdue", counts),
        _ => ("Taken in", "tag good", counts),
    };
    let shown = report.end != End::Unreadable && !report.problems.is_empty();
    FileLine {
        name,
        tag,
        class,
        words,
        problems: shown.then(|| Problems::of(&report.problems)),
        said: report.said,
    }
}
