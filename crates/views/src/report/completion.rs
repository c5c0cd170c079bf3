//! Completion of a round: returned of drawn, by service, and who owes what.

use assay_measures::report as measured;
use assay_model::{CaseId, Month};
use serde::Serialize;

use crate::shown;

/// How far one round has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// The draw.
    pub draw: String,
    /// The round's month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// Cases to be read.
    pub drawn: u64,
    /// Of these, cases with a first read.
    pub returned: u64,
    /// The same by service, by name.
    pub services: Vec<ServiceCompletion>,
    /// What auditors still owe, by name.
    pub owed: Vec<Owed>,
    /// How the sample was changed after results were known, in sentences; left out where it was not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after_results: Vec<String>,
}

/// Completion in one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceCompletion {
    /// The service; empty where the list has none.
    pub service: String,
    /// Cases to be read.
    pub drawn: u64,
    /// Of these, cases with a first read.
    pub returned: u64,
}

/// What one auditor owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// The auditor's login; empty for cases that nobody was assigned.
    pub auditor: String,
    /// The cases not returned.
    pub cases: Vec<String>,
}

impl From<&measured::Completion> for Completion {
    fn from(found: &measured::Completion) -> Self {
        let service = |of: &measured::ServiceCompletion| ServiceCompletion {
            service: of.service.clone(),
            drawn: of.drawn,
            returned: of.returned,
        };
        let owed = |of: &measured::Owed| Owed {
            auditor: of.auditor.clone(),
            cases: of.cases.iter().map(CaseId::as_str).map(str::to_owned).collect(),
        };
        Self {
            draw: found.draw.as_str().to_owned(),
            month: found.month,
            drawn: found.drawn,
            returned: found.returned,
            services: found.services.iter().map(service).collect(),
            owed: found.owed.iter().map(owed).collect(),
            after_results: found.after_results.clone(),
        }
    }
}
