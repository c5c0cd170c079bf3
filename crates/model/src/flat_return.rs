//! The columns of the plain table of returns, a row a case and domain: one set of names for what is
//! written and what is read.

/// The columns, in the order they are written. Further actions follow as `action_2`,
/// `action_owner_2`, `action_due_2` and so on, and each further question of the audit tool has a
/// column of its own words.
pub const COLUMNS: [&str; 31] = [
    "draw_id",
    "case_id",
    "auditor",
    "audit_date",
    "month",
    "audit_type",
    "tool",
    "overall",
    "domain",
    "score",
    "judgement",
    "not_applicable",
    "comment",
    "good_practice",
    "action",
    "action_owner",
    "action_due",
    "urgent_concern",
    "urgent_told",
    "urgent_told_on",
    "urgent_response",
    "received_on",
    "worker_took_part",
    "child_asked",
    "child_asked_by",
    "child_why_not",
    "child_words",
    "family_asked",
    "family_asked_by",
    "family_why_not",
    "family_words",
];
