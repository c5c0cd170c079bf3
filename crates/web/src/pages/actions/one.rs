//! One action: its life so far, and what can become of it.

use assay_model::{Date, print};
use assay_views::actions::ActionLine;
use assay_workspace::evidence::indicators;
use assay_workspace::records::people::{Passphrase, Second};
use assay_workspace::round::actions::{Change, REASONS, change};
use serde::Serialize;

use super::standing;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{self, Fault, escaped, shown};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default().show("/actions/one", one).act("/actions/one", act)
}

#[derive(Serialize)]
struct One {
    id: String,
    tag: &'static str,
    class: &'static str,
    what: String,
    facts: Vec<(&'static str, String)>,
    is_open: bool,
    can_be_verified: bool,
    reasons: Vec<(&'static str, &'static str)>,
    typed: Typed,
}

#[derive(Serialize)]
struct Typed {
    on: String,
    evidence: String,
    due: String,
    reason: String,
    other: String,
    second_name: String,
}

fn one(desk: &Desk) -> Answer {
    Ok(page(desk, desk.asked.query("id"), Vec::new())?.into())
}

fn page(desk: &Desk, id: &str, faults: Vec<Fault>) -> Result<Page, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let found = indicators::actions(&workspace)?;
    let as_at = found.as_at;
    let action = found.lines.iter().find(|action| action.id == id).ok_or(Failure::NotFound)?;
    let (tag, class) = standing(action);
    let typed = |name: &str| desk.asked.field(name).to_owned();
    let on = typed("on");
    let view = One {
        id: id.to_owned(),
        tag,
        class,
        what: action.what.clone(),
        facts: facts(action),
        is_open: action.open,
        can_be_verified: action.done_on.is_some() && action.verified_on.is_none(),
        reasons: std::iter::once(("", "Choose a reason"))
            .chain(REASONS.iter().map(|reason| (*reason, *reason)))
            .chain([("other", "another reason")])
            .collect(),
        typed: Typed {
            on: if on.is_empty() { print::date(as_at) } else { on },
            evidence: typed("evidence"),
            due: typed("due"),
            reason: typed("reason"),
            other: typed("other"),
            second_name: typed("second_name"),
        },
    };
    Ok(Page::new("action.html", "An action", &view).with_faults(faults))
}

fn facts(action: &ActionLine) -> Vec<(&'static str, String)> {
    let due: Vec<String> = action.due_dates.iter().map(|due| print::date(*due)).collect();
    let challenged = action.challenged.map(|yes| if yes { "yes" } else { "no" });
    let verified = action.verified_on.zip(action.verified_how.as_ref());
    let mut facts = vec![
        ("Id", action.id.clone()),
        ("From", action.source.to_owned()),
        ("Case", action.case_id.clone().unwrap_or_default()),
        ("Owner", action.owner.clone()),
        ("Opened on", shown(action.opened_on)),
        ("Due", due.join(", then ")),
        ("Done on", shown(action.done_on)),
        ("Evidence", action.evidence.clone().unwrap_or_default()),
        (
            "Verified on",
            verified.map(|(on, how)| format!("{}, {how}", print::date(on))).unwrap_or_default(),
        ),
        ("Closed, not done", action.not_done_reason.clone().unwrap_or_default()),
        ("Challenged", challenged.unwrap_or_default().to_owned()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// Returns who finishes a step that needs two people, as the form says.
pub(in crate::pages) fn second(desk: &Desk) -> Second {
    match desk.asked.field("second_name") {
        "" => Second::ThisLogin,
        name => Second::Passphrase {
            name: name.to_owned(),
            passphrase: Passphrase::typed(desk.asked.field("second_passphrase")),
        },
    }
}

fn act(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let id = asked.field("id").to_owned();
    let mut faults = Vec::new();
    let wanted = match asked.field("act") {
        "done" => done(desk, &mut faults),
        "due" => day(desk, "due", &mut faults).map(Change::Due),
        "verified" => Some(Change::Verified(second(desk))),
        "not-done" => not_done(desk, &mut faults),
        "challenged" => Some(Change::Challenged(true)),
        _ => return Err(Failure::NotFound),
    };
    let at = match asked.field("act") {
        "done" => "evidence",
        "due" => "due",
        "verified" => "second_name",
        _ => "reason",
    };
    if let (Some(wanted), true) = (wanted, faults.is_empty()) {
        match change(&mut desk.open()?.writer()?, &id, &wanted) {
            Ok(_) => {
                let to = format!("/actions/one?id={}", escaped(&id));
                return Ok(Reply::done(to, "It is put on record."));
            }
            Err(error) => faults.push(Fault::of(at, failure::sentence(&error))),
        }
    }
    Ok(page(desk, &id, faults)?.into())
}

fn day(desk: &Desk, name: &'static str, faults: &mut Vec<Fault>) -> Option<Date> {
    let found = field::date(desk.asked.field(name));
    if found.is_none() {
        faults.push(Fault::of(name, "Enter a date, such as 9 March 2026"));
    }
    found
}

fn done(desk: &Desk, faults: &mut Vec<Fault>) -> Option<Change> {
    let on = day(desk, "on", faults);
    let evidence = desk.asked.needed("evidence", "Say what shows that it was done", faults);
    Some(Change::Done { on: on?, evidence })
}

fn not_done(desk: &Desk, faults: &mut Vec<Fault>) -> Option<Change> {
    match desk.asked.field("reason") {
        "" => {
            faults.push(Fault::of("reason", "Choose why it is closed without being done"));
            None
        }
        "other" => {
            let other = desk.asked.needed("other", "Say why in your words", faults);
            Some(Change::NotDone(format!("other: {other}")))
        }
        listed => Some(Change::NotDone(listed.to_owned())),
    }
}
