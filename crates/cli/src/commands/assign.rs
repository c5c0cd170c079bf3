//! `assay assign`: auditors for the readings of a draw that have none yet.

use assay_workspace::draws::reassign::assign;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::manifest;

/// Assign auditors to the readings of a draw that have none; other readings stay.
///
/// For a draw made before the auditors were imported, or whose cases lacked auditors with room.
///
/// Example: assay assign 2026-09-monthly
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let done = assign(&mut workspace.writer()?, &args.id)?;
    manifest::print(&done.manifest, done.blocked.as_deref(), format)
}
