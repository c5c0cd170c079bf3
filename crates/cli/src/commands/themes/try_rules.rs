//! `assay themes try`: what other rules would change, before anybody uses them.

use std::path::PathBuf;

use assay_model::print;
use assay_views::themes::{Compared, Score, ThemeComment, Tried};
use assay_workspace::Input;
use assay_workspace::comments::themes;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Try other rules on every comment: what each theme would gain and lose, and how often it is right.
///
/// The file has the form of themes.yaml. Nothing is kept. The pages change one rule at a time and try it in the
/// same way before it is saved.
///
/// Example: assay themes try new-themes.yaml --theme not_written_up
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The rules to try.
    file: PathBuf,
    /// List the comments that this theme would gain and lose.
    #[arg(long, value_name = "CODE")]
    theme: Option<String>,
    /// How many of them to list.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    let rules = themes::of_file(&Input::file(&args.file))?;
    let reader = workspace.reader()?;
    if let Some(theme) = &args.theme {
        themes::tried::must_be_in_one(&reader, &rules, theme)?;
    }
    let trial = themes::tried::by_rules(&reader, &rules, args.limit)?;
    if format == Format::Json {
        output::json(&trial)?;
        return Ok(Exit::Done);
    }
    let mut table =
        Table::new(["theme", "now", "then", "added", "lost", "right now", "right then"]);
    for tried in &trial.themes {
        table.row(row(tried));
    }
    output::table(&table, format)?;
    if trial.themes.is_empty() {
        say!("nothing would change in {} comments", print::count(trial.base_comments));
        return Ok(Exit::Done);
    }
    let Some(theme) = args.theme.as_ref().filter(|_| format != Format::Csv) else {
        return Ok(Exit::Done);
    };
    match trial.themes.iter().find(|tried| tried.theme == *theme) {
        Some(tried) => {
            list("added", tried.added, &tried.added_comments)?;
            list("lost", tried.lost, &tried.lost_comments)?;
        }
        None => say!("nothing would change for {theme}"),
    }
    Ok(Exit::Done)
}

fn row(tried: &Tried) -> [String; 7] {
    let right = |compared: Option<Compared>, score_of: fn(Compared) -> Score| {
        let score = compared.map(score_of);
        score.map(|score| print::share_short(score.right, score.right + score.wrong))
    };
    let measured = tried.verdicts.or(tried.labelled);
    [
        tried.theme.clone(),
        tried.before.to_string(),
        tried.after.to_string(),
        tried.added.to_string(),
        tried.lost.to_string(),
        right(measured, |found| found.before).unwrap_or_default(),
        right(measured, |found| found.after).unwrap_or_default(),
    ]
}

fn list(what: &str, total: u64, comments: &[ThemeComment]) -> Result<(), CommandError> {
    for comment in comments {
        let by = &comment.found_by;
        output::line(&format!("{what}: {} · counted by {by}", comment.comment_id))?;
        let span = Some((comment.start, comment.end));
        output::line(&format!("    {}\n", output::marked(&comment.text, span)))?;
    }
    if total > comments.len() as u64 {
        say!("{} of {} {what} are listed", comments.len(), print::count(total));
    }
    Ok(())
}
