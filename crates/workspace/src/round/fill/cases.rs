//! The reads of a round as an auditor's list: which are in, which are begun, and which is next.

use std::collections::BTreeMap;

use assay_model::alike::alike;
use assay_model::{AuditKind, CaseId, print};
use assay_store::{AuditDraft, DraftOf, DrawCase, DrawRole, StoredReturn};
use assay_views::round::{CaseState, CaseToFill};

use super::shown;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::records::hold;
use crate::round::forms::drawn;

/// Returns the reads of a draw in its order, of one auditor or of all: first reads, then second reads. Replaced cases are
/// among them only where somebody had begun one.
///
/// # Errors
/// When there is no such draw, or the store cannot be read.
pub fn cases(workspace: &Reader, draw: &str, auditor: Option<&str>) -> Result<Vec<CaseToFill>> {
    let (id, _) = drawn(workspace, draw)?;
    let places = workspace.store.draw_cases(&id)?;
    let returns = workspace.store.returns()?;
    let own = returns.iter().filter(|stored| stored.audit.draw.as_ref() == Some(&id));
    let back: BTreeMap<(&CaseId, bool), &StoredReturn> =
        own.map(|stored| ((&stored.audit.case, is_second(stored)), stored)).collect();
    let drafts = workspace.store.audit_drafts(&id)?;
    let mut lines = Vec::new();
    for second in [false, true] {
        for place in &places {
            let reader = if second { &place.second_reader } else { &place.first_reader };
            if second && reader.is_none() {
                continue;
            }
            let reader = reader.clone().unwrap_or_default();
            let draft = drafts
                .iter()
                .find(|draft| draft.of.case == place.case && draft.of.is_second == second);
            let stored = back.get(&(&place.case, second)).copied();
            let Some(state) = state(workspace, place, draft, stored) else { continue };
            if auditor.is_none_or(|wanted| alike(wanted, &reader)) {
                let case = place.case.to_string();
                lines.push(CaseToFill { case, auditor: reader, is_second: second, state });
            }
        }
    }
    Ok(lines)
}

fn is_second(stored: &StoredReturn) -> bool {
    stored.audit.kind == AuditKind::SecondRead
}

fn state(
    workspace: &Reader,
    place: &DrawCase,
    draft: Option<&AuditDraft>,
    stored: Option<&StoredReturn>,
) -> Option<CaseState> {
    let saved = |draft: &AuditDraft| shown::when(workspace, draft.saved_at);
    if place.role == DrawRole::Replaced {
        return draft.map(|draft| CaseState::Replaced(draft.answers.len()));
    }
    Some(match (stored, draft) {
        (Some(_), Some(draft)) => CaseState::Corrected(saved(draft)),
        (Some(stored), None) => {
            CaseState::Returned(stored.audit.received_on.map(print::date).unwrap_or_default())
        }
        (None, Some(draft)) => CaseState::Begun(draft.answers.len(), saved(draft)),
        (None, None) => CaseState::NotBegun,
    })
}

/// Returns the read that follows this one in the list and is still owed, or the first that is, and how many are.
pub(super) fn next_of(list: &[CaseToFill], of: &DraftOf) -> (Option<CaseToFill>, usize) {
    let is_here =
        |line: &CaseToFill| line.case == of.case.as_str() && line.is_second == of.is_second;
    let at = list.iter().position(is_here).map_or(0, |at| at + 1);
    let (before, after) = list.split_at(at.min(list.len()));
    let owed = |line: &&CaseToFill| line.state.is_owed() && !is_here(line);
    let next = after.iter().chain(before).find(|line| owed(line)).cloned();
    (next, list.iter().filter(owed).count())
}

/// Removes a draft.
///
/// # Errors
/// When there is none, a hold covers its case, or the store cannot be written.
pub fn discard(workspace: &mut Writer<'_>, of: &DraftOf) -> Result<()> {
    hold::of_cases(workspace, std::slice::from_ref(&of.case))?;
    let now = workspace.session.now();
    let was_there = workspace.write(now, |tx| tx.drop_audit_draft(of))?;
    if was_there {
        return Ok(());
    }
    Err(Error::missing(format!("nothing was begun in the page on case {} in {}", of.case, of.draw)))
}
