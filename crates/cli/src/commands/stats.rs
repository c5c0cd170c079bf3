//! `assay stats`: figures of a plain table, so that anyone can check one. Needs no workspace.

mod agree;
mod chart;
mod estimate;
mod interval;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;

/// Compute an estimate, interval, agreement or process chart from a plain table.
///
/// Example: assay stats interval --hits 45 --n 100 --population 300
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Estimate(estimate::Args),
    Interval(interval::Args),
    Agree(agree::Args),
    Chart(chart::Args),
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    match &args.what {
        What::Estimate(args) => estimate::run(args, format),
        What::Interval(args) => interval::run(args, format),
        What::Agree(args) => agree::run(args, format),
        What::Chart(args) => chart::run(args, format),
    }
}
