//! Answers for inspectors: what is known of each case they chose, and every audit of some months.

mod role;

use serde::Serialize;

pub use role::{CaseRole, audit_in_words};

/// The answer on one case in one draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseAnswer {
    /// The case asked for.
    #[serde(rename = "case_id")]
    pub case: String,
    /// The known id near to it that is answered for, where it is not known itself; else empty.
    pub near: String,
    /// The draw that was looked at: the latest that drew it, else the latest that has it on its list; empty
    /// where there is none.
    #[serde(rename = "draw_id")]
    pub draw: String,
    /// Whether it was on the frozen list, and its status there; empty where it was not.
    pub status: String,
    /// What it was to the draw, in words.
    pub drawn: String,
    /// Its ticket, where it had one.
    pub ticket: String,
    /// The ticket at which its stratum was cut off.
    pub cutoff: String,
    /// What it was to the other draws that have it on their lists, latest first, in words.
    pub others: Vec<String>,
    /// Audits of the case, latest first, in words.
    pub audits: Vec<String>,
    /// Whether an audit raised an urgent concern.
    pub urgent: bool,
    /// Actions open on the case.
    pub open_actions: u64,
}

impl CaseAnswer {
    /// Returns the answer on a case of which no more is known than what it was to the draws.
    #[must_use]
    pub fn new(case: &str, role: CaseRole<'_>) -> Self {
        Self {
            case: case.to_owned(),
            near: String::new(),
            draw: String::new(),
            status: String::new(),
            drawn: role.to_string(),
            ticket: String::new(),
            cutoff: String::new(),
            others: Vec::new(),
            audits: Vec::new(),
            urgent: false,
            open_actions: 0,
        }
    }
}

/// One audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditLine {
    /// The case.
    #[serde(rename = "case_id")]
    pub case: String,
    /// The draw; empty outside any.
    #[serde(rename = "draw_id")]
    pub draw: String,
    /// The round's month, or that of the audit.
    pub month: String,
    /// The date of the audit.
    pub audited_on: String,
    /// The kind.
    pub kind: &'static str,
    /// The auditor.
    pub auditor: String,
    /// The overall judgement; empty where there is none.
    pub overall: String,
    /// The mean of the domain scores; empty where there is none.
    pub score: String,
    /// Whether an urgent concern was raised.
    pub urgent: bool,
}
