//! `assay actions`: what was agreed, what is overdue, what drifts.

use assay_workspace::indicators;
use serde_json::{Value, json};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table, urgent};

/// Show actions: open and overdue first, how often a due date was moved, who challenged it.
///
/// Example: assay actions --as-at 2026-09-30
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Show done and closed actions too.
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    urgent::warn(&workspace)?;
    let as_at = workspace.session.as_at();
    let every = indicators::actions(&workspace)?;
    let open = every.iter().filter(|action| action.is_open(as_at)).count();
    let overdue = every.iter().filter(|action| action.is_overdue(as_at)).count();
    let drifting = every.iter().filter(|action| action.is_drifting(as_at)).count();
    let shown = every.iter().filter(|action| args.all || action.is_open(as_at));
    if format == Format::Json {
        let values: Vec<Value> = shown
            .map(|action| {
                json!({
                    "id": action.id,
                    "case_id": action.case.as_ref().map(assay_model::CaseId::as_str),
                    "source": action.source.word(),
                    "what": action.what,
                    "owner": action.owner,
                    "opened_on": action.opened_on.map(|date| date.to_string()),
                    "due": action.current_due().map(|date| date.to_string()),
                    "moves": action.moves(),
                    "open": action.is_open(as_at),
                    "overdue": action.is_overdue(as_at),
                    "drifting": action.is_drifting(as_at),
                    "challenged": action.challenged,
                    "done_on": action.done.as_ref().map(|done| done.on.to_string()),
                    "not_done_reason": action.not_done,
                })
            })
            .collect();
        output::json(&values.into())?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["id", "case", "source", "what", "owner", "due", "moved", "state"]);
    for action in shown {
        let state = match (action.is_open(as_at), action.is_overdue(as_at)) {
            (false, _) if action.done.is_some() => "done",
            (false, _) => "closed with a reason",
            (true, true) if action.is_drifting(as_at) => "overdue and drifting",
            (true, true) => "overdue",
            (true, false) if action.is_drifting(as_at) => "drifting",
            (true, false) => "open",
        };
        table.row([
            action.id.clone(),
            action.case.as_ref().map_or(String::new(), ToString::to_string),
            action.source.word().to_owned(),
            action.what.clone(),
            action.owner.clone(),
            action.current_due().map_or("no date".to_owned(), |date| date.to_string()),
            action.moves().to_string(),
            state.to_owned(),
        ]);
    }
    output::table(&table, format)?;
    if format == Format::Table {
        let total = every.len();
        output::line(&format!(
            "\n{open} of {total} open as at {as_at}; overdue: {overdue} of {open}; drifting (moved twice or open over 90 days): {drifting} of {open}"
        ))?;
    }
    Ok(Exit::Done)
}
