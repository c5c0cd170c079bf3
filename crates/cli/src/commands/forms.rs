//! `assay forms`: writes the auditors' forms of a draw, or says what is back.

use assay_views::round::RegisterLine;
use assay_workspace::round::forms::{self, Layout};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table, urgent};

/// Write a form workbook for each auditor of a draw, or list what is out and back.
///
/// Example: assay forms 2026-09-monthly --register
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// Write nothing; list who has which form, how many returns are back, and which cases are owed.
    #[arg(long)]
    register: bool,
    /// How forms are laid out: a workbook for each auditor with a sheet a case, or for each team with a
    /// row a case. By default grid for health checks and sheets for all else.
    #[arg(long, value_enum, value_name = "LAYOUT", conflicts_with = "register")]
    layout: Option<LayoutWord>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum LayoutWord {
    Sheets,
    Grid,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    if args.register {
        urgent::warn(&workspace)?;
        return register(&forms::register(&*workspace.reader()?, &args.id)?, format);
    }
    let layout = args.layout.map(|word| match word {
        LayoutWord::Sheets => Layout::Sheets,
        LayoutWord::Grid => Layout::Grid,
    });
    let written = forms::write(&mut workspace.writer()?, &args.id, layout)?;
    if format == Format::Json {
        output::json(&written)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["for", "cases", "form"]);
    for f in written {
        table.row([named(&f.auditor), f.cases.to_string(), f.path.display().to_string()]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn register(lines: &[RegisterLine], format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(&lines)?;
        return Ok(Exit::Done);
    }
    let day = |date: Option<assay_model::Date>| date.map_or(String::new(), |date| date.to_string());
    let mut table = Table::new([
        "auditor",
        "form",
        "out on",
        "cases",
        "back",
        "last back",
        "owed",
        "cases owed",
    ]);
    for l in lines {
        table.row([
            named(&l.auditor),
            l.forms.join(", "),
            day(l.out_on),
            l.cases.to_string(),
            l.back.to_string(),
            day(l.back_on),
            l.owed.to_string(),
            l.owed_cases.join(", "),
        ]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn named(auditor: &str) -> String {
    if auditor.is_empty() { "(nobody assigned)".to_owned() } else { auditor.to_owned() }
}
