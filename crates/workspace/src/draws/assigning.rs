//! Giving readings to auditors: who they are, who is away, and which conflicts are named by hand come
//! from the workspace; who gets what is the sampler's.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::alike::alike;
use assay_model::{Auditor, CaseId, CaseRecord, Date};
use assay_sampler::assign::{
    Against, AssignError, CaseFacts, Conflicts, Reader as CaseReader, Wanted, assign,
};
use assay_sampler::manifest::Note;
use assay_sampler::standing::standing;
use assay_sampler::{Assignment, Manifest, Plan};
use assay_store::DrawRecord;

use super::known;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// Conflicts named by hand, in the workspace folder; the file need not be there.
const CONFLICTS: &str = "conflicts.csv";

/// What decides who may read which case.
pub(super) struct Staff {
    /// Everybody on the auditors' list.
    pub(super) auditors: Vec<Auditor>,
    /// The rules of conflict.
    pub(super) conflicts: Conflicts,
    /// The day by which somebody is on leave or not.
    pub(super) as_at: Date,
    cases: BTreeMap<CaseId, CaseRecord>,
}

impl Staff {
    /// Returns what is known today, for the cases as they stood when the list was frozen.
    pub(super) fn of(workspace: &Reader, record: &DrawRecord, plan: &Plan) -> Result<Self> {
        let cases = known::frozen_cases(workspace, record, plan)?;
        Ok(Self {
            auditors: workspace.store.all()?,
            conflicts: Conflicts { own_team: plan.own_team, named: named_conflicts(workspace)? },
            as_at: workspace.session.as_at(),
            cases: cases.into_iter().map(|case| (case.id.clone(), case)).collect(),
        })
    }

    /// Returns those who are not on leave.
    pub(super) fn readers(&self) -> Vec<CaseReader> {
        self.auditors.iter().filter_map(|auditor| CaseReader::of(auditor, self.as_at)).collect()
    }

    /// Returns what conflicts depend on, of a case.
    pub(super) fn facts(&self, case: &CaseId) -> CaseFacts {
        let found = self.cases.get(case);
        let field = |name: &str| found.map(|case| case.field(name).to_owned()).unwrap_or_default();
        let worker = field("worker");
        let on_list = |name: &str| {
            self.auditors.iter().find(|a| alike(&a.name, name) || alike(&a.login, name))
        };
        CaseFacts {
            case: case.clone(),
            manager: on_list(&worker).map(|auditor| auditor.manager.clone()).unwrap_or_default(),
            worker,
            team: field("team"),
            service: field("service"),
            restricted: found.is_some_and(|case| case.restricted),
        }
    }
}

/// Gives every reading without an auditor to one, targeted cases too; nobody else moves. Returns why
/// nothing could be assigned, in words that name the cases; the manifest notes it without them.
pub(super) fn assign_all(
    workspace: &Reader,
    record: &DrawRecord,
    plan: &Plan,
    manifest: &mut Manifest,
) -> Result<Option<String>> {
    let staff = Staff::of(workspace, record, plan)?;
    let places = standing(manifest);
    let targeted = manifest.targeted.iter().map(|targeted| &targeted.case);
    let now: BTreeSet<&CaseId> =
        places.iter().filter_map(|place| place.case.as_ref()).chain(targeted).collect();
    let cases: Vec<CaseFacts> = now.iter().map(|case| staff.facts(case)).collect();
    let twice: BTreeSet<CaseId> = places
        .iter()
        .filter(|place| manifest.second_read.contains(&place.selected))
        .filter_map(|place| place.case.clone())
        .collect();
    let (kept, others): (Vec<Assignment>, Vec<Assignment>) =
        manifest.assignments.iter().cloned().partition(|a| now.contains(&a.case));
    let wanted = Wanted { cases: &cases, twice: &twice, kept: &kept };
    let readers = staff.readers();
    match assign(&wanted, &readers, &staff.conflicts, &manifest.seed.seed, &manifest.draw) {
        Ok(mut assignments) => {
            assignments.extend(others);
            manifest.assignments = assignments;
            manifest.notes.retain(|note| !Note::is_lacking(note));
            Ok(None)
        }
        Err(AssignError::Blocked(blocked)) => {
            manifest.notes.retain(|note| !Note::is_lacking(note));
            manifest.notes.push(Note::Lacking(&blocked.without_ids()).to_string());
            Ok(Some(blocked.to_string()))
        }
        Err(other) => Err(Error::input(other.to_string())),
    }
}

/// Reads named conflicts: columns `auditor` (login), `case`, `worker` and `team`, one of the last three
/// given in each row.
fn named_conflicts(workspace: &Reader) -> Result<Vec<(String, Against)>> {
    let rows = known::small_table(workspace, CONFLICTS, ["auditor", "case", "worker", "team"])?;
    rows.into_iter()
        .map(|(line, [auditor, case, worker, team])| {
            let against = match (case.as_str(), worker.as_str(), team.as_str()) {
                (id, "", "") if !id.is_empty() => CaseId::parse(id).ok().map(Against::Case),
                ("", name, "") if !name.is_empty() => Some(Against::Worker(worker)),
                ("", "", name) if !name.is_empty() => Some(Against::Team(team)),
                _ => None,
            };
            match against {
                Some(against) if !auditor.is_empty() => Ok((auditor, against)),
                _ => Err(Error::input(format!(
                    "{CONFLICTS}, row {line}: expected an auditor's login and one of case, worker and team"
                ))),
            }
        })
        .collect()
}
