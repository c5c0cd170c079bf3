//! A return with the facts of its draw: how its case was chosen, who was to read it, its stratum, service
//! and team at the freeze. It does not decide what counts; `counting` does.

use std::sync::Arc;

use assay_model::{AuditReturn, Judgement};

use crate::counting::{Chosen, ReturnFacts};

/// A return, in its latest version, with what its draw says of the case.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The return.
    pub audit: AuditReturn,
    /// How the case came to be read.
    pub chosen: Chosen,
    /// Whether the auditor is the one the draw assigned as first reader.
    pub assigned: bool,
    /// The case's stratum at the freeze; empty when in no draw.
    pub stratum: Arc<str>,
    /// The case's plan type at the freeze; empty where the list has none.
    pub plan_type: Arc<str>,
    /// The case's service at the freeze.
    pub service: Arc<str>,
    /// The case's team at the freeze.
    pub team: Arc<str>,
    /// Whether the return came in after its round was closed.
    pub late: bool,
    /// The grade after moderation, where the audit was moderated.
    pub moderated: Option<Judgement>,
}

/// Whose grade a series is made of; fixed for the whole series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeadlineGrade {
    /// The auditor's.
    #[default]
    Auditor,
    /// The moderated one where there is one, else the auditor's.
    Moderated,
}

impl Read {
    /// Returns the facts that decide whether it counts.
    #[must_use]
    pub fn facts(&self) -> ReturnFacts<'_> {
        ReturnFacts {
            draw: self.audit.draw.as_ref(),
            case: &self.audit.case,
            kind: self.audit.kind,
            chosen: self.chosen,
            assigned: self.assigned,
            received_on: self.audit.received_on,
            audited_on: self.audit.audited_on,
        }
    }

    /// Returns the overall grade that a series of this kind counts.
    #[must_use]
    pub fn grade(&self, headline: HeadlineGrade) -> Option<Judgement> {
        match headline {
            HeadlineGrade::Auditor => self.audit.overall,
            HeadlineGrade::Moderated => self.moderated.or(self.audit.overall),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use assay_model::{AuditKind, CaseId, DomainResult, DrawId, Month, Score};

    /// A monthly return with one domain, for the tests of this crate.
    pub(crate) fn read(case: &str, month: &str, grade: Option<Judgement>, score: &str) -> Read {
        Read {
            audit: AuditReturn {
                draw: Some(DrawId::parse(&format!("{month}-monthly")).unwrap()),
                case: CaseId::parse(case).unwrap(),
                auditor: "a".into(),
                audited_on: None,
                month: Month::parse(month),
                kind: AuditKind::Monthly,
                tool: "1".into(),
                overall: grade,
                domains: vec![DomainResult {
                    domain: "Supervision".into(),
                    score: Score::parse(score),
                    judgement: None,
                    not_applicable: score.is_empty(),
                    comment: String::new(),
                }],
                answers: Vec::new(),
                views: Vec::new(),
                worker_took_part: None,
                good_practice: String::new(),
                actions: Vec::new(),
                urgent: None,
                received_on: None,
                saved_at: None,
            },
            chosen: Chosen::Random,
            assigned: true,
            stratum: "all".into(),
            plan_type: "".into(),
            service: "".into(),
            team: "".into(),
            late: false,
            moderated: None,
        }
    }
}
