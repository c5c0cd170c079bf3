//! The import: files are read whole with all their problems, and then stored or not, together or not
//! at all. A refused row stops the storing unless it is to be skipped; notes never do.

mod events;
mod files;
mod keep;
mod kind;
mod reading;

use std::path::PathBuf;

use assay_intake::IntakeError;
use assay_intake::quality::{self, Group};
use assay_model::{Level, Problem};
use assay_tables::{KeepRows, Limits};
use assay_views::import::{End, Example, ImportReport, Quality};

use crate::{Progress, Result, Workspace};

pub use kind::Kind;

/// What to do with refused rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Store nothing of a file that has any.
    Stop,
    /// Store the rest.
    Skip,
}

/// Which rows are taken for records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rows {
    /// Records alone: totals, footers and the like are left out and reported.
    #[default]
    Records,
    /// Every row.
    All,
}

/// Whether anything is to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Read and store.
    Store,
    /// Read and report only.
    Dry,
}

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// What the files hold.
    pub kind: Kind,
    /// The files.
    pub files: Vec<PathBuf>,
    /// The kind of events, or the name of a case list; else the file's or the map's.
    pub of_kind: Option<String>,
    /// The column map; else the one named as the kind.
    pub map: Option<String>,
    /// What to do with refused rows.
    pub refused: Refused,
    /// Which rows are records.
    pub rows: Rows,
    /// Whether to store.
    pub run: Run,
}

/// What an import found and did.
#[derive(Debug, Clone)]
struct Imported {
    end: End,
    read: u64,
    stored: u64,
    unchanged: u64,
    further: Vec<(String, u64)>,
    problems: Vec<Problem>,
    said: Vec<String>,
}

impl ImportOptions {
    /// Returns the limits of reading, with the rows that are kept.
    fn limits(&self) -> Limits {
        let keep = match self.rows {
            Rows::Records => KeepRows::Records,
            Rows::All => KeepRows::All,
        };
        Limits { keep, ..Limits::default() }
    }

    /// Says whether nothing is stored: rows can be skipped, whole columns cannot.
    fn must_stop(&self, problems: &[Problem]) -> bool {
        let mut refused = problems.iter().filter(|problem| problem.level == Level::Refused);
        match self.refused {
            Refused::Stop => refused.next().is_some(),
            Refused::Skip => refused.any(|p| p.place.row.is_none() && p.place.column.is_some()),
        }
    }
}

impl Imported {
    fn view(self) -> ImportReport {
        let quality = quality::groups(&self.problems).into_iter().map(shown).collect();
        let why = (self.end == End::Unreadable).then(|| self.problems.first().map(why)).flatten();
        ImportReport {
            read: self.read,
            stored: self.stored,
            unchanged: self.unchanged,
            problems: self.problems,
            further: self.further,
            quality,
            end: self.end,
            why,
            said: self.said,
        }
    }

    fn unreadable(problem: Problem, said: Vec<String>) -> Self {
        Self {
            end: End::Unreadable,
            read: 0,
            stored: 0,
            unchanged: 0,
            further: Vec::new(),
            problems: vec![problem],
            said,
        }
    }
}

/// Imports files into the workspace.
///
/// # Errors
/// When the settings have a fault, there is no such map, or the store cannot be written. A file that
/// cannot be read is no error of this kind: the report says so.
pub fn import(
    workspace: &mut Workspace,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<ImportReport> {
    run(workspace, options, progress).map(Imported::view)
}

/// Returns why a file could not be read at all, in a sentence.
fn why(problem: &Problem) -> String {
    if problem.expected == IntakeError::READABLE {
        format!("{}: {}", problem.place, problem.found)
    } else {
        problem.to_string()
    }
}

fn shown(group: Group) -> Quality {
    let example = |(place, found)| Example { place, found };
    Quality {
        level: group.level,
        effect: group.effect,
        column: group.column,
        expected: group.expected,
        count: group.count,
        examples: group.examples.into_iter().map(example).collect(),
        hint: group.hint,
    }
}

fn run(
    workspace: &mut Workspace,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Imported> {
    let maps = reading::maps(workspace)?;
    let mut said = Vec::new();
    let opened = match files::open(&options.files, &mut said) {
        Ok(opened) => opened,
        Err(problem) => return Ok(Imported::unreadable(*problem, said)),
    };
    progress.start("reading", None);
    let digests = opened.digests.clone();
    if options.kind == Kind::Events {
        let report =
            events::import(workspace, options, &maps, opened.sources, opened.digests, said);
        progress.finish();
        return report;
    }
    let incoming = reading::read(workspace, options, &maps, opened.sources)?;
    progress.finish();
    let mut incoming = match incoming {
        Ok(incoming) => incoming,
        Err(fault) => return Ok(Imported::unreadable(fault.to_problem(), said)),
    };
    said.append(&mut incoming.said);
    let problems = std::mem::take(&mut incoming.problems);
    let mut report = Imported {
        end: End::Stored,
        read: incoming.read,
        stored: 0,
        unchanged: 0,
        further: Vec::new(),
        problems,
        said,
    };
    let must_stop = options.must_stop(&report.problems);
    if options.run == Run::Dry {
        report.end = End::Dry;
        return Ok(report);
    }
    if must_stop {
        report.end = End::Stopped;
        return Ok(report);
    }
    progress.start("storing", None);
    keep::keep(workspace, options, digests, incoming.records, &mut report)?;
    progress.finish();
    Ok(report)
}
