//! `assay stats interval`: what so many of so many says about the list.

use assay_measures::interval::{clopper_pearson, exact, wilson};
use assay_measures::{Confidence, Interval};
use serde_json::json;

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
    let told = |fault: assay_measures::Error| CommandError::new(fault.to_string());
    let confidence = Confidence::new(args.confidence).map_err(told)?;
    let by_score = wilson(args.hits, args.n, confidence).map_err(told)?;
    let by_tails = clopper_pearson(args.hits, args.n, confidence).map_err(told)?;
    let counts = args
        .population
        .map(|population| exact(args.hits, args.n, population, confidence))
        .transpose()
        .map_err(told)?;
    if format == Format::Json {
        output::json(&json!({
            "exact": counts.map(|cases| [cases.low, cases.high]),
            "wilson": [by_score.low, by_score.high],
            "clopper_pearson": [by_tails.low, by_tails.high],
        }))?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["interval", "low", "high", "of"]);
    if let (Some(cases), Some(population)) = (counts, args.population) {
        let of = format!("the {population} cases of the list");
        table.row(["exact".to_owned(), cases.low.to_string(), cases.high.to_string(), of]);
    }
    for (name, Interval { low, high }) in [("Wilson", by_score), ("Clopper-Pearson", by_tails)] {
        let share = |end: f64| format!("{end:.4}");
        table.row([name.to_owned(), share(low), share(high), "shares".to_owned()]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
