//! `assay quotes`: auditors' words that a public pack may print.

use assay_workspace::comments::quotes;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};
use crate::second::SecondArgs;

/// Propose auditors' words for public packs, and approve them as a second person.
///
/// Example: assay quotes propose --comment 2026-09-monthly/4411/supervision --theme not_written_up
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// List the quotes, with how far each has come.
    List,
    /// Propose a comment; it is shown as it would be printed, without names.
    Propose {
        /// The comment's id, as `search` shows it.
        #[arg(long, value_name = "ID")]
        comment: String,
        /// The code of the theme that it illustrates.
        #[arg(long, value_name = "CODE")]
        theme: String,
    },
    /// Approve a text that somebody else proposed.
    Approve {
        /// The beginning of the text's digest, as `list` shows it.
        digest: String,
        /// The name of the person who takes responsibility for it.
        #[arg(long, value_name = "NAME")]
        by: String,
        #[command(flatten)]
        second: SecondArgs,
    },
    /// Withdraw a quote.
    Withdraw {
        /// The beginning of the text's digest.
        digest: String,
        /// Why, in a few words.
        #[arg(long, value_name = "R")]
        reason: String,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let shown = match &args.step {
        Step::List => quotes::list(&*workspace.reader()?)?,
        Step::Propose { comment, theme } => {
            vec![quotes::propose(&mut workspace.writer()?, comment, theme)?]
        }
        Step::Approve { digest, by, second } => {
            let second = second.ask()?;
            vec![quotes::approve(&mut workspace.writer()?, digest, by, &second)?]
        }
        Step::Withdraw { digest, reason } => {
            vec![quotes::withdraw(&mut workspace.writer()?, digest, reason)?]
        }
    };
    if format == Format::Json {
        output::json(&shown)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["digest", "theme", "month", "standing", "text"]);
    for quote in &shown {
        let month = quote.month.map_or(String::new(), |month| month.to_string());
        table.row([quote.short(), &quote.theme, &month, &quote.words, &quote.text]);
    }
    if format == Format::Csv {
        return output::table(&table, format).map(|()| Exit::Done);
    }
    if shown.is_empty() {
        say!(
            "no quote is proposed; propose one with: assay quotes propose --comment ID --theme CODE"
        );
    }
    for quote in &shown {
        let month = quote.month.map_or(String::new(), |month| format!(", {month}"));
        output::line(&format!("{}  {}{month}: {}", quote.short(), quote.theme, quote.words))?;
        output::text(&output::wrapped(&quote.text, "    "))?;
    }
    if shown.iter().any(|quote| quote.standing == "proposed") {
        say!(
            "a proposed text may be printed once a second person approves it: assay quotes approve DIGEST --by NAME"
        );
    }
    Ok(Exit::Done)
}
