//! What others made of our audits: moderation (a version of the grade), blind second reads, inspectors'
//! views of the same cases. Coefficients are of second reads alone and of thirty or more; sighted and
//! panel moderation is a table of changes, since who knows the first grade does not grade afresh.

use std::collections::{BTreeMap, HashMap};

use assay_model::{CaseId, Date, DrawId, Judgement, Month};

use super::Material;
use super::audits::Audits;
use crate::agree::{Agreement, Ratings, agreement};
use crate::estimate::weighed::Weighed;
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

/// Good or better in a month by the auditors' and by the moderated grades.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BothSeries {
    /// The month.
    pub month: Month,
    /// Audits good or better, by the auditors' grades and by the moderated ones.
    pub counts: [u64; 2],
    /// Their shares (0–1) as estimated for the eligible list.
    pub shares: [f64; 2],
    /// Audits with a grade.
    pub base: u64,
}

/// The audits of others, on whatever cases.
pub(super) struct Others<'a> {
    /// Second reads.
    pub(super) second: Vec<&'a Read>,
    /// Inspectors' views.
    pub(super) inspections: Vec<&'a Read>,
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
    /// Where any grade was changed: both series by month.
    pub both_series: Vec<BothSeries>,
    /// The first reader's grade by the second's.
    pub second_reads: Pairs,
    /// Our grade by the inspectors'.
    pub inspectors: Pairs,
}

/// Returns what others made of the first reads of these months.
pub(super) fn second_opinion(
    months: &[&Audits<'_>],
    others: &Others<'_>,
    material: &Material<'_>,
) -> SecondOpinion {
    let first: Vec<&Read> = months.iter().flat_map(|audits| audits.reads.iter().copied()).collect();
    let mut found = moderated(&first, material);
    let [same, ..] = found.moderated.same_better_worse();
    if same < found.moderated.n() {
        found.both_series = months.iter().filter_map(|audits| both(audits)).collect();
    }
    found.second_reads = pairs(&first, &others.second);
    if found.second_reads.n() >= FEWEST {
        found.second_reads.agreement = coefficients(&found.second_reads.table);
    }
    found.inspectors = pairs(&first, &others.inspections);
    found
}

/// Returns what moderation made of the first reads.
fn moderated(first: &[&Read], material: &Material<'_>) -> SecondOpinion {
    let mut found = SecondOpinion::default();
    let moderations: HashMap<(&DrawId, &CaseId), &Moderation> = material
        .moderations
        .iter()
        .filter_map(|one| Some(((one.draw.as_ref()?, &one.case), one)))
        .collect();
    let mut kinds: BTreeMap<ModerationKind, u64> = BTreeMap::new();
    for read in first {
        let Some(ours) = read.audit.overall else { continue };
        found.graded += 1;
        let Some(grade) = read.moderated else { continue };
        found.moderated.add(ours, grade);
        let draw = read.audit.draw.as_ref();
        if let Some(one) = draw.and_then(|draw| moderations.get(&(draw, &read.audit.case))) {
            found.challenged += u64::from(one.challenged);
            if let Some(kind) = one.kind {
                *kinds.entry(kind).or_default() += 1;
            }
        }
    }
    found.kinds = kinds.into_iter().collect();
    found
}

/// Returns a month of both series; none where no audit has a grade.
fn both(audits: &Audits<'_>) -> Option<BothSeries> {
    let mut counts = [0; 2];
    let mut weighed = [Weighed::default(); 2];
    let mut base = 0;
    for (read, weight) in audits.reads.iter().zip(audits.design.weights()) {
        if read.audit.overall.is_none() {
            continue;
        }
        base += 1;
        for (place, whose) in [HeadlineGrade::Auditor, HeadlineGrade::Moderated].iter().enumerate()
        {
            let is_good = read.grade(*whose).is_some_and(Judgement::is_good_or_better);
            counts[place] += u64::from(is_good);
            weighed[place].add(weight, is_good);
        }
    }
    let [auditors, moderated] = weighed.map(|of| of.share());
    Some(BothSeries { month: audits.month, counts, shares: [auditors?, moderated?], base })
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
