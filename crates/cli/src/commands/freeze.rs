//! `assay freeze`: freezes the list of a plan, shows what changed since the last one, prints the receipt.

use assay_views::draws::FreezeReport;
use assay_workspace::draws::freeze::{FreezeOptions, freeze};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Freeze the list of a plan, so that who can be drawn is fixed before there is a seed.
///
/// Example: assay freeze --plan monthly --id 2026-09-monthly --n 100
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The plan's name, as in plans.yaml.
    #[arg(long, value_name = "NAME")]
    plan: String,
    /// The draw's permanent id: lower-case letters, figures and hyphens.
    #[arg(long, value_name = "ID")]
    id: String,
    /// The sample size; by default the plan's.
    #[arg(long, value_name = "N")]
    n: Option<u64>,
    /// Where the seed will come from, such as the next round of a randomness beacon; by default the plan's.
    #[arg(long, value_name = "TEXT")]
    seed_source: Option<String>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let options = FreezeOptions {
        plan: args.plan.clone(),
        id: args.id.clone(),
        n: args.n,
        seed_source: args.seed_source.clone(),
    };
    let report = freeze(&mut workspace.writer()?, &options)?;
    if format == Format::Json {
        output::json(&report)?;
    } else {
        output::line(&report.receipt)?;
    }
    talk(&report);
    Ok(Exit::Done)
}

fn talk(report: &FreezeReport) {
    for note in report.notes.iter().chain(&report.chances) {
        say!("note: {note}");
    }
    let (cases, eligible) = (report.cases, report.eligible);
    if eligible < cases {
        say!(
            "what the sample shows will hold for the {eligible} eligible of the {cases} on the list"
        );
    }
    for finding in &report.findings {
        let ids: Vec<&str> = finding.cases.iter().take(10).map(String::as_str).collect();
        let more = if finding.cases.len() > 10 { ", …" } else { "" };
        let which =
            if ids.is_empty() { String::new() } else { format!(": {}{more}", ids.join(", ")) };
        say!("continuity: {}{which}", finding.text);
    }
    if !report.drawn_before.is_empty() {
        say!(
            "this list was drawn before: {}; every draw of it stays on record",
            report.drawn_before.join(", ")
        );
    }
    say!("send the receipt to someone outside the team now, then: assay draw {}", report.draw);
}
