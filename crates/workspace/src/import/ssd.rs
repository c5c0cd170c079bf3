//! The Standard Safeguarding Dataset: its files are read once for their problems, and where these let it be, once
//! more while the events are stored as they come. Cases, lists and events are one import, so that taking it back
//! takes all of it.

use std::collections::{BTreeMap, HashSet};

use assay_config::lists::Lists;
use assay_intake::ssd::{Dataset, SsdAsked, SsdItem, SsdPart, SsdSchema, read_ssd};
use assay_intake::{IntakeError, Source};
use assay_model::{CaseId, Effect, Former, Level, Place, Problem, TableTaken};
use assay_store::events::{EventCounts, EventFile, EventKey, EventsTaken, OtherReading};
use assay_store::{CaseList, Error as StoreError, ImportDraft, StoredCases, Tx};
use assay_tables::Limits;
use assay_views::import::{End, EventVersions, Said};
use sha2::{Digest as _, Sha256};

use super::events::{Item, Written, side_by_side, written};
use super::files::Opened;
use super::kind::CHILDREN;
use super::{ImportOptions, Imported, Kind, ListIs, Run, events, ids, keep, of_ids, spelling};
use crate::{Error, Reader, Result, Workspace, Writer};

/// What the dataset is read with, as the workspace has it.
struct Settings {
    schema: SsdSchema,
    lists: Lists,
    former: Former,
    ids: Option<std::sync::Arc<assay_intake::KnownIds>>,
    as_at: assay_model::Date,
    limits: Limits,
}

impl Settings {
    fn of(workspace: &Reader, options: &ImportOptions) -> Result<Self> {
        const FILE: &str = "lists.yaml";
        let lists = assay_config::lists::read(&workspace.settings_text(FILE)?, FILE)?;
        let file = lists.ssd_file();
        Ok(Self {
            schema: assay_config::ssd::read(&workspace.settings_text(&file)?, &file)?,
            lists,
            former: workspace.store.former()?,
            ids: ids::known_for(workspace, Kind::Cases)?,
            as_at: workspace.session.as_at(),
            limits: options.limits(),
        })
    }

    fn asked(&self) -> SsdAsked<'_> {
        SsdAsked {
            schema: &self.schema,
            services: &self.lists.services,
            former: &self.former,
            ids: self.ids.clone(),
            as_at: self.as_at,
            limits: &self.limits,
        }
    }
}

/// Imports a dataset.
pub(super) fn import(
    workspace: &mut Workspace,
    options: &ImportOptions,
    opened: Opened,
    said: Vec<String>,
) -> Result<Imported> {
    if options.map.is_some() || options.of_kind.is_some() {
        return Err(Error::input("a dataset is read by its schema, without a map and a kind")
            .hint("its tables and columns are in ssd-VERSION.yaml"));
    }
    let progress = workspace.progress_shared();
    let stage = progress.stage("reading the dataset", None);
    if options.run == Run::Dry {
        let reader = workspace.reader()?;
        let settings = Settings::of(&reader, options)?;
        let dataset = match read_ssd(&opened.sources, &settings.asked(), None, &mut |_| {}) {
            Ok(dataset) => dataset,
            Err(fault) => return Ok(Imported::unreadable(fault.to_problem(), said)),
        };
        let (dataset, _) = prepared(&reader, options, dataset)?;
        return Ok(report(End::Dry, dataset, said));
    }
    let mut writer = workspace.writer()?;
    let settings = Settings::of(&writer, options)?;
    let dataset = match read_ssd(&opened.sources, &settings.asked(), None, &mut |_| {}) {
        Ok(dataset) => dataset,
        Err(fault) => return Ok(Imported::unreadable(fault.to_problem(), said)),
    };
    stage.go_on()?;
    let (dataset, lists) = prepared(&writer, options, dataset)?;
    if options.must_stop(&dataset.problems) {
        return Ok(report(End::Stopped, dataset, said));
    }
    let Opened { sources, digests } = opened;
    let storing = Storing { options, settings: &settings, sources: &sources, digests: &digests };
    drop(stage);
    storing.store(&mut writer, dataset, &lists, said)
}

/// Returns the lists as they are stored, and the dataset with what is said of them.
fn prepared(
    workspace: &Reader,
    options: &ImportOptions,
    mut dataset: Dataset,
) -> Result<(Dataset, Vec<CaseList>)> {
    let mut lists = Vec::new();
    let children = std::mem::take(&mut dataset.children);
    if children.is_empty() {
        dataset.said.push(Said::NobodyOnList.to_string());
    } else {
        lists.push(CaseList { name: CHILDREN.to_owned(), cases: children });
    }
    let further = std::mem::take(&mut dataset.lists).into_iter();
    let further = further.filter(|(_, cases)| !cases.is_empty());
    lists.extend(further.map(|(name, cases)| CaseList { name, cases }));
    restrict(workspace, &mut lists, &mut dataset.said)?;
    if options.list == ListIs::Part {
        super::add_to_current(workspace, &mut lists)?;
    }
    let file = dataset.file().to_owned();
    dataset.problems.extend(spelling::join(workspace, &mut lists, &file)?);
    dataset.problems.extend(from_elsewhere(workspace, &dataset)?);
    dataset.understood.ids = ids::compared(workspace, &lists)?;
    Ok((dataset, lists))
}

/// The dataset does not say which records are restricted. Those that are on the list before stay so.
fn restrict(workspace: &Reader, lists: &mut [CaseList], said: &mut Vec<String>) -> Result<()> {
    let Some(children) = lists.iter_mut().find(|list| list.name == CHILDREN) else { return Ok(()) };
    let before = workspace.store.current_list(CHILDREN)?;
    let before = before.into_iter().flat_map(|(_, cases)| cases).filter(|case| case.restricted);
    let restricted: HashSet<CaseId> = before.map(|case| case.id).collect();
    let mut kept = 0;
    for case in children.cases.iter_mut().filter(|case| restricted.contains(&case.id)) {
        case.restricted = true;
        kept += 1;
    }
    said.push(Said::Restricted { kept }.to_string());
    Ok(())
}

/// Reports events of the dataset's kinds that another source brought: nothing can tell which are the same.
fn from_elsewhere(workspace: &Reader, dataset: &Dataset) -> Result<Vec<Problem>> {
    let others: HashSet<u64> = workspace
        .store
        .standing_imports()?
        .into_iter()
        .filter(|import| import.kind != Kind::Ssd.word())
        .map(|import| import.number)
        .collect();
    let mut problems = Vec::new();
    for (kind, (file, _)) in &dataset.kinds {
        let mut imports = workspace.store.imports_of_events(kind)?;
        imports.retain(|number| others.contains(number));
        if imports.is_empty() {
            continue;
        }
        let numbers: Vec<String> = imports.iter().map(u64::to_string).collect();
        let place = Place { file: file.clone(), ..Place::default() };
        problems.push(Problem {
            level: Level::Note,
            effect: Effect::Lost,
            place,
            found: format!("{kind} that import {} brought from another source", numbers.join(", ")),
            expected: format!("{kind} from one source"),
            hint: "what both have counts twice, as they have no ids in common: take the other import back (import undo N), or leave these files out of the folder".to_owned(),
        });
    }
    Ok(problems)
}

/// Reports events of the same files that an earlier import read by another schema, and that are none of those read now.
fn read_otherwise(others: Vec<OtherReading>, files: &[assay_store::Source]) -> Vec<Problem> {
    let problem = |other: OtherReading| {
        let OtherReading { import, kind, file, events } = other;
        let file = files.iter().find(|known| known.sha256 == file);
        let file = file.map(|known| known.name.clone()).unwrap_or_default();
        let word = if events == 1 { "event" } else { "events" };
        Problem {
            level: Level::Note,
            effect: Effect::Lost,
            place: Place { file, ..Place::default() },
            found: format!(
                "{events} {word} of {kind} that import {import} read of this file, and that are not among those read now"
            ),
            expected: "the same events of a file each time it is read".to_owned(),
            hint: format!(
                "they go on counting: if the schema or the other tables were put right since, take that import back (import undo {import})"
            ),
        }
    };
    others.into_iter().map(problem).collect()
}

/// What is stored, and from which files.
struct Storing<'a> {
    options: &'a ImportOptions,
    settings: &'a Settings,
    sources: &'a [Source],
    digests: &'a [assay_store::Source],
}

/// What was stored.
struct Kept {
    cases: StoredCases,
    counts: EventCounts,
    /// The counts before each file with events, and after the last.
    steps: Vec<EventCounts>,
    said: Vec<String>,
    problems: Vec<Problem>,
}

impl Storing<'_> {
    fn store(
        &self,
        writer: &mut Writer<'_>,
        mut dataset: Dataset,
        lists: &[CaseList],
        said: Vec<String>,
    ) -> Result<Imported> {
        let progress = writer.progress_shared();
        let stage = progress.stage("storing", None);
        let now = writer.session.now();
        let kept = writer.write(now, |tx| {
            let (keys, said) = keys(tx, &self.settings.schema)?;
            let (taken, steps, parts) =
                self.put_events(tx, &keys, &dataset, &mut || stage.go_on())?;
            let counts = taken.counts;
            let problems: Vec<Problem> = events::undecided(counts, self.digests)
                .into_iter()
                .chain(of_ids::problems(counts, &taken.tags, &self.places(&parts)))
                .chain(read_otherwise(tx.other_readings(&taken)?, self.digests))
                .collect();
            let draft = self.draft(&dataset, &problems);
            let cases = tx.close_dataset(taken, &draft, lists)?;
            let (stored, unchanged) = sums(&cases, counts);
            keep::record(tx, &draft, stored, unchanged)?;
            stage.go_on()?;
            Ok::<Kept, Error>(Kept { cases, counts, steps, said, problems })
        })?;
        let (stored, unchanged) = sums(&kept.cases, kept.counts);
        dataset.problems.extend(kept.problems);
        dataset.said.extend(kept.said);
        let with_events = dataset.tables.iter_mut().filter(|table| table.stored.is_some());
        for (table, counts) in with_events.zip(kept.steps.windows(2)) {
            table.stored = Some(counts[1].stored() - counts[0].stored());
            table.unchanged = Some(counts[1].unchanged - counts[0].unchanged);
        }
        let mut report = report(End::Stored, dataset, said);
        let EventCounts { new, updated, older, .. } = kept.counts;
        report.events = Some(EventVersions { new, updated, older });
        (report.stored, report.unchanged) = (stored, unchanged);
        report.further = further(&kept.cases);
        Ok(report)
    }

    fn put_events(
        &self,
        tx: &mut Tx<'_>,
        keys: &BTreeMap<String, EventKey>,
        dataset: &Dataset,
        go_on: &mut dyn FnMut() -> Result<()>,
    ) -> Result<(EventsTaken, Vec<EventCounts>, Vec<SsdPart>)> {
        let mut sink = tx.event_sink()?;
        let mut steps = Vec::new();
        let asked = self.settings.asked();
        let read = |take: &mut dyn FnMut(Item)| {
            let mut parts: Vec<SsdPart> = Vec::new();
            let read = read_ssd(self.sources, &asked, Some(dataset), &mut |item| match item {
                SsdItem::File(part) => {
                    take(Item::File(self.event_file(part.source, parts.len() + 1)));
                    parts.push(part);
                }
                SsdItem::Event(event, row) => {
                    take(Item::Event(event, events::tag(parts.len().saturating_sub(1), row)));
                }
            });
            read.map(|_| parts)
        };
        let (read, stored) = side_by_side(read, |item| written(keys, item), &mut |item| {
            go_on()?;
            match item {
                Written::File(file) => {
                    sink.begin(file)?;
                    steps.push(sink.settled());
                }
                Written::Event(event, tag) => sink.put(&event, tag)?,
            }
            Ok::<(), Error>(())
        });
        stored?;
        // The files were read before, so that they can be read.
        let parts = read.map_err(|fault: IntakeError| Error::failed(fault.to_string()))?;
        let taken = sink.end()?;
        steps.push(taken.counts);
        Ok((taken, steps, parts))
    }

    /// Returns the files and sheets as rows of events are named after them.
    fn places(&self, parts: &[SsdPart]) -> Vec<(String, Option<String>)> {
        let name = |part: &SsdPart| (self.sources[part.source].name.clone(), part.sheet.clone());
        parts.iter().map(name).collect()
    }

    /// How a row is read depends on all of the schema, and on the other files: on names of teams, and on who held a case.
    fn event_file(&self, at: usize, number: usize) -> EventFile {
        let all: Vec<&str> = self.digests.iter().map(|file| file.sha256.as_str()).collect();
        let reading = format!(
            "ssd {:?} {number} {} {}",
            self.settings.schema,
            self.settings.as_at,
            all.join(" ")
        );
        EventFile {
            sha256: self.digests[at].sha256.clone(),
            reading: assay_model::print::hex(&Sha256::digest(reading)),
            covers: self.options.covers,
            taken_on: Some(self.settings.as_at),
        }
    }

    fn draft(&self, dataset: &Dataset, problems: &[Problem]) -> ImportDraft {
        ImportDraft {
            kind: Kind::Ssd.word().to_owned(),
            files: self.digests.to_vec(),
            as_at: Some(self.settings.as_at),
            read: dataset.read,
            problems: dataset.problems.iter().chain(problems).cloned().collect(),
            understood: dataset.understood.clone(),
        }
    }
}

/// Returns the keys by which two files have the same event, and what is said of those that stay as they are.
fn keys(
    tx: &mut Tx<'_>,
    schema: &SsdSchema,
) -> std::result::Result<(BTreeMap<String, EventKey>, Vec<String>), StoreError> {
    let (mut keys, mut said) = (BTreeMap::new(), Vec::new());
    for table in schema.tables().iter().filter(|table| !table.event_key.is_empty()) {
        let Some(kind) = table.kind.as_deref().filter(|kind| !keys.contains_key(*kind)) else {
            continue;
        };
        let wanted = EventKey::of_fields(kind, &table.event_key);
        let now = tx.event_key(kind)?;
        if now == EventKey::of_kind(kind) || now == wanted {
            tx.set_event_key(kind, &wanted)?;
            keys.insert(kind.to_owned(), wanted);
        } else {
            said.push(Said::KeyStays { kind }.to_string());
            keys.insert(kind.to_owned(), now);
        }
    }
    Ok((keys, said))
}

fn sums(cases: &StoredCases, counts: EventCounts) -> (u64, u64) {
    let of_children = keep::case_counts(cases);
    (of_children.stored + counts.stored(), of_children.unchanged + counts.unchanged)
}

fn further(cases: &StoredCases) -> Vec<(String, u64)> {
    keep::case_counts(cases).further
}

fn report(end: End, dataset: Dataset, mut said: Vec<String>) -> Imported {
    said.extend(dataset.said);
    let tables: Vec<TableTaken> = dataset.tables;
    Imported {
        understood: dataset.understood,
        tables,
        ..Imported::of(end, dataset.read, dataset.problems, said)
    }
}
