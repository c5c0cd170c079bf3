//! A new plan by questions, which adds it to the settings and says it in a sentence.

use assay_workspace::draws::plans::{self, NewPlan};
use serde::Serialize;

use crate::desk::Desk;
use crate::failure;
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default().show("/samples/plans/new", show).act("/samples/plans/new", add)
}

#[derive(Serialize)]
struct View {
    name: String,
    purpose: String,
    source: String,
    n: String,
    columns: String,
    minimum: String,
    reserves: String,
    months: String,
    selection: String,
    unit: String,
    allocation: String,
    cap: String,
    twice: String,
    own_team: String,
    collapse: String,
}

fn view(desk: &Desk) -> View {
    let given = |name: &str, usual: &str| match desk.asked.fields.iter().find(|(n, _)| n == name) {
        Some((_, typed)) => typed.trim().to_owned(),
        None => usual.to_owned(),
    };
    View {
        name: given("name", ""),
        purpose: given("purpose", ""),
        source: given("source", "children"),
        n: given("n", "20"),
        columns: given("columns", "plan_type, team"),
        minimum: given("minimum", "0"),
        reserves: given("reserves", "2"),
        months: given("months", "12"),
        selection: given("selection", "tickets"),
        unit: given("unit", "case"),
        allocation: given("allocation", "proportional"),
        cap: given("cap", "0"),
        twice: given("twice", "0"),
        own_team: given("own_team", "forbidden"),
        collapse: given("collapse", "below 2 seats"),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the handlers that can fail")]
fn show(desk: &Desk) -> Answer {
    Ok(Page::new("plan_new.html", "A new plan", &view(desk)).into())
}

fn add(desk: &Desk) -> Answer {
    let asked = view(desk);
    let mut faults = faults(&asked);
    if faults.is_empty() {
        let new = NewPlan {
            name: asked.name.clone(),
            purpose: asked.purpose.clone(),
            source: asked.source.clone(),
            n: asked.n.clone(),
            columns: asked.columns.clone(),
            minimum: asked.minimum.clone(),
            reserves: asked.reserves.clone(),
            months: asked.months.clone(),
            selection: asked.selection.clone(),
            unit: asked.unit.clone(),
            allocation: asked.allocation.clone(),
            cap: asked.cap.clone(),
            twice: asked.twice.clone(),
            own_team: asked.own_team.clone(),
            collapse: asked.collapse.clone(),
        };
        match plans::add(&desk.open()?.writer()?, &new) {
            Ok(entry) => {
                let to = format!("/samples/new?plan={}", escaped(&entry.plan));
                return Ok(Reply::done(to, "The plan is added to the settings."));
            }
            Err(error) => faults.push(Fault::of("name", failure::sentence(&error))),
        }
    }
    Ok(Page::new("plan_new.html", "A new plan", &asked).with_faults(faults).into())
}

/// Returns what is wrong in the form.
fn faults(asked: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if asked.name.is_empty() || !asked.name.chars().all(plain) {
        faults.push(Fault::of("name", "Enter a name of lower-case letters, figures and hyphens"));
    }
    if asked.source.is_empty() {
        faults.push(Fault::of("source", "Enter the list it draws from"));
    }
    let wholes = [
        ("n", &asked.n),
        ("minimum", &asked.minimum),
        ("reserves", &asked.reserves),
        ("months", &asked.months),
        ("cap", &asked.cap),
    ];
    for (field, value) in wholes {
        if value.parse::<u64>().is_err() {
            faults.push(Fault::of(field, format!("Enter a whole number, not \"{value}\"")));
        }
    }
    let choices = [
        ("selection", &asked.selection, &["tickets", "systematic", "every_case"]),
        ("unit", &asked.unit, &["case", "family", "whole_family"]),
        ("allocation", &asked.allocation, &["proportional", "equal", "neyman"]),
        ("own_team", &asked.own_team, &["forbidden", "allowed", "required"]),
    ];
    for (field, value, allowed) in choices {
        if !allowed.contains(&value.as_str()) {
            faults.push(Fault::of(field, "Choose one of the list"));
        }
    }
    if asked.twice.trim_end_matches('%').parse::<u64>().is_err() {
        faults.push(Fault::of("twice", "Enter a whole number, or a share such as 10%"));
    }
    if let Err(expected) = plans::check_merging(&asked.collapse) {
        faults.push(Fault::of("collapse", format!("Enter {expected}")));
    }
    faults
}
