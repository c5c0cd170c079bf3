//! `assay forms`: writes the auditors' forms of a draw, or says what is back.

use assay_workspace::round::forms::{self, Layout};
use serde_json::json;

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
        return register(&forms::register(&workspace, &args.id)?, format);
    }
    let layout = args.layout.map(|word| match word {
        LayoutWord::Sheets => Layout::Sheets,
        LayoutWord::Grid => Layout::Grid,
    });
    let written = forms::write(&mut workspace, &args.id, layout)?;
    if format == Format::Json {
        let file = |f: &forms::FormFile| json!({ "auditor": f.auditor, "path": f.path.display().to_string(), "cases": f.cases });
        output::json(&written.iter().map(file).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["for", "cases", "form"]);
    for f in written {
        table.row([named(&f.auditor), f.cases.to_string(), f.path.display().to_string()]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn register(lines: &[forms::RegisterLine], format: Format) -> Result<Exit, CommandError> {
    let cases = |l: &forms::RegisterLine| -> Vec<String> {
        let word = |second: &bool| if *second { " (second read)" } else { "" };
        l.owed.iter().map(|(case, second)| format!("{case}{}", word(second))).collect()
    };
    let back_on = |l: &forms::RegisterLine| l.back_on.map(|date| date.to_string());
    if format == Format::Json {
        let line = |l: &forms::RegisterLine| {
            json!({
                "auditor": l.auditor, "forms": l.files,
                "out_on": (!l.out_on.is_empty()).then_some(&l.out_on),
                "cases": l.cases, "back": l.back, "back_on": back_on(l),
                "owed": l.owed.len(), "owed_cases": cases(l),
            })
        };
        output::json(&lines.iter().map(line).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
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
            l.files.join(", "),
            l.out_on.clone(),
            l.cases.to_string(),
            l.back.to_string(),
            back_on(l).unwrap_or_default(),
            l.owed.len().to_string(),
            cases(l).join(", "),
        ]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn named(auditor: &str) -> String {
    if auditor.is_empty() { "(nobody assigned)".to_owned() } else { auditor.to_owned() }
}
