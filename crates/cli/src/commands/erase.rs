//! `assay erase`: what is held on one case, gone for good, by two people.

use assay_model::Ground;
use assay_views::rights::{ErasureReport, Outcome};
use assay_workspace::records::erase::{self, Why};

use crate::args::{Format, Globals, parse_case};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;
use crate::second::SecondArgs;

/// Erase everything held on one case: one person asks, a second one carries it out.
///
/// Draws keep their tickets, with erased-1, erased-2… in place of the id, and can still be verified.
///
/// Example: assay erase --case 4411 --reason "request of the family, ref 123"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The case's id.
    #[arg(long, value_name = "ID", value_parser = parse_case)]
    case: assay_model::CaseId,
    /// Why, in a few words without names.
    #[arg(long, value_name = "R")]
    reason: String,
    /// Which right or duty it serves; without it a request, unless who asked has said another.
    ///
    /// request: somebody asked who may; limitation: it is kept no longer than needed; unlawful: it should never have been
    /// stored; order: a court or the regulator ordered it.
    #[arg(long, value_name = "WORD", value_parser = parse_ground)]
    serves: Option<Ground>,
    #[command(flatten)]
    second: SecondArgs,
}

fn parse_ground(text: &str) -> Result<Ground, String> {
    Ground::parse(text).ok_or_else(|| {
        let words = Ground::ALL.map(Ground::word).join(", ");
        format!("expected one of {words}, found \"{text}\"")
    })
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let second = args.second.ask()?;
    let why = Why { reason: &args.reason, serves: args.serves };
    let outcome = erase::erase(&mut workspace.writer()?, &args.case, &why, &second)?;
    if format == Format::Json {
        output::json(&outcome)?;
    }
    match (outcome, format) {
        (Outcome::Asked(asked), _) => {
            if format != Format::Json {
                output::line("nothing is erased yet: the request is on record")?;
                output::line(&format!("it serves {}", asked.serves))?;
            }
            say!(
                "hint: erasing needs two people; let a colleague, not {}, run the same command under their own login, or type their passphrase: --second NAME",
                asked.asked_by
            );
            Ok(Exit::Differs)
        }
        (Outcome::Done(_), Format::Json) => Ok(Exit::Done),
        (Outcome::Done(report), _) => print(&report).map(|()| Exit::Done),
    }
}

fn print(report: &ErasureReport) -> Result<(), CommandError> {
    output::line(&format!(
        "erased {}: {} records, {} rows; the id replaced in {} other records and {} draws",
        report.second,
        report.records,
        report.rows,
        report.scrubbed,
        report.draws.len()
    ))?;
    output::line(&format!("it served {}", report.serves))?;
    for form in &report.forms_removed {
        let form = form.display();
        output::line(&format!("removed {form}: write it again with assay forms"))?;
    }
    for file in &report.left {
        output::line(&format!("may still name the case: {}", file.display()))?;
    }
    Ok(())
}
