//! `assay themes count`: comments and cases by theme, each with its base.

use assay_model::print;
use assay_workspace::comments::themes::count::{self, By, CountOptions};
use assay_workspace::comments::themes::edit;
use clap::ValueEnum;

use super::period::PeriodArgs;
use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Count the comments and cases in which auditors wrote of each theme.
///
/// Example: assay themes count --by month --from 2026-07
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Break the counts down.
    #[arg(long, value_enum)]
    by: Option<Group>,
    #[command(flatten)]
    period: PeriodArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Group {
    /// The round's month.
    Month,
    /// The team at the freeze.
    Team,
    /// The box of the audit tool.
    Domain,
    /// The overall judgement.
    Grade,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    let by = match args.by {
        None => By::All,
        Some(Group::Month) => By::Month,
        Some(Group::Team) => By::Team,
        Some(Group::Domain) => By::Domain,
        Some(Group::Grade) => By::Grade,
    };
    let reader = workspace.reader()?;
    let options = CountOptions { by, from: args.period.from, to: args.period.to };
    let counts = count::count(&reader, &options)?;
    if format == Format::Json {
        output::json(&counts)?;
        return Ok(Exit::Done);
    }
    let mut table =
        Table::new(["theme", "group", "comments", "of", "cases", "of cases", "interval"]);
    for c in &counts {
        let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let interval = c.interval().map(|ends| print::percent_range(ends.low, ends.high));
        table.row([
            c.label.clone(),
            c.group.clone().unwrap_or_default(),
            c.comments.to_string(),
            c.base_comments.to_string(),
            number(c.cases),
            number(c.base_cases),
            interval.unwrap_or_default(),
        ]);
    }
    output::table(&table, format)?;
    if by == By::Month {
        for sentence in edit::changes_since(&reader, args.period.from)? {
            say!("{sentence}");
        }
    }
    Ok(Exit::Done)
}
