//! The people and ties around cases: auditors, families, names, and ids that became others.

use crate::{CaseId, Date};

/// Someone who audits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Auditor {
    /// The name people know.
    pub name: String,
    /// The login, which identifies the auditor.
    pub login: String,
    /// The team they work in; empty when in none.
    pub team: String,
    /// Their line manager's name or login; empty when unknown.
    pub manager: String,
    /// The services they may audit; empty means all.
    pub services: Vec<String>,
    /// How many cases they take in one draw; none means no limit.
    pub capacity: Option<u32>,
    /// Leave, first and last day.
    pub leave: Vec<(Date, Date)>,
    /// Whether they are cleared for restricted records.
    pub cleared: bool,
}

/// The family a case belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FamilyTie {
    /// The case.
    pub case: CaseId,
    /// The family's id.
    pub family: String,
}

/// A person's name on a case, kept for redaction only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonName {
    /// The case; none means the name may stand anywhere.
    pub case: Option<CaseId>,
    /// The name as written.
    pub person: String,
    /// Who they are to the child, e.g. `mother`; may be empty.
    pub relation: String,
}

/// A case id that became another: unborn to born, or a merged duplicate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseAlias {
    /// The id that is no longer used.
    pub old: CaseId,
    /// The id that counts now.
    pub new: CaseId,
}

impl Auditor {
    /// The columns of a list of auditors, as it is imported and exported.
    pub const COLUMNS: [&str; 9] = [
        "name",
        "login",
        "team",
        "manager",
        "services",
        "capacity",
        "leave_from",
        "leave_to",
        "restricted_cleared",
    ];
}
