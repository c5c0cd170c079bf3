//! `assay hold`: cases that must be kept for now.

use assay_model::CaseId;
use assay_workspace::records::hold;

use crate::args::{Format, Globals, parse_case};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Put a case on hold so that it is neither erased nor purged; list and lift holds.
///
/// Example: assay hold put --case 4411 --reason "serious case review"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Put a case on hold.
    Put(Which),
    /// Lift the hold on a case.
    Lift(Which),
    /// List the cases on hold.
    List,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The case's id.
    #[arg(long, value_name = "ID", value_parser = parse_case)]
    case: CaseId,
    /// Why, in a few words.
    #[arg(long, value_name = "R")]
    reason: String,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    match &args.step {
        Step::Put(which) => hold::put(&mut workspace.writer()?, &which.case, &which.reason)?,
        Step::Lift(which) => hold::lift(&mut workspace.writer()?, &which.case, &which.reason)?,
        Step::List => {}
    }
    let holds = hold::list(&*workspace.reader()?)?;
    if format == Format::Json {
        output::json(&holds)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["case", "since", "login", "reason"]);
    for hold in &holds {
        table.row([hold.case_id.as_str(), &hold.since.to_string(), &hold.login, &hold.reason]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
