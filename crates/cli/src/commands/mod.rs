//! The commands, one file each: parse, job, print. This file only lists them.

use clap::Subcommand;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;

mod import;
mod init;
mod ledger;
mod report;
mod stats;

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Import(import::Args),
    Init(init::Args),
    Ledger(ledger::Args),
    Report(report::Args),
    Stats(stats::Args),
}

/// Runs one command.
pub(crate) fn run(command: Command, globals: &Globals) -> Result<Exit, CommandError> {
    match command {
        Command::Import(args) => import::run(&args, globals),
        Command::Init(args) => init::run(&args, globals),
        Command::Ledger(args) => ledger::run(&args, globals),
        Command::Report(args) => report::run(&args, globals),
        Command::Stats(args) => stats::run(&args, globals),
    }
}
