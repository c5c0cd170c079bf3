//! `assay themes`: what auditors keep writing about. One file a verb.

use clap::Subcommand;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;

pub(crate) mod agree;
mod check;
mod comments;
mod count;
pub(crate) mod emerging;
mod explain;
mod period;
mod related;
pub(crate) mod review;
mod sample;
pub(crate) mod suggest;
mod try_rules;

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
    Comments(comments::Args),
    Explain(explain::Args),
    Review(review::Args),
    Sample(sample::Args),
    Checked(agree::CheckedArgs),
    Agree(agree::AgreeArgs),
    Suggest(suggest::Args),
    Emerging(emerging::Args),
    Risk(related::RiskArgs),
    Together(related::TogetherArgs),
    Subjects(related::SubjectArgs),
    Check(check::Args),
    Try(try_rules::Args),
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    match &args.verb {
        Verb::Count(args) => count::run(args, globals),
        Verb::Comments(args) => comments::run(args, globals),
        Verb::Explain(args) => explain::run(args, globals),
        Verb::Review(args) => review::run(args, globals),
        Verb::Sample(args) => sample::run(args, globals),
        Verb::Checked(_) => agree::run_checked(globals),
        Verb::Agree(_) => agree::run_agree(globals),
        Verb::Suggest(args) => suggest::run(args, globals),
        Verb::Emerging(args) => emerging::run(args, globals),
        Verb::Risk(args) => related::run_risk(args, globals),
        Verb::Together(args) => related::run_together(args, globals),
        Verb::Subjects(args) => related::run_subjects(args, globals),
        Verb::Check(args) => check::run(args, globals),
        Verb::Try(args) => try_rules::run(args, globals),
    }
}
