//! `assay size`: how many files to read, and what so many say.

use assay_model::Share;
use assay_workspace::evidence::stats::{SizeQuestion, size};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Work out a sample size, with a sentence that explains it.
///
/// Examples: assay size --population 3000 --rate 3%, assay size --population 3000 --margin 5%,
/// assay size --population 3000 --tolerable 5% --errors 1
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("question").required(true).args(["margin", "rate", "tolerable"]))]
pub(crate) struct Args {
    /// How many cases there are.
    #[arg(long, value_name = "N")]
    population: u64,
    /// Estimate a share to within this margin either way.
    #[arg(long, value_name = "SHARE", value_parser = Share::parse)]
    margin: Option<Share>,
    /// The share expected, with --margin; by default 50%, which needs the most cases.
    #[arg(long, value_name = "SHARE", requires = "margin", value_parser = Share::parse)]
    expect: Option<Share>,
    /// The lowest rate that the sample must detect.
    #[arg(long, value_name = "SHARE", value_parser = Share::parse)]
    rate: Option<Share>,
    /// The lowest rate that is not tolerable.
    #[arg(long, value_name = "SHARE", requires = "errors", value_parser = Share::parse)]
    tolerable: Option<Share>,
    /// How many exceptions the sample may have, with --tolerable.
    #[arg(long, value_name = "COUNT", requires = "tolerable")]
    errors: Option<u64>,
    /// How sure to be.
    #[arg(long, value_name = "SHARE", default_value = "95%", value_parser = Share::parse)]
    confidence: Share,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let question = match (args.margin, args.rate, args.tolerable) {
        (Some(margin), _, _) => SizeQuestion::Margin { margin, expected: args.expect },
        (_, Some(rate), _) => SizeQuestion::Rate(rate),
        (_, _, Some(rate)) => SizeQuestion::Tolerable { rate, errors: args.errors.unwrap_or(0) },
        _ => return Err(CommandError::new("expected --margin, --rate or --tolerable")),
    };
    let found = size(args.population, question, args.confidence)?;
    if format == Format::Json {
        output::json(&found)?;
    } else {
        output::line(&format!("{}: {}", found.n, found.sentence))?;
    }
    Ok(Exit::Done)
}
