//! `assay quotes`: auditors' words that a public pack may print.

use assay_model::approval::how;
use assay_model::{Quote, Standing};
use assay_workspace::comments::quotes;
use serde_json::{Value, json};

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
        Step::List => quotes::list(&workspace)?,
        Step::Propose { comment, theme } => vec![quotes::propose(&mut workspace, comment, theme)?],
        Step::Approve { digest, by, second } => {
            vec![quotes::approve(&mut workspace, digest, by, &second.ask()?)?]
        }
        Step::Withdraw { digest, reason } => {
            vec![quotes::withdraw(&mut workspace, digest, reason)?]
        }
    };
    if format == Format::Json {
        output::json(&shown.iter().map(wire).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["digest", "theme", "month", "standing", "text"]);
    for quote in &shown {
        let month = quote.month.map_or(String::new(), |month| month.to_string());
        let standing = words(&quote.standing);
        table.row([quotes::short(&quote.digest), &quote.theme, &month, &standing, &quote.text]);
    }
    if format == Format::Csv {
        return output::table(&table, format).map(|()| Exit::Done);
    }
    for quote in &shown {
        let month = quote.month.map_or(String::new(), |month| format!(", {month}"));
        let digest = quotes::short(&quote.digest);
        output::line(&format!("{digest}  {}{month}: {}", quote.theme, words(&quote.standing)))?;
        output::text(&output::wrapped(&quote.text, "    "))?;
    }
    if shown.iter().any(|quote| quote.standing == Standing::Proposed) {
        eprintln!(
            "a proposed text may be printed once a second person approves it: assay quotes approve DIGEST --by NAME"
        );
    }
    Ok(Exit::Done)
}

fn words(standing: &Standing) -> String {
    match standing {
        Standing::Proposed => "proposed".to_owned(),
        Standing::Approved { by, on, second } => {
            format!("approved by {by} on {on}, {}", how(second.as_ref()))
        }
        Standing::Withdrawn { reason } => format!("withdrawn: {reason}"),
    }
}

fn wire(quote: &Quote) -> Value {
    let (by, on, second, reason) = match &quote.standing {
        Standing::Proposed => (None, None, None, None),
        Standing::Approved { by, on, second } => {
            (Some(by), Some(on.to_string()), Some(how(second.as_ref())), None)
        }
        Standing::Withdrawn { reason } => (None, None, None, Some(reason)),
    };
    json!({
        "sha256": quote.digest, "text": quote.text, "comment_id": quote.comment,
        "case_id": quote.case.as_ref().map(assay_model::CaseId::as_str),
        "month": quote.month.map(|month| month.to_string()), "theme": quote.theme,
        "proposed_by": quote.proposed_by, "standing": quote.standing.words(),
        "approver": by, "approved_on": on, "approved_how": second, "reason": reason,
    })
}
