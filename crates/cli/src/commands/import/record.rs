//! `assay import list`, `show` and `undo`: what was imported, what was understood, and taking it back.

use assay_views::undone::{Import, Undone};
use assay_workspace::Workspace;
use assay_workspace::import::undo::{self, Rows};

use crate::args::Format;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table, understood};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Step {
    /// List every import with its number, files and counts, the oldest first.
    List,
    /// Show what was understood of the files of an import: sheets, columns, lost values and dates.
    Show {
        /// The import's number.
        #[arg(value_name = "N")]
        number: u64,
    },
    /// Take an import back: its rows go out of every figure and stay on record.
    ///
    /// Rows that another import held too stay. It is refused where something was built on the import, and says
    /// what that is.
    Undo {
        /// The import's number.
        #[arg(value_name = "N")]
        number: u64,
        /// Destroy its rows, as of a file that was sent by mistake; the file's name and digest are kept.
        #[arg(long)]
        purge: bool,
    },
}

pub(super) fn run(
    step: &Step,
    workspace: &mut Workspace,
    format: Format,
) -> Result<Exit, CommandError> {
    match step {
        Step::List => list(&undo::list(&*workspace.reader()?)?, format),
        Step::Show { number } => show(&undo::show(&*workspace.reader()?, *number)?, format),
        Step::Undo { number, purge } => {
            let rows = if *purge { Rows::Destroyed } else { Rows::Kept };
            undone(undo::undo(&mut workspace.writer()?, *number, rows)?, format)
        }
    }
}

fn list(imports: &[Import], format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(&imports)?;
        return Ok(Exit::Done);
    }
    let heads = [
        "import",
        "kind",
        "stored at",
        "files",
        "read",
        "stored",
        "unchanged",
        "problems",
        "state",
    ];
    let mut table = Table::new(heads);
    for one in imports {
        let files: Vec<&str> = one.files.iter().map(|file| file.name.as_str()).collect();
        table.row([
            one.import.to_string(),
            one.kind.clone(),
            one.at.clone(),
            files.join(", "),
            one.read.to_string(),
            one.stored.to_string(),
            one.unchanged.to_string(),
            one.problems.to_string(),
            one.state.to_owned(),
        ]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn show(import: &Import, format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(import)?;
        return Ok(Exit::Done);
    }
    let Some(found) = import.understood.as_ref().filter(|found| !found.sheets.is_empty()) else {
        output::line("nothing is on record of what was understood of this import")?;
        return Ok(Exit::Done);
    };
    output::text(&understood::text(found))?;
    Ok(Exit::Done)
}

fn undone(answer: Undone, format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(&answer)?;
        return Ok(Exit::Done);
    }
    let out = answer.records + answer.cases + answer.events + answer.comments;
    output::line(&format!(
        "import {} is taken back: {out} records and rows are out of every figure",
        answer.import
    ))?;
    if answer.kept > 0 {
        output::line(&format!("{} stay, since another import held them too", answer.kept))?;
    }
    if answer.purged > 0 {
        output::line(&format!("{} rows were destroyed", answer.purged))?;
    }
    Ok(Exit::Done)
}
