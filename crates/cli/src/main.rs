//! The `assay` program: reads the command line, runs one job, and turns its end into an exit code.

/// Says a line on stderr, as `eprintln!` does; a reader that went away is no reason to end with a fault.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::output::shell::say(format_args!($($words)*))
    };
}

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
mod window;

use exit::Exit;

/// Every job allocates and frees millions of small texts, and this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let mut window = window::Window::of_this_program();
    let asked = program::asked(std::env::args_os().collect(), window.is_own());
    let program = match program::parse(asked) {
        Ok(program) => program,
        Err(told) => return told,
    };
    let outcome = commands::run(program.command, &program.globals);
    let exit = outcome.unwrap_or_else(error::CommandError::report);
    if matches!(exit, Exit::Done) {
        window.may_close();
    }
    exit.into()
}
