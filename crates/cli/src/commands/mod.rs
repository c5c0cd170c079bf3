//! The commands, one file each: parse, job, print. This file only lists them.

use clap::Subcommand;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;

mod abandon;
mod actions;
mod assign;
mod backup;
mod demo;
mod disclose;
mod doctor;
mod draw;
mod erase;
mod export;
mod extend;
mod feedback;
mod forms;
mod freeze;
mod hold;
mod import;
mod index;
mod indicators;
mod init;
mod ledger;
mod pack;
mod people;
mod plan;
mod quotes;
mod reassign;
mod reaudit;
mod redact;
mod replace;
mod report;
mod retention;
mod round;
mod sample;
mod search;
mod serve;
mod size;
mod snapshot;
mod sql;
mod stats;
mod tag;
mod target;
mod thematic;
mod themes;
mod verify;
mod visit;

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Abandon(abandon::Args),
    Actions(actions::Args),
    Assign(assign::Args),
    Backup(backup::Args),
    Demo(demo::Args),
    Disclose(disclose::Args),
    Doctor(doctor::Args),
    Draw(draw::Args),
    Erase(erase::Args),
    Export(export::Args),
    Extend(extend::Args),
    Feedback(feedback::Args),
    Forms(forms::Args),
    Freeze(freeze::Args),
    Hold(hold::Args),
    Import(import::Args),
    Index(index::Args),
    Indicators(indicators::Args),
    Init(init::Args),
    Ledger(ledger::Args),
    Pack(pack::Args),
    People(people::Args),
    Plan(plan::Args),
    Quotes(quotes::Args),
    Reassign(reassign::Args),
    Reaudit(reaudit::Args),
    Redact(redact::Args),
    Replace(replace::Args),
    Report(report::Args),
    Retention(retention::Args),
    Round(round::Args),
    Sample(sample::Args),
    Serve(serve::Args),
    Search(search::Args),
    Size(size::Args),
    Snapshot(snapshot::Args),
    Sql(sql::Args),
    Stats(stats::Args),
    Tag(tag::Args),
    Target(target::Args),
    Thematic(thematic::Args),
    Themes(themes::Args),
    Verify(verify::Args),
    Visit(visit::Args),
    // What reviewers type without `themes` in front of it.
    #[command(hide = true)]
    Agree(themes::agree::AgreeArgs),
    #[command(hide = true)]
    Emerging(themes::emerging::Args),
    #[command(hide = true)]
    Review(themes::review::Args),
    #[command(hide = true)]
    Suggest(themes::suggest::Args),
    /// Render a council's own templates, as the program starts itself to do apart.
    ///
    /// Example: assay render-apart < order.json > answer.json
    #[command(hide = true)]
    RenderApart,
}

/// Runs one command.
pub(crate) fn run(command: Command, globals: &Globals) -> Result<Exit, CommandError> {
    match command {
        Command::Abandon(args) => abandon::run(&args, globals),
        Command::Actions(args) => actions::run(&args, globals),
        Command::Assign(args) => assign::run(&args, globals),
        Command::Backup(args) => backup::run(&args, globals),
        Command::Demo(args) => demo::run(&args, globals),
        Command::Disclose(args) => disclose::run(&args, globals),
        Command::Doctor(args) => doctor::run(&args, globals),
        Command::Draw(args) => draw::run(&args, globals),
        Command::Erase(args) => erase::run(&args, globals),
        Command::Export(args) => export::run(&args, globals),
        Command::Extend(args) => extend::run(&args, globals),
        Command::Feedback(args) => feedback::run(&args, globals),
        Command::Forms(args) => forms::run(&args, globals),
        Command::Freeze(args) => freeze::run(&args, globals),
        Command::Hold(args) => hold::run(&args, globals),
        Command::Import(args) => import::run(&args, globals),
        Command::Index(args) => index::run(&args, globals),
        Command::Indicators(args) => indicators::run(&args, globals),
        Command::Init(args) => init::run(&args, globals),
        Command::Ledger(args) => ledger::run(&args, globals),
        Command::Pack(args) => pack::run(&args, globals),
        Command::People(args) => people::run(&args, globals),
        Command::Plan(args) => plan::run(&args, globals),
        Command::Quotes(args) => quotes::run(&args, globals),
        Command::Reassign(args) => reassign::run(&args, globals),
        Command::Reaudit(args) => reaudit::run(&args, globals),
        Command::Redact(args) => redact::run(&args, globals),
        Command::Replace(args) => replace::run(&args, globals),
        Command::Report(args) => report::run(&args, globals),
        Command::Retention(args) => retention::run(&args, globals),
        Command::Round(args) => round::run(&args, globals),
        Command::Sample(args) => sample::run(&args, globals),
        Command::Serve(args) => serve::run(&args, globals),
        Command::Search(args) => search::run(&args, globals),
        Command::Size(args) => size::run(&args, globals),
        Command::Snapshot(args) => snapshot::run(&args, globals),
        Command::Sql(args) => sql::run(&args, globals),
        Command::Stats(args) => stats::run(&args, globals),
        Command::Tag(args) => tag::run(&args, globals),
        Command::Target(args) => target::run(&args, globals),
        Command::Thematic(args) => thematic::run(&args, globals),
        Command::Themes(args) => themes::run(&args, globals),
        Command::Verify(args) => verify::run(&args, globals),
        Command::Visit(args) => visit::run(&args, globals),
        Command::Agree(_) => themes::agree::run_agree(globals),
        Command::Emerging(args) => themes::emerging::run(&args, globals),
        Command::Review(args) => themes::review::run(&args, globals),
        Command::Suggest(args) => themes::suggest::run(&args, globals),
        Command::RenderApart => pack::render_apart(),
    }
}
