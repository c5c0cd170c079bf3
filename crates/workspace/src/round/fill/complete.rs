//! Completing an audit: what was typed is written as the workbook that would have been sent, and goes through the import
//! of returns. A correction says why.

use assay_model::{Correction, Date, Effect, Problem, print};
use assay_store::DraftOf;
use assay_views::import::End;
use assay_views::round::{AuditForm, AuditReceipt, Completed, Whole};

use super::cases::{cases, next_of};
use super::save::refuse_completed;
use super::sheet::{self, Faults, Sheet};
use super::shown;
use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::place::Workspace;
use crate::import::{
    Blanks, FromPage, ImportOptions, Kind, Origin, Refused, Run, Undecided, import,
};
use crate::round::forms::refuse_shipped_contact;

/// What is said on completing an audit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completing {
    /// The version of the return that the page knew of.
    pub held: u32,
    /// Why what had come back is corrected; empty of an audit that had not.
    pub reason: String,
    /// What happens where a correction leaves blank what was filled.
    pub blanks: Blanks,
}

/// Returns the form with all that would keep it from being stored, and what the import would say besides.
///
/// # Errors
/// Those of opening the form, and of reading it as an import does.
pub fn review(workspace: &mut Workspace, of: &DraftOf) -> Result<(AuditForm, Vec<Whole>)> {
    let sheet = sheet::open(&*workspace.reader()?, of)?;
    let (faults, form) = checked(workspace, &sheet, Blanks::Accepted)?;
    let whole = faults.whole.iter().map(whole).collect();
    Ok((form, whole))
}

/// Stores the audit, where nothing is missing or wrong.
///
/// # Errors
/// When it was completed meanwhile, whoever is at work may not complete this read, or the store cannot be written.
pub fn complete(
    workspace: &mut Workspace,
    of: &DraftOf,
    completing: &Completing,
) -> Result<Completed> {
    let sheet = sheet::open(&*workspace.reader()?, of)?;
    refuse_completed(&sheet, completing.held)?;
    refuse_shipped_contact(&sheet.council)?;
    let (faults, form) = checked(workspace, &sheet, completing.blanks)?;
    let mut whole: Vec<Whole> = faults.whole.iter().map(whole).collect();
    let reason = completing.reason.trim();
    if completing.held > 0 && reason.is_empty() {
        whole.insert(0, Whole::Reason);
    }
    if completing.held > 0 && sheet.draft.is_none() {
        whole.push(Whole::Other("Nothing was changed, so there is nothing to correct".to_owned()));
    }
    if form.open() > 0 || !whole.is_empty() {
        return Ok(Completed::NotYet(Box::new(form), whole));
    }
    let session = workspace.session();
    let correction = (completing.held > 0).then(|| Correction {
        draw: of.draw.clone(),
        case: of.case.clone(),
        auditor: sheet.case.auditor.clone(),
        kind: sheet.case.kind,
        version: completing.held + 1,
        reason: reason.to_owned(),
        by: session.actor().login.clone(),
        on: session.as_at(),
    });
    let page = FromPage { of: of.clone(), held: completing.held, correction };
    let options = ImportOptions {
        origin: Origin::Page(Box::new(page)),
        ..options(workspace, &sheet, completing.blanks)?
    };
    let report = import(workspace, &options)?;
    if report.end != End::Stored || report.stored != 1 {
        return Err(Error::refused(
            "the answers are those of a version that came in before, or an older one than is held, so nothing was stored",
        )
        .hint("open the audit again and look at what is held"));
    }
    receipt(workspace, of, report.said).map(|receipt| Completed::Stored(Box::new(receipt)))
}

fn options(workspace: &Workspace, sheet: &Sheet, blanks: Blanks) -> Result<ImportOptions> {
    let bytes = sheet::workbook(sheet, workspace.session().now())?;
    Ok(ImportOptions {
        refused: Refused::Stop,
        blanks,
        // Whoever corrects an audit in its page has the version that is held before their eyes.
        undecided: Undecided::Newer,
        ..ImportOptions::of(Kind::Returns, vec![Input::bytes(sheet::NAME, bytes)])
    })
}

/// Reads the form as the import does, storing nothing.
fn checked(
    workspace: &mut Workspace,
    sheet: &Sheet,
    blanks: Blanks,
) -> Result<(Faults, AuditForm)> {
    let options = ImportOptions { run: Run::Dry, ..options(workspace, sheet, blanks)? };
    let report = import(workspace, &options)?;
    if report.end == End::Unreadable {
        return Err(Error::failed(report.why.unwrap_or_default()));
    }
    let faults = sheet::faults(sheet, &report.problems);
    let mut form = shown::form(&*workspace.reader()?, sheet, &faults)?;
    form.notes.extend(faults.notes.iter().filter(|p| p.effect == Effect::Understood).map(note));
    Ok((faults, form))
}

fn note(problem: &Problem) -> String {
    let column = problem.place.column.as_deref().unwrap_or("The audit");
    format!("{column}: {}; expected {}.", problem.found, problem.expected)
}

fn whole(problem: &Problem) -> Whole {
    let words = format!("{}: expected {}", print::capital(&problem.found), problem.expected);
    if problem.found.contains(" without ") && problem.effect == Effect::Refused {
        Whole::Blanks(words)
    } else {
        Whole::Other(words)
    }
}

fn receipt(workspace: &Workspace, of: &DraftOf, said: Vec<String>) -> Result<AuditReceipt> {
    let reader = workspace.reader()?;
    let entry = reader.store.last_of("import")?;
    let entry =
        entry.ok_or_else(|| Error::damaged("the ledger has no entry of what was stored"))?;
    let digest = entry.body["files_sha256"][0].as_str().unwrap_or_default().to_owned();
    let sheet = sheet::open(&reader, of)?;
    let auditor = sheet.case.auditor.clone();
    let list = cases(&reader, of.draw.as_str(), Some(&auditor))?;
    let (next, left) = next_of(&list, of);
    let (on, clock): (Date, String) = reader.session.local(entry.at);
    Ok(AuditReceipt {
        draw: of.draw.to_string(),
        case: of.case.to_string(),
        version: sheet::version(&sheet),
        entry: entry.number,
        hash: entry.hash,
        digest,
        on: format!("{} at {clock}", print::date(on)),
        auditor,
        said,
        next,
        left,
    })
}
