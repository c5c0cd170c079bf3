//! Why nothing can be assigned: a set of cases that together lack auditors, none of which can be left
//! out without the others being assignable. Found by leaving out one case after the other.

use std::collections::BTreeSet;
use std::fmt;

use assay_model::CaseId;

use super::flow::{Duty, Flow};
use super::{CaseFacts, Reader};

/// Cases that together lack auditors; without any one of them the others do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The cases, in the byte order of their ids.
    pub cases: Vec<CaseId>,
    /// How many readings of them have no auditor yet: one each, two of a case that is read twice.
    pub readings: u64,
    /// The logins of those who may read any of them, sorted.
    pub auditors: Vec<String>,
    /// How many readings these auditors have room for; none where one of them has no limit.
    pub room: Option<u64>,
}

/// Returns the error that names an inclusion-minimal set.
pub(super) fn blocking_set(
    duties: &[Duty],
    loads: &[usize],
    rooms: &[usize],
    cases: &[&CaseFacts],
    readers: &[Reader],
) -> Blocked {
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
    let readings = duties.iter().filter(|duty| set.contains(&duty.case)).count() as u64;
    Blocked { cases: ids, readings, auditors, room }
}

impl Blocked {
    /// Returns the reason without naming a case, as far as it may leave the service.
    #[must_use]
    pub fn without_ids(&self) -> String {
        self.words(&crate::count::cases(self.cases.len() as u64))
    }

    fn words(&self, cases: &str) -> String {
        let one = self.cases.len() == 1;
        let who = match self.auditors.as_slice() {
            [] => return format!("nobody may read {cases}"),
            [only] => format!("only {only}"),
            [some @ .., last] => format!("only {} and {last}", some.join(", ")),
        };
        let (need, them) = if one { ("needs", "it") } else { ("need", "them") };
        let readings = if self.readings == 1 { "reading" } else { "readings" };
        let why = match self.room {
            Some(0) => "who have no room left".to_owned(),
            Some(room) if room < self.readings => format!("with room for {room}"),
            _ => "and the second reader is never the first".to_owned(),
        };
        format!("{cases} {need} {} {readings}, and {who} may read {them}, {why}", self.readings)
    }
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.cases.iter().map(CaseId::as_str).collect();
        let which = if ids.len() == 1 { "case" } else { "cases" };
        write!(f, "nothing is assigned: {}", self.words(&format!("{which} {}", ids.join(", "))))
    }
}

impl std::error::Error for Blocked {}

fn feasible(duties: &[Duty], loads: &[usize], rooms: &[usize], set: &BTreeSet<usize>) -> bool {
    let some: Vec<Duty> = duties.iter().filter(|d| set.contains(&d.case)).cloned().collect();
    Flow::new(&some, loads, rooms).fill()
}
