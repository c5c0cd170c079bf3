//! `assay round`: how far rounds have come, whom to remind, and closing one.

mod screen;

use assay_workspace::round::{self, Closed, Reminder, RoundStatus};
use serde_json::{Value, json};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, urgent};

/// Show how far a round has come and whom to remind; close it to fix its figures.
///
/// Example: assay round status 2026-09-monthly
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Show what is due, back and owed, for one round or for all.
    ///
    /// Example: assay round status
    Status(Which),
    /// Show who owes what, with a reminder to send, for one round or for all that are open.
    ///
    /// Example: assay round chase 2026-09-monthly --format csv
    Chase(Which),
    /// Fix the round's figures as a version and purge the names of its cases; later returns are late.
    ///
    /// Example: assay round close 2026-09-monthly
    Close {
        /// The draw's id.
        #[arg(value_name = "ID")]
        draw: String,
    },
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The draw's id; left out: all.
    #[arg(value_name = "ID")]
    draw: Option<String>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    urgent::warn(&workspace)?;
    let as_at = workspace.session.as_at();
    match &args.step {
        Step::Status(which) => {
            let rounds = round::status(&workspace, which.draw.as_deref())?;
            if format == Format::Json {
                output::json(
                    &rounds
                        .iter()
                        .map(|round| status(round, round.state(as_at)))
                        .collect::<Vec<_>>(),
                )?;
            } else {
                screen::status(&rounds, as_at, format)?;
            }
        }
        Step::Chase(which) => {
            let reminders = round::chase(&workspace, which.draw.as_deref())?;
            if format == Format::Json {
                output::json(&reminders.iter().map(reminder).collect::<Vec<_>>())?;
            } else {
                screen::chase(&reminders, format)?;
            }
        }
        Step::Close { draw } => {
            let closed = round::close(&mut workspace, draw)?;
            if format == Format::Json {
                output::json(&close(&closed))?;
            } else {
                screen::close(&closed, format)?;
            }
        }
    }
    Ok(Exit::Done)
}

fn owed(owed: &[(assay_model::CaseId, bool)]) -> Vec<Value> {
    owed.iter()
        .map(|(case, second)| json!({ "case_id": case.as_str(), "second_read": second }))
        .collect()
}

fn status(round: &RoundStatus, state: &str) -> Value {
    let auditors: Vec<Value> = round
        .auditors
        .iter()
        .map(|line| {
            json!({
                "auditor": line.auditor, "cases": line.cases, "back": line.back,
                "owed": owed(&line.owed),
            })
        })
        .collect();
    let heard = &round.coverage;
    json!({
        "draw_id": round.draw.as_str(),
        "state": state,
        "audit_period": {
            "from": round.dates.from.to_string(), "to": round.dates.to.to_string(),
        },
        "returns_due": round.dates.returns_due.to_string(),
        "closes_on": round.dates.closes_on.to_string(),
        "closed_on": round.closed_on.map(|date| date.to_string()),
        "cases": round.wanted, "back": round.back, "owed": round.wanted - round.back,
        "overdue": round.overdue, "late": round.late,
        "coverage": {
            "base": heard.base,
            "child_asked": heard.child_asked, "child_not_asked": heard.child_not_asked,
            "family_asked": heard.family_asked, "family_not_asked": heard.family_not_asked,
            "worker_took_part": heard.worker_took_part, "worker_did_not": heard.worker_did_not,
        },
        "auditors": auditors,
    })
}

fn reminder(found: &Reminder) -> Value {
    json!({
        "draw_id": found.draw.as_str(), "auditor": found.auditor, "name": found.name,
        "manager": found.manager, "returns_due": found.due.to_string(),
        "days_over": found.days_over, "owed": owed(&found.owed), "words": found.words,
    })
}

fn close(closed: &Closed) -> Value {
    json!({
        "draw_id": closed.draw.as_str(), "version": closed.version, "new": closed.is_new,
        "names_purged": closed.names_purged, "figures": closed.figures,
    })
}
