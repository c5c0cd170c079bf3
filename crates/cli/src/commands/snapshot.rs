//! `assay snapshot`: a copy of store and settings for another person to read.

use std::path::PathBuf;

use assay_workspace::records::copies;

use super::backup;
use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;

/// Write a read-only copy of the workspace for another person.
///
/// The copy names children's cases as the workspace does: share it only as you would the workspace.
/// To read it: assay --workspace FILE report
///
/// Example: assay snapshot november.assay
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file to write; it must not exist.
    file: PathBuf,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let report = copies::snapshot(&mut globals.open()?, &args.file)?;
    backup::print(&report, format)?;
    Ok(Exit::Done)
}
