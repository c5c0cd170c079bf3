//! `assay replace`: the last remedy, by the next reserve in order.

use assay_workspace::draws::remedy::{self, Opened, ReplaceOptions};

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::manifest;
use crate::second::SecondArgs;

/// Replace a case that cannot be audited with the next reserve in order.
///
/// Reasons: record not accessible, not in scope after all, duplicate child, or other: and why. A case
/// whose audit has come back needs a second person, and every report of the draw says so.
///
/// Example: assay replace 2026-09-monthly 10482 --reason "record not accessible" --approver "Head of QA"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// The case, or a reserve that has to be skipped.
    case: String,
    /// Why, in the words of the list.
    #[arg(long, value_name = "REASON")]
    reason: String,
    /// Who approved it.
    #[arg(long, value_name = "NAME")]
    approver: String,
    /// The file had been opened.
    #[arg(long)]
    opened: bool,
    #[command(flatten)]
    second: SecondArgs,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let options = ReplaceOptions {
        case: args.case.clone(),
        reason: args.reason.clone(),
        approver: args.approver.clone(),
        opened: if args.opened { Opened::Opened } else { Opened::Unopened },
        second: args.second.ask()?,
    };
    let done = remedy::replace(&mut globals.open()?.writer()?, &args.id, &options)?;
    if let Some(statement) = &done.statement {
        say!("the sampling statement will say: {statement}");
    }
    manifest::print(&done.manifest, done.blocked.as_deref(), format)
}
