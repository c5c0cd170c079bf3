//! A comment: what one auditor wrote in one box about one case, with what is known around it.
//! It does not search or count; the `comments` crate does.

use crate::{AuditKind, CaseId, Date, DrawId, Judgement, Month, Score};

/// One comment with its context. Context that is not known is empty or none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// Unique id: for audit comments `<draw>/<case>/<auditor>/<domain>`-like, for imported text `<file>:<row>`.
    pub id: String,
    /// The case it is about; none for plain imported text.
    pub case: Option<CaseId>,
    /// The draw the audit belongs to.
    pub draw: Option<DrawId>,
    /// The domain (box) it was written in.
    pub domain: String,
    /// The round's month.
    pub month: Option<Month>,
    /// The date of the audit.
    pub date: Option<Date>,
    /// The case's service at the freeze.
    pub service: String,
    /// The case's team at the freeze.
    pub team: String,
    /// The case's plan type at the freeze.
    pub plan_type: String,
    /// Who wrote it.
    pub auditor: String,
    /// The overall judgement of the audit.
    pub grade: Option<Judgement>,
    /// The domain's score in the audit.
    pub score: Option<Score>,
    /// What its audit was made for; none for plain imported text.
    pub kind: Option<AuditKind>,
    /// The text as written.
    pub text: String,
}
