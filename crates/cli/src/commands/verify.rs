//! `assay verify`: draws again and compares. The answers are yes, no or unknown, each apart.

use std::path::Path;

use assay_views::draws::Verified;
use assay_views::records::FileVerified;
use assay_workspace::Workspace;
use assay_workspace::draws::verify;
use assay_workspace::records::written;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Verify a draw: repeat it, and check list, seed, cases, replacements and ledger.
///
/// An argument with / or \ or . is a path: of a manifest, with frame.tsv in the same folder; of a backup, a
/// snapshot, an export's folder or an exported ledger, or of a pack, form or feedback page. In a workspace it is compared with the ledger too.
///
/// Example: assay verify 2026-09-monthly
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id, or the path of a manifest.json, a backup, a snapshot, an export, an exported ledger, or a file written.
    #[arg(required_unless_present_any = ["ledger", "head"])]
    draw: Option<String>,
    /// Verify the ledger's chain instead.
    #[arg(long, conflicts_with = "draw")]
    ledger: bool,
    /// Verify that the ledger still has this head, kept elsewhere: a hash, or the pack (.html) or manifest.json that prints it.
    #[arg(long, value_name = "FILE|HASH", conflicts_with = "draw")]
    head: Option<String>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let report = match &args.draw {
        None => verify::of_ledger(&*globals.open()?.reader()?, args.head.as_deref())?,
        Some(path) if path.contains(['/', '\\', '.']) => {
            let path = Path::new(path);
            let workspace = globals.open_for(path)?;
            let reader = workspace.as_ref().map(Workspace::reader).transpose()?;
            if let Some(found) = written::verify(path, reader.as_deref())? {
                return print_file(&found, format);
            }
            verify::of_path(path, reader.as_deref())?
        }
        Some(id) => verify::of_draw(&mut globals.open()?, id)?,
    };
    if format == Format::Json {
        output::json(&report)?;
    } else {
        print_lines(&report)?;
    }
    Ok(if report.first_difference.is_none() { Exit::Done } else { Exit::Differs })
}

/// Prints what was found of a file that left the workspace.
fn print_file(found: &FileVerified, format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(found)?;
    } else {
        let said = |answer: Option<bool>| match answer {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "cannot be known here",
        };
        output::line(&format!("{} whole: {}", found.what, said(Some(found.whole))))?;
        output::line(&format!("as the ledger has it: {}", said(found.on_record)))?;
        if let Some(difference) = &found.first_difference {
            output::line(&format!("first difference: {difference}"))?;
        }
    }
    Ok(if found.first_difference.is_none() { Exit::Done } else { Exit::Differs })
}

fn print_lines(report: &Verified) -> Result<(), CommandError> {
    for answered in &report.answers {
        let said = match answered.answer {
            Some(true) => "yes".to_owned(),
            Some(false) => format!("NO: {}", answered.difference.as_deref().unwrap_or_default()),
            None => "cannot be known here".to_owned(),
        };
        output::line(&format!("{}: {said}", answered.question))?;
    }
    if let Some(draws) = report.draws_of_this_list {
        output::line(&format!("draws made of this list: {draws}"))?;
    }
    if report.withdrawn > 0 {
        let records = if report.withdrawn == 1 { "record" } else { "records" };
        output::line(&format!("{} {records} withdrawn", report.withdrawn))?;
    }
    if report.erased > 0 {
        let cases = match report.erased {
            1 => "1 case was".to_owned(),
            more => format!("{more} cases were"),
        };
        output::line(&format!("{cases} lawfully erased, and the tickets kept"))?;
    }
    for line in &report.to_compare {
        output::line(line)?;
    }
    say!("verify cannot detect cases left off the list: compare the totals with the record system");
    Ok(())
}
