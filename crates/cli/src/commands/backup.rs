//! `assay backup`: a whole copy of the store, to put back.

use std::path::PathBuf;

use assay_views::records::CopyReport;
use assay_workspace::records::copies;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Copy the store to a new file while others work, and check the copy by reading it.
///
/// To restore a backup, close assay, copy the file over evidence.db in the workspace, and run
/// assay doctor.
///
/// Example: assay backup "E:\Backups\evidence-2026-09-30.db"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file to write; it must not exist.
    file: PathBuf,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let report = copies::backup(&mut globals.open()?, &args.file)?;
    print(&report, format)?;
    Ok(Exit::Done)
}

/// Says that something was written and is not in the ledger.
pub(super) fn not_on_record(why: &str) {
    say!(
        "note: it is written, and its digest is not in the ledger, so that verify cannot compare it later: {why}"
    );
}

/// Prints what was written.
pub(super) fn print(report: &CopyReport, format: Format) -> Result<(), CommandError> {
    if let Some(why) = &report.not_on_record {
        not_on_record(why);
    }
    if format == Format::Json {
        return output::json(report);
    }
    output::line(&format!(
        "wrote {}: {} bytes, {} ledger entries, head {}",
        report.file.display(),
        report.bytes,
        report.entries,
        report.head
    ))
}
