//! `assay indicators`: what was due and done on time, from the event tables.

mod rows;
mod screen;

use assay_workspace::evidence::indicators::{self, Also};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Show indicators from events: on time and late, by month and team, with charts.
///
/// Example: assay indicators --as-at 2026-09-30
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Compare the meetings that the events show as not written up with what auditors wrote about
    /// the same cases.
    #[arg(long)]
    cross_check: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    let also = if args.cross_check { Also::CrossCheck } else { Also::Nothing };
    let found = indicators::measure(&*workspace.reader()?, also)?;
    for warning in &found.warnings {
        say!("note: {warning}");
    }
    match format {
        Format::Json => output::json(&found)?,
        Format::Csv => output::table(&rows::rows(&found), format)?,
        _ => output::text(&screen::report(&found))?,
    }
    Ok(Exit::Done)
}
