//! `assay target`: a case chosen by judgement, kept apart from the random ones.

use assay_workspace::draws::remedy;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::manifest;

/// Add a case chosen by judgement: audited and shown, but in no estimate.
///
/// Example: assay target 2026-09-monthly 10482 --reason "re-audit of an inadequate case"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// The case.
    case: String,
    /// Why.
    #[arg(long, value_name = "REASON")]
    reason: String,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let done = remedy::target(&mut globals.open()?.writer()?, &args.id, &args.case, &args.reason)?;
    manifest::print(&done.manifest, done.blocked.as_deref(), format)
}
