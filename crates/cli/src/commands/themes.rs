//! `assay themes`: what auditors keep writing about. One file a verb.

use clap::Subcommand;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;

mod check;
mod count;

/// Count themes in the comments, see why a comment counts, and check the rules.
///
/// Example: assay themes count --by team
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Count(count::Args),
    Check(check::Args),
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    match &args.verb {
        Verb::Count(args) => count::run(args, globals),
        Verb::Check(args) => check::run(args, globals),
    }
}
