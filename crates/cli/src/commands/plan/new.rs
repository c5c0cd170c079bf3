//! `assay plan new`: asks on stderr, reads answers from stdin, writes the YAML, reads it back. At a
//! terminal an answer that cannot be used is asked for again; from a file it ends the command.

use std::io::{BufRead as _, IsTerminal as _};

use assay_workspace::Workspace;
use assay_workspace::draws::plans::{self, NewPlan};

use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, shell};

pub(crate) fn run(workspace: &mut Workspace) -> Result<Exit, CommandError> {
    let free = |name: &str| {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > 64 || !name.chars().all(good) {
            return Err("a name of lower-case letters, figures and hyphens".to_owned());
        }
        let reader = workspace.reader().map_err(|fault| fault.to_string())?;
        plans::refuse_taken(&reader, name).map_err(|fault| format!("a new name: {fault}"))
    };
    let mut answers = NewPlan {
        name: ask("a name for the plan, such as cin-dip", "", free)?,
        purpose: ask("what it is for, in a few words", "", anything)?,
        source: ask("the list it draws from", "children", something)?,
        n: ask("how many cases", "20", at_least(1))?,
        columns: ask(
            "columns to spread them over (or to walk along), with commas between, - for none",
            "plan_type, team",
            anything,
        )?
        .trim_start_matches('-')
        .to_owned(),
        minimum: ask("at least so many of each", "0", at_least(0))?,
        reserves: ask("reserves for each", "2", at_least(0))?,
        months: ask("leave out cases audited in so many months", "12", at_least(0))?,
        selection: ask(
            "how they are selected: tickets, systematic or every_case",
            "tickets",
            one_of(&["tickets", "systematic", "every_case"]),
        )?,
        unit: ask(
            "what is drawn: case, family (one child of each) or whole_family (every child)",
            "case",
            one_of(&["case", "family", "whole_family"]),
        )?,
        allocation: ask(
            "how the number is spread: proportional, equal or neyman",
            "proportional",
            one_of(&["proportional", "equal", "neyman"]),
        )?,
        cap: ask("at first no more than so many of one worker, 0 for no cap", "0", at_least(0))?,
        twice: ask("how many are read twice, a number or a share such as 10%", "0", share)?,
        own_team: ask(
            "whether auditors read their own team's cases: forbidden, allowed or required",
            "forbidden",
            one_of(&["forbidden", "allowed", "required"]),
        )?,
        collapse: plans::NO_MERGING.to_owned(),
    };
    if answers.selection == "tickets" && !answers.columns.trim().is_empty() {
        answers.collapse = ask(
            "which strata are too small and merged with the nearest, so that everybody can be drawn: below 2 seats, below 20, or none",
            "below 2 seats",
            plans::check_merging,
        )?;
    }
    let entry = plans::add(&workspace.writer()?, &answers)?;
    output::text(&entry.text)?;
    output::line(&entry.sentence)?;
    say!("added to plans.yaml; see what it will say: assay plan check {}", entry.plan);
    Ok(Exit::Done)
}

/// Asks until the answer can be used; no answer takes the usual one.
fn ask(
    question: &str,
    usual: &str,
    check: impl Fn(&str) -> Result<(), String>,
) -> Result<String, CommandError> {
    let suggestion = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
    let terminal = std::io::stdin().is_terminal();
    loop {
        shell::ask(&format!("{question}{suggestion}:"))?;
        let mut answer = String::new();
        let ended = std::io::stdin().lock().read_line(&mut answer)? == 0;
        if !terminal || ended {
            say!("");
        }
        let answer = answer.trim();
        let answer = if answer.is_empty() { usual } else { answer };
        match check(answer) {
            Ok(()) => return Ok(answer.to_owned()),
            Err(expected) if terminal && !ended => say!("expected {expected}"),
            Err(expected) => {
                let message = format!("{question}: expected {expected}, found \"{answer}\"");
                return Err(CommandError::new(message).hint(
                    "nothing was written; answer at the terminal, or write one answer on each line",
                ));
            }
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of the checks that refuse")]
fn anything(_: &str) -> Result<(), String> {
    Ok(())
}

fn something(answer: &str) -> Result<(), String> {
    if answer.is_empty() { Err("an answer".to_owned()) } else { Ok(()) }
}

fn at_least(least: u64) -> impl Fn(&str) -> Result<(), String> {
    move |answer| match answer.parse::<u64>() {
        Ok(number) if number >= least => Ok(()),
        _ => Err(format!("a whole number of at least {least}")),
    }
}

fn share(answer: &str) -> Result<(), String> {
    let number = answer.strip_suffix('%').unwrap_or(answer);
    let whole = number.parse::<u64>().ok();
    match whole {
        Some(percent) if answer.ends_with('%') && percent > 100 => Err("at most 100%".to_owned()),
        Some(_) => Ok(()),
        None => Err("a whole number, or a share such as 10%".to_owned()),
    }
}

fn one_of(words: &'static [&'static str]) -> impl Fn(&str) -> Result<(), String> {
    move |answer| {
        if words.contains(&answer) { Ok(()) } else { Err(format!("one of {}", words.join(", "))) }
    }
}
