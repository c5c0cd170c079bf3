//! A draw's manifest as it is printed after a draw or a remedy.

use assay_workspace::draws::Manifest;

use super::{Table, table, text};
use crate::args::Format;
use crate::error::CommandError;
use crate::exit::Exit;

/// Prints the manifest: all of it as JSON, else the strata; notes and what is in the way go to stderr.
pub(crate) fn print(
    manifest: &Manifest,
    blocked: Option<&str>,
    format: Format,
) -> Result<Exit, CommandError> {
    if format == Format::Json {
        text(&String::from_utf8_lossy(&manifest.bytes()))?;
    } else {
        let mut strata = Table::new(["stratum", "eligible", "selected", "reserves"]);
        for stratum in &manifest.strata {
            strata.row([
                stratum.name.clone(),
                stratum.eligible.to_string(),
                stratum.n.to_string(),
                stratum.reserves.len().to_string(),
            ]);
        }
        table(&strata, format)?;
    }
    for note in &manifest.notes {
        say!("note: {note}");
    }
    match blocked {
        None => {
            say!(
                "{}: {} selected; the files are in draws/{}",
                manifest.draw,
                manifest.n(),
                manifest.draw
            );
            Ok(Exit::Done)
        }
        Some(reason) => {
            say!("{reason}");
            say!(
                "hint: import the auditors' list with more auditors, capacity or clearance, then: assay assign {}",
                manifest.draw
            );
            Ok(Exit::Differs)
        }
    }
}
