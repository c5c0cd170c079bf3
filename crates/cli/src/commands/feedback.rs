//! `assay feedback`: one page for supervision, and a paragraph for the child's record.

use assay_model::{CaseId, Date};
use assay_workspace::round::feedback::{self, FeedbackOptions};

use crate::args::{Format, Globals, parse_case, parse_date};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Write the page for supervision and the paragraph for the child's record.
///
/// Both are made from the case's latest audit; the paragraph is printed.
///
/// Example: assay feedback 4411 --given 2026-10-02
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The case.
    #[arg(value_parser = parse_case)]
    case: CaseId,
    /// The day it was given in supervision.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    given: Option<Date>,
    /// The day the paragraph was filed in the child's record.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    filed: Option<Date>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let options = FeedbackOptions { given: args.given, filed: args.filed };
    let made = feedback::feedback(&mut workspace.writer()?, &args.case, options)?;
    if format == Format::Json {
        output::json(&made)?;
        return Ok(Exit::Done);
    }
    output::line(&made.path.display().to_string())?;
    output::line("")?;
    output::line(&made.paragraph)?;
    if made.given.is_none() {
        say!("when it was given: assay feedback {} --given DATE", args.case);
    }
    if made.filed.is_none() {
        say!("when the paragraph was filed: assay feedback {} --filed DATE", args.case);
    }
    Ok(Exit::Done)
}
