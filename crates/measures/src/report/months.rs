//! Judgements of one month: how many of each, good or better, inadequate, and the mean score, each
//! with its base and what is missing.

use assay_model::{Judgement, Month};

use super::audits::Audits;
use super::figures::{mean, share};
use super::limit::Limit;
use super::missing::{self, Whole};
use super::{Material, MeanFigure, ShareFigure};
use crate::estimate::weighed::Weighed;

/// The figures of one month.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthFigures {
    /// The round's month.
    pub month: Month,
    /// Cases to be read in the rounds of these returns; none where no draw is known.
    pub drawn: Option<u64>,
    /// Returns counted.
    pub returned: u64,
    /// Of these, returns after the round closed.
    pub late: u64,
    /// Judgements, best first: outstanding, good, requires improvement, inadequate.
    pub judgements: [u64; 4],
    /// The share (0–1) of each judgement as estimated for the eligible list, best first; none where nothing was
    /// judged.
    pub shares: Option<[f64; 4]>,
    /// Good or better, of audits with a judgement.
    pub good_or_better: ShareFigure,
    /// Inadequate, of audits with a judgement.
    pub inadequate: ShareFigure,
    /// The mean of the audits' mean domain scores, 0–10; none where nothing was scored.
    pub mean_score: Option<MeanFigure>,
    /// Why the month's estimates are approximate; nothing where they are not.
    pub limits: Vec<Limit>,
}

impl MonthFigures {
    /// Returns how many audits have an overall judgement.
    #[must_use]
    pub fn judged(&self) -> u64 {
        self.judgements.iter().sum()
    }

    /// Returns the share (0–1) that requires improvement, by the same estimate as its neighbours.
    #[must_use]
    pub fn requires_improvement(&self) -> Option<f64> {
        Some(self.shares?[Judgement::RequiresImprovement as usize])
    }
}

/// Returns the figures of one month's audits.
pub(super) fn month(audits: &Audits<'_>, material: &Material<'_>) -> MonthFigures {
    let headline = material.headline;
    let reads = &audits.reads;
    let grades: Vec<Option<Judgement>> = reads.iter().map(|read| read.grade(headline)).collect();
    let mut judgements = [0; 4];
    for grade in grades.iter().flatten() {
        judgements[*grade as usize] += 1;
    }
    let whole = Whole::of(audits, material);
    let share = |hit: fn(Judgement) -> bool| {
        share(audits, whole.as_ref(), material, |read| read.grade(headline).map(hit))
    };
    let means: Vec<Option<f64>> = reads.iter().map(|read| read.audit.mean_score()).collect();
    MonthFigures {
        month: audits.month,
        drawn: missing::drawn(reads, material.rounds),
        returned: reads.len() as u64,
        late: reads.iter().filter(|read| read.late).count() as u64,
        judgements,
        shares: shares(&grades, &audits.design.weights()),
        good_or_better: share(Judgement::is_good_or_better),
        inadequate: share(|judgement| judgement == Judgement::Inadequate),
        mean_score: mean(audits, "audits with scores", material, &means),
        limits: audits.design.limits().to_vec(),
    }
}

/// Returns the share of each judgement, best first, of audits that weigh so much.
fn shares(grades: &[Option<Judgement>], weights: &[f64]) -> Option<[f64; 4]> {
    let of = |judgement: Judgement| {
        let mut found = Weighed::default();
        for (grade, weight) in grades.iter().zip(weights) {
            if let Some(grade) = grade {
                found.add(*weight, *grade == judgement);
            }
        }
        found.share()
    };
    let [best, good, requires, worst] = Judgement::ALL.map(of);
    Some([best?, good?, requires?, worst?])
}
