//! `assay ledger`: what was done, by whom and when; and whether the chain holds.

use assay_views::records::{self, ChainReport};
use assay_workspace::records::ledger;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Show the ledger: every freeze, draw, import and pack, by whom and when.
///
/// Example: assay ledger --verify
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Recompute the chain and report whether it is intact.
    #[arg(long)]
    verify: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    if args.verify {
        return print_check(&ledger::check(&*workspace.reader()?)?, format);
    }
    let entries = ledger::list(&*workspace.reader()?)?;
    if format == Format::Json {
        output::json(&entries)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["number", "at", "kind", "actor", "login", "machine", "hash"]);
    for e in entries {
        let hash = if format == Format::Csv { e.hash } else { format!("{}…", &e.hash[..12]) };
        let records::Actor { name, login, machine } = e.actor;
        table.row([e.number.to_string(), e.at, e.kind, name, login, machine, hash]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

/// Prints the check; the exit code says whether the chain is intact.
pub(crate) fn print_check(report: &ChainReport, format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(report)?;
    } else {
        let entries = report.entries;
        match &report.first_difference {
            None => output::line(&format!("ledger intact: yes ({entries} entries)"))?,
            Some(difference) => {
                output::line("ledger intact: no")?;
                output::line(&format!("first difference: {difference}"))?;
            }
        }
        if report.withdrawn > 0 {
            output::line(&format!("records withdrawn: {}", report.withdrawn))?;
        }
    }
    Ok(if report.ledger_intact { Exit::Done } else { Exit::Differs })
}
