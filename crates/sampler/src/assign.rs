//! Who audits what (selection.md, section 5): the sum of squared loads is least, nobody exceeds their
//! capacity, no conflict is ever assigned, and among the best assignments the tickets decide.
//!
//! This is a minimum-cost flow with unit costs 1, 3, 5… at each auditor, also known as an optimal
//! semi-matching (Harvey, Ladner, Lovász & Tamir, *Semi-matchings for bipartite graphs and load
//! balancing*, 2006). With these costs a shortest augmenting path is any path to the least-loaded
//! auditor it can reach, so breadth-first search finds it and no general flow solver is needed; the
//! tests compare the result with one.

mod allowed;
mod blocking;
mod flow;

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{CaseId, DrawId, ReadRole};

use crate::manifest::Assignment;
use crate::ticket::{Purpose, TicketKey};
use crate::{EqualTickets, Seed, ticket};

pub use allowed::{Against, CaseFacts, Conflicts, Objection, Reader};
pub use blocking::Blocked;
use flow::{Duty, Flow};

/// What has to be assigned.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Every case to be audited.
    pub cases: &'a [CaseFacts],
    /// The cases that are read twice as well.
    pub twice: &'a BTreeSet<CaseId>,
    /// Assignments that stay as they are.
    pub kept: &'a [Assignment],
}

/// Why nothing was assigned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AssignError {
    /// Some cases together lack auditors.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// No order between two cases is fair.
    #[error(transparent)]
    EqualTickets(#[from] EqualTickets),
}

/// Assigns every case to an auditor, and those read twice to a second one.
///
/// Without auditors there are no assignments, and that is no error.
///
/// # Errors
/// When some cases together lack allowed auditors with room: an inclusion-minimal set of them.
pub fn assign(
    wanted: &Wanted,
    readers: &[Reader],
    conflicts: &Conflicts,
    seed: &Seed,
    draw: &DrawId,
) -> Result<Vec<Assignment>, AssignError> {
    if readers.is_empty() {
        return Ok(Vec::new());
    }
    let key = TicketKey::new(seed, draw, Purpose::Assign);
    let facts: BTreeMap<&str, &CaseFacts> =
        wanted.cases.iter().map(|case| (case.case.as_str(), case)).collect();
    let order = ticket::in_ticket_order(&key, facts.keys().copied())?;
    let cases: Vec<&CaseFacts> = order.iter().map(|(_, id)| facts[id]).collect();
    let duties = duties(&cases, wanted, readers, conflicts);
    let load = |login: &str| wanted.kept.iter().filter(|a| a.auditor == login).count();
    let loads: Vec<usize> = readers.iter().map(|reader| load(&reader.login)).collect();
    let rooms: Vec<usize> = readers.iter().map(Reader::room).collect();
    let mut flow = Flow::new(&duties, &loads, &rooms);
    if !flow.fill() {
        return Err(blocking::blocking_set(&duties, &loads, &rooms, &cases, readers).into());
    }
    for index in 0..duties.len() {
        let case = cases[duties[index].case];
        let mut preferred: Vec<usize> = duties[index].allowed.clone();
        preferred
            .sort_by_cached_key(|auditor| key.preference(&case.case, &readers[*auditor].login));
        flow.settle(index, &preferred);
    }
    let mut assignments: Vec<Assignment> = duties
        .iter()
        .enumerate()
        .map(|(index, duty)| Assignment {
            case: cases[duty.case].case.clone(),
            auditor: readers[flow.auditor(index)].login.clone(),
            role: duty.role,
        })
        .collect();
    assignments.extend(wanted.kept.iter().cloned());
    assignments.sort_by(|a, b| a.case.cmp(&b.case).then_with(|| a.role.cmp(&b.role)));
    Ok(assignments)
}

/// One duty for each reading that is not kept, in ticket order, the first reading before the second.
fn duties(
    cases: &[&CaseFacts],
    wanted: &Wanted,
    readers: &[Reader],
    conflicts: &Conflicts,
) -> Vec<Duty> {
    let mut duties = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let kept = |role| {
            let found = wanted.kept.iter().find(|a| a.case == case.case && a.role == role);
            found.map(|a| a.auditor.as_str())
        };
        for role in [ReadRole::First, ReadRole::Second] {
            let needed = role == ReadRole::First || wanted.twice.contains(&case.case);
            if !needed || kept(role).is_some() {
                continue;
            }
            let other =
                kept(if role == ReadRole::First { ReadRole::Second } else { ReadRole::First });
            let allowed = (0..readers.len())
                .filter(|i| other != Some(readers[*i].login.as_str()))
                .filter(|i| conflicts.allow(case, &readers[*i], role))
                .collect();
            duties.push(Duty { case: index, role, allowed });
        }
    }
    duties
}

#[cfg(test)]
mod tests;
