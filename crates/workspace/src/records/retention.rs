//! Retention: what is past its time by `retention.yaml`, and removing it from the disk. What was
//! counted survives: the monthly figures of returns that go are kept as history.

mod figures;

use std::collections::{BTreeMap, BTreeSet};

use assay_config::retention::Retention;
use assay_model::{CaseId, Date};
use assay_store::{Cutoffs, Purged};
use assay_views::rights::{PastItsTime, RetentionKind, RetentionReport};
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::draws::erased;
use crate::records::erase;
use crate::records::hold;

const FILE: &str = "retention.yaml";

/// Returns what is past its time.
///
/// # Errors
/// When the settings cannot be read.
pub fn due(workspace: &mut Writer<'_>) -> Result<RetentionReport> {
    let (cutoffs, held) = plan(workspace)?;
    let now = workspace.session.now();
    let purged = workspace.rehearse(now, |tx| tx.purge(&cutoffs, &held))?;
    Ok(report(&cutoffs, &held, &purged, PastItsTime::Due))
}

/// Removes what is past its time from the store, the draws' files, the index and the disk.
///
/// # Errors
/// When the settings cannot be read, or somebody else is reading or writing.
pub fn apply(workspace: &mut Writer<'_>) -> Result<RetentionReport> {
    let (cutoffs, held) = plan(workspace)?;
    let figures = match cutoffs.returns {
        Some(cutoff) => figures::before(workspace, cutoff, &held)?,
        None => Vec::new(),
    };
    let progress = workspace.progress_shared();
    let _stage = progress.stage("removing what is past its time", None);
    progress.go_on()?;
    let now = workspace.session.now();
    // What was to be written before may name a child whose records go.
    workspace.finish_before_destroying()?;
    let root = workspace.root.clone();
    let purged = workspace.write_last(now, |tx| {
        let purged = tx.purge(&cutoffs, &held)?;
        for figure in &figures {
            tx.keep(figure, None)?;
        }
        let counts: BTreeMap<&str, u64> = purged.counts.clone();
        let digests = erased::digests(&purged.draws)?;
        let body = json!({ "removed": counts, "figures_kept": figures.len(), "draws": digests });
        tx.append("retention", body)?;
        tx.then(&erase::after_purge(&root, &purged.draws)?)?;
        Ok::<_, Error>(purged)
    })?;
    workspace.finish()?;
    Ok(report(&cutoffs, &held, &purged, PastItsTime::Removed))
}

fn plan(workspace: &Reader) -> Result<(Cutoffs, BTreeSet<CaseId>)> {
    let text = workspace.settings_text(FILE)?;
    let kept = assay_config::retention::read(&text, FILE)?;
    let held = hold::all(workspace)?.into_iter().map(|hold| hold.case).collect();
    Ok((cutoffs(kept, workspace.session.as_at()), held))
}

/// So many months before the date, the day clamped to the month's end.
fn cutoffs(kept: Retention, as_at: Date) -> Cutoffs {
    let before = |months: Option<u32>| {
        let span = assay_model::jiff::Span::new().months(i64::from(months?));
        as_at.checked_sub(span).ok()
    };
    Cutoffs {
        names: before(kept.names),
        case_lists: before(kept.case_lists),
        events: before(kept.events),
        returns: before(kept.returns),
        comments: before(kept.comments),
        actions: before(kept.actions),
        draws: before(kept.draws),
    }
}

fn report(
    cutoffs: &Cutoffs,
    held: &BTreeSet<CaseId>,
    purged: &Purged,
    past: fn(u64) -> PastItsTime,
) -> RetentionReport {
    let dates = [
        ("names", cutoffs.names),
        ("case_lists", cutoffs.case_lists),
        ("events", cutoffs.events),
        ("returns", cutoffs.returns),
        ("comments", cutoffs.comments),
        ("actions", cutoffs.actions),
        ("draws", cutoffs.draws),
    ];
    let count = |name: &str| purged.counts.get(name).copied().unwrap_or(0);
    let kinds = dates
        .into_iter()
        .filter_map(|(kind, before)| {
            Some(RetentionKind { kind, before: before?, count: past(count(kind)) })
        })
        .collect();
    RetentionReport { kinds, on_hold: held.len() }
}

#[cfg(test)]
mod tests;
