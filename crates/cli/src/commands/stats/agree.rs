//! `assay stats agree`: how far readers of the same cases agree.

use std::path::PathBuf;

use assay_workspace::Input;
use assay_workspace::evidence::stats;

use crate::args::Format;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Measure agreement between readers: one row a subject, one column a rater, with a header.
///
/// Example: assay stats agree second-reads.csv --scale outstanding,good,ri,inadequate
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A CSV file or workbook of ratings.
    file: PathBuf,
    /// The steps of the scale in order; numbers need none.
    #[arg(long, value_name = "STEPS", value_delimiter = ',')]
    scale: Option<Vec<String>>,
}

pub(super) fn run(args: &Args, format: Format) -> Result<Exit, CommandError> {
    let found = stats::agree_file(&Input::file(&args.file), args.scale.as_deref())?;
    let end = output::said(&found.said, "");
    if found.n < 30 {
        say!("fewer than 30 subjects: show the table of ratings, not a coefficient");
    }
    if format == Format::Json {
        output::json(&found)?;
        return Ok(end);
    }
    let mut table = Table::new(["coefficient", "value", "se", "n"]);
    let text = |figure: Option<f64>| figure.map_or("-".to_owned(), |f| format!("{f:.4}"));
    for ((name, value), (_, se)) in found.values.named().into_iter().zip(found.se.named()) {
        let n = if name.starts_with("alpha") { String::new() } else { found.n.to_string() };
        table.row([name.to_owned(), text(value), text(se), n]);
    }
    output::table(&table, format)?;
    Ok(end)
}
