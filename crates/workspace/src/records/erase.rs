//! Erasing what is held on one case, by two people: one asks, another carries it out. It leaves
//! the store, the files of the draws, the index, and the disk. Packs that name the case are listed.

mod files;

use std::path::Path;

use assay_model::{Approval, CaseAlias, CaseId, Erasure, ErasureRequest, Ground};
use assay_store::{Erased, ErasedDraw, FileWork};
use assay_views::rights::{ErasureReport, Outcome};
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::next::{Field, Next};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::draws::erased;
use crate::records::hold;
use crate::records::people::{Second, second_person, waits_for_second, with_second};

/// Asks for the erasure of a case, or carries it out when another login has asked.
///
/// # Errors
/// When nothing is held on the case, it is on hold, or somebody else is reading or writing.
pub fn erase(
    workspace: &mut Writer<'_>,
    case: &CaseId,
    why: &Why<'_>,
    second: &Second,
) -> Result<Outcome> {
    let reason = why.reason;
    if reason.trim().is_empty() {
        return Err(Error::input("an erasure needs a reason").then(Next::Fill {
            field: Field::Reason,
            why: "say why in a few words",
            example: "request of the family, ref 123",
        }));
    }
    if let Some(now) = workspace.store.former()?.became(case) {
        return Err(Error::refused(format!("{case} is an id that {now} had before"))
            .then(Next::Erase { case: now.to_string() }));
    }
    let ids = with_former_ids(workspace, case)?;
    hold::of_cases(workspace, &ids)?;
    let login = workspace.session.actor().login.clone();
    let Some(request) = workspace.store.one::<ErasureRequest>(case.as_str())? else {
        return ask(workspace, case, why, &login);
    };
    let serves = agreed_ground(request.serves, why.serves)?;
    if waits_for_second(workspace, &request.login, second)? {
        return Ok(Outcome::asked(login, serves));
    }
    let approval = second_person(workspace, &request.login, second)?;
    let agreed = Agreed { reason, serves, asked_by: &request.login, approval };
    carry_out(workspace, &ids, &agreed).map(Outcome::Done)
}

/// How what was deleted leaves the index and the disk. A search that began before may build the index from what it read;
/// scouring waits for it, and then the index goes once more.
pub(crate) const OFF_THE_DISK: [FileWork; 3] =
    [FileWork::DropIndex, FileWork::Scour, FileWork::DropIndex];

/// Returns the work by which what is purged leaves the draws' files, the index and the disk.
///
/// # Errors
/// When a manifest cannot be read, or a folder be listed.
pub(crate) fn after_purge(root: &Path, draws: &[ErasedDraw]) -> Result<Vec<FileWork>> {
    let mut work = files::in_whole_draws(root, draws)?;
    work.extend(OFF_THE_DISK);
    Ok(work)
}

/// Both people have to mean the same: who carries it out may leave it to who asked.
fn agreed_ground(asked: Option<Ground>, stated: Option<Ground>) -> Result<Ground> {
    match (asked, stated) {
        (Some(asked), Some(stated)) if asked != stated => Err(Error::refused(format!(
            "the request was to serve {asked}, and this one would serve {stated}"
        ))
        .hint("leave out what it serves, or say the same as the request")),
        (asked, stated) => Ok(asked.or(stated).unwrap_or_default()),
    }
}

fn ask(workspace: &mut Writer<'_>, case: &CaseId, why: &Why<'_>, login: &str) -> Result<Outcome> {
    let now = workspace.session.now();
    if !workspace.store.knows_case(case)? {
        return Err(Error::missing(format!("nothing is held on {}", case.as_str()))
            .hint("check the id: letter case and leading zeros count"));
    }
    let serves = why.serves.unwrap_or_default();
    let request = ErasureRequest {
        case: case.clone(),
        login: login.to_owned(),
        reason: why.reason.to_owned(),
        serves: Some(serves),
    };
    workspace.write(now, |tx| {
        tx.keep(&request, None)?;
        tx.append("erasure request", json!({ "serves": serves.word() })).map(drop)
    })?;
    Ok(Outcome::asked(login.to_owned(), serves))
}

/// Why a case is erased.
#[derive(Debug, Clone, Copy)]
pub struct Why<'a> {
    /// In a few words.
    pub reason: &'a str,
    /// Which right or duty it serves; none leaves it to who asked, and to the right to erasure where nobody says.
    pub serves: Option<Ground>,
}

/// What was agreed between the two people.
struct Agreed<'a> {
    reason: &'a str,
    serves: Ground,
    asked_by: &'a str,
    approval: Approval,
}

fn carry_out(
    workspace: &mut Writer<'_>,
    ids: &[CaseId],
    agreed: &Agreed<'_>,
) -> Result<ErasureReport> {
    let (actor, now) = (workspace.session.actor().clone(), workspace.session.now());
    let progress = workspace.progress_shared();
    let stage = progress.stage("erasing", Some(3));
    // What was to be written before may name the child.
    workspace.finish_before_destroying()?;
    let root = workspace.root.clone();
    let (erasures, draws, forms_removed) = workspace.write_last(now, |tx| {
        let erasures: Vec<Erased> =
            ids.iter().map(|id| tx.erase_case(id)).collect::<std::result::Result<_, _>>()?;
        let withdrawn: u64 = erasures.iter().map(|one| one.records).sum();
        let erasure = Erasure {
            entry: tx.next_entry()?,
            asked_by: agreed.asked_by.to_owned(),
            carried_out_by: actor.login.clone(),
            reason: assay_store::erase::without_id(agreed.reason, ids),
            serves: Some(agreed.serves),
            second: agreed.approval.clone().to_keep(),
        };
        tx.keep(&erasure, None)?;
        let draws = erased::last_of_each(erasures.iter().flat_map(|one| one.draws.clone()));
        let digests = erased::digests(&draws)?;
        let logins = agreed.approval.logins();
        let serves = agreed.serves.word();
        let body =
            json!({ "logins": logins, "withdrawn": withdrawn, "draws": digests, "serves": serves });
        tx.append("erase", with_second(body, &agreed.approval))?;
        let files::InDraws { mut work, removed } = files::in_draws(&root, &draws, ids)?;
        // The index has what was said of the case, and comments on others that named it.
        work.extend(OFF_THE_DISK);
        tx.then(&work)?;
        Ok::<_, Error>((erasures, draws, removed))
    })?;
    stage.advance(1);
    workspace.finish()?;
    stage.advance(1);
    let sum = |part: fn(&Erased) -> u64| erasures.iter().map(part).sum::<u64>();
    Ok(ErasureReport {
        erased: true,
        ids: ids.len(),
        records: sum(|one| one.records),
        scrubbed: sum(|one| one.scrubbed),
        rows: sum(|one| one.cases + one.events + one.comments + one.drafts),
        draws: draws.into_iter().map(|draw| draw.draw).collect(),
        forms_removed,
        left: files::may_still_name(workspace, ids)?,
        serves: agreed.serves,
        second: agreed.approval.to_string(),
    })
}

/// The case and every id that became it, directly or by way of others; those that became each other in a circle
/// too, where nobody can tell which of them counts: what is erased must be all there is.
fn with_former_ids(workspace: &Reader, case: &CaseId) -> Result<Vec<CaseId>> {
    let aliases = workspace.store.all::<CaseAlias>()?;
    let mut ids = vec![case.clone()];
    let mut next = 0;
    while let Some(id) = ids.get(next).cloned() {
        for alias in aliases.iter().filter(|alias| alias.new == id) {
            if !ids.contains(&alias.old) {
                ids.push(alias.old.clone());
            }
        }
        next += 1;
    }
    Ok(ids)
}

#[cfg(test)]
pub(crate) mod tests;
