//! The list of actions as people and programs read it.

use assay_views::actions::{ActionLine, Actions};

use crate::args::Format;
use crate::error::CommandError;
use crate::output::{self, Table};

/// Which actions are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Those that are open.
    Open,
    /// All.
    All,
}

/// Prints the actions; people get the counts with their base below.
pub(super) fn print(every: &Actions, which: Shown, format: Format) -> Result<(), CommandError> {
    let is_shown = |line: &&ActionLine| which == Shown::All || line.open;
    let shown: Vec<&ActionLine> = every.lines.iter().filter(is_shown).collect();
    if format == Format::Json {
        return output::json(&shown);
    }
    let mut table = Table::new(["id", "case", "source", "what", "owner", "due", "moved", "state"]);
    for line in shown {
        table.row([
            line.id.clone(),
            line.case_id.clone().unwrap_or_default(),
            line.source.to_owned(),
            line.what.clone(),
            line.owner.clone(),
            line.due.map_or("no date".to_owned(), |date| date.to_string()),
            line.moves.to_string(),
            line.state.clone(),
        ]);
    }
    output::table(&table, format)?;
    if format == Format::Table && every.lines.len() != 1 {
        output::line(&format!("\n{}", every.summary()))?;
    }
    Ok(())
}
