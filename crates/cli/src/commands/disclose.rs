//! `assay disclose`: all that is held on one person's case.

use assay_workspace::records::disclose;
use serde_json::Value;

use crate::args::{Format, Globals, parse_case};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Show everything that is held on one case, for a subject access request.
///
/// Read it before it goes out: what other people said may have to be removed.
///
/// Example: assay disclose --case 4411 --format json
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The case's id.
    #[arg(long, value_name = "ID", value_parser = parse_case)]
    case: assay_model::CaseId,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let held = disclose::disclose(&*globals.open()?.reader()?, &args.case)?;
    if format == Format::Json {
        output::json(&held)?;
        return Ok(Exit::Done);
    }
    let parts = held.as_object().into_iter().flatten();
    let lines: Vec<(&str, String)> = parts
        .flat_map(|(part, value)| {
            value.as_array().into_iter().flatten().map(|line| (part.as_str(), words(line)))
        })
        .collect();
    if format == Format::Csv {
        let mut table = output::Table::new(["where", "what"]);
        for (part, line) in lines {
            table.row([part.to_owned(), line]);
        }
        output::table(&table, format)?;
        return Ok(Exit::Done);
    }
    let mut part_before = "";
    for (part, line) in lines {
        if part != part_before {
            output::line(&format!("\n{}", part.replace('_', " ")))?;
            part_before = part;
        }
        output::line(&format!("  {line}"))?;
    }
    Ok(Exit::Done)
}

/// One entry in words: its names and values, blanks left out.
fn words(value: &Value) -> String {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, inner)| !inner.is_null() && *inner != &Value::String(String::new()))
            .map(|(name, inner)| format!("{name}: {}", words(inner)))
            .collect::<Vec<_>>()
            .join("; "),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(" | "),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
