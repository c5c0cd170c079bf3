//! `assay themes emerging`: phrases that auditors write now and wrote less before.

use assay_model::print;
use assay_views::themes::Phrases;
use assay_workspace::comments::themes::emerging::{Listed, Period, compare};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// List phrases that are more frequent in one period than in another.
///
/// A phrase is listed if it is in at least 5 comments by at least 3 auditors, and if it rose so surely that no more
/// than one in ten of the list is chance. How many phrases chance alone would list is found by shuffling the months
/// among the audits 200 times, with seed 1.
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
    /// List also those that chance may explain.
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let listed = if args.all { Listed::All } else { Listed::Sure };
    let mut found = compare(&*globals.open()?.reader()?, args.period, args.against, listed)?;
    let rose = found.phrases.len();
    found.phrases.truncate(args.limit);
    if format == Format::Json {
        output::json(&found)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        "phrase",
        "now",
        "before",
        "auditors",
        "times as often",
        "at least",
        "g2",
        "chance down to here",
    ]);
    for p in &found.phrases {
        table.row([
            p.phrase.clone(),
            format!("{} of {}", p.comments, p.base_comments),
            format!("{} of {}", p.before, p.base_before),
            p.auditors.map(|n| n.to_string()).unwrap_or_default(),
            print::decimal(p.log_ratio.exp2(), 1),
            print::decimal(p.low.exp2(), 1),
            print::decimal(p.g2, 1),
            // So many shuffles cannot show that there is none.
            print::percent(p.false_share.max(f64::MIN_POSITIVE)),
        ]);
    }
    output::table(&table, format)?;
    say!("{}", words(rose, &found));
    Ok(Exit::Done)
}

/// Says how many phrases rose, and how many chance alone would list.
fn words(rose: usize, found: &Phrases) -> String {
    let chance = &found.chance;
    let listed = match rose {
        0 if found.set_aside > 0 => "none stands out from chance".to_owned(),
        1 => "1 phrase".to_owned(),
        many => format!("{many} phrases"),
    };
    let aside = match found.set_aside {
        0 => String::new(),
        some => format!(
            "; {} more rose, but with them more than {} of the list would be chance (--all lists them)",
            print::count(some),
            print::percent(chance.false_share)
        ),
    };
    let by_chance = format!(
        "chance alone lists {} on average, up to {} in 19 of 20 shuffles of the months ({} shuffles, seed {})",
        print::decimal(chance.mean, 1),
        print::count(chance.most),
        chance.shuffles,
        chance.seed
    );
    format!("{listed}{aside}\n{by_chance}\npasted text counts once")
}
