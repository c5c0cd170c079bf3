//! `assay forms`: writes the auditors' forms of a draw, or says what is back.

use assay_workspace::forms;
use serde_json::json;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Write one form workbook for each auditor of a draw, or list what is out and what is back.
///
/// Example: assay forms 2026-09-monthly --register
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// Write nothing; list who has how many cases and how many returns are back.
    #[arg(long)]
    register: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    if args.register {
        let lines = forms::register(&workspace, &args.id)?;
        if format == Format::Json {
            let line = |l: &forms::RegisterLine| json!({ "auditor": l.auditor, "cases": l.cases, "back": l.back, "owed": l.cases - l.back });
            output::json(&lines.iter().map(line).collect())?;
            return Ok(Exit::Done);
        }
        let mut table = Table::new(["auditor", "cases", "back", "owed"]);
        for l in lines {
            let owed = (l.cases - l.back).to_string();
            table.row([named(&l.auditor), l.cases.to_string(), l.back.to_string(), owed]);
        }
        output::table(&table, format)?;
        return Ok(Exit::Done);
    }
    let written = forms::write(&mut workspace, &args.id)?;
    if format == Format::Json {
        let file = |f: &forms::FormFile| json!({ "auditor": f.auditor, "path": f.path.display().to_string(), "cases": f.cases });
        output::json(&written.iter().map(file).collect())?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["auditor", "cases", "form"]);
    for f in written {
        table.row([named(&f.auditor), f.cases.to_string(), f.path.display().to_string()]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn named(auditor: &str) -> String {
    if auditor.is_empty() { "(nobody assigned)".to_owned() } else { auditor.to_owned() }
}
