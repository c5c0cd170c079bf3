//! `assay demo`: a made-up council from end to end.

use std::path::PathBuf;
use std::sync::Arc;

use assay_views::demo::ThemeCounted;
use assay_workspace::demo;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};
use crate::progress::Bars;

/// Make up a council with a year of lists, draws, returns, themes and packs.
///
/// Nobody in it exists. The same seed makes the same council, byte for byte.
///
/// Example: assay demo demo-council
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to make; a folder that an earlier demo made is replaced.
    dir: PathBuf,
    /// Any text; another seed makes another council.
    #[arg(long, default_value = "1", value_name = "S")]
    seed: String,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let report = demo::demo(&args.dir, &args.seed, Arc::new(Bars::default()))?;
    if format == Format::Json {
        output::json(&report)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["draw", "eligible", "selected", "returns"]);
    for round in &report.rounds {
        let numbers = [round.eligible, round.selected, round.returns];
        table.row(std::iter::once(round.draw.clone()).chain(numbers.map(|n| n.to_string())));
    }
    output::table(&table, format)?;
    if format == Format::Table {
        output::line("")?;
        for counted in &report.themes {
            let ThemeCounted { label, month, comments, base } = counted;
            output::line(&format!(
                "{month}: auditors wrote of \"{label}\" in {comments} of {base} comments"
            ))?;
        }
        output::line("")?;
        output::line(&format!("workspace  {}", report.root.display()))?;
        output::line(&format!("workbook   {}", report.workbook.display()))?;
        for pack in &report.packs {
            output::line(&format!("pack       {}", pack.display()))?;
        }
        say!(
            "next: open a pack in your browser; or: cd {} and assay search '\"not written up\"'",
            report.root.display()
        );
    }
    Ok(Exit::Done)
}
