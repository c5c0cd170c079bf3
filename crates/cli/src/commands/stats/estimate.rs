//! `assay stats estimate`: a mean or share of a drawn sample, with the design it was drawn by.

use std::path::PathBuf;

use assay_workspace::Input;
use assay_workspace::evidence::stats::{self, EstimateColumns};

use crate::args::Format;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Estimate a mean, or a share where all values are 0 and 1 or yes and no.
///
/// Example: assay stats estimate sample.csv --value score --strata team --population headcount
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A CSV file or workbook, one row a case of the sample.
    file: PathBuf,
    /// The column of the values.
    #[arg(long, value_name = "COLUMN")]
    value: String,
    /// The column of the strata.
    #[arg(long, value_name = "COLUMN")]
    strata: Option<String>,
    /// The column with the stratum's number of cases in the list (with --cluster: of clusters).
    #[arg(long, value_name = "COLUMN")]
    population: Option<String>,
    /// The column of the clusters, such as the family.
    #[arg(long, value_name = "COLUMN")]
    cluster: Option<String>,
    /// Estimate for the rows where a column has a value.
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = parse_domain)]
    domain: Option<(String, String)>,
}

pub(super) fn run(args: &Args, format: Format) -> Result<Exit, CommandError> {
    let wanted = EstimateColumns {
        value: args.value.clone(),
        strata: args.strata.clone(),
        population: args.population.clone(),
        cluster: args.cluster.clone(),
        domain: args.domain.clone(),
    };
    let found = stats::estimate_file(&Input::file(&args.file), &wanted)?;
    let end = output::said(&found.said, "");
    if args.population.is_none() {
        say!(
            "no --population: every row weighs the same, and nothing is corrected for the list's size"
        );
    }
    say!("interval: {}", found.method);
    match found.collapsed {
        0 => {}
        1 => say!(
            "1 stratum has one case and shares its neighbour's variance: the interval is approximate"
        ),
        more => say!(
            "{more} strata have one case and share their neighbours' variance: the interval is approximate"
        ),
    }
    if format == Format::Json {
        output::json(&found)?;
        return Ok(end);
    }
    let mut table = Table::new(["estimate", "value", "se", "low", "high", "n", "df"]);
    let figures = [found.mean, found.se, found.low, found.high];
    let cells = figures.map(|figure| format!("{figure:.6}"));
    let tail = [found.n.to_string(), found.df.to_string()];
    table.row(std::iter::once(found.measure.to_owned()).chain(cells).chain(tail));
    output::table(&table, format)?;
    Ok(end)
}

fn parse_domain(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(column, value)| (column.trim().to_owned(), value.trim().to_owned()))
        .filter(|(column, _)| !column.is_empty())
        .ok_or_else(|| format!("expected COLUMN=VALUE, found \"{text}\""))
}
