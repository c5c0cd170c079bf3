//! Judgements of one month: how many of each, good or better, inadequate, and the mean score, each
//! with its base and what is missing.

use std::collections::BTreeSet;

use assay_model::{Judgement, Month};

use super::design::Design;
use super::figures::{mean, share};
use super::limit::Limit;
use super::{Material, MeanFigure, Round, ShareFigure};
use crate::counting::Chosen;
use crate::reads::Read;

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
        Some(1.0 - self.good_or_better.value()? - self.inadequate.value()?)
    }

    /// Returns the share (0–1) of a judgement, or none when nothing was judged.
    #[must_use]
    pub fn share_of(&self, judgement: Judgement) -> Option<f64> {
        let judged = self.judged();
        (judged > 0).then(|| self.judgements[judgement as usize] as f64 / judged as f64)
    }
}

/// Returns the figures of one month's reads.
pub(super) fn month(
    month: Month,
    reads: &[&Read],
    design: &Design,
    material: &Material<'_>,
) -> MonthFigures {
    let headline = material.headline;
    let mut judgements = [0; 4];
    for overall in reads.iter().filter_map(|read| read.grade(headline)) {
        judgements[overall as usize] += 1;
    }
    let drawn = drawn(reads, material.rounds);
    let missing = drawn.map(|drawn| {
        drawn.saturating_sub(reads.len() as u64) + replaced_after_audit(reads, material.reads)
    });
    let share = |hit: fn(Judgement) -> bool| {
        share(month, (reads, design), missing, material, |read| read.grade(headline).map(hit))
    };
    let means: Vec<Option<f64>> = reads.iter().map(|read| read.audit.mean_score()).collect();
    MonthFigures {
        month,
        drawn,
        returned: reads.len() as u64,
        late: reads.iter().filter(|read| read.late).count() as u64,
        judgements,
        good_or_better: share(Judgement::is_good_or_better),
        inadequate: share(|judgement| judgement == Judgement::Inadequate),
        mean_score: mean(month, (reads, design), "audits with scores", material, &means),
        limits: design.limits().to_vec(),
    }
}

/// Returns how many cases of the same rounds were replaced although their audits had come back: like an
/// audit that is missing, each could have counted either way.
fn replaced_after_audit(reads: &[&Read], all: &[Read]) -> u64 {
    let draws: BTreeSet<_> = reads.iter().filter_map(|read| read.audit.draw.as_ref()).collect();
    let left = all.iter().filter(|read| {
        read.chosen == Chosen::Replaced
            && read.audit.kind.is_first_read()
            && read.audit.draw.as_ref().is_some_and(|draw| draws.contains(draw))
    });
    left.map(|read| &read.audit.case).collect::<BTreeSet<_>>().len() as u64
}

/// Returns how many cases the rounds of these reads were to read.
fn drawn(reads: &[&Read], rounds: &[Round]) -> Option<u64> {
    let mut draws: Vec<_> = reads.iter().filter_map(|read| read.audit.draw.as_ref()).collect();
    draws.sort_unstable();
    draws.dedup();
    let known = rounds.iter().filter(|round| draws.contains(&&round.draw));
    let cases: Vec<u64> = known.map(|round| round.cases.len() as u64).collect();
    (!cases.is_empty() && cases.len() == draws.len()).then(|| cases.iter().sum())
}
