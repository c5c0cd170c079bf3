//! `assay round`: how far rounds have come, whom to remind, and closing one.

mod screen;

use assay_workspace::round;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, urgent};

/// Show how far a round has come and whom to remind; close it to fix its figures.
///
/// Example: assay round status 2026-09-monthly
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Show what is due, back and owed, for one round or for all.
    ///
    /// Example: assay round status
    Status(Which),
    /// Show who owes what, with a reminder to send, for one round or for all that are open.
    ///
    /// Example: assay round chase 2026-09-monthly --format csv
    Chase(Which),
    /// Fix the round's figures as a version and purge the names of its cases; later returns are late.
    ///
    /// Example: assay round close 2026-09-monthly
    Close {
        /// The draw's id.
        #[arg(value_name = "ID")]
        draw: String,
    },
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The draw's id; left out: all.
    #[arg(value_name = "ID")]
    draw: Option<String>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    urgent::warn(&workspace)?;
    match &args.step {
        Step::Status(which) => {
            let rounds = round::status(&*workspace.reader()?, which.draw.as_deref())?;
            if format == Format::Json {
                output::json(&rounds)?;
            } else {
                screen::status(&rounds, format)?;
            }
        }
        Step::Chase(which) => {
            let reminders = round::chase(&*workspace.reader()?, which.draw.as_deref())?;
            if format == Format::Json {
                output::json(&reminders)?;
            } else {
                screen::chase(&reminders, format)?;
            }
        }
        Step::Close { draw } => {
            let closed = round::close(&mut workspace.writer()?, draw)?;
            if format == Format::Json {
                output::json(&closed)?;
            } else {
                screen::close(&closed, format)?;
            }
        }
    }
    Ok(Exit::Done)
}
