//! What others made of our audits: moderation (a version of the grade), blind second reads, inspectors'
//! views of the same cases. Coefficients are of second reads alone and of thirty or more; sighted and
//! panel moderation is a table of changes, since who knows the first grade does not grade afresh.

use std::collections::{BTreeMap, HashMap};

use assay_model::{CaseId, Date, DrawId, Judgement, Month};

use super::Material;
use crate::agree::{Agreement, Ratings, agreement};
use crate::counting::{Section, sections};
use crate::reads::{HeadlineGrade, Read};

/// Under this many double reads no coefficient is given.
pub const FEWEST: u64 = 30;

/// How an audit was moderated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModerationKind {
    /// Without sight of the auditor's grade.
    Blind,
    /// With sight of it.
    Sighted,
    /// By several together.
    Panel,
}

impl ModerationKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Blind, Self::Sighted, Self::Panel];

    /// Returns the kind's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Blind => "blind",
            Self::Sighted => "sighted",
            Self::Panel => "panel",
        }
    }
}

/// One moderation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moderation {
    /// The draw of the audit; none where only the case is known.
    pub draw: Option<DrawId>,
    /// The case.
    pub case: CaseId,
    /// The date; of several of one audit the latest counts.
    pub on: Option<Date>,
    /// How it was moderated.
    pub kind: Option<ModerationKind>,
    /// The grade it came to.
    pub grade: Judgement,
    /// Whether the service challenged the grade.
    pub challenged: bool,
}

/// Pairs of grades on the same cases.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pairs {
    /// Our grade by the other one, best first.
    pub table: [[u64; 4]; 4],
    /// Coefficients; none under thirty pairs, and never of moderation.
    pub agreement: Option<Agreement>,
}

impl Pairs {
    /// Returns how many pairs there are.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.table.iter().flatten().sum()
    }

    /// Returns how many are the same, better and worse in the other's eyes.
    #[must_use]
    pub fn same_better_worse(&self) -> [u64; 3] {
        let mut counts = [0; 3];
        for (ours, row) in self.table.iter().enumerate() {
            for (theirs, n) in row.iter().enumerate() {
                counts[match theirs.cmp(&ours) {
                    std::cmp::Ordering::Equal => 0,
                    std::cmp::Ordering::Less => 1,
                    std::cmp::Ordering::Greater => 2,
                }] += n;
            }
        }
        counts
    }

    fn add(&mut self, ours: Judgement, theirs: Judgement) {
        self.table[ours as usize][theirs as usize] += 1;
    }
}

/// What others made of the audits shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecondOpinion {
    /// Audits with a grade: the base of the share moderated.
    pub graded: u64,
    /// The auditor's grade by the moderated one.
    pub moderated: Pairs,
    /// How many moderations were of each kind.
    pub kinds: Vec<(ModerationKind, u64)>,
    /// How many of the moderated grades the service challenged.
    pub challenged: u64,
    /// Where any grade was changed: by month, good or better by the auditors' and by the moderated
    /// grades, and the audits with a grade.
    pub both_series: Vec<(Month, u64, u64, u64)>,
    /// The first reader's grade by the second's.
    pub second_reads: Pairs,
    /// Our grade by the inspectors'.
    pub inspectors: Pairs,
}

/// Returns what others made of the audits of a period alone, without the rest of a report.
#[must_use]
pub fn of_period(material: &Material<'_>) -> SecondOpinion {
    let placed = sections(material.reads.iter().map(Read::facts));
    let within = |read: &Read| read.audit.month.is_some_and(|month| material.shows(month));
    let of = |wanted: Section| -> Vec<&Read> {
        let reads = material.reads.iter().zip(&placed);
        let own = reads.filter(|(read, section)| **section == wanted && within(read));
        own.map(|(read, _)| read).collect()
    };
    second_opinion(
        &of(Section::Monthly),
        &of(Section::SecondRead),
        &of(Section::Inspection),
        material,
    )
}

/// Returns what others made of the first reads.
pub(super) fn second_opinion(
    first: &[&Read],
    second: &[&Read],
    inspections: &[&Read],
    material: &Material<'_>,
) -> SecondOpinion {
    let mut found = SecondOpinion::default();
    let moderations: HashMap<(&DrawId, &CaseId), &Moderation> = material
        .moderations
        .iter()
        .filter_map(|one| Some(((one.draw.as_ref()?, &one.case), one)))
        .collect();
    let mut kinds: BTreeMap<ModerationKind, u64> = BTreeMap::new();
    let mut months: BTreeMap<Month, (u64, u64, u64)> = BTreeMap::new();
    for read in first {
        let Some(ours) = read.audit.overall else { continue };
        let moderated = read.grade(HeadlineGrade::Moderated).unwrap_or(ours);
        found.graded += 1;
        if let Some(month) = read.audit.month {
            let (auditors, after, n) = months.entry(month).or_default();
            *auditors += u64::from(ours.is_good_or_better());
            *after += u64::from(moderated.is_good_or_better());
            *n += 1;
        }
        if read.moderated.is_some() {
            found.moderated.add(ours, moderated);
            let draw = read.audit.draw.as_ref();
            if let Some(one) = draw.and_then(|draw| moderations.get(&(draw, &read.audit.case))) {
                found.challenged += u64::from(one.challenged);
                if let Some(kind) = one.kind {
                    *kinds.entry(kind).or_default() += 1;
                }
            }
        }
    }
    let [same, ..] = found.moderated.same_better_worse();
    if same < found.moderated.n() {
        found.both_series = months.into_iter().map(|(m, (a, b, n))| (m, a, b, n)).collect();
    }
    found.kinds = kinds.into_iter().collect();
    found.second_reads = pairs(first, second);
    if found.second_reads.n() >= FEWEST {
        found.second_reads.agreement = coefficients(&found.second_reads.table);
    }
    found.inspectors = pairs(first, inspections);
    found
}

/// Returns the pairs of grades on one case in one month.
fn pairs(first: &[&Read], others: &[&Read]) -> Pairs {
    if others.is_empty() {
        return Pairs::default();
    }
    let ours: HashMap<(Option<Month>, &CaseId), Judgement> = first
        .iter()
        .filter_map(|read| Some(((read.audit.month, &read.audit.case), read.audit.overall?)))
        .collect();
    let mut pairs = Pairs::default();
    for read in others {
        if let (Some(ours), Some(theirs)) =
            (ours.get(&(read.audit.month, &read.audit.case)), read.audit.overall)
        {
            pairs.add(*ours, theirs);
        }
    }
    pairs
}

fn coefficients(table: &[[u64; 4]; 4]) -> Option<Agreement> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (ours, row) in table.iter().enumerate() {
        for (theirs, n) in row.iter().enumerate() {
            let pair = vec![ours.to_string(), theirs.to_string()];
            rows.extend(std::iter::repeat_n(pair, *n as usize));
        }
    }
    Ratings::new(&rows, None).ok().map(|ratings| agreement(&ratings))
}
