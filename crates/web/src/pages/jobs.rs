//! The page that waits for work in the background, which can be left and come back to, and the pages that say
//! what was done.

use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::jobs::Job;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[("job.html", include_str!("../../templates/job.html"))],
    navigation: None,
};

fn routes() -> Routes {
    Routes::default()
        .show("/jobs/{id}", show)
        .show("/jobs/{id}/state", state)
        .show("/done/{page}", done)
}

/// The page that says what was done, which can be looked at again for a while.
fn done(desk: &Desk) -> Answer {
    let page = desk.state.done(desk.asked.part("page"));
    Ok(page.ok_or(Failure::NotFound)?.into())
}

#[derive(Serialize)]
struct View {
    id: u64,
    stage: String,
    done: u64,
    total: Option<u64>,
    words: String,
}

fn find(desk: &Desk) -> Result<std::sync::Arc<Job>, Failure> {
    let id = desk.asked.part("id").parse().map_err(|_| Failure::NotFound)?;
    desk.state.jobs.find(id).ok_or(Failure::NotFound)
}

fn show(desk: &Desk) -> Answer {
    let job = find(desk)?;
    if let Some(built) = job.ended() {
        if let Some(to) = built.location() {
            return Ok(Reply::see(to));
        }
        if !job.is_act {
            desk.state.jobs.keep_ready(&job);
            return Ok(Reply::see(&job.address));
        }
        return Ok(Reply::Built(built));
    }
    let stage = job.watched.stage();
    let view = View {
        id: job.id,
        words: words(&stage.name, stage.done, stage.total),
        stage: stage.name,
        done: stage.done,
        total: stage.total,
    };
    Ok(Page::new("job.html", "Working", &view).waiting().into())
}

/// Answers our own script: `ended`, or the words of the stage.
fn state(desk: &Desk) -> Answer {
    let job = find(desk)?;
    let stage = job.watched.stage();
    Ok(Reply::Plain(match job.ended() {
        Some(_) => "ended".to_owned(),
        None => format!(
            "{}\n{}\n{}",
            words(&stage.name, stage.done, stage.total),
            stage.done,
            stage.total.map(|total| total.to_string()).unwrap_or_default()
        ),
    }))
}

fn words(stage: &str, done: u64, total: Option<u64>) -> String {
    let stage = if stage.is_empty() { "Working" } else { stage };
    match (done, total) {
        (_, Some(total)) if total > 0 => {
            format!(
                "{stage}: {} of {}",
                assay_model::print::count(done),
                assay_model::print::count(total)
            )
        }
        (0, _) => stage.to_owned(),
        _ => format!("{stage}: {}", assay_model::print::count(done)),
    }
}
