//! Draws looked at: how far each has come, and all that is known of one. It changes nothing.

use assay_sampler::{FrameSummary, Manifest};
use assay_store::{DrawRecord, DrawState};
use assay_views::looked::{DrawLine, DrawLook, Drawn, Place, Replaced, SeedLook};

use super::draw::balance_sentences;
use super::{outputs, plans};
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// Returns every draw, the latest frozen first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<DrawLine>> {
    let mut draws = workspace.store.draws()?;
    draws.sort_by_key(|draw| std::cmp::Reverse((draw.frozen_at, draw.freeze_entry)));
    Ok(draws.iter().map(line).collect())
}

/// Returns all that is known of a draw.
///
/// # Errors
/// When there is no such draw, or what the store has of it is damaged.
pub fn one(workspace: &Reader, id: &str) -> Result<DrawLook> {
    let id = super::draw_id(id)?;
    let record = super::record(workspace, &id)?;
    let frozen = &record.frozen;
    let plan = plans::frozen(&frozen.plan_text)?;
    let frame = super::frame(&record)?;
    let summary = FrameSummary::new(&frame, &frozen.salt);
    let draws = workspace.store.draws()?;
    let same = super::draws_of_list(&draws, &frozen.list, frozen.import).count() as u64;
    Ok(DrawLook {
        line: line(&record),
        sentence: plan.sentence(),
        list: frozen.list.clone(),
        as_at: frozen.as_at,
        files: frozen.sources.iter().map(|source| source.name.clone()).collect(),
        cases: summary.cases,
        eligible: summary.eligible,
        left_out: summary.excluded.iter().map(|(why, n)| (why.clone(), *n)).collect(),
        continuity: frozen.continuity.clone(),
        receipt: summary.receipt(&id, frozen.terms.n, &frozen.terms.seed_source),
        seed_source: frozen.terms.seed_source.clone(),
        seed: record.seed.as_ref().map(|seed| SeedLook {
            text: seed.text.clone(),
            source: seed.source.clone(),
            recorded_at: seed.recorded_at.clone(),
            weak: seed.weak,
        }),
        drawn: drawn(workspace, &record)?,
        draws_of_list: same,
    })
}

fn line(record: &DrawRecord) -> DrawLine {
    let manifest = record.manifest.as_ref().and_then(|stored| Manifest::parse(&stored.bytes).ok());
    DrawLine {
        id: record.frozen.id.to_string(),
        plan: record.frozen.plan_name.clone(),
        month: record.frozen.month,
        state: record.state.word(),
        frozen_at: record.frozen_at,
        n: manifest.map_or(record.frozen.terms.n, |manifest| manifest.n()),
    }
}

/// What was drawn, also of a draw that was abandoned afterwards.
fn drawn(workspace: &Reader, record: &DrawRecord) -> Result<Option<Drawn>> {
    let Some(stored) = &record.manifest else { return Ok(None) };
    let manifest = Manifest::parse(&stored.bytes).map_err(|fault| {
        Error::damaged(format!("the manifest of {} in the store is damaged", record.frozen.id))
            .because(fault)
    })?;
    let places = outputs::rows(&manifest).into_iter();
    let replacement = |entry: &assay_sampler::manifest::Replacement| Replaced {
        case: entry.case.to_string(),
        by: entry.replaced_by.to_string(),
        reason: entry.reason.clone(),
        approver: entry.approver.clone(),
    };
    let targeted = manifest.targeted.iter();
    Ok(Some(Drawn {
        places: places
            .map(|[case, stratum, order, role, auditor]| Place {
                case,
                stratum,
                order,
                role,
                auditor,
            })
            .collect(),
        balance: match record.state {
            DrawState::Abandoned => Vec::new(),
            _ => balance_sentences(workspace, record, &manifest)?,
        },
        notes: manifest.notes.clone(),
        replacements: manifest.replacements.iter().map(replacement).collect(),
        targeted: targeted.map(|t| (t.case.to_string(), t.reason.clone())).collect(),
    }))
}

/// Returns a file of a drawn sample, as it is in the store: `selection.csv`, `manifest.json` or `frame.tsv`.
///
/// # Errors
/// When there is no such draw, nothing is drawn, or there is no such file.
pub fn file(workspace: &Reader, id: &str, name: &str) -> Result<Vec<u8>> {
    let id = super::draw_id(id)?;
    let record = super::record(workspace, &id)?;
    let stored = record.manifest.as_ref().map(|stored| stored.bytes.clone());
    match (name, stored) {
        (outputs::FRAME, _) => Ok(record.frozen.frame),
        (outputs::MANIFEST, Some(bytes)) => Ok(bytes),
        (outputs::SELECTION, Some(_)) => outputs::selection_csv(&super::manifest(&record)?),
        _ => Err(Error::missing(format!("draw {id} has no {name}"))),
    }
}
