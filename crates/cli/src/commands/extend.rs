//! `assay extend`: the same list and seed with a larger sample.

use assay_workspace::draws::remedy;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::manifest;

/// Enlarge a sample: what was selected stays, and the ledger records when it grew.
///
/// Where audits had come back by then, every report of the draw says so.
///
/// Example: assay extend 2026-09-monthly --to 120
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// The size of the whole sample afterwards.
    #[arg(long, value_name = "N")]
    to: u64,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let done = remedy::extend(&mut globals.open()?.writer()?, &args.id, args.to)?;
    manifest::print(&done.manifest, done.blocked.as_deref(), format)
}
