//! Results that had come back before a sample was changed. A replacement or an extension that follows
//! them can be a choice of results, so it is said, and a replacement needs a second person.

use std::collections::BTreeMap;

use assay_model::{Approval, CaseId, DrawId, ReplacementAsked, Timestamp};
use assay_sampler::Manifest;
use assay_sampler::manifest::{AfterResults, Grown, Note};
use assay_sampler::standing::{EXTENSION_REASON, replaced};
use assay_store::Kept as _;
use serde_json::json;

use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::records::people::{Second, second_person};

/// Returns when the first return of each case of a draw was stored.
pub(super) fn known(workspace: &Reader, draw: &DrawId) -> Result<BTreeMap<CaseId, Timestamp>> {
    let mut known = BTreeMap::new();
    for stored in workspace.store.returns_of_draw(draw)? {
        let at = crate::round::first_stored(workspace, &stored)?;
        let first = known.entry(stored.audit.case).or_insert(at);
        *first = at.min(*first);
    }
    Ok(known)
}

/// Returns the cases that left the sample between two versions of a manifest and whose audits had come back.
pub(super) fn audited<'m>(
    before: &Manifest,
    after: &'m Manifest,
    known: &BTreeMap<CaseId, Timestamp>,
) -> Vec<&'m CaseId> {
    let left = replaced(after).into_iter().skip(replaced(before).len());
    left.filter(|case| known.contains_key(case)).collect()
}

/// Returns the second person's approval of replacing a case whose audit came back. Whoever asks first is
/// put on record.
pub(super) fn approval(
    workspace: &mut Writer<'_>,
    draw: &DrawId,
    case: &CaseId,
    second: &Second,
) -> Result<Approval> {
    let login = workspace.session.actor().login.clone();
    let asked = ReplacementAsked { draw: draw.clone(), case: case.clone(), login };
    let before = workspace.store.one::<ReplacementAsked>(&asked.key())?;
    let first = before.as_ref().map_or_else(|| asked.login.clone(), |before| before.login.clone());
    if before.is_none() {
        let now = workspace.session.now();
        workspace.write(now, |tx| {
            tx.keep(&asked, None)?;
            tx.append("replacement asked", json!({"draw_id": draw.as_str()})).map(drop)
        })?;
    }
    second_person(workspace, &first, second)
}

/// Puts on a manifest that its last replacement came after the case's audit, and who approved that.
pub(super) fn say_replaced(manifest: &mut Manifest, approval: &Approval, at: Timestamp) {
    if let Some(last) = manifest.replacements.last_mut() {
        last.opened = true;
    }
    manifest.notes.push(Note::Replaced { approval, at }.to_string());
}

/// Puts on a manifest that the sample grew after audits had come back.
pub(super) fn say_extended(
    manifest: &mut Manifest,
    (from, at): (u64, Timestamp),
    known: &BTreeMap<CaseId, Timestamp>,
) {
    if !known.is_empty() {
        let to = manifest.n();
        let grown = Grown { from, to, at, audits: known.len() };
        manifest.notes.push(Note::Extended(grown).to_string());
    }
}

/// Compares a manifest's replacements and extensions with the returns in the store: first the replacement
/// that says its file was not opened although the audit was there, then what else there is to know.
pub(super) fn compared(
    manifest: &Manifest,
    known: &BTreeMap<CaseId, Timestamp>,
) -> (Option<String>, Vec<String>) {
    let (mut difference, mut lines) = (None, Vec::new());
    let by_people = manifest.replacements.iter().filter(|e| e.reason != EXTENSION_REASON);
    for entry in by_people {
        let Some(at) = known.get(&entry.case).filter(|at| **at < entry.at) else { continue };
        let (case, at, back) = (&entry.case, entry.at, *at);
        if entry.opened {
            lines.push(AfterResults::Replaced { case, at, back }.to_string());
        } else if difference.is_none() {
            difference = Some(AfterResults::SaidUnopened { case, at, back }.to_string());
        }
    }
    for extension in &manifest.extensions {
        let audits = known.values().filter(|at| **at < extension.at).count();
        if audits > 0 {
            let (from, to, at) = (extension.from_n, extension.to_n, extension.at);
            lines.push(AfterResults::Extended(Grown { from, to, at, audits }).to_string());
        }
    }
    (difference, lines)
}
