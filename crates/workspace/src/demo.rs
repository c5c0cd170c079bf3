//! `demo`: a made-up council from end to end, on a made-up clock. It writes the files such a council
//! would have, and then does the officers' work with the jobs that they use: import, freeze, draw,
//! import the returns, index, render. It makes nothing itself that a job could make.

mod evidence;
mod folder;
mod inbox;
mod year;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use assay_demo::{Round, rounds};
use assay_model::{Actor, Date};
use assay_views::demo::DemoReport;

use crate::desk::error::Result;
use crate::desk::files;
use crate::desk::folder::SETTINGS;
use crate::desk::progress::Progress;
use crate::evidence::pack::{PackOptions, pack};
use crate::{Session, Workspace};

/// The folder in the workspace with the made-up files, as they would lie in an officer's inbox.
pub const INBOX: &str = "inbox";
const NAME: &str = "Demoshire (made up)";

/// Makes a made-up council's workspace in a folder and does a year's work in it.
///
/// # Errors
/// When the folder holds what no demo made, or a job fails.
pub fn demo(root: &Path, seed: &str, progress: Arc<dyn Progress>) -> Result<DemoReport> {
    folder::clear(root)?;
    let stage = progress.stage("making a council up", None);
    let council = assay_demo::council(seed);
    drop(stage);
    let all = rounds();
    let first = all.first().map_or(Date::ZERO, |round| round.draw_day());
    let session = Session::made_up(officer(), Round::moment(first, -60), seed);
    Workspace::init(root, &session)?;
    folder::mark(root)?;
    name_the_council(root)?;
    let mut workspace = Workspace::open(root, session)?;
    let rounds = year::live_through(&mut workspace, &council, &*progress)?;
    let mut workspace = workspace.watched_by(progress);
    let comments = evidence::index(&*workspace.reader()?)?;
    let themes = evidence::count_themes(&*workspace.reader()?)?;
    let packs = packs(&mut workspace)?;
    Ok(DemoReport {
        root: root.to_owned(),
        workbook: root.join(INBOX).join("annex-a.xlsx"),
        as_at: council.last_day(),
        rounds,
        comments,
        themes,
        packs,
    })
}

/// Makes the three packs that are shipped.
fn packs(workspace: &mut Workspace) -> Result<Vec<PathBuf>> {
    let mut made = Vec::new();
    for profile in ["visit", "board", "monthly"] {
        let options = PackOptions { profile: profile.to_owned(), ..PackOptions::default() };
        made.extend(pack(workspace, &options)?.files);
    }
    Ok(made)
}

/// Whoever does the work of the demo, on a machine that is nowhere.
fn officer() -> Actor {
    Actor {
        name: "Demo Officer".to_owned(),
        login: "demo.officer".to_owned(),
        machine: "demo".to_owned(),
    }
}

/// Puts the made-up council's name into its settings.
fn name_the_council(root: &Path) -> Result<()> {
    let path = root.join(SETTINGS);
    let text = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    files::write(&path, text.replace("Your Council", NAME).as_bytes())
}
