//! Completion of a round: returned of drawn, by service, and who owes what.

use std::collections::{BTreeMap, HashSet};

use assay_model::{AuditKind, CaseId, DrawId, Month};

use super::{Material, Round};
use crate::counting::Section;

/// How far one round has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The draw.
    pub draw: DrawId,
    /// The round's month.
    pub month: Month,
    /// Cases to be read.
    pub drawn: u64,
    /// Of these, cases with a first read.
    pub returned: u64,
    /// The same by service, by name.
    pub services: Vec<ServiceCompletion>,
    /// What auditors still owe, by name; unassigned cases stand under an empty name.
    pub owed: Vec<Owed>,
    /// How the sample was changed after results were known, in sentences.
    pub after_results: Vec<String>,
}

/// Completion in one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCompletion {
    /// The service.
    pub service: String,
    /// Cases to be read.
    pub drawn: u64,
    /// Of these, cases with a first read.
    pub returned: u64,
}

/// What one auditor owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The auditor's login.
    pub auditor: String,
    /// The cases not returned.
    pub cases: Vec<CaseId>,
}

/// Returns the completion of the monthly rounds in the period, oldest first.
pub(super) fn completion(material: &Material<'_>, placed: &[Section]) -> Vec<Completion> {
    let returned: HashSet<(&DrawId, &CaseId)> = material
        .reads
        .iter()
        .zip(placed)
        .filter(|(_, section)| section.is_first_of_random())
        .filter_map(|(read, _)| Some((read.audit.draw.as_ref()?, &read.audit.case)))
        .collect();
    let mut rounds: Vec<&Round> = material
        .rounds
        .iter()
        .filter(|round| round.kind == AuditKind::Monthly)
        .filter(|round| material.from.is_none_or(|from| round.month >= from))
        .filter(|round| material.to.is_none_or(|to| round.month <= to))
        .collect();
    rounds.sort_by_key(|round| (round.month, &round.draw));
    rounds.into_iter().map(|round| of_round(round, &returned)).collect()
}

fn of_round(round: &Round, returned: &HashSet<(&DrawId, &CaseId)>) -> Completion {
    let mut services: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut owed: BTreeMap<&str, Vec<CaseId>> = BTreeMap::new();
    let mut total = 0;
    for case in &round.cases {
        let is_back = returned.contains(&(&round.draw, &case.case));
        let (drawn, back) = services.entry(&case.service).or_default();
        *drawn += 1;
        *back += u64::from(is_back);
        total += u64::from(is_back);
        if !is_back {
            owed.entry(&case.auditor).or_default().push(case.case.clone());
        }
    }
    let service = |(service, (drawn, returned)): (&str, (u64, u64))| ServiceCompletion {
        service: service.to_owned(),
        drawn,
        returned,
    };
    Completion {
        draw: round.draw.clone(),
        month: round.month,
        drawn: round.cases.len() as u64,
        returned: total,
        services: services.into_iter().map(service).collect(),
        owed: owed
            .into_iter()
            .map(|(auditor, cases)| Owed { auditor: auditor.to_owned(), cases })
            .collect(),
        after_results: round.after_results.clone(),
    }
}
