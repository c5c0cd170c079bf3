//! `assay plan new`: asks on stderr, reads answers from stdin, writes the YAML, reads it back.

use std::io::{BufRead as _, Write as _};

use assay_workspace::Workspace;
use assay_workspace::sampling::plans::{self, NewPlan};

use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

pub(crate) fn run(workspace: &Workspace) -> Result<Exit, CommandError> {
    let answers = NewPlan {
        name: ask("a name for the plan, such as cin-dip", "")?,
        purpose: ask("what it is for, in a few words", "")?,
        source: ask("the list it draws from", "children")?,
        n: ask("how many cases", "20")?,
        strata: ask("columns to spread them over, with commas between", "plan_type, team")?,
        minimum: ask("at least so many of each", "0")?,
        reserves: ask("reserves for each", "2")?,
        months: ask("leave out cases audited in so many months", "12")?,
    };
    let entry = plans::add(workspace, &answers)?;
    output::text(&entry.text)?;
    output::line(&entry.plan.sentence())?;
    eprintln!("added to plans.yaml; see what it will say: assay plan check {}", entry.plan.name);
    Ok(Exit::Done)
}

fn ask(question: &str, usual: &str) -> Result<String, CommandError> {
    let suggestion = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
    eprint!("{question}{suggestion}: ");
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim();
    Ok(if answer.is_empty() { usual.to_owned() } else { answer.to_owned() })
}
