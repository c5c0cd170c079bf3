//! `assay import`: reads files with all their problems, and stores them; what was imported, and taking it
//! back.

mod record;

use std::path::PathBuf;

use assay_model::Date;
use assay_views::import::{End, ImportReport};
use assay_workspace::Input;
use assay_workspace::import::{
    self, Blanks, ImportOptions, Kind, ListIs, Origin, Refused, Rows, Run, Undecided,
};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, problems};

/// Import case lists, returns, events and more; every problem is reported with its place.
///
/// Kinds: cases, returns, events, actions, findings, auditors, families, names, aliases, history,
/// comparators, comments, verdicts, and ssd: the Standard Safeguarding Dataset, a folder with a file for each of
/// its tables, named after them (`ssd_person.csv`). What no measure needs of it is not stored. Exit code 1 where a row was refused or a value
/// lost, 2 where a file cannot be read.
///
/// A folder stands for its tables and workbooks, and * and ? in a name for any characters. `import list`
/// shows what was imported, and `import undo` takes an import back.
///
/// Example: assay import cases "Annex A 2026-09.xlsx" --dry-run
#[derive(Debug, clap::Args)]
#[command(after_long_help = events_need(), args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Option<record::Step>,
    /// What the files hold.
    #[arg(value_name = "WHAT", value_parser = kind, required = true)]
    what: Option<Kind>,
    /// The files, or a folder of them: workbooks (.xlsx, .xls, .ods) or CSV.
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
    /// The list is a part: add it to the current one, whose other cases stay.
    #[arg(long)]
    add: bool,
    /// The day the returns came in; by default as they say, and for forms today.
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
    /// Take returns that leave blank what a version held before has filled.
    #[arg(long)]
    accept_blanks: bool,
    /// Take returns that differ from the version held before as the newer ones, where no day of receipt
    /// says which is the newer.
    #[arg(long)]
    accept_newer: bool,
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
    let what = match (&args.step, args.what) {
        (Some(step), _) => return record::run(step, &mut workspace, format),
        (None, Some(what)) => what,
        (None, None) => return Err(CommandError::new("expected what the files hold")),
    };
    let options = ImportOptions {
        kind: what,
        files: import::files_of(&args.files)?.into_iter().map(Input::file).collect(),
        of_kind: args.kind.clone(),
        map: args.map.clone(),
        covers: args.covers,
        refused: if args.skip_refused { Refused::Skip } else { Refused::Stop },
        rows: if args.keep_rows { Rows::All } else { Rows::Records },
        list: if args.add { ListIs::Part } else { ListIs::Whole },
        received: args.received,
        blanks: if args.accept_blanks { Blanks::Accepted } else { Blanks::Refused },
        undecided: if args.accept_newer { Undecided::Newer } else { Undecided::Refused },
        origin: Origin::File,
        run: if args.dry_run { Run::Dry } else { Run::Store },
    };
    let report = import::import(&mut workspace, &options)?;
    for line in &report.said {
        say!("{line}");
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
        End::Dry => say!("nothing was stored: this was a dry run"),
        End::Stopped => {
            say!("nothing was stored: rows were refused");
            say!("hint: fix them and import again, or use --skip-refused to store the rest");
        }
        End::Unreadable => {
            if let Some(why) = &report.why {
                say!("error: {why}");
            }
            for problem in &report.problems {
                say!("hint: {}", problem.hint);
            }
        }
    }
}
