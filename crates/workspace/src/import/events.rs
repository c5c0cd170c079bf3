//! Event tables, stored row by row while they are read, so that a million of them need no memory. The
//! transaction is undone when a row is refused or the run is a dry one.

use std::sync::mpsc::sync_channel;

use assay_intake::{ColumnMap, IntakeError, Source};
use assay_model::{Event, Problem};
use assay_store::events::WrittenEvent;
use assay_store::{Error as StoreError, ImportDraft};
use assay_tables::Limits;

use super::files::Opened;
use assay_views::import::End;

use super::{ImportOptions, Imported, Run, event_kind, keep};
use crate::{Error, Result, Workspace};
use assay_config::maps::Maps;

/// Events handed over at a time, and how many such batches may wait.
const BATCH: usize = 1_000;
const WAITING: usize = 4;

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
    /// The store cannot be written, or the work was called off.
    Other(Error),
}

impl From<StoreError> for Undo {
    fn from(fault: StoreError) -> Self {
        Self::Other(fault.into())
    }
}

/// Imports event tables.
pub(super) fn import(
    workspace: &mut Workspace,
    options: &ImportOptions,
    maps: &Maps,
    opened: Opened,
    mut said: Vec<String>,
) -> Result<Imported> {
    let progress = workspace.progress_shared();
    let stage = progress.stage("reading events", None);
    let Opened { sources, digests } = opened;
    let tables = tables(workspace, options, maps, sources)?;
    let limits = options.limits();
    let read_all = |take: &mut dyn FnMut(Event)| {
        read(tables, &limits, &mut |event| {
            stage.advance(1);
            take(event);
        })
    };
    let report = |end, told: Told, mut said: Vec<String>, stored, unchanged| {
        said.extend(told.said);
        let Told { read, problems, .. } = told;
        Imported { end, read, stored, unchanged, further: Vec::new(), problems, said }
    };
    if options.run == Run::Dry {
        return Ok(match read_all(&mut |_| {}) {
            Ok(told) => report(End::Dry, told, said, 0, 0),
            Err(fault) => Imported::unreadable(fault.to_problem(), said),
        });
    }
    let mut writer = workspace.writer()?;
    let (now, as_at) = (writer.session.now(), writer.session.as_at());
    let outcome = writer.write(now, |tx| {
        let mut sink = tx.event_sink()?;
        let (told, stored) = side_by_side(read_all, &mut |event| {
            stage.go_on().map_err(Undo::Other)?;
            Ok(sink.put(&event)?)
        });
        let told = told.map_err(|fault| Undo::Unreadable(Box::new(fault)))?;
        stored?;
        let taken = sink.end();
        if options.must_stop(&told.problems) {
            return Err(Undo::Stopped(told));
        }
        let draft = ImportDraft {
            kind: options.kind.word().to_owned(),
            files: digests,
            as_at: Some(as_at),
            read: told.read,
            problems: told.problems.clone(),
        };
        stage.go_on().map_err(Undo::Other)?;
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
        Err(Undo::Unreadable(fault)) => Ok(Imported::unreadable(fault.to_problem(), said)),
        Err(Undo::Other(fault)) => Err(fault),
    }
}

/// Reads, and writes what was read as rows have it, on a thread of its own while `store` takes it: neither
/// waits for the other more than it must, and no more than a few batches are held.
fn side_by_side<T: Send>(
    read: impl FnOnce(&mut dyn FnMut(Event)) -> T + Send,
    store: &mut dyn FnMut(WrittenEvent) -> std::result::Result<(), Undo>,
) -> (T, std::result::Result<(), Undo>) {
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel::<Vec<_>>(WAITING);
        let reading = scope.spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            // Where the store has failed nobody takes what is sent; the rest is read for its problems.
            let told = read(&mut |event| {
                batch.push(WrittenEvent::of(event));
                if batch.len() == BATCH {
                    drop(sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))));
                }
            });
            drop(sender.send(batch));
            told
        });
        let stored = batches.into_iter().flatten().try_for_each(|event| store(event?));
        let told = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (told, stored)
    })
}

/// A file with what it holds and the columns it is read by; a workforce census needs neither.
struct Table {
    source: Source,
    read_as: Option<(String, ColumnMap)>,
}

/// Settles for every file what it holds, before the first of them is read.
fn tables(
    workspace: &Workspace,
    options: &ImportOptions,
    maps: &Maps,
    sources: Vec<Source>,
) -> Result<Vec<Table>> {
    let table = |source: Source| {
        if assay_intake::is_workforce_census(&source) {
            return Ok(Table { source, read_as: None });
        }
        let kind = event_kind::of_file(workspace, options, maps, &source.name)?;
        let map = event_kind::map(maps, options, &kind)?;
        Ok(Table { source, read_as: Some((kind, map)) })
    };
    sources.into_iter().map(table).collect()
}

fn read(
    tables: Vec<Table>,
    limits: &Limits,
    take: &mut dyn FnMut(Event),
) -> std::result::Result<Told, IntakeError> {
    let mut told = Told::default();
    for Table { source, read_as } in tables {
        let Some((kind, map)) = read_as else {
            let outcome = assay_intake::each_of_census(&source, &Limits::default(), take)?;
            told.read += outcome.read;
            told.problems.extend(outcome.problems);
            told.said.push(format!("{}: read as a workforce census", source.name));
            continue;
        };
        let outcome = assay_intake::each_event(vec![source], &kind, &map, limits, take)?;
        told.read += outcome.read;
        told.problems.extend(outcome.problems);
        told.said.extend(outcome.said);
    }
    Ok(told)
}
