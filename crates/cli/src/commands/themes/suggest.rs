//! `assay themes suggest`: comments that the rules missed and that look like a theme, best first.

use assay_workspace::comments::themes::suggest::suggest;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// List comments that no rule counts but that read like the theme, best first. They count once confirmed.
///
/// Example: assay themes suggest not_written_up --limit 20
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The theme's code.
    theme: String,
    /// How many to show.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// List instead the comments that a rule counts and the model denies, least likely first.
    #[arg(long)]
    doubtful: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let found = suggest(&*globals.open()?.reader()?, &args.theme)?;
    let list = if args.doubtful { &found.doubtful } else { &found.comments };
    let shown = list.iter().take(args.limit);
    if format == Format::Json {
        output::json(&shown.collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    for one in shown {
        let words = one.words.join(", ");
        output::line(&format!("{:.2}  {}  by: {words}", one.score, one.comment_id))?;
        output::line(&format!("      {}\n", one.text.replace(['\n', '\r', '\t'], " ")))?;
    }
    say!(
        "{} comments worth reading, {} hits doubtful; {} of {} decided so far proved right; learnt from {} verdicts and the starter comments",
        found.comments.len(),
        found.doubtful.len(),
        found.proved_right,
        found.decided,
        found.learnt_from
    );
    let mut table = Table::new(["comment_id", "score", "words", "text"]);
    if format == Format::Csv {
        for one in list.iter().take(args.limit) {
            table.row([
                &one.comment_id,
                &format!("{:.3}", one.score),
                &one.words.join(" "),
                &one.text,
            ]);
        }
        output::table(&table, format)?;
    }
    Ok(Exit::Done)
}
