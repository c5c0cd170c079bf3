//! Reassigning, the first remedy: another auditor for the same case; and giving auditors to readings
//! that have none yet. Conflicts, leave and capacity hold here as they do when a draw assigns.

use assay_model::alike::alike;
use assay_model::{Auditor, CaseId, ReadRole, Reassignment};
use assay_sampler::assign::Reader as CaseReader;
use assay_sampler::standing::standing;
use assay_sampler::{Assignment, Manifest};
use serde_json::json;

use super::assigning::Staff;
use super::remedy::{self, Remedied};
use super::{draw, plans};
use crate::desk::error::{Error, Result};
use crate::desk::next::{Import, Next};
use crate::desk::writer::Writer;

/// What to reassign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReassignOptions {
    /// The case.
    pub case: String,
    /// The login of the auditor who takes it.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Which reading.
    pub role: ReadRole,
}

/// Gives a case to another auditor.
///
/// # Errors
/// When the case has no such reading, or the auditor is not on the list, away, in conflict, without
/// room, or reads the case already.
pub fn reassign(
    workspace: &mut Writer<'_>,
    id: &str,
    options: &ReassignOptions,
) -> Result<Remedied> {
    let (record, mut manifest, _) = remedy::open(workspace, id)?;
    let case = remedy::case_id(&options.case)?;
    remedy::needed(&options.reason, "a reason")?;
    reading(&manifest, &case, options.role)?;
    let plan = plans::frozen(&record.frozen.plan_text)?;
    let staff = Staff::of(workspace, &record, &plan)?;
    let auditor = on_list(&staff, &options.to)?;
    may_read(&staff, auditor, &manifest, &case, options.role)?;
    let has = |a: &Assignment| a.case == case && a.role == options.role;
    manifest.assignments.retain(|assignment| !has(assignment));
    let (auditor, role) = (auditor.login.clone(), options.role);
    manifest.assignments.push(Assignment { case: case.clone(), auditor: auditor.clone(), role });
    manifest.assignments.sort_by(|a, b| a.case.cmp(&b.case).then_with(|| a.role.cmp(&b.role)));
    let reason = options.reason.trim().to_owned();
    let why = Reassignment { draw: manifest.draw.clone(), case, role, to: auditor, reason };
    let manifest = draw::put(workspace, manifest, "reassign", json!({}), Some(&why))?;
    Ok(Remedied { manifest, blocked: None, statement: None })
}

/// Gives every reading that has no auditor yet to one; nobody else moves.
///
/// # Errors
/// When every reading has an auditor, or nobody is on the list.
pub fn assign(workspace: &mut Writer<'_>, id: &str) -> Result<Remedied> {
    let (record, manifest, _) = remedy::open(workspace, id)?;
    if workspace.store.all::<Auditor>()?.is_empty() {
        return Err(
            Error::missing("no auditors are known yet").then(Next::Import(Import::Auditors))
        );
    }
    let readings = readings(&manifest);
    let given = |(case, role): &(CaseId, ReadRole)| {
        manifest.assignments.iter().any(|a| a.case == *case && a.role == *role)
    };
    if readings.iter().all(given) {
        return Err(Error::refused(format!("every reading of draw {id} has an auditor"))
            .then(Next::Reassign));
    }
    remedy::store(workspace, &record, manifest, "assign", json!({}))
}

/// Every reading there is to be: each case once, and those read twice a second time.
fn readings(manifest: &Manifest) -> Vec<(CaseId, ReadRole)> {
    let mut all = Vec::new();
    for place in standing(manifest) {
        let Some(case) = place.case else { continue };
        all.push((case.clone(), ReadRole::First));
        if manifest.second_read.contains(&place.selected) {
            all.push((case, ReadRole::Second));
        }
    }
    all.extend(manifest.targeted.iter().map(|t| (t.case.clone(), ReadRole::First)));
    all
}

fn reading(manifest: &Manifest, case: &CaseId, role: ReadRole) -> Result<()> {
    let all = readings(manifest);
    if all.contains(&(case.clone(), role)) {
        return Ok(());
    }
    if all.iter().any(|(id, _)| id == case) {
        return Err(Error::missing(format!("case \"{case}\" is not one of those read twice")));
    }
    Err(Error::missing(format!("case \"{case}\" is not in the sample"))
        .hint("see selection.csv for the cases of the draw"))
}

fn on_list<'a>(staff: &'a Staff, login: &str) -> Result<&'a Auditor> {
    let found = staff.auditors.iter().find(|auditor| alike(&auditor.login, login));
    found.ok_or_else(|| {
        let logins: Vec<&str> = staff.auditors.iter().map(|a| a.login.as_str()).collect();
        let next = match logins.as_slice() {
            [] => Next::Import(Import::Auditors),
            _ => Next::Words(format!("the logins are {}", logins.join(", "))),
        };
        Error::missing(format!("\"{login}\" is not an auditor's login")).then(next)
    })
}

/// Refuses an auditor who is away, in conflict, full, or reads the case already.
fn may_read(
    staff: &Staff,
    auditor: &Auditor,
    manifest: &Manifest,
    case: &CaseId,
    role: ReadRole,
) -> Result<()> {
    let login = &auditor.login;
    let mine = |a: &&Assignment| a.auditor == *login;
    if manifest.assignments.iter().filter(mine).any(|a| a.case == *case) {
        return Err(Error::refused(format!("{login} reads case {case} already"))
            .hint("a second reader is never the first"));
    }
    let Some(reader) = CaseReader::of(auditor, staff.as_at) else {
        return Err(Error::refused(format!("{login} is on leave on {}", staff.as_at))
            .hint("name somebody else, or import the auditors' list with other leave"));
    };
    if let Some(objection) = staff.conflicts.objection(&staff.facts(case), &reader, role) {
        return Err(Error::refused(format!("{login} may not read case {case}: {objection}"))
            .hint("name somebody else; a conflict is the auditor's, and the case stays"));
    }
    let load = manifest.assignments.iter().filter(mine).count();
    match reader.capacity {
        Some(most) if load >= most as usize => Err(Error::refused(format!(
            "{login} has {load} {} of this draw already, and a capacity of {most}",
            if load == 1 { "reading" } else { "readings" }
        ))
        .hint("name somebody else, or import the auditors' list with a larger capacity")),
        _ => Ok(()),
    }
}
