//! People who can be the second person at this machine: enrolled with a passphrase of their own, which
//! can be reset, and retired. Every change is an entry of the ledger without a name. Whether somebody
//! may finish a step is decided in `second`.

mod passphrase;
pub(crate) mod second;

use assay_model::{Date, Means, Person, Reset, Since, Timestamp};
use assay_store::Kept as _;
use assay_views::people::Listed;
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

pub use passphrase::{Passphrase, SHORTEST};
pub use second::Second;
pub(crate) use second::{RIGHT_PASSPHRASE, WRONG_PASSPHRASE};
pub(crate) use second::{alone, names_of, second_person, waits_for_second, with_second};

/// The kind of entry that says that a person was enrolled.
pub(crate) const ENROLLED: &str = "person enrolled";

/// Days after which a reset takes effect by itself.
pub const RESET_DAYS: i64 = 7;

/// Returns everybody enrolled, retired people too, by name.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<Listed>> {
    let now = workspace.session.now();
    let mut people: Vec<Person> = workspace.store.all()?;
    people.sort_by_key(assay_store::Kept::key);
    people
        .into_iter()
        .map(|person| {
            let (since, on) = origin(workspace, &person)?;
            let waiting = person.reset.as_ref().filter(|reset| !is_due(reset, now));
            Ok(Listed {
                reset_waits_until: waiting.map(|reset| day(due(reset))),
                name: person.name,
                login: person.login,
                passphrase: since.word(),
                since: on,
                retired_on: person.retired_on,
            })
        })
        .collect()
}

/// Enrols a person, who types a passphrase that nobody else knows.
///
/// # Errors
/// When the name or login is taken, or the passphrase is too short.
pub fn add(
    workspace: &mut Writer<'_>,
    name: &str,
    login: Option<&str>,
    passphrase: &Passphrase,
) -> Result<()> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::input("expected a name, found none"));
    }
    let people: Vec<Person> = workspace.store.all()?;
    if people.iter().any(|person| person.key() == Person::key_of(&name)) {
        return Err(Error::taken(format!("{name} is enrolled already"))
            .then(Next::People { why: "see who is enrolled" }));
    }
    if let Some(other) = login.and_then(|login| {
        people.iter().find(|p| p.retired_on.is_none() && p.login.as_deref() == Some(login))
    }) {
        return Err(Error::taken(format!("this is the login of {} already", other.name))
            .hint("one person has one login, and one login is one person"));
    }
    passphrase.settable()?;
    let hash = passphrase.hash(&workspace.session.random_bytes()?)?;
    let login = login.map(str::to_owned);
    keep(workspace, &Person { name, login, hash, reset: None, retired_on: None }, ENROLLED)
}

/// Sets a new passphrase. It takes effect at once under the person's own login, and otherwise when a
/// third person confirms it, or after 7 days. Returns whether it is in effect.
///
/// # Errors
/// When there is no such person, they are retired, or the passphrase is too short.
pub fn reset(workspace: &mut Writer<'_>, name: &str, passphrase: &Passphrase) -> Result<bool> {
    let mut person = active(workspace, name)?;
    passphrase.settable()?;
    let hash = passphrase.hash(&workspace.session.random_bytes()?)?;
    let (login, now) = (workspace.session.actor().login.clone(), workspace.session.now());
    settle(&mut person, now);
    if person.login.as_deref() == Some(login.as_str()) {
        person.hash = hash;
        person.reset = None;
        keep(workspace, &person, "passphrase reset")?;
        return Ok(true);
    }
    person.reset = Some(Reset { hash, asked_by: login, at: now });
    keep(workspace, &person, "passphrase reset asked")?;
    Ok(false)
}

/// Confirms a reset as the third person: neither the one whose passphrase it is nor the one who set it.
///
/// # Errors
/// When nothing waits, or the third person would be one of the two.
pub fn confirm(workspace: &mut Writer<'_>, name: &str, third: &Second) -> Result<()> {
    let mut person = active(workspace, name)?;
    settle(&mut person, workspace.session.now());
    let Some(reset) = person.reset.take() else {
        return Err(Error::refused(format!("no new passphrase of {} waits", person.name))
            .then(Next::People { why: "see whose does" }));
    };
    let is_own =
        matches!(third, Second::Passphrase { name, .. } if Person::key_of(name) == person.key());
    let approval =
        if is_own { None } else { Some(second_person(workspace, &reset.asked_by, third)?) };
    let Some(approval) = approval.filter(|approval| approval.means != Means::Nobody) else {
        return Err(Error::second_person(format!(
            "a third person confirms the new passphrase of {}, or {RESET_DAYS} days pass",
            person.name
        ))
        .then(Next::SecondPerson));
    };
    person.hash = reset.hash;
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        tx.keep(&person, None)?;
        tx.append("passphrase reset", with_second(json!({}), &approval)).map(drop)
    })?;
    Ok(())
}

/// Retires a person: from now on they approve nothing.
///
/// # Errors
/// When there is no such person, or they are retired already.
pub fn retire(workspace: &mut Writer<'_>, name: &str) -> Result<()> {
    let mut person = active(workspace, name)?;
    person.retired_on = Some(workspace.session.as_at());
    keep(workspace, &person, "person retired")
}

/// Returns the person of this name.
pub(super) fn person(workspace: &Reader, name: &str) -> Result<Person> {
    workspace.store.one(&Person::key_of(name))?.ok_or_else(|| {
        Error::missing(format!("nobody is enrolled under the name \"{}\"", name.trim()))
            .then(Next::People { why: "see who is" })
    })
}

/// Returns who is enrolled under a login: whoever is not retired, else who was.
pub(super) fn of_login(workspace: &Reader, login: &str) -> Result<Option<Person>> {
    let mut people: Vec<Person> = workspace.store.all()?;
    people.retain(|person| person.login.as_deref() == Some(login));
    people.sort_by_key(|person| person.retired_on.is_some());
    Ok(people.into_iter().next())
}

/// Returns the hash that counts: that of a reset once its days have passed.
pub(super) fn hash_in_effect(person: &Person, now: Timestamp) -> &str {
    match &person.reset {
        Some(reset) if is_due(reset, now) => &reset.hash,
        _ => &person.hash,
    }
}

/// Returns what the passphrase in effect rests on, and the day of that.
pub(super) fn origin(workspace: &Reader, person: &Person) -> Result<(Since, Date)> {
    let now = workspace.session.now();
    if let Some(reset) = person.reset.as_ref().filter(|reset| is_due(reset, now)) {
        return Ok((Since::Reset, day(reset.at)));
    }
    let history = workspace.store.history::<Person>(&person.key())?;
    let first = history.iter().position(|(_, version)| version.hash == person.hash);
    let at = first.and_then(|place| history.get(place)).map_or(now, |(at, _)| *at);
    Ok((if first == Some(0) { Since::Enrolled } else { Since::Reset }, day(at)))
}

fn active(workspace: &Reader, name: &str) -> Result<Person> {
    let person = person(workspace, name)?;
    match person.retired_on {
        None => Ok(person),
        Some(day) => Err(Error::refused(format!("{} was retired on {day}", person.name))),
    }
}

/// Lets a reset whose days have passed be the passphrase.
fn settle(person: &mut Person, now: Timestamp) {
    if let Some(reset) = person.reset.take_if(|reset| is_due(reset, now)) {
        person.hash = reset.hash;
    }
}

fn due(reset: &Reset) -> Timestamp {
    let days = assay_model::jiff::SignedDuration::from_hours(24 * RESET_DAYS);
    reset.at.checked_add(days).unwrap_or(Timestamp::MAX)
}

fn is_due(reset: &Reset, now: Timestamp) -> bool {
    due(reset) <= now
}

fn day(at: Timestamp) -> Date {
    assay_model::jiff::tz::TimeZone::UTC.to_datetime(at).date()
}

/// Keeps the person under an entry that commits to name and hash and says neither.
fn keep(workspace: &mut Writer<'_>, person: &Person, kind: &str) -> Result<()> {
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        tx.keep(person, None)?;
        tx.append(kind, json!({})).map(drop)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests;
