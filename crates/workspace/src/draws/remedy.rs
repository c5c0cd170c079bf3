//! Remedies after the draw: extend, replace, target, abandon (reassign has a file of its own). Each is a new version of the
//! manifest under a ledger entry of its own; nothing is overwritten.

use assay_model::{AbandonedDraw, CaseId};
use assay_sampler::extend::{self, ExtendError};
use assay_sampler::replace::{self, Reason, ReplaceError, Request, replaced_note};
use assay_sampler::standing::standing;
use assay_sampler::{Frame, Manifest};
use assay_store::DrawRecord;
use serde_json::{Value, json};

use super::{assigning, draw, plans, results};
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::records::people::{Second, with_second};

/// A manifest after a remedy, and why nobody could be assigned where that is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedied {
    /// The new manifest.
    pub manifest: Manifest,
    /// Why nobody was assigned.
    pub blocked: Option<String>,
    /// What the sampling statement will say of replacements, if anything.
    pub statement: Option<String>,
}

/// What to replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplaceOptions {
    /// The case.
    pub case: String,
    /// The reason, in the words of the list or `other: …`.
    pub reason: String,
    /// Who approved it.
    pub approver: String,
    /// Whether the file had been opened.
    pub opened: Opened,
    /// Who finishes it where the case's audit has come back.
    pub second: Second,
}

/// Whether a file had been opened before its case was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// Nobody had looked.
    Unopened,
    /// Somebody had: the sampling statement says so.
    Opened,
}

/// Enlarges a sample; what was selected stays.
///
/// # Errors
/// When the draw cannot grow to that size.
pub fn extend(workspace: &mut Writer<'_>, id: &str, to: u64) -> Result<Remedied> {
    let (record, manifest, frame) = open(workspace, id)?;
    let (from, at) = (manifest.n(), workspace.session.now());
    let name = workspace.session.actor().name.clone();
    let extended = extend::extend(&manifest, &frame, to, &name, at).map_err(|fault| {
        let hint = match fault {
            ExtendError::NotLarger { .. } => "n counts the whole sample, not what is added",
            _ => "freeze a list under a new id for a further draw",
        };
        Error::input(fault.to_string()).hint(hint)
    })?;
    let known = results::known(workspace, &record.frozen.id)?;
    let mut extended = extended;
    results::say_extended(&mut extended, (from, at), &known);
    let more = json!({"from_n": from, "to_n": extended.n(), "audits_before": known.len()});
    store(workspace, &record, extended, "extend", more)
}

/// Replaces a case by the next in order. A case whose audit has come back needs a second person, and is
/// on record as one that had been opened.
///
/// # Errors
/// When the case is not in the sample, the reason is not on the list, nothing can stand in, or a second
/// person is needed.
pub fn replace(workspace: &mut Writer<'_>, id: &str, options: &ReplaceOptions) -> Result<Remedied> {
    let (record, manifest, frame) = open(workspace, id)?;
    let case = case_id(&options.case)?;
    let reason = Reason::parse(&options.reason).ok_or_else(|| {
        Error::input(format!("expected a reason from the list, found \"{}\"", options.reason)).hint(
            "record not accessible, not in scope after all, duplicate child, or other: and why; a conflict is a reason to reassign, a closed case is audited as at the freeze",
        )
    })?;
    let request = Request {
        case: &case,
        reason,
        approver: &options.approver,
        opened: options.opened == Opened::Opened,
        at: workspace.session.now(),
    };
    let replaced = replace::replace(&manifest, &frame, &request).map_err(|fault| {
        let told = Error::input(fault.to_string());
        match fault {
            ReplaceError::NoReserve(_) => {
                told.hint("extend the draw, or report the case as one that could not be audited")
            }
            ReplaceError::NotInSample(_) => {
                told.hint("see selection.csv for the cases of the draw")
            }
            _ => told,
        }
    })?;
    let known = results::known(workspace, &record.frozen.id)?;
    if results::audited(&manifest, &replaced, &known).is_empty() {
        let more = json!({"opened": request.opened});
        return store(workspace, &record, replaced, "replace", more);
    }
    let (mut replaced, at) = (replaced, request.at);
    let approval = results::approval(workspace, &record.frozen.id, &case, &options.second)?;
    results::say_replaced(&mut replaced, &approval, at);
    let more = with_second(json!({"opened": true, "audits_before": known.len()}), &approval);
    store(workspace, &record, replaced, "replace", more)
}

/// Adds a case chosen by judgement: audited and shown, never in an estimate.
///
/// # Errors
/// When the case is selected or targeted already, or no reason is given.
pub fn target(workspace: &mut Writer<'_>, id: &str, case: &str, reason: &str) -> Result<Remedied> {
    let (record, manifest, frame) = open(workspace, id)?;
    let case = case_id(case)?;
    needed(reason, "a reason")?;
    let taken = standing(&manifest).iter().any(|place| place.case.as_ref() == Some(&case))
        || manifest.targeted.iter().any(|targeted| targeted.case == case);
    if taken {
        return Err(Error::taken(format!("case \"{case}\" is in the draw already")));
    }
    if frame.row(&case).is_none() {
        return Err(Error::missing(format!("case \"{case}\" is not on the frozen list"))
            .hint("look for a slip in the id: every figure, letter and nought counts"));
    }
    let targeted = replace::target(&manifest, &case, reason.trim());
    store(workspace, &record, targeted, "target", json!({}))
}

/// Gives a draw up; it stays on record.
///
/// # Errors
/// When it was abandoned before, or no reason is given.
pub fn abandon(workspace: &mut Writer<'_>, id: &str, reason: &str) -> Result<Option<Manifest>> {
    let id = super::draw_id(id)?;
    let record = super::record(workspace, &id)?;
    needed(reason, "a reason")?;
    let now = workspace.session.now();
    let given_up = AbandonedDraw { draw: id.clone(), reason: reason.trim().to_owned() };
    workspace.write(now, |tx| {
        tx.keep(&given_up, None)?;
        tx.abandon(&id)?;
        tx.append("abandon", json!({"draw_id": id.as_str()})).map(drop)
    })?;
    match &record.manifest {
        None => Ok(None),
        Some(stored) => Manifest::parse(&stored.bytes)
            .map(Some)
            .map_err(|fault| Error::input(fault.to_string())),
    }
}

pub(super) fn open(workspace: &Reader, id: &str) -> Result<(DrawRecord, Manifest, Frame)> {
    let id = super::draw_id(id)?;
    let record = super::record(workspace, &id)?;
    let manifest = super::manifest(&record)?;
    let frame = super::frame(&record)?;
    Ok((record, manifest, frame))
}

/// Gives readings without an auditor one, and stores the manifest under an entry of this kind.
pub(super) fn store(
    workspace: &mut Writer<'_>,
    record: &DrawRecord,
    mut manifest: Manifest,
    kind: &str,
    more: Value,
) -> Result<Remedied> {
    let plan = plans::frozen(&record.frozen.plan_text)?;
    let blocked = assigning::assign_all(workspace, record, &plan, &mut manifest)?;
    let manifest = draw::put(workspace, manifest, kind, more, None)?;
    let statement = replaced_note(&manifest);
    Ok(Remedied { manifest, blocked, statement })
}

pub(super) fn case_id(text: &str) -> Result<CaseId> {
    CaseId::parse(text)
        .map_err(|fault| Error::input(format!("case id: expected {fault}, found \"{text}\"")))
}

pub(super) fn needed(text: &str, what: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::input(format!("expected {what}, found none")));
    }
    Ok(())
}
