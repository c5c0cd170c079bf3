//! Verify: the files of a draw are read from the disk, drawn again, and compared with the store and its
//! ledger; or, with a manifest from elsewhere, with the list next to it and nothing else.

mod head;
mod stored;

use std::path::Path;

use assay_model::{DrawId, Erasure, LeftOut};
use assay_sampler::verify::{Answer, verify as draw_again};
use assay_sampler::{Frame, Manifest, Status};
use assay_store::DrawRecord;
use assay_views::draws::{Answered, Difference, NOT_ASKED, QUESTIONS, ToCompare, Verified};
use serde_json::Value;

use super::outputs;
use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::input::Input;
use crate::desk::next::Next;
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;
use crate::desk::steady;

/// What verify found, each question apart.
#[derive(Debug, Clone, PartialEq, Eq)]
struct VerifyReport {
    /// The draw, where the question was about one.
    draw: Option<DrawId>,
    /// Whether the list is the one frozen.
    list_unchanged: Answer,
    /// Whether the seed was recorded after the freeze.
    seed_after_freeze: Answer,
    /// Whether the cases are the ones that list, rules and seed give.
    cases_match: Answer,
    /// Whether every replacement was the next in order.
    replacements_in_order: Answer,
    /// Whether the ledger's chain holds, and says of this draw what its files say.
    ledger_intact: Answer,
    /// How many draws were made of this list, abandoned ones too.
    draws_of_this_list: Option<u64>,
    /// How many records were lawfully erased.
    withdrawn: u64,
    /// How many cases were lawfully erased: of the draw's list, or ever.
    erased: u64,
    /// What verify cannot know, to compare with the case-management system.
    to_compare: Vec<String>,
}

impl VerifyReport {
    /// Returns the questions, as statements, with their answers, in order.
    fn answers(&self) -> impl Iterator<Item = (&'static str, &Answer)> {
        let answers = [
            &self.list_unchanged,
            &self.seed_after_freeze,
            &self.cases_match,
            &self.replacements_in_order,
            &self.ledger_intact,
        ];
        QUESTIONS.into_iter().zip(answers)
    }

    /// Returns the first difference, if there is one.
    fn first_difference(&self) -> Option<&str> {
        self.answers().find_map(|(_, answer)| answer.difference())
    }

    fn view(self) -> Verified {
        let answered = |(question, answer): (&'static str, &Answer)| Answered {
            question,
            answer: answer.as_bool(),
            difference: answer.difference().map(str::to_owned),
        };
        Verified {
            list_unchanged: self.list_unchanged.as_bool(),
            seed_after_freeze: self.seed_after_freeze.as_bool(),
            cases_match: self.cases_match.as_bool(),
            replacements_in_order: self.replacements_in_order.as_bool(),
            ledger_intact: self.ledger_intact.as_bool(),
            draws_of_this_list: self.draws_of_this_list,
            withdrawn: self.withdrawn,
            erased: self.erased,
            first_difference: self.first_difference().map(str::to_owned),
            answers: self.answers().map(answered).collect(),
            to_compare: self.to_compare,
        }
    }
}

/// Verifies a draw of the workspace.
///
/// # Errors
/// When there is no such draw, or nothing is drawn yet.
pub fn of_draw(workspace: &mut Workspace, id: &str) -> Result<Verified> {
    let progress = workspace.progress_shared();
    let _stage = progress.stage("drawing again", None);
    let is_whole = |found: &VerifyReport| found.first_difference().is_none();
    steady::checked(workspace, |reader| look(reader, id), is_whole).map(VerifyReport::view)
}

fn look(workspace: &Reader, id: &str) -> Result<VerifyReport> {
    let id = super::draw_id(id)?;
    let record = super::record(workspace, &id)?;
    if record.manifest.is_none() {
        return Err(Error::refused(format!("draw {id} is frozen, and nothing is drawn yet"))
            .then(Next::Draw { draw: id.to_string() }));
    }
    let folder = outputs::folder_of(workspace, &id);
    let mut report = match (files::read(&folder.join(outputs::FRAME)), manifest_of(&folder)) {
        (Ok(frame), Ok(manifest)) => {
            let mut report = from_files(&manifest, &frame);
            stored::compare(workspace, &record, &manifest, &frame, &mut report)?;
            report
        }
        (Err(gone), _) | (_, Err(gone)) => lacking(&folder, &gone),
    };
    report.draw = Some(id);
    let check = workspace.store.verify_ledger()?;
    report.withdrawn = report.withdrawn.max(check.withdrawn);
    let store = match check.difference {
        Some(difference) => Answer::No(difference.to_string()),
        None => rows_answer(workspace)?,
    };
    if store != Answer::Yes || report.ledger_intact == unknown() {
        report.ledger_intact = store;
    }
    let draws = workspace.store.draws()?;
    let same = super::draws_of_list(&draws, &record.frozen.list, record.frozen.import);
    report.draws_of_this_list = Some(same.count() as u64);
    let mut lines = to_compare(&record);
    lines.append(&mut report.to_compare);
    report.to_compare = lines;
    Ok(report)
}

/// Verifies a manifest and the `frame.tsv` next to it; with a workspace that has the draw, also that it is a manifest that
/// was written there.
///
/// # Errors
/// When either cannot be read at all.
pub fn of_path(path: &Path, workspace: Option<&Reader>) -> Result<Verified> {
    let manifest = if path.is_dir() { path.join(outputs::MANIFEST) } else { path.to_owned() };
    let folder = manifest.parent().unwrap_or(Path::new(".")).to_owned();
    let input = Input::file(manifest);
    let mut report = read_again(&input, &Input::file(folder.join(outputs::FRAME)))?;
    let Some(workspace) = workspace else { return Ok(report.view()) };
    if let Some(difference) = not_written(workspace, &folder, &input.read()?)? {
        report.ledger_intact = Answer::No(difference);
    }
    Ok(report.view())
}

/// Returns what is wrong with a manifest by the workspace that it lies in, or whose draw it names: it must be, byte for
/// byte, one of those that were written. None where the workspace knows nothing of it.
fn not_written(workspace: &Reader, folder: &Path, manifest: &[u8]) -> Result<Option<String>> {
    let draws = workspace.root.join(crate::desk::folder::DRAWS).canonicalize().ok();
    let is_here = folder.canonicalize().is_ok_and(|folder| folder.parent() == draws.as_deref());
    let named = Manifest::parse(manifest).ok().map(|manifest| manifest.draw);
    let here = folder.file_name().filter(|_| is_here).and_then(|name| name.to_str());
    let Some(id) = here.and_then(|name| DrawId::parse(name).ok()).or(named) else {
        return Ok(None);
    };
    let kept = workspace.store.manifests(&id)?;
    let is_it = kept.is_empty() || kept.iter().any(|kept| kept.bytes == manifest);
    Ok((!is_it).then(|| {
        format!("the manifest of {id} is none that was written: the workspace keeps another")
    }))
}

/// Verifies a manifest and the frozen list that it was drawn from.
///
/// # Errors
/// When either cannot be read at all.
pub fn of_files(manifest: &Input, frame: &Input) -> Result<Verified> {
    read_again(manifest, frame).map(VerifyReport::view)
}

fn read_again(manifest: &Input, frame: &Input) -> Result<VerifyReport> {
    let bytes = manifest.read()?;
    let parsed = match Manifest::parse(&bytes) {
        Ok(parsed) => parsed,
        // A manifest of ours with a value that cannot stand there was changed: that is a difference.
        Err(fault) if claims_our_method(&bytes) => {
            return Ok(VerifyReport {
                cases_match: Answer::No(fault.to_string()),
                ..nothing_known()
            });
        }
        Err(fault) => {
            return Err(Error::input(format!("{}: {fault}", manifest.place())).hint(
                "name the manifest.json of a draw; its frame.tsv has to be in the same folder",
            ));
        }
    };
    if !frame.is_there() {
        return Err(Error::missing(format!("{}: there is no such file", frame.place())).hint(
            "put the frame.tsv of the draw next to its manifest.json: it is the frozen list, without which nothing can be drawn again",
        ));
    }
    Ok(from_files(&parsed, &frame.read()?))
}

fn claims_our_method(bytes: &[u8]) -> bool {
    let value: Option<Value> = serde_json::from_slice(bytes).ok();
    value.is_some_and(|value| value["method"] == assay_sampler::manifest::METHOD)
}

/// Verifies the ledger alone; with a head that was kept elsewhere, also that the ledger has not lost it: a hash, or
/// a file that holds it.
///
/// # Errors
/// When the store or the file with the head cannot be read.
pub fn of_ledger(workspace: &Reader, kept_head: Option<&str>) -> Result<Verified> {
    let check = workspace.store.verify_ledger()?;
    let lost = kept_head.map(|given| head::difference(workspace, given)).transpose()?.flatten();
    Ok(VerifyReport {
        ledger_intact: match (check.difference, lost) {
            (Some(difference), _) => Answer::No(difference.to_string()),
            (None, Some(lost)) => Answer::No(lost),
            (None, None) => rows_answer(workspace)?,
        },
        withdrawn: check.withdrawn,
        erased: workspace.store.all::<Erasure>()?.len() as u64,
        ..nothing_known()
    }
    .view())
}

fn nothing_known() -> VerifyReport {
    VerifyReport {
        draw: None,
        list_unchanged: unknown(),
        seed_after_freeze: unknown(),
        cases_match: unknown(),
        replacements_in_order: unknown(),
        ledger_intact: unknown(),
        draws_of_this_list: None,
        withdrawn: 0,
        erased: 0,
        to_compare: Vec::new(),
    }
}

/// Every list and event in the store against the import that brought it.
fn rows_answer(workspace: &Reader) -> Result<Answer> {
    Ok(match workspace.store.imports_with_other_rows()?.first() {
        None => Answer::Yes,
        Some(import) => Answer::No(Difference::Rows { import: *import }.to_string()),
    })
}

fn unknown() -> Answer {
    Answer::Unknown(NOT_ASKED.to_owned())
}

fn from_files(manifest: &Manifest, frame: &[u8]) -> VerifyReport {
    let found = draw_again(manifest, frame);
    VerifyReport {
        draw: Some(manifest.draw.clone()),
        list_unchanged: found.list_unchanged,
        seed_after_freeze: found.seed_after_freeze,
        cases_match: found.cases_match,
        replacements_in_order: found.replacements_in_order,
        ledger_intact: unknown(),
        draws_of_this_list: None,
        withdrawn: found.withdrawn,
        erased: found.withdrawn,
        to_compare: Vec::new(),
    }
}

fn manifest_of(folder: &Path) -> Result<Manifest> {
    let path = folder.join(outputs::MANIFEST);
    Manifest::parse(&files::read(&path)?).map_err(|fault| Error::input(fault.to_string()))
}

/// A draw whose files are gone or broken: that is a difference, and nothing else can be known.
fn lacking(folder: &Path, gone: &Error) -> VerifyReport {
    let reason = gone.with_its_cause();
    let frame_is_there = folder.join(outputs::FRAME).is_file();
    let (list, cases) = if frame_is_there {
        (unknown(), Answer::No(reason))
    } else {
        (Answer::No(reason), unknown())
    };
    VerifyReport { list_unchanged: list, cases_match: cases, ..nothing_known() }
}

fn to_compare(record: &DrawRecord) -> Vec<String> {
    let findings = record.frozen.continuity.iter();
    let mut lines: Vec<String> =
        findings.map(|finding| ToCompare::Continuity(finding).to_string()).collect();
    for LeftOut { case, reason, approver } in &record.frozen.terms.by_hand {
        lines.push(ToCompare::LeftOut { case, reason, approver }.to_string());
    }
    if let Ok(frame) = Frame::parse(&record.frozen.frame) {
        let mut totals = std::collections::BTreeMap::<&str, (u64, u64)>::new();
        for row in frame.rows() {
            let (cases, eligible) = totals.entry(&row.stratum).or_default();
            *cases += 1;
            *eligible += u64::from(row.status == Status::Eligible);
        }
        for (stratum, (cases, eligible)) in totals {
            lines.push(ToCompare::Total { stratum, cases, eligible }.to_string());
        }
    }
    lines
}
