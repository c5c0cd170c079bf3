//! `assay people`: who can be the second person at this machine.

use assay_views::people::Listed;
use assay_workspace::records::people;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};
use crate::second::{SecondArgs, ask_new};

/// Enrol people who can be the second person here, each with a passphrase of their own.
///
/// Steps that need two people are finished by a second one under their own login, or with --second NAME and
/// that person's passphrase. The passphrase is asked for at the prompt, or read from standard input.
///
/// Example: assay people add "Bo Hart" --login bhart
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// List who is enrolled, since when, and whose new passphrase waits.
    List,
    /// Enrol a person, who types a passphrase of at least 14 characters that nobody else knows.
    Add {
        /// Their name.
        name: String,
        /// Their own login of the computer, where they have one.
        #[arg(long, value_name = "LOGIN")]
        login: Option<String>,
    },
    /// Set a new passphrase; in effect at once under that person's own login.
    ///
    /// Under another login a third person confirms it (people confirm), or 7 days pass.
    Reset {
        /// The person's name.
        name: String,
    },
    /// Confirm a new passphrase, as a third person.
    Confirm {
        /// The name of the person whose passphrase it is.
        name: String,
        #[command(flatten)]
        third: SecondArgs,
    },
    /// Retire a person, who approves nothing from then on.
    Retire {
        /// The person's name.
        name: String,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    match &args.step {
        Step::List => {}
        Step::Add { name, login } => {
            let passphrase = ask_new(name)?;
            people::add(&mut workspace.writer()?, name, login.as_deref(), &passphrase)?;
        }
        Step::Reset { name } => {
            let passphrase = ask_new(name)?;
            if !people::reset(&mut workspace.writer()?, name, &passphrase)? {
                say!(
                    "hint: the new passphrase takes effect in {} days, or once a third person confirms it: assay people confirm NAME",
                    people::RESET_DAYS
                );
            }
        }
        Step::Confirm { name, third } => {
            let third = third.ask()?;
            people::confirm(&mut workspace.writer()?, name, &third)?;
        }
        Step::Retire { name } => people::retire(&mut workspace.writer()?, name)?,
    }
    print(&people::list(&*workspace.reader()?)?, format)?;
    Ok(Exit::Done)
}

fn print(people: &[Listed], format: Format) -> Result<(), CommandError> {
    if format == Format::Json {
        return output::json(&people);
    }
    let mut table = Table::new(["name", "login", "passphrase", "waits until", "retired"]);
    for one in people {
        let since = format!("{} on {}", one.passphrase, one.since);
        let waits = one.reset_waits_until.map_or(String::new(), |day| day.to_string());
        let retired = one.retired_on.map_or(String::new(), |day| day.to_string());
        let login = one.login.as_deref().unwrap_or_default();
        table.row([one.name.as_str(), login, &since, &waits, &retired]);
    }
    output::table(&table, format)
}
