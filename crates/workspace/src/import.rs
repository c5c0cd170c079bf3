//! The import: files are read whole with all their problems, and then stored or not, together or not
//! at all. A refused row stops the storing unless it is to be skipped; notes never do.

#[cfg(test)]
mod any_order;
mod comments;
mod event_kind;
mod events;
mod files;
mod findings;
mod ids;
mod keep;
mod kind;
pub mod mapped;
mod of_ids;
mod paths;
mod reading;
pub mod record;
mod spelling;
mod ssd;
pub mod undo;

use std::collections::HashSet;

use assay_config::maps::Maps;
use assay_intake::quality::{self, Group};
use assay_intake::{ColumnMap, IntakeError, Source};
use assay_model::{CaseId, Correction, Date, Level, Problem, TableTaken, Understood};
use assay_store::{CaseList, DraftOf};
use assay_tables::{KeepRows, Limits};
use assay_views::import::{End, EventVersions, Example, ImportReport, Quality};

use crate::{Input, Reader, Result, Workspace};
use reading::{Incoming, Records};

use crate::round::forms::Taking;
pub use crate::round::forms::{Blanks, Undecided};
pub use kind::Kind;
pub use paths::files_of;

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

/// What a list that comes in is to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListIs {
    /// It takes its place.
    #[default]
    Whole,
    /// A part: the cases of the one before stay, those on both as they are now.
    Part,
}

/// Whether anything is to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Read and store.
    Store,
    /// Read and report only.
    Dry,
}

/// Where files come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// Somebody brought them.
    #[default]
    File,
    /// A form that was filled in a page.
    Page(Box<FromPage>),
}

/// A form that was filled in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromPage {
    /// The draft that it completes.
    pub of: DraftOf,
    /// The version of the return that the page knew of; 0 where there was none.
    pub held: u32,
    /// Why it corrects that version.
    pub correction: Option<Correction>,
}

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// What the files hold.
    pub kind: Kind,
    /// The files.
    pub files: Vec<Input>,
    /// The kind of events, or the name of a case list; else the file's or the map's.
    pub of_kind: Option<String>,
    /// The column map; else the one named as the kind.
    pub map: Option<String>,
    /// For events: the first and last day that the files cover; else from the first event to the last.
    pub covers: Option<(Date, Date)>,
    /// What to do with refused rows.
    pub refused: Refused,
    /// Which rows are records.
    pub rows: Rows,
    /// Whether a list takes the place of the one before or is added to it.
    pub list: ListIs,
    /// The day returns came in; else as they say, and for forms the as-at date.
    pub received: Option<Date>,
    /// What happens to versions of returns that would blank what is held.
    pub blanks: Blanks,
    /// What happens to versions of returns of which nothing says that they are newer than what is held.
    pub undecided: Undecided,
    /// Where the files come from.
    pub origin: Origin,
    /// Whether to store.
    pub run: Run,
}

/// What an import found and did.
#[derive(Debug, Clone)]
struct Imported {
    end: End,
    read: u64,
    stored: u64,
    events: Option<EventVersions>,
    unchanged: u64,
    further: Vec<(String, u64)>,
    problems: Vec<Problem>,
    said: Vec<String>,
    understood: Understood,
    /// Of a dataset, what became of each table.
    tables: Vec<TableTaken>,
}

impl ImportOptions {
    /// Returns the options of an import that stores all files or, where a row is refused, none.
    #[must_use]
    pub fn of(kind: Kind, files: Vec<Input>) -> Self {
        Self {
            kind,
            files,
            of_kind: None,
            map: None,
            covers: None,
            refused: Refused::Stop,
            rows: Rows::Records,
            list: ListIs::Whole,
            received: None,
            blanks: Blanks::Refused,
            undecided: Undecided::Refused,
            origin: Origin::File,
            run: Run::Store,
        }
    }

    /// Returns how versions of returns are taken.
    fn taking(&self) -> Taking {
        Taking { blanks: self.blanks, undecided: self.undecided, received: self.received }
    }

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
            events: self.events,
            unchanged: self.unchanged,
            problems: self.problems,
            further: self.further,
            quality,
            understood: (&self.understood).into(),
            tables: self.tables.into_iter().map(Into::into).collect(),
            end: self.end,
            why,
            said: self.said,
        }
    }

    fn unreadable(problem: Problem, said: Vec<String>) -> Self {
        Self::of(End::Unreadable, 0, vec![problem], said)
    }

    /// Returns a report of nothing stored yet.
    fn of(end: End, read: u64, problems: Vec<Problem>, said: Vec<String>) -> Self {
        Self {
            end,
            read,
            stored: 0,
            events: None,
            unchanged: 0,
            further: Vec::new(),
            problems,
            said,
            understood: Understood::default(),
            tables: Vec::new(),
        }
    }
}

/// Returns problems by kind, the worst first.
#[must_use]
pub fn by_kind(problems: &[Problem]) -> Vec<Group> {
    quality::groups(problems)
}

/// Imports files into the workspace. What is stored is read and checked with every other writer kept out.
///
/// # Errors
/// When the settings have a fault, there is no such map, or the store cannot be written. A file that
/// cannot be read is no error of this kind: the report says so.
pub fn import(workspace: &mut Workspace, options: &ImportOptions) -> Result<ImportReport> {
    run(workspace, options).map(Imported::view)
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

/// Adds the cases of the current lists that these parts do not have.
fn add_to_current(workspace: &Reader, lists: &mut [CaseList]) -> Result<()> {
    for list in lists {
        let Some((_, before)) = workspace.store.current_list(&list.name)? else { continue };
        let now: HashSet<CaseId> = list.cases.iter().map(|case| case.id.clone()).collect();
        list.cases.extend(before.into_iter().filter(|case| !now.contains(&case.id)));
    }
    Ok(())
}

fn run(workspace: &mut Workspace, options: &ImportOptions) -> Result<Imported> {
    let maps = reading::maps(&*workspace.reader()?)?;
    let mut said = Vec::new();
    let opened = match files::open(&options.files, &mut said) {
        Ok(opened) => opened,
        Err(problem) => return Ok(Imported::unreadable(*problem, said)),
    };
    if options.kind == Kind::Ssd {
        return ssd::import(workspace, options, opened, said);
    }
    if options.kind == Kind::Events {
        return events::import(workspace, options, &maps, opened, said);
    }
    if options.kind == Kind::Comments && !opened.sources.iter().any(reading::is_small_form) {
        let ids = ids::known_for(&*workspace.reader()?, options.kind)?;
        let up_to = Some(workspace.reader()?.session.as_at());
        let map = ColumnMap { ids, up_to, ..reading::named_map(&maps, options)?.map.clone() };
        return comments::import(workspace, options, &map, opened, said);
    }
    if options.run == Run::Dry {
        let read = read(&*workspace.reader()?, options, &maps, opened.sources)?;
        return Ok(match read {
            Ok(incoming) => Imported { end: End::Dry, ..incoming.into_report(said).0 },
            Err(fault) => Imported::unreadable(fault.to_problem(), said),
        });
    }
    let mut writer = workspace.writer()?;
    let (mut report, records) = match read(&writer, options, &maps, opened.sources)? {
        Ok(incoming) => incoming.into_report(said),
        Err(fault) => return Ok(Imported::unreadable(fault.to_problem(), said)),
    };
    if options.must_stop(&report.problems) {
        return Ok(Imported { end: End::Stopped, ..report });
    }
    keep::keep(&mut writer, options, opened.digests, records, &mut report)?;
    Ok(report)
}

fn read(
    workspace: &Reader,
    options: &ImportOptions,
    maps: &Maps,
    sources: Vec<Source>,
) -> Result<std::result::Result<Incoming, IntakeError>> {
    let stage = workspace.stage("reading", None);
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut incoming = match reading::read(workspace, options, maps, sources)? {
        Ok(incoming) => incoming,
        Err(fault) => return Ok(Err(fault)),
    };
    if let Records::Cases(lists) = &mut incoming.records {
        if options.list == ListIs::Part {
            add_to_current(workspace, lists)?;
        }
        incoming.problems.extend(spelling::join(workspace, lists, &file)?);
        incoming.understood.ids = ids::compared(workspace, lists)?;
    }
    let names = spelling::of_records(&incoming.records);
    if !names.is_empty() {
        let known = spelling::of_workspace(workspace)?;
        incoming.problems.extend(spelling::report(&known, &names, &file));
    }
    stage.go_on()?;
    Ok(Ok(incoming))
}

impl Incoming {
    /// Returns what is reported of them so far, and the records.
    fn into_report(self, mut said: Vec<String>) -> (Imported, Records) {
        said.extend(self.said);
        let mut report = Imported::of(End::Stored, self.read, self.problems, said);
        report.understood = self.understood;
        (report, self.records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Session;

    const LIST: &str =
        "case_id,team,worker,worker start\nC1,Team 1,W,2026-01-02\nC2,,W,2026-13-02\nTotal,2,,\n";

    /// A workspace that imported the list from this input, and what was reported of it.
    fn imported(folder: &std::path::Path, input: Input) -> (Workspace, ImportReport) {
        let actor = assay_model::Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
        let now = "2026-09-01T09:00:00Z".parse().unwrap();
        let session = || Session::made_up(actor.clone(), now, "7");
        Workspace::init(folder, &session()).unwrap();
        let mut workspace = Workspace::open(folder, session()).unwrap();
        let options =
            ImportOptions { refused: Refused::Skip, ..ImportOptions::of(Kind::Cases, vec![input]) };
        let report = import(&mut workspace, &options).unwrap();
        (workspace, report)
    }

    #[test]
    fn bytes_that_a_page_was_sent_are_imported_as_the_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, LIST).unwrap();
        let (by_path, one) = imported(&folder.path().join("one"), Input::file(&path));
        let sent = Input::bytes("list.csv", LIST.as_bytes());
        let (by_bytes, other) = imported(&folder.path().join("other"), sent);
        assert_eq!(one.end, End::Stored);
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
        assert!(
            one.problems.iter().any(|problem| problem.to_string().starts_with("list.csv, row"))
        );
        let (by_path, by_bytes) = (by_path.reader().unwrap(), by_bytes.reader().unwrap());
        let import = |reader: &Reader| format!("{:?}", reader.store.imports().unwrap());
        assert_eq!(import(&by_path), import(&by_bytes));
        let list = |reader: &Reader| reader.store.current_list("children").unwrap();
        assert_eq!(list(&by_path), list(&by_bytes));
        assert_eq!(list(&by_path).unwrap().1.len(), 2);
    }
}
