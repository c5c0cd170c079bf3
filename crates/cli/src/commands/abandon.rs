//! `assay abandon`: abandons a draw and keeps it on record.

use assay_views::draws::Abandoned;
use assay_workspace::draws::remedy;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Abandon a draw. It stays on record and still counts as a draw of its list.
///
/// Example: assay abandon 2026-09-monthly --reason "frozen from last month's list"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// Why.
    #[arg(long, value_name = "REASON")]
    reason: String,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let manifest = remedy::abandon(&mut globals.open()?.writer()?, &args.id, &args.reason)?;
    match (format, manifest) {
        (Format::Json, Some(manifest)) => {
            output::data(&String::from_utf8_lossy(&manifest.bytes()))?;
        }
        (Format::Json, None) => output::json(&Abandoned { draw_id: args.id.clone() })?,
        _ => output::line(&format!("{} is abandoned and stays on record", args.id))?,
    }
    Ok(Exit::Done)
}
