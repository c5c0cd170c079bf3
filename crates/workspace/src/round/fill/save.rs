//! Saving what is typed: only the answers that a page changed, each against what that page had shown, so that nobody
//! overwrites what somebody else saved meanwhile without being told.

use assay_model::print;
use assay_store::{AuditDraft, DraftAnswer, DraftOf};
use assay_views::round::{ChangedMeanwhile, DraftSaved};

use super::sheet::{self, Sheet};
use super::shown;
use crate::desk::error::{Error, Result};
use crate::desk::writer::Writer;
use crate::round::forms::refuse_shipped_contact;

/// The longest answer, in characters: what a workbook's cell holds.
const LONGEST: usize = 32_000;

/// An answer as a page sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The question's key.
    pub key: String,
    /// What is in its box.
    pub text: String,
    /// The mark of what the page had shown there.
    pub mark: String,
}

/// What is to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saving {
    /// The version of the return that the page knew of.
    pub held: u32,
    /// The answers.
    pub typed: Vec<Typed>,
}

/// Saves what was typed as a draft, outside the ledger.
///
/// # Errors
/// When the audit was completed meanwhile, an answer is too long, or the store cannot be written.
pub fn save(workspace: &mut Writer<'_>, of: &DraftOf, saving: &Saving) -> Result<DraftSaved> {
    let now = workspace.session.now();
    let sheet = sheet::open(workspace, of)?;
    refuse_completed(&sheet, saving.held)?;
    refuse_shipped_contact(&sheet.council)?;
    let mut changed = Vec::new();
    let mut draft = sheet.draft.clone().unwrap_or_else(|| AuditDraft {
        of: of.clone(),
        held: saving.held,
        answers: std::collections::BTreeMap::new(),
        here: String::new(),
        saved_at: now,
        saved_by: String::new(),
    });
    draft.saved_at = now;
    draft.saved_by.clone_from(&workspace.session.actor().login);
    let mut is_new = false;
    for typed in &saving.typed {
        let text = plain(&typed.text);
        let current = sheet.answers.get(&typed.key).ok_or_else(|| {
            Error::refused("the audit tool was changed while the form was open")
                .hint("open the form again; what you had saved is in it")
        })?;
        let mark = sheet::mark(&text);
        if mark == typed.mark || text == *current {
            continue;
        }
        if text.chars().count() > LONGEST {
            return Err(too_long(&sheet, &typed.key, text.chars().count()));
        }
        if sheet::mark(current) != typed.mark {
            changed.push(conflict(workspace, &sheet, &typed.key, current));
            continue;
        }
        let (at, by) = (format!("{now:.3}"), draft.saved_by.clone());
        draft.answers.insert(typed.key.clone(), DraftAnswer { text, at, by });
        draft.here.clone_from(&typed.key);
        is_new = true;
    }
    if is_new {
        workspace.write(now, |tx| tx.keep_audit_draft(&draft))?;
    }
    let marks = saving.typed.iter().map(|typed| {
        let kept = draft.answers.get(&typed.key).map(|answer| answer.text.as_str());
        let current = sheet.answers.get(&typed.key).map_or("", String::as_str);
        (typed.key.clone(), sheet::mark(kept.unwrap_or(current)))
    });
    Ok(DraftSaved { at: shown::when(workspace, now), marks: marks.collect(), changed })
}

/// Refuses what a page sends that was opened before the audit came in.
pub(super) fn refuse_completed(sheet: &Sheet, held: u32) -> Result<()> {
    if sheet::version(sheet) == held {
        return Ok(());
    }
    Err(Error::refused("this audit has come in since the page was opened, so nothing was saved")
        .hint("open it again to correct it"))
}

fn too_long(sheet: &Sheet, key: &str, length: usize) -> Error {
    let found = sheet.asked.boxes.iter().find(|found| found.key == key);
    let name = found.map(sheet::named).unwrap_or_default();
    let (length, longest) = (print::count(length as u64), print::count(LONGEST as u64));
    Error::input(format!("{name}: the answer has {length} characters, and a form holds {longest}"))
        .hint("shorten it, or say where the rest can be found")
}

fn conflict(workspace: &Writer<'_>, sheet: &Sheet, key: &str, current: &str) -> ChangedMeanwhile {
    let saved = sheet.draft.as_ref().and_then(|draft| draft.answers.get(key));
    let at = saved.and_then(|answer| answer.at.parse().ok());
    let who = match (saved, at) {
        (Some(answer), Some(at)) => format!("{} at {}", answer.by, shown::when(workspace, at)),
        _ => "somebody else".to_owned(),
    };
    let now =
        if current.is_empty() { "emptied it".to_owned() } else { format!("saved \"{current}\"") };
    ChangedMeanwhile {
        key: key.to_owned(),
        words: format!(
            "Changed meanwhile: {who} {now}. Yours is in the box and is not saved. Save again to put yours in its place"
        ),
    }
}

/// Returns what was typed with plain line ends and without characters that nobody can see.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.trim().to_owned()
}
