//! `assay themes review`: one comment after the other, confirmed or rejected by whoever is logged in.

use std::io::BufRead as _;

use assay_model::Comment;
use assay_model::verdict::{Reading, Says};
use assay_workspace::Writer;
use assay_workspace::comments::themes::review::{Queue, queue};
use assay_workspace::comments::themes::verdicts::{self, Given};
use assay_workspace::records::people::Second;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, shell};
use crate::second::SecondArgs;

/// Confirm or reject a theme in comments, one after the other: those of the latest sample first, then other hits.
///
/// With an id and --confirm or --reject, decide on that one comment, for example to add a theme the rules missed.
///
/// Example: assay themes review not_written_up
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Args {
    /// The theme's code.
    theme: String,
    /// One comment to decide on.
    #[arg(requires = "decision")]
    comment: Option<String>,
    /// Confirm that the comment is about the theme.
    #[arg(long, group = "decision", requires = "comment")]
    confirm: bool,
    /// Reject it: the comment is not about the theme.
    #[arg(long, group = "decision", requires = "comment")]
    reject: bool,
    /// Why, in a few words.
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    /// Read without seeing what the rules found or others decided; this measures agreement and changes no figure.
    #[arg(long)]
    blind: bool,
    #[command(flatten)]
    second: SecondArgs,
    /// Go through comments that the starter model suggests.
    #[arg(long, conflicts_with_all = ["blind", "comment"])]
    suggestions: bool,
    /// Stop after so many.
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    if args.second.name().is_some() && !args.blind {
        return Err(CommandError::new("--second is for a second reader, who reads with --blind"));
    }
    let mut workspace = globals.open()?;
    let second = args.second.ask()?;
    if let Some(id) = &args.comment {
        let comment = verdicts::comment(&*workspace.reader()?, id)?;
        let says = if args.confirm { Says::Yes } else { Says::No };
        give(&mut workspace.writer()?, args, &comment, says, &second)?;
        say!("{} {}: {}", comment.id, args.theme, says.word());
        return Ok(Exit::Done);
    }
    let wanted = match (args.suggestions, args.blind) {
        (true, _) => Queue::Suggested,
        (false, true) => Queue::ForSecondReader(args.second.name().map(str::to_owned)),
        (false, false) => Queue::Hits,
    };
    let waiting = queue(&*workspace.reader()?, &args.theme, &wanted)?;
    let (mut decided, total) = (0, waiting.len());
    say!("{total} comments to review; y yes, n no, s skip, q stop");
    for (comment, span) in waiting.into_iter().take(args.limit) {
        let shown = if args.blind { None } else { span };
        let about = [comment.id.as_str(), &comment.team, &comment.domain];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        say!("\n{}\n{}", about.join(" · "), output::marked(&comment.text, shown));
        match ask(&args.theme)? {
            Answer::Said(says) => {
                give(&mut workspace.writer()?, args, &comment, says, &second)?;
                decided += 1;
            }
            Answer::Skip => {}
            Answer::Stop => break,
        }
    }
    say!("{decided} decided, {} left", total - decided);
    Ok(Exit::Done)
}

fn give(
    workspace: &mut Writer<'_>,
    args: &Args,
    comment: &Comment,
    says: Says,
    second: &Second,
) -> Result<(), CommandError> {
    let reading = if args.blind { Reading::Blind } else { Reading::Open };
    let (theme, note) = (args.theme.clone(), args.note.clone());
    verdicts::give(workspace, comment, Given { theme, says, reading, note }, second)?;
    Ok(())
}

enum Answer {
    Said(Says),
    Skip,
    Stop,
}

/// Asks until the answer is one of those offered; the end of the input stops.
fn ask(theme: &str) -> Result<Answer, CommandError> {
    loop {
        shell::ask(&format!("{theme}? [y/n/s/q]"))?;
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line)? == 0 {
            return Ok(Answer::Stop);
        }
        match line.trim().to_lowercase().as_str() {
            "s" | "skip" => return Ok(Answer::Skip),
            "q" | "quit" => return Ok(Answer::Stop),
            other => match Says::parse(other) {
                Some(says) => return Ok(Answer::Said(says)),
                None => say!("expected y, n, s or q, found \"{other}\""),
            },
        }
    }
}
