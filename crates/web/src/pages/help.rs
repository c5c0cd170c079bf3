//! Help: how the work goes, for each of the three who do it, and what to do when something does not.

use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[("help.html", include_str!("../../templates/help.html"))],
    navigation: Some(("Help", "/help")),
};

fn routes() -> Routes {
    Routes::default().show("/help", show)
}

#[derive(Serialize)]
struct View {}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the handlers that can fail")]
fn show(_desk: &Desk) -> Answer {
    Ok(Page::new("help.html", "Help", &View {}).into())
}
