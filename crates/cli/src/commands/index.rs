//! `assay index`: the search index, a cache that can be built again at any time.

use assay_workspace::comments::index;
use clap::Subcommand;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Rebuild the search index, a cache that otherwise keeps itself up to date.
///
/// Example: assay index rebuild
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Build the index again from the store.
    Rebuild,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    let What::Rebuild = args.what;
    let report = index::rebuild(&*workspace.reader()?)?;
    if format == Format::Json {
        output::json(&report)?;
    } else {
        output::line(&format!("indexed {} comments", report.comments))?;
    }
    Ok(Exit::Done)
}
