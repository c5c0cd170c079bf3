//! `assay themes suggest`: comments that the rules missed and that look like a theme, best first.

use assay_workspace::comments::themes::suggest::suggest;
use serde_json::{Value, json};

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
    let found = suggest(&globals.open()?, &args.theme)?;
    let list = if args.doubtful { &found.doubtful } else { &found.comments };
    let shown = list.iter().take(args.limit);
    if format == Format::Json {
        let rows: Vec<Value> = shown
            .map(|(comment, one)| {
                json!({
                    "comment_id": comment.id, "theme": one.theme, "score": one.score,
                    "words": one.words, "start": one.span.0, "end": one.span.1, "text": comment.text,
                })
            })
            .collect();
        output::json(&rows)?;
        return Ok(Exit::Done);
    }
    for (comment, one) in shown {
        let words = one.words.join(", ");
        output::line(&format!("{:.2}  {}  by: {words}", one.score, comment.id))?;
        output::line(&format!("      {}\n", comment.text.replace(['\n', '\r', '\t'], " ")))?;
    }
    eprintln!(
        "{} comments worth reading, {} hits doubtful; {} of {} decided so far proved right; learnt from {} verdicts and the starter comments",
        found.comments.len(),
        found.doubtful.len(),
        found.proved_right,
        found.decided,
        found.learnt_from
    );
    let mut table = Table::new(["comment_id", "score", "words", "text"]);
    if format == Format::Csv {
        for (comment, one) in list.iter().take(args.limit) {
            table.row([
                &comment.id,
                &format!("{:.3}", one.score),
                &one.words.join(" "),
                &comment.text,
            ]);
        }
        output::table(&table, format)?;
    }
    Ok(Exit::Done)
}
