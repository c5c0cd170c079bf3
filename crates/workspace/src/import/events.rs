//! Event tables, stored row by row while they are read, so that a million of them need no memory. The
//! transaction is undone when a row is refused or the run is a dry one.

use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::sync_channel;

use assay_intake::{ColumnMap, EventPlace, IntakeError, Source};
use assay_model::alike::Spellings;
use assay_model::case::field;
use assay_model::{Date, Effect, Event, Level, Place, Problem, Understood};
use assay_store::events::{EventCounts, EventFile, EventKey, WrittenEvent};
use assay_store::{Error as StoreError, ImportDraft, Tx};
use assay_tables::Limits;
use assay_views::import::{End, EventVersions, Said};
use sha2::{Digest as _, Sha256};

use super::files::Opened;

use super::{ImportOptions, Imported, Run, event_kind, keep, of_ids, spelling};
use crate::{Error, Reader, Result, Workspace};
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
    understood: Understood,
    names: Names,
    /// Where events are, by the upper half of their tags.
    sheets: Vec<(String, Option<String>)>,
}

/// How an event is known again after it was stored: which sheet of `Told::sheets` it is on, and its row.
pub(super) fn tag(sheet: usize, row: u32) -> u64 {
    (sheet as u64) << 32 | u64::from(row)
}

/// The teams and workers of a table, as often as they are written so.
#[derive(Default)]
struct Names([HashMap<String, u64>; 2]);

impl Names {
    const FIELDS: [&str; 2] = [field::TEAM, field::WORKER];
    /// More than this are no names of teams or workers.
    const MOST: usize = 20_000;

    fn take(&mut self, event: &Event) {
        for (counts, field) in self.0.iter_mut().zip(Self::FIELDS) {
            let value = event.field(field);
            let is_full = counts.len() >= Self::MOST;
            match counts.get_mut(value) {
                Some(count) => *count += 1,
                None if value.is_empty() || is_full => {}
                None => {
                    counts.insert(value.to_owned(), 1);
                }
            }
        }
    }

    fn spellings(&self) -> BTreeMap<String, Spellings> {
        let of_field = |(counts, field): (&HashMap<String, u64>, &str)| {
            let mut spellings = Spellings::default();
            for (value, times) in counts {
                spellings.count(value, *times);
            }
            (field.to_owned(), spellings)
        };
        self.0.iter().zip(Self::FIELDS).map(of_field).collect()
    }
}

/// Why nothing is kept of what was stored so far.
enum Undo {
    /// Rows were refused.
    Stopped(Box<Told>),
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
    said: Vec<String>,
) -> Result<Imported> {
    let progress = workspace.progress_shared();
    let stage = progress.stage("reading events", None);
    let Opened { sources, digests } = opened;
    let tables = tables(&*workspace.reader()?, options, maps, sources, &digests)?;
    let known = spelling::of_workspace(&*workspace.reader()?)?;
    let file = digests.first().map(|file| file.name.clone()).unwrap_or_default();
    let limits = options.limits();
    let wanted_keys = wanted_keys(&tables);
    let read_all = |take: &mut dyn FnMut(Item)| {
        let mut told = read(tables, &limits, &mut |item| {
            stage.advance(1);
            take(item);
        })?;
        told.problems.extend(spelling::report(&known, &told.names.spellings(), &file));
        Ok::<Told, IntakeError>(told)
    };
    let none = EventCounts::default();
    if options.run == Run::Dry {
        return Ok(match read_all(&mut |_| {}) {
            Ok(told) => report(End::Dry, told, said, none),
            Err(fault) => Imported::unreadable(fault.to_problem(), said),
        });
    }
    let mut writer = workspace.writer()?;
    let (now, as_at) = (writer.session.now(), writer.session.as_at());
    let outcome = writer.write(now, |tx| {
        let keys = keys(tx, wanted_keys)?;
        let mut sink = tx.event_sink()?;
        let (told, stored) = side_by_side(read_all, |item| written(&keys, item), &mut |item| {
            stage.go_on().map_err(Undo::Other)?;
            match item {
                Written::File(file) => sink.begin(file)?,
                Written::Event(event, tag) => sink.put(&event, tag)?,
            }
            Ok::<(), Undo>(())
        });
        let mut told = told.map_err(|fault| Undo::Unreadable(Box::new(fault)))?;
        stored?;
        let taken = sink.end()?;
        let counts = taken.counts;
        told.problems.extend(undecided(counts, &digests));
        told.problems.extend(of_ids::problems(counts, &taken.tags, &told.sheets));
        if options.must_stop(&told.problems) {
            return Err(Undo::Stopped(Box::new(told)));
        }
        let draft = draft(options, digests, as_at, &told);
        stage.go_on().map_err(Undo::Other)?;
        tx.close_events(taken, &draft)?;
        keep::record_events(tx, &draft, counts)?;
        Ok((told, counts))
    });
    match outcome {
        Ok((told, counts)) => Ok(report(End::Stored, told, said, counts)),
        Err(Undo::Stopped(told)) => Ok(report(End::Stopped, *told, said, none)),
        Err(Undo::Unreadable(fault)) => Ok(Imported::unreadable(fault.to_problem(), said)),
        Err(Undo::Other(fault)) => Err(fault),
    }
}

fn draft(
    options: &ImportOptions,
    files: Vec<assay_store::Source>,
    as_at: Date,
    told: &Told,
) -> ImportDraft {
    ImportDraft {
        kind: options.kind.word().to_owned(),
        files,
        as_at: Some(as_at),
        read: told.read,
        problems: told.problems.clone(),
        understood: told.understood.clone(),
    }
}

/// Returns the report of an import that read so much.
fn report(end: End, told: Told, mut said: Vec<String>, counts: EventCounts) -> Imported {
    said.extend(told.said);
    let Told { read, problems, understood, .. } = told;
    let mut report = Imported::of(end, read, problems, said);
    report.understood = understood;
    report.stored = counts.stored();
    report.unchanged = counts.unchanged;
    let EventCounts { new, updated, older, .. } = counts;
    report.events = Some(EventVersions { new, updated, older });
    report
}

/// What is handed from reading to storing.
pub(super) enum Item {
    /// The events that follow are of this file.
    File(EventFile),
    Event(Event, u64),
}

/// The same as it is stored.
pub(super) enum Written {
    File(EventFile),
    Event(WrittenEvent, u64),
}

/// Returns the keys that the maps name, by kind.
fn wanted_keys(tables: &[Table]) -> BTreeMap<String, Option<EventKey>> {
    let read_as = tables.iter().filter_map(|table| table.read_as.as_ref());
    let key = |kind: &str, map: &ColumnMap| {
        map.key.as_deref().map(|fields| EventKey::of_fields(kind, fields))
    };
    read_as.map(|(kind, map)| (kind.clone(), key(kind, map))).collect()
}

/// Returns the keys by which rows are the same event; one that a map names is from now on the kind's.
fn keys(
    tx: &mut Tx<'_>,
    wanted: BTreeMap<String, Option<EventKey>>,
) -> std::result::Result<BTreeMap<String, EventKey>, StoreError> {
    let mut keys = BTreeMap::new();
    for (kind, key) in wanted {
        if let Some(key) = &key {
            tx.set_event_key(&kind, key)?;
        }
        let key = tx.event_key(&kind)?;
        keys.insert(kind, key);
    }
    Ok(keys)
}

/// Reports that two files say different things of the same events, and nothing says which is the newer.
pub(super) fn undecided(counts: EventCounts, files: &[assay_store::Source]) -> Option<Problem> {
    let file = files.first().map(|file| file.name.clone()).unwrap_or_default();
    (counts.undecided > 0).then(|| Problem {
        level: Level::Note,
        effect: Effect::Lost,
        place: Place { file, ..Place::default() },
        found: format!(
            "{} events of which this file and one from before say different things, over the same days",
            counts.undecided
        ),
        expected: "to know which of two files is the newer".to_owned(),
        hint: "one of the two counts by chance, the other is kept as an older version: import the newer again with --covers FROM..TO, TO being the day it was exported".to_owned(),
    })
}

/// Writes an event with the key of its kind.
pub(super) fn written(
    keys: &BTreeMap<String, EventKey>,
    item: Item,
) -> std::result::Result<Written, StoreError> {
    let (event, tag) = match item {
        Item::File(file) => return Ok(Written::File(file)),
        Item::Event(event, tag) => (event, tag),
    };
    let own;
    let by = if let Some(by) = keys.get(&event.kind) {
        by
    } else {
        own = EventKey::of_kind(&event.kind);
        &own
    };
    WrittenEvent::of(event, by).map(|event| Written::Event(event, tag))
}

/// Reads, and writes what was read as rows have it, on a thread of its own while `store` takes it: neither
/// waits for the other more than it must, and no more than a few batches are held.
pub(super) fn side_by_side<T: Send, Read, Written: Send, E: From<StoreError>>(
    read: impl FnOnce(&mut dyn FnMut(Read)) -> T + Send,
    write: impl Fn(Read) -> std::result::Result<Written, StoreError> + Send,
    store: &mut dyn FnMut(Written) -> std::result::Result<(), E>,
) -> (T, std::result::Result<(), E>) {
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel::<Vec<_>>(WAITING);
        let reading = scope.spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            // Where the store has failed nobody takes what is sent; the rest is read for its problems.
            let told = read(&mut |record| {
                batch.push(write(record));
                if batch.len() == BATCH {
                    drop(sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))));
                }
            });
            drop(sender.send(batch));
            told
        });
        let stored = batches.into_iter().flatten().try_for_each(|written| store(written?));
        let told = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (told, stored)
    })
}

/// A file with what it holds and the columns it is read by; a workforce census needs neither.
struct Table {
    source: Source,
    file: EventFile,
    /// The day that it is of.
    up_to: Date,
    read_as: Option<(String, ColumnMap)>,
}

/// Settles for every file what it holds, before the first of them is read.
fn tables(
    workspace: &Reader,
    options: &ImportOptions,
    maps: &Maps,
    sources: Vec<Source>,
    files: &[assay_store::Source],
) -> Result<Vec<Table>> {
    let ids = super::ids::known_for(workspace, options.kind)?;
    let as_at = workspace.session.as_at();
    let up_to = options.covers.map_or(as_at, |covers| covers.1.min(as_at));
    let table = |(source, digest): (Source, &assay_store::Source)| {
        let read_as = if assay_intake::is_workforce_census(&source) {
            None
        } else {
            let kind = event_kind::of_file(workspace, options, maps, &source.name)?;
            let map = event_kind::map(maps, options, &kind)?;
            Some((kind, map))
        };
        let reading = format!("{:?} {read_as:?}", options.rows);
        let file = EventFile {
            sha256: digest.sha256.clone(),
            reading: assay_model::print::hex(&Sha256::digest(reading)),
            covers: options.covers,
            taken_on: Some(workspace.session.as_at()),
        };
        // How it is read depends neither on which ids are known by now nor on the day.
        let read_as = read_as
            .map(|(kind, map)| (kind, ColumnMap { ids: ids.clone(), up_to: Some(up_to), ..map }));
        Ok(Table { source, file, up_to, read_as })
    };
    sources.into_iter().zip(files).map(table).collect()
}

fn read(
    tables: Vec<Table>,
    limits: &Limits,
    take: &mut dyn FnMut(Item),
) -> std::result::Result<Told, IntakeError> {
    let mut told = Told::default();
    for Table { source, file, up_to, read_as } in tables {
        take(Item::File(file));
        let (names, sheets) = (&mut told.names, &mut told.sheets);
        let name = source.name.clone();
        let take = &mut |event: Event, (sheet, row): EventPlace<'_>| {
            names.take(&event);
            let is_of =
                |(file, of): &(String, Option<String>)| *file == name && of.as_deref() == sheet;
            if !sheets.last().is_some_and(is_of) {
                sheets.push((name.clone(), sheet.map(str::to_owned)));
            }
            take(Item::Event(event, tag(sheets.len() - 1, row)));
        };
        let Some((kind, map)) = read_as else {
            let outcome =
                assay_intake::each_of_census(&source, Some(up_to), &Limits::default(), take)?;
            told.read += outcome.read;
            told.problems.extend(outcome.problems);
            told.said.push(Said::Census { file: &source.name }.to_string());
            continue;
        };
        let outcome = assay_intake::each_event(vec![source], &kind, &map, limits, take)?;
        told.read += outcome.read;
        told.problems.extend(outcome.problems);
        told.said.extend(outcome.said);
        told.understood.sheets.extend(outcome.understood.sheets);
        told.understood.aside.extend(outcome.understood.aside);
    }
    Ok(told)
}
