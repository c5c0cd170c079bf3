//! `assay themes check`: scores the rules on labelled comments.

use std::path::PathBuf;

use assay_workspace::themes::{self, check::Tally};
use serde_json::{Map, Value, json};

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
    /// Name every miss and false hit.
    #[arg(long)]
    misses: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let book = match (&args.themes, globals.open_if_there()?) {
        (Some(path), _) => themes::of_file(path)?,
        (None, Some(workspace)) => themes::of_workspace(&workspace)?,
        (None, None) => themes::built_in()?,
    };
    let scores = themes::check::check(&book, &args.file)?;
    for (label, count) in &scores.unknown {
        eprintln!("note: \"{label}\" is no theme of the book; {count} labels are not scored");
    }
    for miss in scores.errors.iter().filter(|_| args.misses) {
        let how = if miss.rules.is_empty() { "missed" } else { "false hit" };
        eprintln!("{}: {} {how} {}", miss.comment_id, miss.theme, miss.rules.join(", "));
    }
    if format == Format::Json {
        let themes: Map<String, Value> =
            scores.themes.iter().map(|(code, tally)| (code.clone(), theme_json(*tally))).collect();
        let micro = scores.micro;
        output::json(&json!({
            "micro": { "p": micro.precision(), "r": micro.recall(), "f1": micro.f1() },
            "themes": themes,
        }))?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["theme", "p", "r", "f1", "tp", "fp", "fn"]);
    for (code, tally) in &scores.themes {
        table.row(cells(code, *tally));
    }
    table.row(cells("all themes", scores.micro));
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn theme_json(tally: Tally) -> Value {
    json!({
        "p": tally.precision(), "r": tally.recall(), "f1": tally.f1(),
        "tp": tally.right, "fp": tally.wrong, "fn": tally.missed,
    })
}

fn cells(name: &str, tally: Tally) -> [String; 7] {
    let share = |x: f64| format!("{x:.3}");
    [
        name.to_owned(),
        share(tally.precision()),
        share(tally.recall()),
        share(tally.f1()),
        tally.right.to_string(),
        tally.wrong.to_string(),
        tally.missed.to_string(),
    ]
}
