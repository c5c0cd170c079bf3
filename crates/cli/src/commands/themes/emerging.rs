//! `assay themes emerging`: phrases that auditors write now and wrote less before.

use assay_model::print;
use assay_workspace::comments::themes::emerging::{Period, compare};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// List phrases that are more frequent in one period than in another.
///
/// A phrase is listed if it is in at least 5 comments by at least 3 auditors.
///
/// Example: assay themes emerging --period 2026-07..2026-09 --against 2026-04..2026-06
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The months that interest you.
    #[arg(long, value_name = "A..B", value_parser = Period::parse)]
    period: Period,
    /// The months to compare them with.
    #[arg(long, value_name = "C..D", value_parser = Period::parse)]
    against: Period,
    /// How many phrases to show.
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: usize,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let found = compare(&*globals.open()?.reader()?, args.period, args.against)?;
    let shown = found.phrases.iter().take(args.limit);
    if format == Format::Json {
        output::json(&shown.collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    let mut table =
        Table::new(["phrase", "now", "before", "auditors", "times as often", "at least", "g2"]);
    for p in shown {
        table.row([
            p.phrase.clone(),
            format!("{} of {}", p.comments, p.base_comments),
            format!("{} of {}", p.before, p.base_before),
            p.auditors.map(|n| n.to_string()).unwrap_or_default(),
            print::decimal(p.log_ratio.exp2(), 1),
            print::decimal(p.low.exp2(), 1),
            print::decimal(p.g2, 1),
        ]);
    }
    output::table(&table, format)?;
    eprintln!("{} phrases; pasted text counts once", found.phrases.len());
    Ok(Exit::Done)
}
