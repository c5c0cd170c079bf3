//! Measures: every figure of the report and the indicators, as charts and tables, a section at a time. They are
//! the sections of a pack's profile, on the screen and with nothing put on record.

use assay_pack::view::{Document, Section};
use assay_workspace::evidence::made;
use assay_workspace::evidence::pack::{PackOptions, document};
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
    templates: &[("measures.html", include_str!("../../templates/measures.html"))],
    navigation: Some(("Measures", "/measures")),
};

fn routes() -> Routes {
    Routes::default().show("/measures", show)
}

#[derive(Serialize)]
struct View {
    profile: String,
    profiles: Vec<(String, String)>,
    as_at: String,
    contents: Vec<Content>,
    section: Option<Section>,
    lacks: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Content {
    title: String,
    href: String,
    is_here: bool,
}

fn show(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let profiles = made::profiles(&workspace)?;
    let wanted = asked.query("profile");
    let chosen = profiles
        .iter()
        .find(|profile| profile.name == wanted)
        .or_else(|| profiles.iter().find(|profile| profile.name == "monthly"))
        .or_else(|| profiles.iter().find(|profile| !profile.public))
        .or(profiles.first())
        .ok_or(Failure::NotFound)?;
    let options = PackOptions { profile: chosen.name.clone(), ..PackOptions::default() };
    let found = document(&workspace, &options)?;
    let titles = profiles.iter().map(|p| (p.name.clone(), p.title.clone())).collect();
    Ok(Page::new(
        "measures.html",
        "Measures",
        &view(&chosen.name, titles, found, asked.query("section")),
    )
    .into())
}

fn view(profile: &str, profiles: Vec<(String, String)>, found: Document, wanted: &str) -> View {
    let at = found.sections.iter().position(|section| section.id == wanted).unwrap_or(0);
    let contents = found.sections.iter().enumerate().map(|(index, section)| Content {
        title: section.title.clone(),
        href: format!("/measures?profile={}&section={}", escaped(profile), escaped(&section.id)),
        is_here: index == at,
    });
    View {
        profile: profile.to_owned(),
        profiles,
        as_at: found.edition.as_at.clone(),
        contents: contents.collect(),
        lacks: found.lacks.into_iter().map(|lack| (lack.title, lack.why)).collect(),
        section: found.sections.into_iter().nth(at),
    }
}
