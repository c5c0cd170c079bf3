//! `assay reaudit`: cases that were judged badly and are to be read again.

use assay_views::round::Reaudit;
use assay_workspace::round::escalation;

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
    let as_at = workspace.session().as_at();
    let found = escalation::reaudits(&*workspace.reader()?)?;
    let shown: Vec<&Reaudit> =
        found.iter().filter(|one| all || one.reaudited_on.is_none()).collect();
    if format == Format::Json {
        output::json(&shown)?;
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
            true => words(one.moderated_judgement),
            false if as_at > one.moderation_due => format!("overdue since {}", one.moderation_due),
            false => format!("by {}", one.moderation_due),
        };
        let after = one.reaudited_on.map(|day| format!("{} on {day}", words(one.after)));
        table.row([
            one.case_id.clone(),
            one.draw_id.clone().unwrap_or_default(),
            one.audited_on.to_string(),
            words(one.judgement),
            moderated,
            format!("{} of {}", one.actions_owned, one.actions),
            one.reaudit_due.to_string(),
            one.state.to_owned(),
            after.unwrap_or_default(),
        ]);
    }
    output::table(&table, format)?;
    if shown.iter().any(|one| one.reaudited_on.is_none()) {
        say!(
            "take one into a draw as a targeted case: assay target DRAW CASE --reason \"re-audit\""
        );
    }
    Ok(Exit::Done)
}
