//! `assay retention`: what is past its time, and removing it.

use assay_views::rights::RetentionReport;
use assay_workspace::records::retention;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Show or remove what is past its time under retention.yaml; holds are kept.
///
/// Example: assay retention due
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum Step {
    /// Show what is past its time.
    Due,
    /// Remove it from the store, the files of draws, the index and the disk.
    Apply,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let report = match args.step {
        Step::Due => retention::due(&mut workspace.writer()?)?,
        Step::Apply => retention::apply(&mut workspace.writer()?)?,
    };
    print(&report, args.step, format)?;
    Ok(Exit::Done)
}

fn print(report: &RetentionReport, step: Step, format: Format) -> Result<(), CommandError> {
    let word = match step {
        Step::Due => "due",
        Step::Apply => "removed",
    };
    if format == Format::Json {
        return output::json(report);
    }
    let mut table = if report.holds.is_empty() {
        Table::new(["kind", "before", word])
    } else {
        Table::new(["kind", "before", word, "kept on hold"])
    };
    for one in &report.kinds {
        let (before, count) = (one.before.to_string(), one.count.count().to_string());
        match one.on_hold {
            None => table.row([one.kind, &before, &count]),
            Some(kept) => table.row([one.kind, &before, &count, &kept.to_string()]),
        }
    }
    output::table(&table, format)?;
    for hold in &report.holds {
        say!("on hold and kept: {}, since {}: {}", hold.covers.words, hold.since, hold.reason);
    }
    if report.on_hold > 0 {
        say!("{} cases are on hold and kept", report.on_hold);
    }
    Ok(())
}
