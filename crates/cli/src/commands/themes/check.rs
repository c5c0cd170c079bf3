//! `assay themes check`: scores the rules on labelled comments.

use std::path::PathBuf;

use assay_views::themes::Score;
use assay_workspace::Input;
use assay_workspace::comments::themes;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Score the rules on labelled comments: a CSV with the columns `comment_id`, `comment` and `themes`.
///
/// Example: assay themes check labelled.csv --misses
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The labelled comments.
    file: PathBuf,
    /// Themes to check, in the form of themes.yaml; else the workspace's, else those of the program.
    #[arg(long, value_name = "FILE")]
    themes: Option<PathBuf>,
    /// Score the rules together with what the starter model suggests where no rule hit.
    #[arg(long)]
    suggestions: bool,
    /// Name every miss and false hit.
    #[arg(long)]
    misses: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let book = match (&args.themes, globals.open_if_there()?) {
        (Some(path), _) => themes::of_file(&Input::file(path))?,
        (None, Some(workspace)) => themes::of_workspace(&*workspace.reader()?)?,
        (None, None) => themes::built_in()?,
    };
    let suggester = args.suggestions.then(themes::starter::suggester).transpose()?;
    let scores = themes::check::check(&book, suggester, &Input::file(&args.file))?;
    let end = output::said(&scores.said, "");
    for (label, count) in &scores.unknown {
        say!("note: \"{label}\" is no theme of the book; {count} labels are not scored");
    }
    for miss in scores.errors.iter().filter(|_| args.misses) {
        let how = miss.by.as_ref().map_or("missed".to_owned(), |by| format!("false hit: {by}"));
        say!("{}: {} {how}", miss.comment_id, miss.theme);
    }
    if format == Format::Json {
        output::json(&scores)?;
        return Ok(end);
    }
    let mut table = Table::new(["theme", "p", "r", "f1", "tp", "fp", "fn"]);
    for (code, score) in &scores.together.themes {
        table.row(cells(code, *score));
    }
    if let Some(apart) = &scores.apart {
        table.row(cells("rules alone", apart.rules.micro));
        table.row(cells("worth reading, where no rule hit", apart.suggestions.micro));
        table.row(cells("doubtful, where a rule hit", apart.doubtful.micro));
        table.row(cells("rules and model weighed", apart.weighed.micro));
    }
    table.row(cells("all themes", scores.together.micro));
    output::table(&table, format)?;
    Ok(end)
}

fn cells(name: &str, score: Score) -> [String; 7] {
    let share = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| format!("{x:.3}"));
    [
        name.to_owned(),
        share(score.p),
        share(score.r),
        share(score.f1),
        score.right.to_string(),
        score.wrong.to_string(),
        score.missed.to_string(),
    ]
}
