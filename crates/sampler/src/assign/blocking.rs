//! Why nothing can be assigned: a set of cases that together lack auditors, none of which can be left
//! out without the others being assignable. Found by leaving out one case after the other.

use std::collections::BTreeSet;

use assay_model::CaseId;

use super::flow::{Duty, Flow};
use super::{AssignError, CaseFacts, Reader};

/// Returns the error that names an inclusion-minimal set.
pub(super) fn blocking_set(
    duties: &[Duty],
    loads: &[usize],
    rooms: &[usize],
    cases: &[&CaseFacts],
    readers: &[Reader],
) -> AssignError {
    let mut set: BTreeSet<usize> = duties.iter().map(|duty| duty.case).collect();
    for case in set.clone() {
        set.remove(&case);
        if feasible(duties, loads, rooms, &set) {
            set.insert(case);
        }
    }
    let allowed: BTreeSet<usize> = duties
        .iter()
        .filter(|duty| set.contains(&duty.case))
        .flat_map(|duty| duty.allowed.iter().copied())
        .collect();
    let unlimited = allowed.iter().any(|auditor| rooms[*auditor] == usize::MAX);
    let left = |auditor: &usize| rooms[*auditor].saturating_sub(loads[*auditor]) as u64;
    let room = (!unlimited).then(|| allowed.iter().map(left).sum());
    let mut ids: Vec<CaseId> = set.iter().map(|case| cases[*case].case.clone()).collect();
    ids.sort();
    let mut auditors: Vec<String> = allowed.iter().map(|a| readers[*a].login.clone()).collect();
    auditors.sort();
    AssignError::Blocked { cases: ids, auditors, room }
}

fn feasible(duties: &[Duty], loads: &[usize], rooms: &[usize], set: &BTreeSet<usize>) -> bool {
    let some: Vec<Duty> = duties.iter().filter(|d| set.contains(&d.case)).cloned().collect();
    Flow::new(&some, loads, rooms).fill()
}
