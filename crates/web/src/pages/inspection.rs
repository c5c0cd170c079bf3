//! Inspection: readiness and recommendations as the visit's pack has them, and each case that inspectors chose,
//! answered from what is stored.

use assay_pack::view::Section;
use assay_workspace::evidence::pack::{PackOptions, document};
use assay_workspace::evidence::{made, visit};
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[("inspection.html", include_str!("../../templates/inspection.html"))],
    navigation: Some(("Inspection", "/inspection")),
};

/// The sections that get a council ready for a visit.
const SECTIONS: [&str; 2] = ["readiness", "recommendations"];
/// The profile they are taken from, else the first restricted one.
const VISIT: &str = "visit";

fn routes() -> Routes {
    Routes::default().show("/inspection", show)
}

#[derive(Serialize)]
struct View {
    ids: String,
    answers: Vec<CaseLine>,
    sections: Vec<Section>,
    lacks: Vec<(String, String)>,
}

#[derive(Serialize)]
struct CaseLine {
    case: String,
    status: String,
    draw: String,
    facts: Vec<(&'static str, String)>,
    audits: Vec<String>,
    urgent: bool,
}

fn show(desk: &Desk) -> Answer {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let ids = desk.asked.query("cases").to_owned();
    let wanted = visit::ids(ids.replace([' ', ',', ';'], "\n").as_bytes());
    let answers = match wanted.as_slice() {
        [] => Vec::new(),
        wanted => visit::cases(&workspace, wanted)?,
    };
    let (sections, lacks) = ready(desk)?;
    let view = View { ids, answers: answers.into_iter().map(line).collect(), sections, lacks };
    Ok(Page::new("inspection.html", "Inspection", &view).into())
}

fn line(found: assay_views::visit::CaseAnswer) -> CaseLine {
    let mut facts = vec![
        ("Draw", found.draw.clone()),
        ("Drawn", found.drawn),
        ("Ticket", found.ticket),
        ("Cut-off of its stratum", found.cutoff),
        ("Open actions", assay_model::print::count(found.open_actions)),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    CaseLine {
        case: found.case,
        status: found.status,
        draw: found.draw,
        facts,
        audits: found.audits,
        urgent: found.urgent,
    }
}

type Ready = (Vec<Section>, Vec<(String, String)>);

fn ready(desk: &Desk) -> Result<Ready, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let profiles = made::profiles(&workspace)?;
    let profile = profiles
        .iter()
        .find(|profile| profile.name == VISIT)
        .or_else(|| profiles.iter().find(|profile| !profile.public));
    let Some(profile) = profile else { return Ok((Vec::new(), Vec::new())) };
    let options = PackOptions { profile: profile.name.clone(), ..PackOptions::default() };
    let found = document(&workspace, &options)?;
    let sections = found.sections.into_iter().filter(|s| SECTIONS.contains(&s.id.as_str()));
    let lacks = found.lacks.into_iter().map(|lack| (lack.title, lack.why));
    Ok((sections.collect(), lacks.collect()))
}
