//! `assay stats interval`: what so many of so many says about the list.

use assay_workspace::evidence::stats::interval;

use crate::args::{Format, parse_share};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Show what M of N says about the list it was drawn from: exact, Wilson and Clopper-Pearson intervals.
///
/// Example: assay stats interval --hits 45 --n 100 --population 300
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many have what is counted.
    #[arg(long, value_name = "M")]
    hits: u64,
    /// How many were drawn.
    #[arg(long, value_name = "N")]
    n: u64,
    /// How many cases are on the list; the exact interval is in counts of them.
    #[arg(long, value_name = "K")]
    population: Option<u64>,
    /// The confidence.
    #[arg(long, value_name = "SHARE", default_value = "95%", value_parser = parse_share)]
    confidence: f64,
}

pub(super) fn run(args: &Args, format: Format) -> Result<Exit, CommandError> {
    let found = interval(args.hits, args.n, args.population, args.confidence)?;
    if format == Format::Json {
        output::json(&found)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["interval", "low", "high", "of"]);
    if let (Some([low, high]), Some(population)) = (found.exact, args.population) {
        let of = format!("the {population} cases of the list");
        table.row(["exact".to_owned(), low.to_string(), high.to_string(), of]);
    }
    for (name, [low, high]) in
        [("Wilson", found.wilson), ("Clopper-Pearson", found.clopper_pearson)]
    {
        let share = |end: f64| format!("{end:.4}");
        table.row([name.to_owned(), share(low), share(high), "shares".to_owned()]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
