//! Retention: what is past its time by `retention.yaml`, and removing it from the disk. What was
//! counted survives: the monthly figures of returns that go are kept as history.

mod figures;

use std::collections::{BTreeMap, BTreeSet};

use assay_config::retention::Retention;
use assay_model::Date;
use assay_store::{Cutoffs, OnHold, Purged};
use assay_views::rights::{Held, PastItsTime, RetentionKind, RetentionReport};
use serde_json::json;

use crate::desk::error::{Error, Result};
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
    let plan = plan(workspace)?;
    let purged = rehearsed(workspace, &plan.cutoffs, &plan.held)?;
    Ok(plan.report(&purged, PastItsTime::Due))
}

/// Removes what is past its time from the store, the draws' files, the index and the disk.
///
/// # Errors
/// When the settings cannot be read, everything is on hold, or somebody else is reading or writing.
pub fn apply(workspace: &mut Writer<'_>) -> Result<RetentionReport> {
    hold::refuse_to_destroy(workspace)?;
    let plan = plan(workspace)?;
    let figures = match plan.cutoffs.returns {
        Some(cutoff) => figures::before(workspace, cutoff, &plan.held)?,
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
        let purged = tx.purge(&plan.cutoffs, &plan.held)?;
        for figure in &figures {
            tx.keep(figure, None)?;
        }
        let counts: BTreeMap<&str, u64> = purged.counts.clone();
        let digests = erased::digests(&purged.draws)?;
        let body = json!({
            "removed": counts, "figures_kept": figures.len(), "draws": digests, "holds": plan.holds.len(),
        });
        tx.append("retention", body)?;
        tx.then(&erase::after_purge(&root, &purged.draws)?)?;
        Ok::<_, Error>(purged)
    })?;
    workspace.finish()?;
    Ok(plan.report(&purged, PastItsTime::Removed))
}

/// What goes and what is kept.
struct Plan {
    cutoffs: Cutoffs,
    held: OnHold,
    /// Children on hold, each once whatever ids it has had.
    children: usize,
    holds: Vec<Held>,
    /// What would go if nothing were on hold; none where nothing is.
    without_holds: Option<Purged>,
}

fn plan(workspace: &mut Writer<'_>) -> Result<Plan> {
    let text = workspace.settings_text(FILE)?;
    let kept = assay_config::retention::read(&text, FILE)?;
    let cutoffs = cutoffs(kept, workspace.session.as_at());
    let (held, holds) = (hold::on_hold(workspace)?, hold::list(workspace)?);
    let former = workspace.store.former()?;
    let children: BTreeSet<_> = held.cases.iter().map(|case| former.now(case)).collect();
    let children = if held.everything { 0 } else { children.len() };
    let without_holds = if holds.is_empty() {
        None
    } else {
        Some(rehearsed(workspace, &cutoffs, &OnHold::default())?)
    };
    Ok(Plan { cutoffs, held, children, holds, without_holds })
}

/// Removes it and takes that back: what is returned is what would go.
fn rehearsed(workspace: &mut Writer<'_>, cutoffs: &Cutoffs, held: &OnHold) -> Result<Purged> {
    let now = workspace.session.now();
    Ok(workspace.rehearse(now, |tx| tx.purge(cutoffs, held))?)
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

impl Plan {
    fn report(&self, purged: &Purged, past: fn(u64) -> PastItsTime) -> RetentionReport {
        let cutoffs = &self.cutoffs;
        let dates = [
            ("names", cutoffs.names),
            ("case_lists", cutoffs.case_lists),
            ("events", cutoffs.events),
            ("returns", cutoffs.returns),
            ("comments", cutoffs.comments),
            ("actions", cutoffs.actions),
            ("draws", cutoffs.draws),
        ];
        let count = |purged: &Purged, name: &str| purged.counts.get(name).copied().unwrap_or(0);
        let kinds = dates.into_iter().filter_map(|(kind, before)| {
            let goes = count(purged, kind);
            let kept = self.without_holds.as_ref();
            let on_hold = kept.map(|all| count(all, kind).saturating_sub(goes));
            Some(RetentionKind { kind, before: before?, count: past(goes), on_hold })
        });
        let holds = self.holds.clone();
        RetentionReport { kinds: kinds.collect(), on_hold: self.children, holds }
    }
}

#[cfg(test)]
pub(crate) mod tests;
