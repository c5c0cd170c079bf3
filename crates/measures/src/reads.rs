//! Which return counts: the one rule for all figures and themes. Of the random (not targeted) cases
//! the first read's latest version counts; everything else has a section of its own. The caller
//! brings latest versions only.

use std::collections::HashMap;

use assay_model::{AuditKind, AuditReturn, CaseId, DrawId, Judgement};

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
    pub stratum: String,
    /// The case's service at the freeze.
    pub service: String,
    /// The case's team at the freeze.
    pub team: String,
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
    /// Returns the overall grade that a series of this kind counts.
    #[must_use]
    pub fn grade(&self, headline: HeadlineGrade) -> Option<Judgement> {
        match headline {
            HeadlineGrade::Auditor => self.audit.overall,
            HeadlineGrade::Moderated => self.moderated.or(self.audit.overall),
        }
    }
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

/// Returns the section of each read, in their order.
#[must_use]
pub fn sections(reads: &[Read]) -> Vec<Section> {
    let mut sections: Vec<Section> = reads.iter().map(section).collect();
    let mut counted: HashMap<(&DrawId, &CaseId), usize> = HashMap::new();
    for (index, read) in reads.iter().enumerate() {
        let Some(draw) = &read.audit.draw else { continue };
        if !is_first_random(sections[index]) {
            continue;
        }
        let before = *counted.entry((draw, &read.audit.case)).or_insert(index);
        if before == index {
            continue;
        }
        let (kept, other) =
            if rank(read) >= rank(&reads[before]) { (index, before) } else { (before, index) };
        counted.insert((draw, &read.audit.case), kept);
        sections[other] = Section::SetAside;
    }
    sections
}

fn section(read: &Read) -> Section {
    match (read.audit.kind, read.chosen) {
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

fn is_first_random(section: Section) -> bool {
    matches!(
        section,
        Section::Monthly | Section::Thematic | Section::DipSample | Section::HealthCheck
    )
}

/// Of two first reads of one case the assigned auditor's counts, else the one that came in later.
fn rank(read: &Read) -> impl Ord {
    (read.assigned, read.audit.received_on, read.audit.audited_on)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use assay_model::{DomainResult, Month, Score};

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
            },
            chosen: Chosen::Random,
            assigned: true,
            stratum: "all".into(),
            service: String::new(),
            team: String::new(),
            late: false,
            moderated: None,
        }
    }

    #[test]
    fn each_kind_of_read_has_its_section() {
        let mut reads = vec![read("1", "2026-09", None, "6"); 5];
        reads[1].audit.kind = AuditKind::SecondRead;
        reads[2].chosen = Chosen::Targeted;
        reads[3].audit.draw = None;
        reads[3].chosen = Chosen::Outside;
        reads[4].audit.kind = AuditKind::Inspection;
        reads[4].chosen = Chosen::Targeted;
        assert_eq!(
            sections(&reads),
            [
                Section::Monthly,
                Section::SecondRead,
                Section::Targeted,
                Section::Outside,
                Section::Inspection
            ]
        );
    }

    #[test]
    fn of_two_first_reads_the_assigned_auditors_counts() {
        let mut reads = vec![read("1", "2026-09", None, "6"); 3];
        reads[0].assigned = false;
        reads[2].assigned = false;
        reads[2].audit.received_on = "2026-10-30".parse().ok();
        assert_eq!(sections(&reads), [Section::SetAside, Section::Monthly, Section::SetAside]);
    }

    #[test]
    fn the_same_case_in_two_rounds_counts_in_both() {
        let reads = [read("1", "2026-08", None, "6"), read("1", "2026-09", None, "6")];
        assert_eq!(sections(&reads), [Section::Monthly; 2]);
    }
}
