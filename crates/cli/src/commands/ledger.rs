//! `assay ledger`: what was done, by whom and when; and whether the chain holds.

use assay_workspace::records::ledger::{self, ChainReport};
use serde_json::json;

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
        return print_check(&ledger::check(&workspace)?, format);
    }
    let entries = ledger::list(&workspace)?;
    if format == Format::Json {
        let values: Vec<_> = entries
            .iter()
            .map(|e| {
                json!({
                    "number": e.number, "at": e.at, "kind": e.kind, "hash": e.hash,
                    "actor": { "name": e.actor, "login": e.login, "machine": e.machine },
                })
            })
            .collect();
        output::json(&values)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["number", "at", "kind", "actor", "login", "machine", "hash"]);
    for e in entries {
        let hash = if format == Format::Csv { e.hash } else { format!("{}…", &e.hash[..12]) };
        table.row([e.number.to_string(), e.at, e.kind, e.actor, e.login, e.machine, hash]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

/// Prints the check; the exit code says whether the chain is intact.
pub(crate) fn print_check(report: &ChainReport, format: Format) -> Result<Exit, CommandError> {
    let intact = report.difference.is_none();
    if format == Format::Json {
        output::json(&json!({
            "ledger_intact": intact, "entries": report.entries,
            "withdrawn": report.withdrawn, "first_difference": report.difference,
        }))?;
    } else {
        let entries = report.entries;
        match &report.difference {
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
    Ok(if intact { Exit::Done } else { Exit::Differs })
}
