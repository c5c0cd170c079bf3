//! `assay sql`: the same draw as SQL.

use assay_workspace::draws::sql::sql;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Write a draw as SQL that selects the same cases from frame.tsv.
///
/// Example: assay sql 2026-09-monthly --engine duckdb > draw.sql
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// The engine: duckdb, postgres or spark.
    #[arg(long, value_name = "ENGINE")]
    engine: String,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    output::data(&sql(&*globals.open()?.reader()?, &args.id, &args.engine)?)?;
    Ok(Exit::Done)
}
