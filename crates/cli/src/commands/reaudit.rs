//! `assay reaudit`: cases that were judged badly and are to be read again.

use assay_workspace::round::escalation::{self, Escalated};
use serde_json::{Value, json};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table, urgent};

/// List the re-audits due after a poor judgement, with the grades before and after.
///
/// Example: assay reaudit due
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// The cases to read again, those that wait longest first.
    Due {
        /// Show the cases that were read again too, each with its judgement before and after.
        #[arg(long)]
        all: bool,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let Step::Due { all } = args.step;
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    urgent::warn(&workspace)?;
    let as_at = workspace.session.as_at();
    let found = escalation::reaudits(&workspace)?;
    let shown: Vec<&Escalated> =
        found.iter().filter(|escalated| all || escalated.after.is_none()).collect();
    if format == Format::Json {
        output::json(&shown.iter().map(|one| value(one, one.state(as_at))).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        "case",
        "draw",
        "audited on",
        "judged",
        "moderated",
        "actions owned",
        "re-audit due",
        "state",
        "after",
    ]);
    for one in &shown {
        let words = |grade: Option<assay_model::Judgement>| {
            grade.map_or("not judged", assay_model::Judgement::words).to_owned()
        };
        let moderated = match one.moderated {
            Some(grade) => words(grade),
            None if as_at > one.moderation_due => format!("overdue since {}", one.moderation_due),
            None => format!("by {}", one.moderation_due),
        };
        let after = one.after.map(|(day, grade)| format!("{} on {day}", words(grade)));
        table.row([
            one.audit.case.to_string(),
            one.audit.draw.as_ref().map_or(String::new(), ToString::to_string),
            one.on.to_string(),
            words(one.audit.overall),
            moderated,
            format!("{} of {}", one.actions.1, one.actions.0),
            one.reaudit_due.to_string(),
            one.state(as_at).to_owned(),
            after.unwrap_or_default(),
        ]);
    }
    output::table(&table, format)?;
    if shown.iter().any(|one| one.after.is_none()) {
        eprintln!(
            "take one into a draw as a targeted case: assay target DRAW CASE --reason \"re-audit\""
        );
    }
    Ok(Exit::Done)
}

fn value(one: &Escalated, state: &str) -> Value {
    json!({
        "case_id": one.audit.case.as_str(),
        "draw_id": one.audit.draw.as_ref().map(assay_model::DrawId::as_str),
        "auditor": one.audit.auditor,
        "audited_on": one.on.to_string(),
        "judgement": one.audit.overall.map(assay_model::Judgement::code),
        "moderation_due": one.moderation_due.to_string(),
        "moderated": one.moderated.is_some(),
        "moderated_judgement": one.moderated.flatten().map(assay_model::Judgement::code),
        "actions": one.actions.0, "actions_owned": one.actions.1,
        "reaudit_due": one.reaudit_due.to_string(),
        "state": state,
        "reaudited_on": one.after.map(|(day, _)| day.to_string()),
        "after": one.after.and_then(|(_, grade)| grade).map(assay_model::Judgement::code),
    })
}
