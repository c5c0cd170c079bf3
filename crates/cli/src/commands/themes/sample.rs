//! `assay themes sample`: comments drawn at random to check the rules by.

use assay_model::SampleOf;
use assay_workspace::comments::themes::chosen;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Draw comments at random to check a theme's rules by: its hits, or with --misses comments without one.
///
/// Decide on them with assay themes review, or fill in the CSV and bring it back with assay import verdicts.
///
/// Example: assay themes sample not_written_up --n 50 --format csv > to-check.csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The theme's code.
    theme: String,
    /// How many comments.
    #[arg(long, value_name = "N", default_value_t = 50)]
    n: usize,
    /// Draw from the comments without a hit, to see what the rules miss.
    #[arg(long)]
    misses: bool,
    /// The seed; else one from the machine's randomness. It is printed and kept.
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let of = if args.misses { SampleOf::Misses } else { SampleOf::Hits };
    let chosen =
        chosen::draw(&mut workspace.writer()?, &args.theme, of, args.n, args.seed.as_deref())?;
    say!(
        "{} of {} {} of {}, seed {}",
        chosen.comments.len(),
        chosen.population,
        chosen.of,
        chosen.theme,
        chosen.seed
    );
    if format == Format::Json {
        output::json(&chosen)?;
        return Ok(Exit::Done);
    }
    if format == Format::Csv {
        let headings =
            ["comment_id", "theme", "comment", "found", "verdict", "note", "text_digest"];
        let mut table = Table::new(headings);
        for c in &chosen.comments {
            let found = c.span.map_or("", |(from, to)| &c.text[from..to]);
            table.row([&c.comment_id, &chosen.theme, &c.text, found, "", "", &c.text_digest]);
        }
        output::table(&table, format)?;
        return Ok(Exit::Done);
    }
    for c in &chosen.comments {
        let text = output::marked(&c.text, c.span);
        output::line(&format!("{}\n    {text}\n", c.comment_id))?;
    }
    say!("decide on them: assay themes review {}", chosen.theme);
    Ok(Exit::Done)
}
