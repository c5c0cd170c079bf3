//! `assay plan`: plans in words, a new one by question and answer, and what a sample size will say.

mod new;

use assay_workspace::draws::{plans, sizing};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// List and show plans, make one, or check what its sample size can show.
///
/// Example: assay plan show monthly
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the plans of this workspace.
    List,
    /// Read a plan back as a sentence.
    Show {
        /// The plan's name.
        name: String,
    },
    /// Make a plan by answering questions; it is added to plans.yaml.
    New,
    /// Report what the plan's sample size can and cannot show, by stratum.
    Check {
        /// The plan's name.
        name: String,
        /// A sample size to check in place of the plan's.
        #[arg(long, value_name = "N")]
        n: Option<u64>,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    match &args.action {
        Action::New => new::run(&mut workspace),
        Action::List => {
            let lines = plans::lines(&*workspace.reader()?)?;
            let mut table = Table::new(["plan", "purpose"]);
            for line in &lines {
                table.row([line.plan.as_str(), &line.purpose]);
            }
            if format == Format::Json {
                output::json(&lines)?;
            } else {
                output::table(&table, format)?;
            }
            Ok(Exit::Done)
        }
        Action::Show { name } => {
            let shown = plans::show(&*workspace.reader()?, name)?;
            if format == Format::Json {
                output::json(&shown)?;
            } else {
                output::line(&shown.sentence)?;
            }
            Ok(Exit::Done)
        }
        Action::Check { name, n } => {
            let sizing::Checked { reaches, notes, .. } =
                sizing::check(&*workspace.reader()?, name, *n)?;
            for note in notes {
                say!("note: {note}");
            }
            if format == Format::Json {
                output::json(&reaches)?;
                return Ok(Exit::Done);
            }
            let mut table = Table::new(["stratum", "eligible", "n", "what it says"]);
            for r in reaches {
                table.row([r.stratum, r.eligible.to_string(), r.n.to_string(), r.sentence]);
            }
            output::table(&table, format)?;
            Ok(Exit::Done)
        }
    }
}
