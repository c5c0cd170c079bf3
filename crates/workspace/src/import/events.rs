//! Event tables, stored row by row while they are read, so that a million of them need no memory. The
//! transaction is undone when a row is refused or the run is a dry one.

use assay_intake::{IntakeError, Source};
use assay_model::{Event, Level, Problem};
use assay_store::{Error as StoreError, ImportDraft};
use assay_tables::Limits;

use super::reading::named_map;
use super::{End, ImportOptions, ImportReport, Refused, Run, keep};
use crate::{Error, Result, Workspace};
use assay_config::maps::Maps;

/// What reading has given beside the events.
#[derive(Default)]
struct Told {
    read: u64,
    problems: Vec<Problem>,
    said: Vec<String>,
}

/// Why nothing is kept of what was stored so far.
enum Undo {
    /// Rows were refused.
    Stopped(Told),
    /// A file cannot be read.
    Unreadable(Box<IntakeError>),
    /// The store cannot be written.
    Store(StoreError),
}

impl From<StoreError> for Undo {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

/// Imports event tables.
pub(super) fn import(
    workspace: &mut Workspace,
    options: &ImportOptions,
    maps: &Maps,
    sources: Vec<Source>,
    files: Vec<assay_store::Source>,
    mut said: Vec<String>,
) -> Result<ImportReport> {
    let map = &named_map(maps, options)?.map;
    let read_all = |take: &mut dyn FnMut(&Event)| read(sources, options, map, take);
    let report = |end, told: Told, mut said: Vec<String>, stored, unchanged| {
        said.extend(told.said);
        let Told { read, problems, .. } = told;
        ImportReport { end, read, stored, unchanged, further: Vec::new(), problems, said }
    };
    if options.run == Run::Dry {
        return Ok(match read_all(&mut |_| {}) {
            Ok(told) => report(End::Dry, told, said, 0, 0),
            Err(fault) => ImportReport::unreadable(fault.to_problem(), said),
        });
    }
    let _lock = workspace.lock()?;
    let (actor, now) = (workspace.session.actor().clone(), workspace.session.now());
    let as_at = workspace.session.as_at();
    let outcome = workspace.store.write(&actor, now, |tx| {
        let mut sink = tx.event_sink()?;
        let mut fault = None;
        let told = read_all(&mut |event| {
            if fault.is_none() {
                fault = sink.put(event).err();
            }
        })
        .map_err(|fault| Undo::Unreadable(Box::new(fault)))?;
        if let Some(fault) = fault {
            return Err(fault.into());
        }
        let taken = sink.end();
        let has_refused = told.problems.iter().any(|problem| problem.level == Level::Refused);
        if has_refused && options.refused == Refused::Stop {
            return Err(Undo::Stopped(told));
        }
        let draft = ImportDraft {
            kind: options.kind.word().to_owned(),
            files,
            as_at: Some(as_at),
            read: told.read,
            problems: told.problems.clone(),
        };
        let stored = tx.close_events(taken, &draft)?;
        keep::record(tx, &draft, stored.stored, stored.unchanged)?;
        Ok((told, stored))
    });
    match outcome {
        Ok((told, stored)) => Ok(report(
            End::Stored,
            told,
            std::mem::take(&mut said),
            stored.stored,
            stored.unchanged,
        )),
        Err(Undo::Stopped(told)) => Ok(report(End::Stopped, told, said, 0, 0)),
        Err(Undo::Unreadable(fault)) => Ok(ImportReport::unreadable(fault.to_problem(), said)),
        Err(Undo::Store(fault)) => Err(Error::from(fault)),
    }
}

/// Events take their kind from `--kind`, else from the file's name: `visits-2026.csv` holds `visits`.
fn read(
    sources: Vec<Source>,
    options: &ImportOptions,
    map: &assay_intake::ColumnMap,
    take: &mut dyn FnMut(&Event),
) -> std::result::Result<Told, IntakeError> {
    let mut told = Told::default();
    for source in sources {
        if assay_intake::is_workforce_census(&source) {
            let outcome = assay_intake::each_of_census(&source, &Limits::default(), take)?;
            told.read += outcome.read;
            told.problems.extend(outcome.problems);
            told.said.push(format!("{}: read as a workforce census", source.name));
            continue;
        }
        let stem = source.name.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let kind = options.of_kind.clone().unwrap_or_else(|| stem.to_lowercase());
        let limits = Limits::default();
        let outcome = assay_intake::each_event(vec![source], &kind, map, &limits, take)?;
        told.read += outcome.read;
        told.problems.extend(outcome.problems);
        told.said.extend(outcome.said);
    }
    Ok(told)
}
