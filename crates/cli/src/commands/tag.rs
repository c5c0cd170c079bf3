//! `assay tag`: themes of a stream of comments, without a workspace.

use std::io::{BufReader, BufWriter};
use std::path::PathBuf;

use assay_workspace::Input;
use assay_workspace::comments::themes::{self, tag::Suggestions};

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;
use crate::progress::Bars;

/// Tag comments from standard input with themes, one line of JSON for each.
///
/// The input is CSV with the columns `comment_id` and `comment`, or a JSON object a line with these names.
///
/// Example: assay tag < comments.csv > hits.ndjson
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Themes of your own, in the form of themes.yaml; else those that come with the program.
    #[arg(long, value_name = "FILE")]
    themes: Option<PathBuf>,
    /// Add what the starter model suggests where no rule hit; such hits have the source "model".
    #[arg(long)]
    suggestions: bool,
}

pub(crate) fn run(args: &Args, _: &Globals) -> Result<Exit, CommandError> {
    let book = match &args.themes {
        Some(path) => themes::of_file(&Input::file(path))?,
        None => themes::built_in()?,
    };
    let input = BufReader::with_capacity(1 << 16, std::io::stdin());
    let out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let suggestions = if args.suggestions { Suggestions::OfStarterModel } else { Suggestions::No };
    let done = themes::tag::tag(&book, suggestions, input, out, &Bars::below_a_stream())?;
    Ok(output::streamed(&done))
}
