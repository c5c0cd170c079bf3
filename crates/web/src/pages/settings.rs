//! Settings: each file as text with its comments, checked before it is saved, with every fault at its place.

use assay_workspace::records::settings;
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("settings.html", include_str!("../../templates/settings.html")),
        ("setting.html", include_str!("../../templates/setting.html")),
    ],
    navigation: Some(("Settings", "/settings")),
};

fn routes() -> Routes {
    Routes::default()
        .show("/settings", show)
        .show("/settings/{file}", one)
        .act("/settings/{file}", save)
}

#[derive(Serialize)]
struct View {
    files: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    href: String,
    purpose: String,
    faults: usize,
    is_as_shipped: bool,
}

fn show(desk: &Desk) -> Answer {
    let files = settings::list(&*desk.open()?.reader()?)?.into_iter().map(|file| Line {
        href: format!("/settings/{}", escaped(file.name)),
        name: file.name,
        purpose: file.purpose,
        faults: file.faults,
        is_as_shipped: file.is_as_shipped,
    });
    Ok(Page::new("settings.html", "Settings", &View { files: files.collect() }).into())
}

#[derive(Serialize)]
struct One {
    name: String,
    href: String,
    text: String,
    rows: usize,
    from: String,
    faults: Vec<(String, String)>,
}

fn name<'a>(desk: &'a Desk) -> &'a str {
    desk.asked.part("file")
}

fn page(desk: &Desk, text: String, from: String, faults: Vec<Fault>) -> Page {
    let found = settings::check(name(desk), &text).into_iter();
    let view = One {
        name: name(desk).to_owned(),
        href: format!("/settings/{}", escaped(name(desk))),
        rows: text.lines().count().clamp(10, 40),
        faults: found.map(|f| (as_sentence(&f.to_string()), as_sentence(&f.hint))).collect(),
        text,
        from,
    };
    Page::new("setting.html", view.name.clone(), &view).with_faults(faults)
}

fn one(desk: &Desk) -> Answer {
    let text = desk.open()?.reader()?.settings_text(name(desk)).map_err(|_| Failure::NotFound)?;
    let from = settings::digest(&text);
    Ok(page(desk, text, from, Vec::new()).into())
}

fn save(desk: &Desk) -> Answer {
    let typed = desk.asked.fields.iter().find(|(name, _)| name == "text");
    // Browsers send lines with the ends of Windows.
    let text = typed.map(|(_, text)| text.replace("\r\n", "\n")).unwrap_or_default();
    let from = desk.asked.field("from").to_owned();
    match settings::save(&mut desk.open()?.writer()?, name(desk), &from, &text) {
        Ok(()) => Ok(Reply::done("/settings", format!("{} is saved.", name(desk)))),
        Err(error) => {
            let words = match &error {
                assay_workspace::Error::Settings(faults) => {
                    faults.faults().iter().map(|f| as_sentence(&f.to_string())).collect::<Vec<_>>()
                }
                other => vec![failure::sentence(other)],
            };
            let faults = words.into_iter().map(|words| Fault::of("text", words)).collect();
            Ok(page(desk, text, from, faults).into())
        }
    }
}
