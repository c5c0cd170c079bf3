//! The `assay` program: reads the command line, runs one job, and turns its end into an exit code.

mod args;
mod commands;
mod error;
mod exit;
mod lacks;
mod next;
mod output;
mod program;
mod progress;
mod second;
mod sparkline;

/// Every job allocates and frees millions of small texts, and this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let program = program::parse();
    let outcome = commands::run(program.command, &program.globals);
    outcome.unwrap_or_else(error::CommandError::report).into()
}
