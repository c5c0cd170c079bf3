//! `assay themes explain`: why a comment counts for a theme, or does not.

use assay_workspace::comments::themes::explain::{Explanation, explain};
use assay_workspace::comments::themes::{self, verdicts};
use serde_json::{Value, json};

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
    let (book, text, said) = match (&args.text, &args.comment) {
        (Some(text), _) => {
            let book = match globals.open_if_there()? {
                Some(workspace) => themes::of_workspace(&workspace)?,
                None => themes::built_in()?,
            };
            (book, text.clone(), Vec::new())
        }
        (None, id) => {
            let workspace = globals.open()?;
            let comment = verdicts::comment(&workspace, id.as_deref().unwrap_or_default())?;
            let all = verdicts::Verdicts::of(&workspace)?;
            let said = all.on(&comment).into_iter().cloned().collect();
            (themes::of_workspace(&workspace)?, comment.text, said)
        }
    };
    let explanations = explain(&book, &text);
    if format == Format::Json {
        let rules: Vec<Value> = explanations.iter().map(to_json).collect();
        let people: Vec<Value> = said
            .iter()
            .map(|v| {
                json!({
                    "theme": v.theme, "verdict": v.says.word(), "reading": v.reading.word(),
                    "reviewer": v.reviewer, "note": v.note,
                })
            })
            .collect();
        output::json(&json!({ "text": text, "rules": rules, "verdicts": people }))?;
        return Ok(Exit::Done);
    }
    output::line(&text)?;
    output::line("")?;
    let mut table = Table::new(["theme", "counts", "rule", "words", "why"]);
    for one in &explanations {
        let counts = if one.counts { "yes" } else { "no" };
        table.row([one.theme.as_str(), counts, &one.rule, &one.words, &one.why]);
    }
    if explanations.is_empty() {
        output::line("no rule has anything to say about it")?;
    } else {
        output::table(&table, format)?;
    }
    for v in &said {
        let note = if v.note.is_empty() { String::new() } else { format!(": {}", v.note) };
        let (says, reading) = (v.says.word(), v.reading.word());
        output::line(&format!("{} {says} {} ({reading}){note}", v.reviewer, v.theme))?;
    }
    Ok(Exit::Done)
}

fn to_json(one: &Explanation) -> Value {
    json!({
        "theme": one.theme, "rule": one.rule, "counts": one.counts, "words": one.words,
        "start": one.span.0, "end": one.span.1, "why": one.why,
    })
}
