//! Which return counts: the one rule for all figures and themes, decided from facts. Of the cases drawn at
//! random the first read counts, and the headline is made of monthly audits; every other return has a
//! section of its own. The caller brings the latest version of each return, in the order they were stored.

use std::collections::HashMap;

use assay_model::{AuditKind, CaseId, Date, DrawId};

/// How the case came to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chosen {
    /// Selected at random in a draw, or standing in for one that was.
    Random,
    /// Chosen by judgement.
    Targeted,
    /// Selected, and replaced by another case since.
    Replaced,
    /// Not in any draw known here: how it was chosen is not known.
    Outside,
}

/// What decides whether a return counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReturnFacts<'a> {
    /// The draw the return names.
    pub draw: Option<&'a DrawId>,
    /// The case.
    pub case: &'a CaseId,
    /// What the audit was made for.
    pub kind: AuditKind,
    /// How the case came to be read.
    pub chosen: Chosen,
    /// Whether the auditor is the one the draw assigned as first reader.
    pub assigned: bool,
    /// The day the return came in.
    pub received_on: Option<Date>,
    /// The day of the audit.
    pub audited_on: Option<Date>,
}

/// Where a return is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The monthly series, the headline.
    Monthly,
    /// A thematic audit.
    Thematic,
    /// A dip sample.
    DipSample,
    /// A team health check.
    HealthCheck,
    /// Second reads.
    SecondRead,
    /// Re-audits.
    ReAudit,
    /// Targeted cases.
    Targeted,
    /// An inspector's view.
    Inspection,
    /// Audits outside any draw, selection unknown.
    Outside,
    /// A further first read of a case already read, or one of a replaced case: kept, not counted.
    SetAside,
}

impl Section {
    /// All sections, in the order they are listed to people.
    pub const ALL: [Self; 10] = [
        Self::Monthly,
        Self::Thematic,
        Self::DipSample,
        Self::HealthCheck,
        Self::SecondRead,
        Self::ReAudit,
        Self::Targeted,
        Self::Inspection,
        Self::Outside,
        Self::SetAside,
    ];

    /// Returns whether headline figures and themes count returns of this section.
    #[must_use]
    pub fn is_headline(self) -> bool {
        self == Self::Monthly
    }

    /// Returns whether this is the one first read that counts of a case drawn at random, in whatever series.
    #[must_use]
    pub fn is_first_of_random(self) -> bool {
        matches!(self, Self::Monthly | Self::Thematic | Self::DipSample | Self::HealthCheck)
    }

    /// Returns the section's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Monthly => "monthly audits",
            Self::Thematic => "thematic audits",
            Self::DipSample => "dip samples",
            Self::HealthCheck => "health checks",
            Self::SecondRead => "second reads",
            Self::ReAudit => "re-audits",
            Self::Targeted => "targeted cases",
            Self::Inspection => "inspectors' views",
            Self::Outside => "outside any draw, selection unknown",
            Self::SetAside => "set aside: read before, or replaced",
        }
    }
}

/// Returns the section of each return, in their order.
#[must_use]
pub fn sections<'a>(returns: impl IntoIterator<Item = ReturnFacts<'a>>) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut counted: HashMap<(&DrawId, &CaseId), (usize, ReturnFacts<'a>)> = HashMap::new();
    for (index, facts) in returns.into_iter().enumerate() {
        let mut section = section(&facts);
        if let Some(draw) = facts.draw.filter(|_| section.is_first_of_random()) {
            let place = counted.entry((draw, facts.case)).or_insert((index, facts));
            if place.0 != index {
                if rank(&facts) >= rank(&place.1) {
                    sections[place.0] = Section::SetAside;
                    *place = (index, facts);
                } else {
                    section = Section::SetAside;
                }
            }
        }
        sections.push(section);
    }
    sections
}

/// Returns whether an audit of this kind says how a case was found by itself: a first read or a re-audit,
/// however its case was chosen. Its worker hears of it and a bad judgement in it has consequences; second
/// reads and inspectors' views are about another audit.
#[must_use]
pub fn is_audit_of_its_own(kind: AuditKind) -> bool {
    kind.is_first_read() || kind == AuditKind::ReAudit
}

fn section(facts: &ReturnFacts<'_>) -> Section {
    match (facts.kind, facts.chosen) {
        (AuditKind::SecondRead, _) => Section::SecondRead,
        (AuditKind::ReAudit, _) => Section::ReAudit,
        (AuditKind::Inspection, _) => Section::Inspection,
        (_, Chosen::Targeted) => Section::Targeted,
        (_, Chosen::Outside) => Section::Outside,
        (_, Chosen::Replaced) => Section::SetAside,
        (AuditKind::Monthly, _) => Section::Monthly,
        (AuditKind::Thematic, _) => Section::Thematic,
        (AuditKind::DipSample, _) => Section::DipSample,
        (AuditKind::HealthCheck, _) => Section::HealthCheck,
    }
}

/// Of two first reads of one case the assigned auditor's counts, else the one that came in later.
fn rank(facts: &ReturnFacts<'_>) -> impl Ord + use<> {
    (facts.assigned, facts.received_on, facts.audited_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places first reads of one case of one draw, each made from the plain one.
    fn placed(changes: &[fn(&mut ReturnFacts<'_>)]) -> Vec<Section> {
        let (draw, case) = (DrawId::parse("2026-09-monthly").unwrap(), CaseId::parse("1").unwrap());
        let plain = ReturnFacts {
            draw: Some(&draw),
            case: &case,
            kind: AuditKind::Monthly,
            chosen: Chosen::Random,
            assigned: true,
            received_on: None,
            audited_on: None,
        };
        sections(changes.iter().map(|change| {
            let mut facts = plain;
            change(&mut facts);
            facts
        }))
    }

    #[test]
    fn each_kind_of_return_has_its_section() {
        let found = placed(&[
            |_| {},
            |f| f.kind = AuditKind::SecondRead,
            |f| f.chosen = Chosen::Targeted,
            |f| (f.draw, f.chosen) = (None, Chosen::Outside),
            |f| (f.kind, f.chosen) = (AuditKind::Inspection, Chosen::Targeted),
            |f| f.chosen = Chosen::Replaced,
        ]);
        let expected = [
            Section::Monthly,
            Section::SecondRead,
            Section::Targeted,
            Section::Outside,
            Section::Inspection,
            Section::SetAside,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn of_two_first_reads_the_assigned_auditors_counts() {
        let found = placed(&[
            |f| f.assigned = false,
            |_| {},
            |f| (f.assigned, f.received_on) = (false, "2026-10-30".parse().ok()),
        ]);
        assert_eq!(found, [Section::SetAside, Section::Monthly, Section::SetAside]);
    }

    #[test]
    fn of_two_first_reads_by_others_the_later_one_counts() {
        let found = placed(&[
            |f| (f.assigned, f.received_on) = (false, "2026-10-30".parse().ok()),
            |f| (f.assigned, f.received_on) = (false, "2026-10-02".parse().ok()),
        ]);
        assert_eq!(found, [Section::Monthly, Section::SetAside]);
    }
}
