//! `assay report`: judgements and domain scores by month, each with its base.

mod apart;
mod rows;
mod screen;

use assay_model::Month;
use assay_workspace::evidence::report::{self, ReportOptions};

use crate::args::{Format, Globals, parse_month};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, urgent};

/// Show judgements and domain scores by month, with base, interval and change.
///
/// Example: assay report --from 2026-04 --to 2026-09
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The first month to show, e.g. 2026-04.
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    from: Option<Month>,
    /// The last month to show.
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    to: Option<Month>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    if let (Some(from), Some(to)) = (args.from, args.to)
        && from > to
    {
        return Err(CommandError::new(format!("expected a first month before {to}, found {from}")));
    }
    let workspace = globals.open()?;
    urgent::warn(&workspace)?;
    let found =
        report::report(&*workspace.reader()?, &ReportOptions { from: args.from, to: args.to })?;
    match format {
        Format::Json => output::json(&found)?,
        Format::Csv => output::table(&rows::rows(&found), format)?,
        _ => output::text(&screen::report(&found))?,
    }
    Ok(Exit::Done)
}
