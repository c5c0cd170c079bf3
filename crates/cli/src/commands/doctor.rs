//! `assay doctor`: is the workspace sound?

use assay_workspace::records::doctor::{self, Finding};
use serde_json::json;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::next;
use crate::output::{self, Table};
use crate::progress::Bars;

/// Check store, ledger, rows, draws, settings, access and folder; changes nothing.
///
/// Example: assay doctor
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let findings = doctor::examine(&globals.open()?, &Bars::default())?;
    if format == Format::Json {
        let values: Vec<_> = findings.iter().map(value).collect();
        output::json(&values)?;
    } else {
        let mut table = Table::new(["looked at", "sound", "found"]);
        for finding in &findings {
            let sound = if finding.sound { "yes" } else { "no" };
            table.row([finding.what.as_str(), sound, finding.found.as_str()]);
        }
        output::table(&table, format)?;
        for finding in &findings {
            if let Some(next) = &finding.next {
                eprintln!("hint: {}: {}", finding.what, next::words(next));
            }
        }
    }
    let is_sound = findings.iter().all(|finding| finding.sound);
    Ok(if is_sound { Exit::Done } else { Exit::Differs })
}

fn value(finding: &Finding) -> serde_json::Value {
    json!({
        "check": finding.what, "sound": finding.sound, "found": finding.found,
        "hint": finding.next.as_ref().map(next::words),
    })
}
