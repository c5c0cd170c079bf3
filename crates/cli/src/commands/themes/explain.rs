//! `assay themes explain`: why a comment counts for a theme, or does not.

use assay_workspace::comments::themes;
use assay_workspace::comments::themes::explain::{comment_of, explain};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Show why a comment counts for a theme, and why not for others.
///
/// Example: assay themes explain 2026-09-monthly/1001/meetings, or --text "Core group not written up"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The comment's id, as assay search shows it.
    #[arg(required_unless_present = "text")]
    comment: Option<String>,
    /// A sentence of your own instead, to try the rules on.
    #[arg(long, conflicts_with = "comment")]
    text: Option<String>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let found = match (&args.text, &args.comment) {
        (Some(text), _) => {
            let book = match globals.open_if_there()? {
                Some(workspace) => themes::of_workspace(&*workspace.reader()?)?,
                None => themes::built_in()?,
            };
            explain(&book, text)
        }
        (None, id) => comment_of(&*globals.open()?.reader()?, id.as_deref().unwrap_or_default())?,
    };
    if format == Format::Json {
        output::json(&found)?;
        return Ok(Exit::Done);
    }
    output::line(&found.text)?;
    output::line("")?;
    let mut table = Table::new(["theme", "counts", "rule", "words", "why"]);
    for one in &found.rules {
        let counts = if one.counts { "yes" } else { "no" };
        table.row([one.theme.as_str(), counts, &one.rule, &one.words, &one.why]);
    }
    if found.rules.is_empty() {
        output::line("no rule has anything to say about it")?;
    } else {
        output::table(&table, format)?;
    }
    for v in &found.verdicts {
        let note = if v.note.is_empty() { String::new() } else { format!(": {}", v.note) };
        let how = v.how.as_ref().map_or_else(String::new, |how| format!(", {how}"));
        let (says, reading) = (v.verdict, v.reading);
        output::line(&format!("{} {says} {} ({reading}{how}){note}", v.reviewer, v.theme))?;
    }
    Ok(Exit::Done)
}
