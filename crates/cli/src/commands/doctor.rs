//! `assay doctor`: is the workspace sound?

use assay_views::records::Finding;
use assay_workspace::records::doctor::{self, Depth};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::next;
use crate::output::{self, Table};

/// Check store, ledger, rows, draws, settings, access and folder; changes nothing.
///
/// Example: assay doctor
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Recompute what the ledger says of every single row too; reads the whole store.
    #[arg(long)]
    deep: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let depth = if args.deep { Depth::Deep } else { Depth::Quick };
    let found = doctor::examine(&mut globals.open()?, depth)?;
    let findings: Vec<Finding> = found.into_iter().map(shown).collect();
    if format == Format::Json {
        output::json(&findings)?;
    } else {
        let mut table = Table::new(["looked at", "sound", "found"]);
        for finding in &findings {
            let sound = match finding.sound {
                Some(true) => "yes",
                Some(false) => "no",
                None => "–",
            };
            table.row([finding.check.as_str(), sound, finding.found.as_str()]);
        }
        output::table(&table, format)?;
        for finding in &findings {
            if let Some(hint) = &finding.hint {
                say!("hint: {}: {hint}", finding.check);
            }
        }
    }
    let has_fault = findings.iter().any(|finding| finding.sound == Some(false));
    Ok(if has_fault { Exit::Differs } else { Exit::Done })
}

/// Says the next step as a command.
fn shown(finding: doctor::Finding) -> Finding {
    Finding {
        check: finding.what,
        sound: finding.sound,
        found: finding.found,
        hint: finding.next.as_ref().map(next::words),
    }
}
