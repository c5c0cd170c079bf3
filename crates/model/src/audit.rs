//! An audit return: what one auditor found in one child's file. It does not know the form it came on.

use crate::{CaseId, Date, DrawId, Judgement, Month, Score, Timestamp};

/// Why the file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditKind {
    /// The monthly round.
    Monthly,
    /// A thematic audit with questions of its own.
    Thematic,
    /// A dip sample.
    DipSample,
    /// A second look after an earlier audit asked for one.
    ReAudit,
    /// A team health check, which reads every file.
    HealthCheck,
    /// A second reader's independent audit of the same file.
    SecondRead,
    /// An inspector's view of the case.
    Inspection,
}

impl AuditKind {
    /// All kinds, in the order they are listed to people.
    pub const ALL: [Self; 7] = [
        Self::Monthly,
        Self::Thematic,
        Self::DipSample,
        Self::ReAudit,
        Self::HealthCheck,
        Self::SecondRead,
        Self::Inspection,
    ];

    /// Returns the kind's word, e.g. `re-audit`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Thematic => "thematic",
            Self::DipSample => "dip sample",
            Self::ReAudit => "re-audit",
            Self::HealthCheck => "health check",
            Self::SecondRead => "second read",
            Self::Inspection => "inspection",
        }
    }

    /// Returns the kind with this word; case, hyphens, underscores and spaces do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(kind) = Self::ALL.into_iter().find(|kind| kind.word() == text) {
            return Some(kind);
        }
        let wanted = squash(text);
        Self::ALL.into_iter().find(|kind| {
            squash(kind.word()) == wanted || (*kind == Self::DipSample && wanted == "dip")
        })
    }

    /// Returns whether returns of this kind are first reads, the ones headline figures count.
    #[must_use]
    pub fn is_first_read(self) -> bool {
        !matches!(self, Self::ReAudit | Self::SecondRead | Self::Inspection)
    }
}

fn squash(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the auditor found in one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainResult {
    /// The domain's name as the audit tool has it.
    pub domain: String,
    /// The score out of 10, if the tool scores the domain.
    pub score: Option<Score>,
    /// The judgement, if the tool judges the domain.
    pub judgement: Option<Judgement>,
    /// Whether the auditor marked the domain not applicable; never a score of 0.
    pub not_applicable: bool,
    /// The comment, as written; empty when there is none.
    pub comment: String,
}

/// An action agreed in the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedAction {
    /// What is to be done.
    pub what: String,
    /// Who owns it; empty when nobody is named.
    pub owner: String,
    /// When it is due.
    pub due: Option<Date>,
}

/// A child who may be at risk now, found in an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgentConcern {
    /// The concern, as written.
    pub concern: String,
    /// Who was told.
    pub told: String,
    /// When they were told.
    pub told_on: Option<Date>,
    /// What they answered; empty while there is no response, and then it stands first everywhere.
    pub response: String,
}

/// What an auditor answered to a further question of the audit tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionAnswer {
    /// The domain the question is in.
    pub domain: String,
    /// The question's words.
    pub question: String,
    /// The answer: a score as `6.5`, a date as `2026-09-30`, else the words chosen or written.
    pub answer: String,
}

/// Whose view of the help they get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewOf {
    /// The child or young person.
    Child,
    /// Parents, carers or other family.
    Family,
}

impl ViewOf {
    /// Both, in the order they are on forms.
    pub const ALL: [Self; 2] = [Self::Child, Self::Family];

    /// Returns `child` or `family`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Family => "family",
        }
    }

    /// Returns the one with this word; letter case does not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let wanted = squash(text);
        Self::ALL.into_iter().find(|of| squash(of.word()) == wanted)
    }
}

/// What became of asking the child or the family. Nobody who was not asked counts as content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Whose view.
    pub of: ViewOf,
    /// Whether they were asked; none when the return does not say.
    pub asked: Option<bool>,
    /// Who asked them.
    pub by: String,
    /// Why they were not asked.
    pub why_not: String,
    /// What they said, in their words.
    pub words: String,
}

impl View {
    /// Returns whether the return says nothing of this view.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.asked.is_none()
            && self.by.is_empty()
            && self.why_not.is_empty()
            && self.words.is_empty()
    }
}

/// One auditor's return on one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReturn {
    /// The draw the case was selected in; none for targeted or imported audits outside any draw.
    pub draw: Option<DrawId>,
    /// The case audited.
    pub case: CaseId,
    /// The auditor's login or name.
    pub auditor: String,
    /// The date of the audit.
    pub audited_on: Option<Date>,
    /// The round's month: monthly series go by it, never by the date of the return.
    pub month: Option<Month>,
    /// Why the file was read.
    pub kind: AuditKind,
    /// The version of the audit tool, e.g. `2025`.
    pub tool: String,
    /// The overall judgement, if the tool has one.
    pub overall: Option<Judgement>,
    /// Results by domain, in the order given.
    pub domains: Vec<DomainResult>,
    /// Answers to further questions of the tool, in the order given.
    pub answers: Vec<QuestionAnswer>,
    /// The views of child and family; one that was not spoken of is left out.
    pub views: Vec<View>,
    /// Whether the child's worker took part in the audit; none when the return does not say.
    pub worker_took_part: Option<bool>,
    /// Good practice the auditor names.
    pub good_practice: String,
    /// Actions agreed.
    pub actions: Vec<AgreedAction>,
    /// An urgent concern, if there is one.
    pub urgent: Option<UrgentConcern>,
    /// The date the return came in, to tell late ones.
    pub received_on: Option<Date>,
    /// When the form that it came on was last saved, as the form says; none where nobody knows.
    pub saved_at: Option<Timestamp>,
}

impl AuditReturn {
    /// Returns the mean of the domain scores (0–10), or none when no domain was scored.
    #[must_use]
    pub fn mean_score(&self) -> Option<f64> {
        let scores = self.domains.iter().filter_map(|result| result.score).map(Score::value);
        let (sum, n) = scores.fold((0.0, 0_u32), |(sum, n), score| (sum + score, n + 1));
        (n > 0).then(|| sum / f64::from(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_word() {
        for kind in AuditKind::ALL {
            assert_eq!(AuditKind::parse(kind.word()), Some(kind));
        }
        assert_eq!(AuditKind::parse("Re_Audit"), Some(AuditKind::ReAudit));
        assert_eq!(AuditKind::parse("audit"), None);
    }
}
