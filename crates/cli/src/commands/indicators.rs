//! `assay indicators`: what was due and done on time, from the event tables.

mod screen;
mod wire;

use assay_workspace::indicators;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Show indicators from events: on time, how late, by month and team, with process charts.
///
/// Example: assay indicators --as-at 2026-09-30
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    let found = indicators::measure(&workspace)?;
    for warning in &found.warnings {
        eprintln!("note: {warning}");
    }
    match format {
        Format::Json => output::json(&wire::report(&found))?,
        Format::Csv => output::table(&screen::rows(&found), format)?,
        _ => output::text(&screen::report(&found))?,
    }
    Ok(Exit::Done)
}
