//! `assay actions`: what was agreed, what is overdue, what drifts; and what is done about it.

mod list;

use assay_model::Date;
use assay_workspace::evidence::indicators;
use assay_workspace::round::actions::{Change, change};

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::urgent;
use crate::second::SecondArgs;

/// Show actions, open and overdue first, and record what was done about them.
///
/// Actions come from audit returns and from `assay import actions`. Record here what was done
/// about one: every change is kept, and the person who reports it done cannot verify it.
///
/// Example: assay actions --as-at 2026-09-30
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    /// Show done and closed actions too.
    #[arg(long)]
    all: bool,
    #[command(subcommand)]
    step: Option<Step>,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Move the day an action is due; the days before are kept.
    Due {
        /// The action's id.
        id: String,
        /// The new day.
        #[arg(value_name = "DATE")]
        day: Date,
    },
    /// Record that an action was done, with the evidence.
    Done {
        /// The action's id.
        id: String,
        /// The evidence that it was done.
        #[arg(long, value_name = "TEXT")]
        evidence: String,
        /// The day it was done; by default the as-at date.
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
    /// Verify that an action was done, as a second person and not the one who reported it.
    Verify {
        /// The action's id.
        id: String,
        #[command(flatten)]
        second: SecondArgs,
    },
    /// Close an action that is not done.
    ///
    /// Reasons: workload, family not available, disagreed with, superseded, or other: and why.
    Close {
        /// The action's id.
        id: String,
        /// Why.
        #[arg(long, value_name = "R")]
        reason: String,
    },
    /// Record whether a manager challenged that an action is late.
    Challenge {
        /// The action's id.
        id: String,
        /// Record that nobody challenged it.
        #[arg(long)]
        not: bool,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    urgent::warn(&workspace)?;
    let as_at = workspace.session().as_at();
    let actions = match &args.step {
        None => indicators::actions(&*workspace.reader()?)?,
        Some(step) => {
            let (id, what) = step.change(as_at)?;
            change(&mut workspace.writer()?, id, &what)?
        }
    };
    let shown = if args.all || args.step.is_some() { list::Shown::All } else { list::Shown::Open };
    list::print(&actions, shown, format)?;
    Ok(Exit::Done)
}

impl Step {
    fn change(&self, as_at: Date) -> Result<(&str, Change), CommandError> {
        Ok(match self {
            Self::Due { id, day } => (id, Change::Due(*day)),
            Self::Done { id, evidence, on } => {
                (id, Change::Done { on: on.unwrap_or(as_at), evidence: evidence.clone() })
            }
            Self::Verify { id, second } => (id, Change::Verified(second.ask()?)),
            Self::Close { id, reason } => (id, Change::NotDone(reason.clone())),
            Self::Challenge { id, not } => (id, Change::Challenged(!not)),
        })
    }
}
