//! `assay import`: reads files with all their problems, and stores them.

use std::path::PathBuf;

use assay_model::Date;
use assay_views::import::{End, ImportReport};
use assay_workspace::Input;
use assay_workspace::import::{self, ImportOptions, Kind, Refused, Rows, Run};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, problems};

/// Import case lists, returns, events and more; every problem is reported with its place.
///
/// Kinds: cases, returns, events, actions, findings, auditors, families, names, aliases, history,
/// comparators, comments, verdicts. Exit code 1 where a row was refused or a value
/// lost, 2 where a file cannot be read.
///
/// Example: assay import cases "Annex A 2026-09.xlsx" --dry-run
#[derive(Debug, clap::Args)]
#[command(after_long_help = events_need())]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// What the files hold.
    #[arg(value_name = "WHAT", value_parser = kind)]
    what: Kind,
    /// The files: workbooks (.xlsx, .xls, .ods) or CSV.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The kind of events, e.g. visits (see below); for cases, the name of the list.
    #[arg(long, value_name = "K")]
    kind: Option<String>,
    /// The column map of maps.yaml to read with; by default the one named like what is imported.
    #[arg(long, value_name = "NAME")]
    map: Option<String>,
    /// For events: the days that the files cover, e.g. 2026-01-01..2026-08-31; else from the first event
    /// to the last. What falls due outside them is in no figure.
    #[arg(long, value_name = "FROM..TO", value_parser = days)]
    covers: Option<(Date, Date)>,
    /// Store the remaining rows when some are refused.
    #[arg(long)]
    skip_refused: bool,
    /// Take every row for a record: totals, footers and repeated headers are not left out.
    #[arg(long)]
    keep_rows: bool,
    /// Exit with 1 where there is anything to report, not only where something was lost.
    #[arg(long)]
    strict: bool,
    /// Store nothing; print the data-quality report.
    #[arg(long)]
    dry_run: bool,
}

/// Returns what the tables of events need, from the one list of their kinds.
fn events_need() -> String {
    format!(
        "What each kind of events (--kind) needs. Columns are found by their usual headers, or by a map of maps.yaml:\n\n{}",
        assay_model::event::guide::guide()
    )
}

fn days(text: &str) -> Result<(Date, Date), String> {
    let days =
        text.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    days.filter(|(from, to): &(Date, Date)| from <= to).ok_or_else(|| {
        "expected the first and the last day, like 2026-01-01..2026-08-31".to_owned()
    })
}

fn kind(word: &str) -> Result<Kind, String> {
    let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    Kind::parse(word).ok_or_else(|| format!("expected one of {}", words.join(", ")))
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let options = ImportOptions {
        kind: args.what,
        files: args.files.iter().map(Input::file).collect(),
        of_kind: args.kind.clone(),
        map: args.map.clone(),
        covers: args.covers,
        refused: if args.skip_refused { Refused::Skip } else { Refused::Stop },
        rows: if args.keep_rows { Rows::All } else { Rows::Records },
        run: if args.dry_run { Run::Dry } else { Run::Store },
    };
    let report = import::import(&mut workspace, &options)?;
    for line in &report.said {
        eprintln!("{line}");
    }
    match format {
        Format::Json => output::json(&report)?,
        Format::Csv => output::table(&problems::table(&report.problems), Format::Csv)?,
        _ => output::text(&problems::report_text(&report))?,
    }
    talk(&report);
    Ok(match report.end {
        End::Unreadable => Exit::Failed,
        _ if report.has_loss() || (args.strict && !report.problems.is_empty()) => Exit::Differs,
        _ => Exit::Done,
    })
}

/// Says on stderr what became of the import.
fn talk(report: &ImportReport) {
    match report.end {
        End::Stored => {}
        End::Dry => eprintln!("nothing was stored: this was a dry run"),
        End::Stopped => {
            eprintln!("nothing was stored: rows were refused");
            eprintln!("hint: fix them and import again, or use --skip-refused to store the rest");
        }
        End::Unreadable => {
            if let Some(why) = &report.why {
                eprintln!("error: {why}");
            }
            for problem in &report.problems {
                eprintln!("hint: {}", problem.hint);
            }
        }
    }
}
