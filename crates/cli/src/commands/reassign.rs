//! `assay reassign`: the first remedy, another auditor for the same case.

use assay_workspace::draws::ReadRole;
use assay_workspace::draws::reassign::{ReassignOptions, reassign};

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::manifest;

/// Move a case to another auditor, for leave, a conflict of interest or workload.
///
/// Example: assay reassign 2026-09-monthly 10482 --to jsmith --reason leave
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// The case.
    case: String,
    /// The login of the auditor who takes it.
    #[arg(long, value_name = "LOGIN")]
    to: String,
    /// Why.
    #[arg(long, value_name = "REASON")]
    reason: String,
    /// Reassign the second reading, where the case is read twice; by default the first.
    #[arg(long)]
    second: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let options = ReassignOptions {
        case: args.case.clone(),
        to: args.to.clone(),
        reason: args.reason.clone(),
        role: if args.second { ReadRole::Second } else { ReadRole::First },
    };
    let done = reassign(&mut workspace.writer()?, &args.id, &options)?;
    manifest::print(&done.manifest, done.blocked.as_deref(), format)
}
