//! The one function that decides who may be the second person of a step that needs two: someone under
//! another login, or someone with a passphrase of their own. Which steps need two is theirs to say.

use assay_config::council::SecondPerson;
use assay_model::{Approval, Date, Enrolment, Means, Person, WrongTries};
use assay_store::Kept as _;
use serde_json::{Value, json};

use super::passphrase::Passphrase;
use super::{hash_in_effect, origin, person};
use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

/// The kind of entry that says whether steps need a second person.
pub(crate) const RULE: &str = "second person";
/// The kind of entry that says that a wrong passphrase was typed.
pub(crate) const WRONG_PASSPHRASE: &str = "wrong passphrase";
/// The kind of entry that says that the right one was typed after wrong ones.
pub(crate) const RIGHT_PASSPHRASE: &str = "right passphrase";

/// Who finishes a step that needs two people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Second {
    /// Whoever is logged in.
    #[default]
    ThisLogin,
    /// A person who typed their passphrase.
    Passphrase {
        /// Their name, as enrolled.
        name: String,
        /// What they typed.
        passphrase: Passphrase,
    },
}

/// Decides whether the second person may finish a step that the login `first` began. The caller holds
/// the workspace's lock, so passphrases are tried one at a time.
///
/// # Errors
/// When one person would be both, the person is unknown or retired, the passphrase is wrong or tried too
/// soon, or their record is not what the ledger says.
pub(crate) fn second_person(
    workspace: &mut Writer<'_>,
    first: &str,
    second: &Second,
) -> Result<Approval> {
    let login = workspace.session.actor().login.clone();
    let rule = rule(workspace)?;
    put_rule_on_record(workspace, rule)?;
    let means = match second {
        Second::Passphrase { name, passphrase } => {
            let person = person(workspace, name)?;
            refuse_the_same(&person, first)?;
            let enrolment = enrolment(workspace, &person)?;
            try_passphrase(workspace, &person, passphrase)?;
            Means::Passphrase(enrolment)
        }
        Second::ThisLogin if login != first => {
            let person = super::of_login(workspace, &login)?;
            if let Some(person) = &person {
                refuse_the_same(person, first)?;
            }
            let enrolment = person.map(|person| enrolment(workspace, &person));
            Means::OtherLogin(enrolment.transpose()?)
        }
        Second::ThisLogin if rule == SecondPerson::Nobody => Means::Nobody,
        Second::ThisLogin => {
            let both = format!("{first} began this and cannot be the second person");
            return Err(Error::second_person(both).then(Next::SecondPerson));
        }
    };
    Ok(Approval { login, means })
}

/// Returns whether the step still waits for a second person: the login that began it is at work, and
/// nobody else's passphrase is given.
pub(crate) fn waits_for_second(workspace: &Reader, first: &str, second: &Second) -> Result<bool> {
    let is_first = *second == Second::ThisLogin && workspace.session.actor().login == first;
    Ok(is_first && rule(workspace)? == SecondPerson::Required)
}

/// Returns the names under which the person's work is on record, as [`Person::key_of`] has them: their login and
/// the name they are enrolled under.
pub(crate) fn names_of(workspace: &Reader, second: &Second) -> Result<Vec<String>> {
    let login = workspace.session.actor().login.clone();
    let names = match second {
        Second::ThisLogin => {
            let enrolled = super::of_login(workspace, &login)?.map(|person| person.name);
            [Some(login), enrolled]
        }
        Second::Passphrase { name, .. } => {
            let person = person(workspace, name)?;
            [person.login, Some(person.name)]
        }
    };
    Ok(names.iter().flatten().map(|name| Person::key_of(name)).collect())
}

/// Returns what a step's ledger entry says of the second person: the entry that an enrolled person's approval
/// rests on, and no name. Another login is in the entry already.
fn entry_of(approval: &Approval) -> Option<Value> {
    match &approval.means {
        Means::OtherLogin(None) => None,
        Means::OtherLogin(Some(person)) => {
            Some(json!({ "by": "other login", "person": person.entry }))
        }
        Means::Passphrase(person) => Some(json!({ "by": "passphrase", "person": person.entry })),
        Means::Nobody => Some(json!({ "by": "nobody" })),
    }
}

/// Adds to the body of a step's ledger entry what it says of the second person.
pub(crate) fn with_second(mut body: Value, approval: &Approval) -> Value {
    if let (Value::Object(members), Some(second)) = (&mut body, entry_of(approval)) {
        members.insert("second".to_owned(), second);
    }
    body
}

fn rule(workspace: &Reader) -> Result<SecondPerson> {
    let text = workspace.settings_text("assay.yaml")?;
    Ok(assay_config::council::read(&text, "assay.yaml")?.second_person)
}

/// Returns from when until when steps that need two people could be done by one, as far as that touches
/// the 12 months before the date; no end where it is still so.
pub(crate) fn alone(workspace: &Reader, as_at: Date) -> Result<Option<(Date, Option<Date>)>> {
    let entries = workspace.store.ledger()?;
    let mut alone: Option<(Date, Option<Date>)> = None;
    for entry in entries.iter().filter(|entry| entry.kind == RULE) {
        let on = super::day(entry.at);
        let is_none = assay_store::text_of(entry, "rule") == Some(SecondPerson::Nobody.word());
        alone = match alone {
            Some((from, None)) if !is_none => Some((from, Some(on))),
            _ if is_none => Some((on, None)),
            other => other,
        };
    }
    if alone.is_none_or(|(_, until)| until.is_some()) && rule(workspace)? == SecondPerson::Nobody {
        alone = Some((as_at, None));
    }
    let year = assay_model::jiff::Span::new().months(12);
    let begin = as_at.checked_sub(year).unwrap_or(Date::MIN);
    Ok(alone.filter(|(_, until)| until.is_none_or(|until| until >= begin)))
}

/// Records when the setting no longer is what the ledger says of it.
fn put_rule_on_record(workspace: &mut Writer<'_>, rule: SecondPerson) -> Result<()> {
    let last = workspace.store.last_of(RULE)?;
    let known = last.as_ref().and_then(|entry| assay_store::text_of(entry, "rule"));
    if known.unwrap_or(SecondPerson::Required.word()) == rule.word() {
        return Ok(());
    }
    let now = workspace.session.now();
    workspace.write(now, |tx| tx.append(RULE, json!({ "rule": rule.word() })).map(drop))?;
    Ok(())
}

fn refuse_the_same(person: &Person, first: &str) -> Result<()> {
    let is_first = person.login.as_deref() == Some(first) || person.key() == Person::key_of(first);
    if is_first {
        return Err(Error::second_person(format!(
            "{} began this and cannot be the second person",
            person.name
        ))
        .then(Next::SecondPerson));
    }
    Ok(())
}

/// Returns what an approval of this person rests on.
fn enrolment(workspace: &Reader, person: &Person) -> Result<Enrolment> {
    if let Some(day) = person.retired_on {
        return Err(Error::refused(format!("{} was retired on {day}", person.name))
            .then(Next::People { why: "see who is not" }));
    }
    let rests = workspace.store.rests::<Person>(&person.key())?;
    let Some(rests) = rests.filter(|rests| rests.holds) else {
        return Err(Error::damaged(format!(
            "the record of {} is not what the ledger says of it, and no approval rests on it",
            person.name
        ))
        .then(Next::VerifyLedger));
    };
    let (kind, on) = origin(workspace, person)?;
    Ok(Enrolment { name: person.name.clone(), entry: rests.entry.number, kind, on })
}

/// Compares the passphrase, unless the last wrong one was typed too short a time ago. Every wrong one
/// doubles that time.
fn try_passphrase(
    workspace: &mut Writer<'_>,
    person: &Person,
    passphrase: &Passphrase,
) -> Result<()> {
    // A field that was left empty is no try.
    if passphrase.is_empty() {
        return Err(Error::input(format!("the passphrase of {} is not typed", person.name))
            .hint("nothing was tried; type it, and do it again"));
    }
    let now = workspace.session.now();
    let before: Option<WrongTries> = workspace.store.one(&person.key())?;
    let count = before.as_ref().map_or(0, |tries| tries.count);
    if let Some(tries) = before.filter(|tries| tries.count > 0) {
        let passed = now.as_second() - tries.last.as_second();
        let wait = delay(count) - passed;
        if wait > 0 {
            return Err(Error::refused(format!(
                "{count} wrong {} for {}: the next can be tried in {wait} seconds",
                if count == 1 { "passphrase" } else { "passphrases" },
                person.name
            ))
            .hint("wait, and type it with care"));
        }
    }
    let is_right = passphrase.is_of(hash_in_effect(person, now))?;
    let tries = WrongTries {
        name: person.name.clone(),
        count: if is_right { 0 } else { count + 1 },
        last: now,
    };
    if !is_right || count > 0 {
        let kind = if is_right { RIGHT_PASSPHRASE } else { WRONG_PASSPHRASE };
        workspace.write(now, |tx| {
            tx.keep(&tries, None)?;
            tx.append(kind, json!({})).map(drop)
        })?;
    }
    if is_right {
        return Ok(());
    }
    Err(Error::input(format!("this is not the passphrase of {}", person.name)).hint(format!(
        "the next can be tried in {} seconds; the wrong one is on record",
        delay(count + 1)
    )))
}

/// Returns the seconds after so many wrong tries: 2, 4, 8 and so on, at most an hour.
fn delay(wrong: u32) -> i64 {
    2_i64.pow(wrong.min(12)).min(3600)
}
