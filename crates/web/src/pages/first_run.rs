//! First run: make a workspace, open one, or look round the made-up council.

use std::path::{Path, PathBuf};

use assay_workspace::{Error, Workspace, demo, find_folder, folders_inside};
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure;
use crate::field::Fault;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[("first_run.html", include_str!("../../templates/first_run.html"))],
    navigation: None,
};

fn routes() -> Routes {
    Routes::default()
        .show("/first-run", show)
        .act("/first-run/make", make)
        .act("/first-run/open", open)
        .act("/first-run/made-up", made_up)
}

#[derive(Serialize)]
struct View {
    start: String,
    suggested: String,
    suggested_demo: String,
    found: Vec<String>,
    folder: String,
    place: String,
    made_up: String,
}

/// How many workspaces near the start are listed.
const FOUND: usize = 12;

fn view(desk: &Desk) -> View {
    let start = &desk.state.start;
    let typed = |name: &str| desk.asked.field(name).to_owned();
    View {
        start: start.display().to_string(),
        suggested: start.join("assay").display().to_string(),
        suggested_demo: start.join("made-up-council").display().to_string(),
        found: near(start),
        folder: typed("folder"),
        place: typed("place"),
        made_up: typed("made_up"),
    }
}

/// The workspaces in the folder the program was started in.
fn near(start: &Path) -> Vec<String> {
    folders_inside(start, FOUND).iter().map(|path| path.display().to_string()).collect()
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the handlers that can fail")]
fn show(desk: &Desk) -> Answer {
    Ok(Page::new("first_run.html", "Begin", &view(desk)).into())
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the handlers that can fail")]
fn again(desk: &Desk, field: &'static str, text: impl Into<String>) -> Answer {
    let page = Page::new("first_run.html", "Begin", &view(desk));
    Ok(page.with_faults(vec![Fault::of(field, text)]).into())
}

/// A typed folder as the operating system takes it: Explorer copies paths in quotation marks.
fn typed(desk: &Desk, field: &str) -> Option<PathBuf> {
    let text = desk.asked.field(field).trim_matches('"').trim();
    let path = PathBuf::from(text);
    (!text.is_empty()).then(|| if path.is_absolute() { path } else { desk.state.start.join(path) })
}

const NAME_ONE: &str = "Enter the folder";

fn make(desk: &Desk) -> Answer {
    let Some(folder) = typed(desk, "folder") else { return again(desk, "folder", NAME_ONE) };
    match Workspace::init(&folder, &desk.state.session()) {
        Ok(made) => Ok(go_to(desk, &made.root, "The workspace is made.")),
        Err(error) => refused(desk, "folder", &error),
    }
}

fn open(desk: &Desk) -> Answer {
    let Some(place) = typed(desk, "place") else { return again(desk, "place", NAME_ONE) };
    let opened = find_folder(Some(&place), &place)
        .and_then(|root| Workspace::open(&root, desk.state.session()).map(|_| root));
    match opened {
        Ok(root) => Ok(go_to(desk, &root, "The workspace is open.")),
        Err(error) => refused(desk, "place", &error),
    }
}

fn made_up(desk: &Desk) -> Answer {
    let Some(folder) = typed(desk, "made_up") else { return again(desk, "made_up", NAME_ONE) };
    match demo::demo(&folder, "1", desk.progress.clone()) {
        Ok(report) => {
            Ok(go_to(desk, &report.root, "The made-up council is ready. Nobody in it exists."))
        }
        Err(error) => refused(desk, "made_up", &error),
    }
}

fn refused(desk: &Desk, field: &'static str, error: &Error) -> Answer {
    again(desk, field, failure::sentence(error))
}

fn go_to(desk: &Desk, root: &Path, said: &str) -> Reply {
    desk.state.take_note_away();
    desk.state.move_to(root);
    desk.state.leave_note();
    Reply::done("/", said)
}
