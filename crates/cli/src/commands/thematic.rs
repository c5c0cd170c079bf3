//! `assay thematic new`: asks on stderr, reads answers from stdin, writes plan and tool.

use std::io::BufRead as _;

use assay_workspace::round::thematic::{self, NewThematic};

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, shell};

/// Make a thematic audit: a plan and a short form with questions of your own.
///
/// It stays outside the monthly series.
///
/// Example: assay thematic new
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Ask for name, purpose, list, size and questions; write plans.yaml and audit-tool.yaml.
    New,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let Step::New = args.step;
    let mut workspace = globals.open()?;
    let mut new = NewThematic {
        name: ask("a name, such as missing-2026", "")?,
        purpose: ask("what it looks into, in a few words", "")?,
        source: ask("the list it draws from", "children")?,
        n: ask("how many cases", "15")?,
        questions: Vec::new(),
    };
    say!(
        "the questions, one on each line, an empty line to end; how each is answered comes after a bar:"
    );
    say!(
        "  yes-partly-no (taken where nothing is said), score, judgement, date, text, or choices with bars between"
    );
    loop {
        let line = ask("question", "")?;
        if line.is_empty() {
            break;
        }
        let (words, answer) = line.split_once('|').unwrap_or((line.as_str(), "yes-partly-no"));
        new.questions.push((words.trim().to_owned(), answer.trim().to_owned()));
    }
    let entry = thematic::add(&workspace.writer()?, &new)?;
    output::text(&entry.text)?;
    output::line(&entry.sentence)?;
    say!("added to plans.yaml and audit-tool.yaml; next: assay freeze --plan {} --id ID", new.name);
    Ok(Exit::Done)
}

fn ask(question: &str, usual: &str) -> Result<String, CommandError> {
    let suggestion = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
    shell::ask(&format!("{question}{suggestion}:"))?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim();
    Ok(if answer.is_empty() { usual.to_owned() } else { answer.to_owned() })
}
