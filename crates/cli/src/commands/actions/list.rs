//! The list of actions as people and programs read it.

use std::collections::BTreeMap;

use assay_model::{Action, Date};
use serde_json::{Value, json};

use crate::args::Format;
use crate::error::CommandError;
use crate::output::{self, Table};

/// Which actions are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Those that are open.
    Open,
    /// All.
    All,
}

/// Prints the actions; people get the counts with their base below.
pub(super) fn print(
    every: &[Action],
    which: Shown,
    as_at: Date,
    format: Format,
) -> Result<(), CommandError> {
    let shown = || every.iter().filter(|action| which == Shown::All || action.is_open(as_at));
    if format == Format::Json {
        return output::json(&shown().map(|action| wire(action, as_at)).collect::<Vec<_>>());
    }
    let mut table = Table::new(["id", "case", "source", "what", "owner", "due", "moved", "state"]);
    for action in shown() {
        table.row([
            action.id.clone(),
            action.case.as_ref().map_or(String::new(), ToString::to_string),
            action.source.word().to_owned(),
            action.what.clone(),
            action.owner.clone(),
            action.current_due().map_or("no date".to_owned(), |date| date.to_string()),
            action.moves().to_string(),
            state(action, as_at),
        ]);
    }
    output::table(&table, format)?;
    if format == Format::Table && every.len() != 1 {
        output::line(&counts(every, as_at))?;
    }
    Ok(())
}

fn wire(action: &Action, as_at: Date) -> Value {
    let due: Vec<String> = action.due.iter().map(|set| set.due.to_string()).collect();
    json!({
        "id": action.id,
        "case_id": action.case.as_ref().map(assay_model::CaseId::as_str),
        "source": action.source.word(),
        "what": action.what,
        "owner": action.owner,
        "opened_on": action.opened_on.map(|date| date.to_string()),
        "due": action.current_due().map(|date| date.to_string()),
        "due_dates": due,
        "moves": action.moves(),
        "open": action.is_open(as_at),
        "overdue": action.is_overdue(as_at),
        "drifting": action.is_drifting(as_at),
        "challenged": action.challenged,
        "done_on": action.done.as_ref().map(|done| done.on.to_string()),
        "evidence": action.done.as_ref().map(|done| done.evidence.clone()),
        "verified_on": action.verified.as_ref().map(|verified| verified.on.to_string()),
        "not_done_reason": action.not_done,
    })
}

fn state(action: &Action, as_at: Date) -> String {
    let challenged = match action.challenged {
        Some(true) => ", challenged",
        Some(false) => ", not challenged",
        None => "",
    };
    match (action.is_open(as_at), action.is_overdue(as_at), action.is_drifting(as_at)) {
        (false, ..) if action.verified.is_some() => {
            let second = action.verified.as_ref().and_then(|verified| verified.second.as_ref());
            second.map_or_else(
                || "done and verified".to_owned(),
                |second| format!("done and verified {second}"),
            )
        }
        (false, ..) if action.done.is_some() => "done".to_owned(),
        (false, ..) => {
            format!("not done: {}", action.not_done.as_deref().unwrap_or("no reason given"))
        }
        (true, true, true) => format!("overdue and drifting{challenged}"),
        (true, true, false) => format!("overdue{challenged}"),
        (true, false, true) => format!("drifting{challenged}"),
        (true, false, false) => "open".to_owned(),
    }
}

fn counts(every: &[Action], as_at: Date) -> String {
    let count = |test: &dyn Fn(&Action) -> bool| every.iter().filter(|a| test(a)).count();
    let open = count(&|a| a.is_open(as_at));
    let overdue = count(&|a| a.is_overdue(as_at));
    let drifting = count(&|a| a.is_drifting(as_at));
    let challenged = count(&|a| a.is_overdue(as_at) && a.challenged == Some(true));
    let done = count(&|a| !a.is_open(as_at) && a.done.is_some());
    let verified = count(&|a| !a.is_open(as_at) && a.verified.is_some());
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in every.iter().filter_map(|action| action.not_done.as_deref()) {
        *reasons.entry(reason).or_default() += 1;
    }
    let reasons: Vec<String> =
        reasons.into_iter().map(|(reason, count)| format!("{reason} {count}")).collect();
    let not_done = if reasons.is_empty() { "none".to_owned() } else { reasons.join(", ") };
    format!(
        "\n{open} of {} open as at {as_at}; overdue: {overdue} of {open}; drifting (moved twice or open over 90 days): {drifting} of {open}\nchallenged: {challenged} of {overdue} overdue; done: {done}, of these verified under another login: {verified}; closed and not done: {not_done}",
        every.len()
    )
}
