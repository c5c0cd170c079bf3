//! Actions and their whole life: those agreed in audit returns, those that came as a table, and what was
//! done about them here. Nothing is overwritten: every change is a version, and a moved date is added.

use std::collections::{BTreeMap, BTreeSet};

use assay_intake::{ActionKey, action_key};
use assay_model::action::{Action, ActionSource, Done, DueDate, Verified};
use assay_model::audit::AgreedAction;
use assay_model::{AuditKind, AuditReturn, Date, DrawId};
use assay_store::Store;
use assay_views::actions::{ActionLine, Actions};
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::next::{Field, Next};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::records::people::{Second, second_person, with_second};

/// Why an action may be closed without being done; `other: …` gives its own words.
pub const REASONS: [&str; 4] = ["workload", "family not available", "disagreed with", "superseded"];

/// What is changed of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is due on another day.
    Due(Date),
    /// It was done, with what shows it.
    Done {
        /// The day.
        on: Date,
        /// What shows it.
        evidence: String,
    },
    /// A second person has seen that it was done.
    Verified(Second),
    /// It is closed and was not done.
    NotDone(String),
    /// Whether a manager challenged that it is late.
    Challenged(bool),
}

impl Change {
    fn word(&self) -> &'static str {
        match self {
            Self::Due(_) => "due",
            Self::Done { .. } => "done",
            Self::Verified(_) => "verified",
            Self::NotDone(_) => "not done",
            Self::Challenged(_) => "challenged",
        }
    }
}

/// Returns every action: the stored ones, and those of returns that none of the stored ones is.
///
/// # Errors
/// When the store cannot be read.
pub fn all(store: &Store) -> Result<Vec<Action>> {
    let mut actions = store.all::<Action>()?;
    let ids: BTreeSet<String> = actions.iter().map(|action| action.id.clone()).collect();
    let mut taken_up = BTreeSet::new();
    for action in &actions {
        if let Some(case) = &action.case {
            taken_up.insert((case.clone(), folded(&action.what), action.draw.clone()));
        }
    }
    let is_taken_up = |action: &Action| {
        let Some(case) = &action.case else { return false };
        let held =
            |draw: Option<DrawId>| taken_up.contains(&(case.clone(), folded(&action.what), draw));
        held(None) || held(action.draw.clone())
    };
    let mut opened = Vec::new();
    store.each_return_with_actions(|audit| {
        opened.extend(agreed(&audit));
        Ok::<(), Error>(())
    })?;
    opened.retain(|action| !ids.contains(&action.id) && !is_taken_up(action));
    actions.append(&mut opened);
    Ok(actions)
}

/// Changes an action: moves it, says that it was done, verifies it, closes it, or challenges it.
///
/// # Errors
/// When there is no such action, or the change cannot be made by this login or now.
pub fn change(workspace: &mut Writer<'_>, id: &str, change: &Change) -> Result<Actions> {
    let found = all(&workspace.store)?.into_iter().find(|action| action.id == id);
    let mut action = found.ok_or_else(|| {
        Error::missing(format!("there is no action {id}"))
            .then(Next::Actions { why: "copy the id from the list" })
    })?;
    let second = match (change, &action.done) {
        (Change::Verified(second), Some(done)) => {
            Some(second_person(workspace, &done.login.clone(), second)?)
        }
        _ => None,
    };
    let login = workspace.session.actor().login.clone();
    let today = workspace.session.as_at();
    apply(&mut action, change, &login, today)?;
    let mut body = json!({ "change": change.word() });
    if let Some(approval) = second {
        body = with_second(body, &approval);
        let second = approval.to_keep();
        action.verified = Some(Verified { on: today, login, second });
    }
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        tx.keep(&action, None)?;
        tx.append("action", body)?;
        Ok::<(), assay_store::Error>(())
    })?;
    Ok(Actions { as_at: today, lines: vec![ActionLine::of(&action, today)] })
}

/// Returns what a table says of actions, with what is held of them already: due dates are added to those
/// they had, and what the table leaves blank is kept.
///
/// # Errors
/// When the store cannot be read.
pub(crate) fn with_held(workspace: &Reader, read: Vec<Action>) -> Result<Vec<Action>> {
    let today = workspace.session.as_at();
    let stored = workspace.store.all::<Action>()?;
    let mut known: BTreeMap<ActionKey, String> = BTreeMap::new();
    for action in stored.iter().filter(|action| is_named_by_row(&action.id)) {
        for due in &action.due {
            let of = Action { due: vec![*due], ..action.clone() };
            known.entry(action_key(&of)).or_insert_with(|| action.id.clone());
        }
        known.entry(action_key(action)).or_insert_with(|| action.id.clone());
    }
    let mut ids: BTreeSet<String> = stored.iter().map(|action| action.id.clone()).collect();
    read.into_iter()
        .map(|fresh| {
            let fresh = if is_named_by_row(&fresh.id) {
                let id = id_by_content(&fresh, &known, &stored, &ids);
                Action { id, ..fresh }
            } else {
                fresh
            };
            ids.insert(fresh.id.clone());
            Ok(match workspace.store.one::<Action>(&fresh.id)? {
                Some(held) => joined(held, fresh, today),
                None => fresh,
            })
        })
        .collect()
}

/// Says whether an id is that of a row, which another export of the same table gives to another action.
fn is_named_by_row(id: &str) -> bool {
    let numbered = id.strip_suffix(')').and_then(|id| id.rsplit_once(" ("));
    let id = numbered.map_or(id, |(id, _)| id);
    let row = id.rsplit_once(':').filter(|(file, _)| file.contains('.'));
    row.is_some_and(|(_, row)| !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the id of an action that has none of its own: that of the held one with the same case, words, owner
/// and due date, else its row's, where that is free or of the same case and words.
fn id_by_content(
    fresh: &Action,
    known: &BTreeMap<ActionKey, String>,
    stored: &[Action],
    ids: &BTreeSet<String>,
) -> String {
    if let Some(id) = known.get(&action_key(fresh)) {
        return id.clone();
    }
    let of_row = stored.iter().find(|held| held.id == fresh.id);
    let is_same = of_row
        .is_some_and(|held| held.case == fresh.case && folded(&held.what) == folded(&fresh.what));
    if is_same || !ids.contains(&fresh.id) {
        return fresh.id.clone();
    }
    let others = (2..).map(|number| format!("{} ({number})", fresh.id));
    others.into_iter().find(|id| !ids.contains(id)).unwrap_or_else(|| fresh.id.clone())
}

fn apply(action: &mut Action, change: &Change, login: &str, today: Date) -> Result<()> {
    let id = action.id.clone();
    let refuse = |message: &str, next: Next| {
        Err(Error::refused(format!("action {id}: {message}")).then(next))
    };
    let is_done = action.done.is_some();
    match change {
        Change::Due(_) | Change::NotDone(_) if is_done => {
            return refuse("it is done already", Next::Actions { why: "see it in the list" });
        }
        Change::Due(due) if action.current_due() == Some(*due) => {
            return refuse(
                "it is due on that day already",
                Next::Words("name another day".to_owned()),
            );
        }
        Change::Due(due) => action.due.push(DueDate { due: *due, set_on: Some(today) }),
        Change::Done { evidence, .. } if evidence.trim().is_empty() => {
            let next = Next::Fill {
                field: Field::Evidence,
                why: "say what shows it",
                example: "core group minutes of 2 October on file",
            };
            return refuse("expected evidence that it was done, found none", next);
        }
        Change::Done { on, evidence } => {
            let login = login.to_owned();
            action.done = Some(Done { on: *on, evidence: evidence.trim().to_owned(), login });
            (action.verified, action.not_done) = (None, None);
        }
        Change::Verified(_) if !is_done => return refuse("it is not done yet", Next::ActionDone),
        // By whom is decided before, with the store.
        Change::Verified(_) => {}
        Change::NotDone(reason) => action.not_done = Some(known_reason(reason)?),
        Change::Challenged(challenged) => action.challenged = Some(*challenged),
    }
    Ok(())
}

fn known_reason(reason: &str) -> Result<String> {
    let tidy = reason.trim();
    let lower = tidy.to_lowercase();
    if REASONS.contains(&lower.as_str()) {
        return Ok(lower);
    }
    let own = lower.strip_prefix("other:").map(str::trim).filter(|words| !words.is_empty());
    match own {
        Some(_) => Ok(tidy.to_owned()),
        None => Err(Error::input(format!("expected a reason, found \"{tidy}\""))
            .hint(format!("{}, or \"other: and why\"", REASONS.join(", ")))),
    }
}

fn joined(held: Action, fresh: Action, today: Date) -> Action {
    let mut due = held.due;
    let begins_alike = due.iter().zip(&fresh.due).all(|(a, b)| a.due == b.due);
    if begins_alike && fresh.due.len() >= due.len() {
        let more = fresh.due.iter().skip(due.len()).copied();
        due.extend(more);
    } else if let Some(last) = fresh.due.last().filter(|l| due.last().map(|d| d.due) != Some(l.due))
    {
        due.push(DueDate { set_on: last.set_on.or(Some(today)), ..*last });
    }
    Action {
        due,
        owner: if fresh.owner.is_empty() { held.owner } else { fresh.owner },
        draw: fresh.draw.or(held.draw),
        opened_on: fresh.opened_on.or(held.opened_on),
        done: fresh.done.or(held.done),
        verified: fresh.verified.or(held.verified),
        not_done: fresh.not_done.or(held.not_done),
        challenged: fresh.challenged.or(held.challenged),
        ..fresh
    }
}

/// The actions agreed in a return.
fn agreed(audit: &AuditReturn) -> impl Iterator<Item = Action> + '_ {
    let source = match audit.kind {
        AuditKind::SecondRead => ActionSource::Moderation,
        _ => ActionSource::Audit,
    };
    (1..).zip(&audit.actions).map(move |(number, agreed)| Action {
        id: id_of(audit, number),
        source,
        case: Some(audit.case.clone()),
        draw: audit.draw.clone(),
        what: agreed.what.clone(),
        owner: agreed.owner.clone(),
        opened_on: audit.audited_on.or(audit.received_on),
        due: due(agreed),
        done: None,
        verified: None,
        not_done: None,
        challenged: None,
    })
}

fn due(agreed: &AgreedAction) -> Vec<DueDate> {
    agreed.due.map(|due| DueDate { due, set_on: None }).into_iter().collect()
}

fn id_of(audit: &AuditReturn, number: usize) -> String {
    format!("{}/{number}", assay_store::returns::key(audit))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn an_action_without_an_id_is_known_by_what_it_says() {
        let of = |id: &str, what: &str, due: &str| Action {
            id: id.into(),
            what: what.into(),
            ..action(&[due])
        };
        let stored =
            [of("a.csv:2", "Ring school", "2026-05-04"), of("a.csv:3", "Visit", "2026-05-05")];
        let known = stored.iter().map(|held| (action_key(held), held.id.clone())).collect();
        let ids: BTreeSet<String> = stored.iter().map(|held| held.id.clone()).collect();
        let id = |fresh: Action| id_by_content(&fresh, &known, &stored, &ids);
        assert_eq!(id(of("b.csv:9", "visit ", "2026-05-05")), "a.csv:3", "another file");
        assert_eq!(id(of("a.csv:2", "Visit", "2026-05-05")), "a.csv:3", "another order");
        assert_eq!(id(of("a.csv:2", "Ring school", "2026-06-01")), "a.csv:2", "moved");
        assert_eq!(id(of("a.csv:3", "Write up", "2026-05-05")), "a.csv:3 (2)", "another action");
        assert!(is_named_by_row("a (1).csv:3 (2)") && is_named_by_row("b.xlsx:Sheet 2:7"));
        assert!(!is_named_by_row("S0240") && !is_named_by_row("2026/7"));
    }

    fn action(due: &[&str]) -> Action {
        Action {
            id: "A1".into(),
            source: ActionSource::Audit,
            case: None,
            draw: None,
            what: "write up the meeting".into(),
            owner: "AB".into(),
            opened_on: None,
            due: due.iter().map(|d| DueDate { due: date(d), set_on: None }).collect(),
            done: None,
            verified: None,
            not_done: None,
            challenged: None,
        }
    }

    #[test]
    fn a_table_adds_due_dates_and_takes_nothing_away() {
        let today = date("2026-10-01");
        let days = |held: &[&str], fresh: &[&str]| -> Vec<String> {
            let both = joined(action(held), action(fresh), today);
            both.due.iter().map(|set| set.due.to_string()).collect()
        };
        assert_eq!(days(&["2026-09-01"], &["2026-09-01"]), ["2026-09-01"]);
        assert_eq!(days(&["2026-09-01"], &["2026-10-01"]), ["2026-09-01", "2026-10-01"]);
        assert_eq!(
            days(&["2026-09-01"], &["2026-09-01", "2026-10-01"]),
            ["2026-09-01", "2026-10-01"]
        );
        assert_eq!(days(&["2026-09-01", "2026-10-01"], &["2026-09-01"]).len(), 3);
        assert_eq!(days(&["2026-09-01"], &[]), ["2026-09-01"]);
        let held = Action { not_done: Some("workload".into()), ..action(&[]) };
        assert!(joined(held, action(&[]), today).not_done.is_some());
    }

    #[test]
    fn what_is_not_done_is_not_verified_and_what_is_done_is_not_moved() {
        let today = date("2026-10-01");
        let mut action = action(&["2026-09-01"]);
        let verified = Change::Verified(Second::ThisLogin);
        assert!(apply(&mut action, &verified, "bo", today).is_err());
        let done = |evidence: &str| Change::Done { on: today, evidence: evidence.into() };
        assert!(apply(&mut action, &done(" "), "ann", today).is_err());
        apply(&mut action, &done("minutes"), "ann", today).unwrap();
        apply(&mut action, &verified, "bo", today).unwrap();
        assert!(apply(&mut action, &Change::Due(today), "ann", today).is_err());
        assert!(known_reason("because").is_err() && known_reason("other: moved away").is_ok());
    }
}
