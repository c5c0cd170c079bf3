//! The program's command line as a whole: the options of every command, the commands, and the headings
//! under which help lists them. It runs nothing.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use crate::args::Globals;
use crate::commands::Command;

/// The headings of the help, each with its commands in the order of the work.
const HEADINGS: [(&str, &[&str]); 8] = [
    ("Begin", &["serve", "init", "demo", "import"]),
    ("Draw a sample", &["size", "plan", "freeze", "draw", "verify", "sample", "sql"]),
    ("Change a draw", &["assign", "reassign", "replace", "extend", "target", "abandon"]),
    ("Run the audits", &["forms", "round", "feedback", "reaudit", "actions", "thematic"]),
    ("Read the comments", &["search", "themes", "quotes", "tag", "redact"]),
    ("Report", &["report", "indicators", "pack", "visit", "stats"]),
    ("Protect personal data", &["people", "hold", "retention", "disclose", "erase"]),
    ("Look after the workspace", &["doctor", "ledger", "backup", "snapshot", "export", "index"]),
];

/// Samples case files so that the draw can be checked, takes audit returns in, counts what auditors
/// wrote, and brings the evidence together. Works on this machine alone.
#[derive(Debug, Parser)]
#[command(name = "assay", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Program {
    #[command(flatten)]
    pub(crate) globals: Globals,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Returns the arguments, with `serve` put in where the program was started with a double click (nothing
/// follows its name) or by dropping a folder on its icon (the folder does).
pub(crate) fn asked(mut given: Vec<OsString>, from_desktop: bool) -> Vec<OsString> {
    let opens_pages = match given.get(1..) {
        Some([]) => true,
        Some([place]) => Path::new(place).exists(),
        _ => false,
    };
    if from_desktop && opens_pages {
        given.insert(1, "serve".into());
    }
    given
}

/// Returns what the arguments ask for; where they cannot be read, or ask for help, that is printed and the
/// exit code returned.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Program, ExitCode> {
    let read = with_headings(Program::command())
        .try_get_matches_from(arguments)
        .and_then(|mut found| Program::from_arg_matches_mut(&mut found));
    read.map_err(|fault| {
        // Nobody is left to tell where its own output is closed.
        let _ = fault.print();
        ExitCode::from(u8::try_from(fault.exit_code()).unwrap_or(2))
    })
}

/// clap lists options under headings, but not commands, so the list of commands is written here.
fn with_headings(command: clap::Command) -> clap::Command {
    let commands = commands_by_heading(&command);
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{commands}\
         Options of every command:\n{{options}}\n\n\
         assay COMMAND --help explains a command, with an example.\n"
    ))
}

fn commands_by_heading(program: &clap::Command) -> String {
    let visible = || program.get_subcommands().filter(|command| !command.is_hide_set());
    let width = visible().map(|command| command.get_name().len()).max().unwrap_or(0);
    let line = |command: &clap::Command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        format!("  {:width$}  {about}\n", command.get_name())
    };
    let mut text = String::new();
    for (heading, names) in HEADINGS {
        let _ = writeln!(text, "{heading}:");
        let own = names.iter().filter_map(|name| visible().find(|c| c.get_name() == *name));
        own.for_each(|command| text.push_str(&line(command)));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_click_opens_the_pages_and_a_dropped_folder_its_own() {
        let given =
            |words: &[&str]| -> Vec<OsString> { words.iter().map(OsString::from).collect() };
        let here = std::env::temp_dir().display().to_string();
        assert_eq!(asked(given(&["assay"]), true), given(&["assay", "serve"]));
        assert_eq!(asked(given(&["assay", &here]), true), given(&["assay", "serve", &here]));
        assert_eq!(asked(given(&["assay", "doctor"]), true), given(&["assay", "doctor"]));
        assert_eq!(asked(given(&["assay"]), false), given(&["assay"]));
        assert_eq!(asked(given(&["assay", &here]), false), given(&["assay", &here]));
    }

    #[test]
    fn every_command_is_under_one_heading_and_fits_on_a_line() {
        let program = Program::command();
        for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
            let name = command.get_name();
            let headings = HEADINGS.iter().filter(|(_, names)| names.contains(&name)).count();
            assert_eq!(headings, 1, "{name}");
        }
        for line in commands_by_heading(&program).lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }

    #[test]
    fn every_help_text_has_an_example() {
        fn check(command: &clap::Command) {
            let has_own = command.get_subcommands().next().is_some();
            let long = command.get_long_about().map(ToString::to_string).unwrap_or_default();
            assert!(has_own || long.contains("Example"), "{}", command.get_name());
        }
        Program::command().get_subcommands().for_each(check);
    }
}
