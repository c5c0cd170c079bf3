//! The closing of a round: its figures, fixed as they were that day. It computes none.

use crate::{Date, DrawId, Month};

/// A round that was closed, or closed anew with late returns taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundClosed {
    /// The draw.
    pub draw: DrawId,
    /// The day the round was first closed.
    pub closed_on: Date,
    /// The figures as fixed.
    pub figures: FixedFigures,
}

/// The figures of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedFigures {
    /// The day returns were due.
    pub returns_due: Date,
    /// Returns wanted.
    pub wanted: u64,
    /// Returns that are in.
    pub back: u64,
    /// Returns that are overdue.
    pub overdue: u64,
    /// Returns that came after the first closing.
    pub late: u64,
    /// The figures of each kind of audit.
    pub sections: Vec<FixedSection>,
    /// Who was asked and who took part.
    pub coverage: FixedCoverage,
}

/// The figures of one kind of audit.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedSection {
    /// What it is, e.g. `monthly audits`.
    pub section: String,
    /// Month by month.
    pub months: Vec<FixedMonth>,
    /// Domain by domain and month by month.
    pub domains: Vec<FixedDomain>,
}

/// A month's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedMonth {
    /// The month.
    pub month: Month,
    /// Cases drawn.
    pub drawn: Option<u64>,
    /// Returns that are in.
    pub returned: u64,
    /// Of these, late.
    pub late: u64,
    /// How many were judged outstanding, good, requires improvement and inadequate.
    pub judgements: [u64; 4],
    /// How many were judged good or better.
    pub good: u64,
    /// Of how many.
    pub good_base: u64,
    /// The interval of the share.
    pub interval: Option<(f64, f64)>,
    /// The mean score.
    pub mean_score: Option<f64>,
    /// Of how many.
    pub scored: u64,
}

/// A domain's figures in one month.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedDomain {
    /// The domain.
    pub domain: String,
    /// The month.
    pub month: Month,
    /// The mean score.
    pub mean: Option<f64>,
    /// Of how many.
    pub n: u64,
    /// How many were judged outstanding, good, requires improvement and inadequate.
    pub judgements: [u64; 4],
    /// How many the domain did not apply to.
    pub not_applicable: u64,
}

/// Who was asked and who took part, of the returns that are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FixedCoverage {
    /// Returns.
    pub base: u64,
    /// The child was asked.
    pub child_asked: u64,
    /// The child was not asked.
    pub child_not_asked: u64,
    /// The family was asked.
    pub family_asked: u64,
    /// The family was not asked.
    pub family_not_asked: u64,
    /// The worker took part.
    pub worker_took_part: u64,
    /// The worker did not.
    pub worker_did_not: u64,
}
