//! Audits: the rounds there are. Taking returned workbooks in is in `returned`, one round in `one`, an audit as a form
//! in `fill`.

mod fill;
mod one;
mod returned;

use assay_model::print;
use assay_views::round::RoundStatus;
use assay_workspace::round;
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::escaped;
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("audits.html", include_str!("../../templates/audits.html")),
        ("returned.html", include_str!("../../templates/returned.html")),
        ("round.html", include_str!("../../templates/round.html")),
        ("closed.html", include_str!("../../templates/closed.html")),
        ("audit_cases.html", include_str!("../../templates/audit_cases.html")),
        ("audit_fill.html", include_str!("../../templates/audit_fill.html")),
        ("audit_part.html", include_str!("../../templates/audit_part.html")),
        ("audit_check.html", include_str!("../../templates/audit_check.html")),
        ("audit_done.html", include_str!("../../templates/audit_done.html")),
    ],
    navigation: Some(("Audits", "/audits")),
};

fn routes() -> Routes {
    Routes::default()
        .show("/audits", show)
        .and(returned::routes())
        .and(one::routes())
        .and(fill::routes())
}

#[derive(Serialize)]
struct View {
    rounds: Vec<RoundLine>,
    urgent: Vec<(String, String, String)>,
}

#[derive(Serialize)]
struct RoundLine {
    draw: String,
    href: String,
    state: &'static str,
    class: &'static str,
    back: usize,
    wanted: usize,
    due: String,
    closes: String,
}

fn line(found: &RoundStatus) -> RoundLine {
    let state = found.state;
    RoundLine {
        draw: found.draw.to_string(),
        href: format!("/audits/{}", escaped(found.draw.as_str())),
        state,
        class: match state {
            "overdue" => "tag overdue",
            "open" => "tag begun",
            "complete" => "tag next",
            _ => "",
        },
        back: found.back,
        wanted: found.wanted,
        due: print::date(found.returns_due),
        closes: match found.closed_on {
            Some(on) => format!("closed on {}", print::date(on)),
            None => print::date(found.closes_on),
        },
    }
}

fn view(desk: &Desk) -> Result<View, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let urgent = round::urgent::unanswered(&workspace)?;
    Ok(View {
        rounds: round::status(&workspace, None)?.iter().rev().map(line).collect(),
        urgent: urgent
            .into_iter()
            .map(|found| {
                let what = found.audit.urgent.map(|urgent| urgent.concern).unwrap_or_default();
                (found.audit.case.to_string(), found.missing, what)
            })
            .collect(),
    })
}

fn show(desk: &Desk) -> Answer {
    Ok(Page::new("audits.html", "Audits", &view(desk)?).into())
}
