//! `assay export`: everything out again, as CSV and JSON.

use std::path::PathBuf;

use assay_workspace::records::export;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Write everything imported or decided to a new folder, as CSV and JSON.
///
/// The tables can be imported again. They name children's cases: protect them like the workspace.
///
/// Example: assay export --to "E:\assay-2026-09-30"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to make; by default exports/DATE in the workspace.
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let report = export::export(&mut globals.open()?, args.to.as_deref())?;
    if let Some(why) = &report.not_on_record {
        super::backup::not_on_record(why);
    }
    if format == Format::Json {
        output::json(&report)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["file", "rows"]);
    for written in &report.files {
        table.row([written.file.clone(), written.rows.to_string()]);
    }
    output::table(&table, format)?;
    say!("written to {}", report.folder.display());
    Ok(Exit::Done)
}
