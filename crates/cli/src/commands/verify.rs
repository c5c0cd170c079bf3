//! `assay verify`: draws again and compares. The answers are yes, no or unknown, each apart.

use std::path::Path;

use assay_workspace::draws::verify::{self, VerifyReport};
use serde_json::json;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Verify a draw: repeat it, and check list, seed, cases, replacements and ledger.
///
/// An argument with / or \ or . is the path of a manifest, with frame.tsv in the same folder; that needs
/// no workspace.
///
/// Example: assay verify 2026-09-monthly
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id, or the path of a manifest.json.
    #[arg(required_unless_present = "ledger")]
    draw: Option<String>,
    /// Verify the ledger's chain instead.
    #[arg(long, conflicts_with = "draw")]
    ledger: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let report = match &args.draw {
        None => verify::of_ledger(&globals.open()?)?,
        Some(path) if path.contains(['/', '\\', '.']) => verify::of_path(Path::new(path))?,
        Some(id) => verify::of_draw(&globals.open()?, id)?,
    };
    if format == Format::Json {
        print_json(&report)?;
    } else {
        print_lines(&report)?;
    }
    Ok(if report.first_difference().is_none() { Exit::Done } else { Exit::Differs })
}

fn print_json(report: &VerifyReport) -> Result<(), CommandError> {
    let answer = |name: &str| {
        report.answers().into_iter().find(|(n, _)| *n == name).and_then(|(_, a)| a.as_bool())
    };
    output::json(&json!({
        "list_unchanged": answer("list_unchanged"),
        "seed_after_freeze": answer("seed_after_freeze"),
        "cases_match": answer("cases_match"),
        "replacements_in_order": answer("replacements_in_order"),
        "ledger_intact": answer("ledger_intact"),
        "draws_of_this_list": report.draws_of_this_list,
        "withdrawn": report.withdrawn,
        "erased": report.erased,
        "first_difference": report.first_difference(),
    }))
}

fn print_lines(report: &VerifyReport) -> Result<(), CommandError> {
    let words = [
        ("list_unchanged", "the list is the one frozen"),
        ("seed_after_freeze", "the seed was recorded after the freeze"),
        ("cases_match", "the cases are the ones that list, rules and seed give"),
        ("replacements_in_order", "every replacement was the next in order"),
        ("ledger_intact", "the ledger's chain holds"),
    ];
    for ((_, question), (_, answer)) in words.into_iter().zip(report.answers()) {
        let said = match answer.as_bool() {
            Some(true) => "yes".to_owned(),
            Some(false) => format!("NO: {}", answer.difference().unwrap_or_default()),
            None => "cannot be known here".to_owned(),
        };
        output::line(&format!("{question}: {said}"))?;
    }
    if let Some(draws) = report.draws_of_this_list {
        output::line(&format!("draws made of this list: {draws}"))?;
    }
    if report.withdrawn > 0 {
        let records = if report.withdrawn == 1 { "record" } else { "records" };
        output::line(&format!("{} {records} withdrawn", report.withdrawn))?;
    }
    if report.erased > 0 {
        let cases = match report.erased {
            1 => "1 case was".to_owned(),
            more => format!("{more} cases were"),
        };
        output::line(&format!("{cases} erased by right, and the tickets kept"))?;
    }
    for line in &report.beside {
        output::line(line)?;
    }
    eprintln!(
        "verify cannot detect cases left off the list: compare the totals with the record system"
    );
    Ok(())
}
