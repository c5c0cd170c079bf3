//! Drawing: the seed is put on record first and for good, then the cases follow from it.

use std::collections::BTreeSet;

use assay_model::{CaseId, FreezeTerms, Reassignment};
use assay_sampler::balance::{Balance, balance};
use assay_sampler::manifest::{Note, timestamp_text};
use assay_sampler::standing::{replaced, standing};
use assay_sampler::{
    Digest, Frame, FrameSummary, Freeze, LedgerRef, Manifest, Plan, PlanText, Program, Seed,
    SeedRecord, Source,
};
use assay_store::{DrawCase, DrawRecord, DrawRole, DrawState, Tx};
use serde_json::{Value, json};

use super::assigning::assign_all;
use super::{known, outputs, plans};
use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

/// What to draw, and from which seed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DrawOptions {
    /// The draw's id.
    pub id: String,
    /// The seed; none takes 32 bytes of the operating system's randomness.
    pub seed: Option<String>,
    /// Where a given seed came from.
    pub seed_source: Option<String>,
    /// Whether a weak seed is expressly allowed.
    pub weak_seed: WeakSeed,
}

/// What happens to a weak seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WeakSeed {
    /// It is refused.
    #[default]
    Refused,
    /// It is taken, and every report of the draw says so.
    Allowed,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawReport {
    /// The record of the draw.
    pub manifest: Manifest,
    /// The list beside the sample.
    pub balance: Vec<Balance>,
    /// Why nobody was assigned, where that is so.
    pub blocked: Option<String>,
    /// How many draws were made of this list, this one and abandoned ones too.
    pub draws_of_list: u64,
}

/// Draws from a frozen list.
///
/// # Errors
/// When there is no frozen list of this id, or the seed is missing its source, weak or another than
/// the one on record.
pub fn draw(workspace: &mut Writer<'_>, options: &DrawOptions) -> Result<DrawReport> {
    let id = super::draw_id(&options.id)?;
    let record = super::record(workspace, &id)?;
    if record.state != DrawState::Frozen {
        return Err(Error::refused(format!("draw {id} is {} already", record.state.word()))
            .hint("one list and seed give one draw: extend it, or freeze a list under a new id"));
    }
    super::guarded::check(workspace, &record)?;
    let progress = workspace.progress_shared();
    // Once the seed is on record the draw is carried through.
    let stage = progress.stage("drawing", Some(4));
    let frame = super::frame(&record)?;
    stage.step()?;
    let plan = plans::frozen(&record.frozen.plan_text)?;
    let seed = seed_on_record(workspace, &record, options)?;
    let FreezeTerms { n, weights, .. } = record.frozen.terms.clone();
    let rules = plan.rules(&weights);
    let drawn = assay_sampler::draw(&frame, &seed.seed, &id, n, &rules)
        .map_err(|fault| Error::input(fault.to_string()))?;
    stage.advance(1);
    let freeze = Freeze {
        draw: id.clone(),
        frozen_at: record.frozen_at,
        sources: sources(&record)?,
        plan: PlanText::new(&record.frozen.plan_name, &record.frozen.plan_text),
        frame: FrameSummary::new(&frame, &record.frozen.salt),
        rules,
    };
    let program =
        Program { name: "assay".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
    let mut manifest = Manifest::new(freeze, seed, drawn, program);
    let named = record.frozen.terms.seed_source.as_str();
    manifest.notes.extend(other_source(named, &manifest.seed.source));
    let blocked = assign_all(workspace, &record, &plan, &mut manifest)?;
    stage.advance(1);
    let manifest = put(workspace, manifest, "draw", json!({}), None)?;
    let balance = balance_of(workspace, &record, &plan, &frame, &manifest)?;
    let draws = workspace.store.draws()?;
    let same = super::draws_of_list(&draws, &record.frozen.list, record.frozen.import);
    Ok(DrawReport { manifest, balance, blocked, draws_of_list: same.count() as u64 })
}

/// What is said where the seed came from elsewhere than the freeze named: a source chosen afterwards is a
/// way to choose the sample.
fn other_source(named: &str, given: &str) -> Option<String> {
    let from_system = |text: &str| text.starts_with(SYSTEM);
    let same = named.trim() == given.trim() || (from_system(named) && from_system(given));
    (!same && !named.is_empty()).then(|| Note::OtherSource { named, given }.to_string())
}

/// How the source of a fresh seed is told, in plans and in draws.
const SYSTEM: &str = "the operating system's randomness";

/// Records the seed, or returns the one that is on record since an earlier attempt.
fn seed_on_record(
    workspace: &mut Writer<'_>,
    record: &DrawRecord,
    options: &DrawOptions,
) -> Result<SeedRecord> {
    if let Some(kept) = &record.seed {
        if options.seed.as_ref().is_some_and(|given| given.trim() != kept.text) {
            return Err(Error::refused(
                "another seed is on record for this list since an earlier attempt",
            )
            .then(Next::DrawAgain));
        }
        return read_seed(kept);
    }
    let (seed, source) = chosen_seed(workspace, options)?;
    if let (Some(weakness), WeakSeed::Refused) = (seed.weakness(), options.weak_seed) {
        return Err(Error::refused(weakness.to_string()).then(Next::BetterSeed { reported: true }));
    }
    let now = workspace.session.now();
    let weak = seed.weakness().is_some();
    let stored = assay_store::SeedRecord {
        text: seed.to_string(),
        source: source.clone(),
        recorded_at: timestamp_text(now),
        weak,
    };
    let id = &record.frozen.id;
    workspace.write(now, |tx| {
        tx.record_seed(id, &stored)?;
        let seed_sha256 = Digest::of(seed.as_str().as_bytes()).to_string();
        tx.append("seed", json!({"draw_id": id.as_str(), "seed_sha256": seed_sha256, "weak": weak}))
            .map(drop)
    })?;
    Ok(SeedRecord { seed, source, recorded_at: now, weak })
}

/// The seed given and its source, or a fresh one.
fn chosen_seed(workspace: &Reader, options: &DrawOptions) -> Result<(Seed, String)> {
    let Some(text) = &options.seed else {
        let bytes = workspace.session.random_bytes()?;
        return Ok((Seed::from_entropy(&bytes), SYSTEM.to_owned()));
    };
    let seed = Seed::parse(text).map_err(|fault| Error::input(fault.to_string()))?;
    let source = options.seed_source.as_deref().map(str::trim).filter(|s| !s.is_empty());
    Ok((seed, source.unwrap_or("given by whoever drew, who did not state its source").to_owned()))
}

fn read_seed(kept: &assay_store::SeedRecord) -> Result<SeedRecord> {
    let damaged =
        |what: &str| Error::damaged(format!("the seed in the store has a damaged {what}"));
    Ok(SeedRecord {
        seed: Seed::parse(&kept.text).map_err(|_| damaged("text"))?,
        source: kept.source.clone(),
        recorded_at: kept.recorded_at.parse().map_err(|_| damaged("time"))?,
        weak: kept.weak,
    })
}

fn sources(record: &DrawRecord) -> Result<Vec<Source>> {
    let read = |source: &assay_store::Source| {
        let sha256 = Digest::parse(&source.sha256).ok_or_else(|| {
            Error::damaged(format!("{}: the digest in the store is damaged", source.name))
        })?;
        Ok(Source { name: source.name.clone(), sha256 })
    };
    record.frozen.sources.iter().map(read).collect()
}

/// Stores a manifest under a new ledger entry that holds its digest, and names that entry in it; with
/// it a record that says why, where there is one. Then writes the draw's files.
pub(super) fn put(
    workspace: &mut Writer<'_>,
    manifest: Manifest,
    kind: &str,
    more: Value,
    why: Option<&Reassignment>,
) -> Result<Manifest> {
    super::guarded::check(workspace, &super::record(workspace, &manifest.draw)?)?;
    let now = workspace.session.now();
    let mut manifest = Manifest { ledger: None, ..manifest };
    let mut body = json!({
        "draw_id": manifest.draw.as_str(),
        "manifest_sha256": manifest.digest_without_ledger().to_string(),
        "n": manifest.n(),
    });
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    let manifest = workspace.write(now, |tx: &mut Tx<'_>| {
        if let Some(why) = why {
            tx.keep(why, None)?;
        }
        let entry = tx.append(kind, body)?;
        manifest.ledger = Some(LedgerRef { entry: entry.number, head: entry.hash });
        tx.put_manifest(&manifest.draw, entry.number, &manifest.bytes(), &draw_cases(&manifest))?;
        tx.then(&outputs::work(&manifest)?)?;
        Ok::<_, Error>(manifest)
    })?;
    workspace.finish()?;
    Ok(manifest)
}

/// What each case is to the draw, as the store keeps it for the other jobs.
fn draw_cases(manifest: &Manifest) -> Vec<DrawCase> {
    let reader = |case: &CaseId, role| {
        let found = manifest.assignments.iter().find(|a| a.case == *case && a.role == role);
        found.map(|a| a.auditor.clone())
    };
    let line = |case: &CaseId, role| DrawCase {
        case: case.clone(),
        role,
        first_reader: reader(case, assay_model::ReadRole::First),
        second_reader: reader(case, assay_model::ReadRole::Second),
    };
    let places = standing(manifest);
    let mut lines: Vec<DrawCase> = Vec::new();
    let mut seen: BTreeSet<&CaseId> = BTreeSet::new();
    for case in places.iter().filter_map(|place| place.case.as_ref()) {
        if seen.insert(case) {
            lines.push(line(case, DrawRole::Selected));
        }
    }
    for case in replaced(manifest) {
        if seen.insert(case) {
            lines.push(line(case, DrawRole::Replaced));
        }
    }
    for targeted in &manifest.targeted {
        if seen.insert(&targeted.case) {
            lines.push(line(&targeted.case, DrawRole::Targeted));
        }
    }
    lines
}

/// Returns the balance table of a draw: shown, and never optimised.
fn balance_of(
    workspace: &Reader,
    record: &DrawRecord,
    plan: &Plan,
    frame: &Frame,
    manifest: &Manifest,
) -> Result<Vec<Balance>> {
    let list = known::frozen_cases(workspace, record, plan)?;
    let selected: BTreeSet<&CaseId> = manifest.selected().collect();
    Ok(balance(&plan.balance, &list, record.frozen.as_at, frame, &selected))
}

/// Returns the balance of a draw in sentences, by the list it was frozen from.
///
/// # Errors
/// When the list, the plan or the manifest in the store is damaged.
pub(crate) fn balance_sentences(
    workspace: &Reader,
    record: &DrawRecord,
    manifest: &Manifest,
) -> Result<Vec<String>> {
    let (frame, plan) = (super::frame(record)?, plans::frozen(&record.frozen.plan_text)?);
    let table = balance_of(workspace, record, &plan, &frame, manifest)?;
    Ok(table.iter().map(Balance::sentence).collect())
}
