//! `assay hold`: what must be kept for now.

use assay_model::{CaseId, Covers, Days};
use assay_workspace::records::hold;

use crate::args::{Format, Globals, parse_case};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Keep a case, list, period, theme or everything from erasure; list and lift holds.
///
/// Example: assay hold put --case 4411 --reason "serious case review"
///
/// Example: assay hold put --everything --reason "public inquiry"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Put something on hold.
    Put(Which),
    /// Lift a hold.
    Lift(Which),
    /// List what is on hold.
    List,
}

#[derive(Debug, clap::Args)]
struct Which {
    #[command(flatten)]
    what: What,
    /// Why, in a few words.
    #[arg(long, value_name = "R")]
    reason: String,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct What {
    /// A case, by its id.
    #[arg(long, value_name = "ID", value_parser = parse_case)]
    case: Option<CaseId>,
    /// A list of cases, by its name, with every case that was ever on it.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// What is dated within these days: 2024-01-01..2024-12-31.
    #[arg(long, value_name = "DAYS", value_parser = parse_days)]
    period: Option<Days>,
    /// The cases of which a comment counts for this theme, by its code.
    #[arg(long, value_name = "CODE")]
    theme: Option<String>,
    /// Everything there is, as when an inquiry forbids that anything is destroyed.
    #[arg(long)]
    everything: bool,
}

impl What {
    fn covers(&self) -> Covers {
        let case = self.case.clone().map(Covers::Case);
        let list = self.list.clone().map(Covers::List);
        let theme = self.theme.clone().map(Covers::Theme);
        let named = case.or(list).or(self.period.map(Covers::Period)).or(theme);
        named.unwrap_or(Covers::Everything)
    }
}

fn parse_days(text: &str) -> Result<Days, String> {
    Days::parse(text).ok_or_else(|| {
        format!(
            "expected days such as 2024-01-01..2024-12-31, the first one first, found \"{text}\""
        )
    })
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    match &args.step {
        Step::Put(Which { what, reason }) => {
            hold::put(&mut workspace.writer()?, &what.covers(), reason)?;
        }
        Step::Lift(Which { what, reason }) => {
            hold::lift(&mut workspace.writer()?, &what.covers(), reason)?;
        }
        Step::List => {}
    }
    let holds = hold::list(&*workspace.reader()?)?;
    if format == Format::Json {
        output::json(&holds)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["on hold", "since", "login", "reason"]);
    for hold in &holds {
        table.row([hold.covers.words.as_str(), &hold.since.to_string(), &hold.login, &hold.reason]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
