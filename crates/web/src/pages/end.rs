//! Ending the program from its pages.

use std::time::Duration;

use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[("end.html", include_str!("../../templates/end.html"))],
    navigation: None,
};

/// How long the last page may take to arrive before the program ends.
const LAST_PAGE: Duration = Duration::from_millis(700);

fn routes() -> Routes {
    Routes::default().show("/end", ask).act("/end", end)
}

#[derive(Serialize)]
struct View {
    is_over: bool,
    at_work: usize,
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the handlers that can fail")]
fn ask(desk: &Desk) -> Answer {
    let at_work = desk.state.jobs.at_work().len();
    Ok(Page::new("end.html", "End assay", &View { is_over: false, at_work }).into())
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the handlers that can fail")]
fn end(desk: &Desk) -> Answer {
    let ending = desk.state.ending();
    tokio::runtime::Handle::current().spawn(async move {
        tokio::time::sleep(LAST_PAGE).await;
        ending.notify_one();
    });
    Ok(Page::new("end.html", "Assay has ended", &View { is_over: true, at_work: 0 }).into())
}
