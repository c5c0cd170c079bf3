//! People: who can be the second person of a step that needs two, by a passphrase of their own.

use assay_model::print;
use assay_views::people::Listed;
use assay_workspace::records::people::{self, Passphrase, SHORTEST, Second};
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, shown};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[("people.html", include_str!("../../templates/people.html"))],
    navigation: None,
};

fn routes() -> Routes {
    Routes::default()
        .show("/people", show)
        .act("/people/add", add)
        .act("/people/reset", reset)
        .act("/people/confirm", confirm)
        .act("/people/retire", retire)
}

#[derive(Serialize)]
struct View {
    people: Vec<Line>,
    names: Vec<(String, String)>,
    waiting: Vec<(String, String)>,
    hint: String,
    name: String,
    login: String,
    reset_name: String,
    confirm_name: String,
    retire_name: String,
}

#[derive(Serialize)]
struct Line {
    name: String,
    login: String,
    since: String,
    waits: String,
    retired: String,
}

fn page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let all = people::list(&*desk.open()?.reader()?)?;
    let typed = |name: &str| desk.asked.field(name).to_owned();
    let choose = |wanted: &dyn Fn(&Listed) -> bool| {
        let own = all.iter().filter(|person| person.retired_on.is_none() && wanted(person));
        std::iter::once((String::new(), "Choose a person".to_owned()))
            .chain(own.map(|person| (person.name.clone(), person.name.clone())))
            .collect::<Vec<_>>()
    };
    let view = View {
        names: choose(&|_| true),
        waiting: choose(&|person| person.reset_waits_until.is_some()),
        people: all
            .iter()
            .map(|person| Line {
                name: person.name.clone(),
                login: person.login.clone().unwrap_or_default(),
                since: format!("{} on {}", person.passphrase, print::date(person.since)),
                waits: shown(person.reset_waits_until),
                retired: shown(person.retired_on),
            })
            .collect(),
        hint: format!(
            "Several words, {SHORTEST} characters or more. It is kept so that it cannot be read back."
        ),
        name: typed("name"),
        login: typed("login"),
        reset_name: typed("reset_name"),
        confirm_name: typed("confirm_name"),
        retire_name: typed("retire_name"),
    };
    Ok(Page::new("people.html", "People", &view).with_faults(faults))
}

fn show(desk: &Desk) -> Answer {
    Ok(page(desk, Vec::new())?.into())
}

/// Goes back with what was done, or to the field with what was wrong.
fn ended(desk: &Desk, field: &'static str, outcome: assay_workspace::Result<String>) -> Answer {
    match outcome {
        Ok(said) => Ok(Reply::done("/people", said)),
        Err(error) => Ok(page(desk, vec![Fault::of(field, failure::sentence(&error))])?.into()),
    }
}

/// The passphrase that was typed twice, or the fault.
fn typed_twice(
    desk: &Desk,
    first: &'static str,
    second: &str,
    faults: &mut Vec<Fault>,
) -> Passphrase {
    let raw = |name: &str| {
        let found = desk.asked.fields.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    if raw(first).is_empty() {
        faults.push(Fault::of(first, "Type the passphrase"));
    } else if raw(first) != raw(second) {
        faults.push(Fault::of(first, "The two passphrases differ; type both again"));
    }
    Passphrase::typed(raw(first))
}

fn add(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let name = desk.asked.needed("name", "Enter the person's name", &mut faults);
    let passphrase = typed_twice(desk, "passphrase", "passphrase_again", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let login = Some(desk.asked.field("login")).filter(|login| !login.is_empty());
    let outcome = people::add(&mut desk.open()?.writer()?, &name, login, &passphrase);
    ended(desk, "name", outcome.map(|()| format!("{name} is enrolled.")))
}

fn reset(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let name = desk.asked.needed("reset_name", "Choose the person", &mut faults);
    let passphrase = typed_twice(desk, "new_passphrase", "new_passphrase_again", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let outcome = people::reset(&mut desk.open()?.writer()?, &name, &passphrase);
    let said = |at_once| {
        if at_once {
            return format!("The new passphrase of {name} is in effect.");
        }
        format!(
            "The new passphrase of {name} waits: a third person confirms it, {name} does under their own login, or seven days pass."
        )
    };
    ended(desk, "reset_name", outcome.map(said))
}

fn confirm(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let name = desk.asked.needed("confirm_name", "Choose the person", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let third: Second = super::actions::second(desk);
    let outcome = people::confirm(&mut desk.open()?.writer()?, &name, &third);
    ended(
        desk,
        "confirm_name",
        outcome.map(|()| format!("The new passphrase of {name} is in effect.")),
    )
}

fn retire(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let name = desk.asked.needed("retire_name", "Choose the person", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let outcome = people::retire(&mut desk.open()?.writer()?, &name);
    ended(
        desk,
        "retire_name",
        outcome.map(|()| format!("{name} is retired, and can finish no further step.")),
    )
}
