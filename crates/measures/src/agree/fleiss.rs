//! Fleiss's kappa for three raters or more (J. L. Fleiss, Psychological Bulletin 76, 1971). The
//! standard error is the linearised one with divisor n (Gwet 2021, "Large-sample variance of Fleiss
//! generalized kappa"); the error under no agreement, which gives the published z, is given next to it.

use super::gwet::{beyond_chance, own_agreement};
use super::{Coefficient, Complete, Weights};

/// Returns Fleiss's kappa, or none where only one category is used.
pub(crate) fn fleiss(ratings: &Complete) -> Option<Coefficient> {
    if ratings.q < 2 {
        return None;
    }
    let own = own_agreement(ratings, Weights::Identity);
    let shares = ratings.shares();
    let chance: f64 = shares.iter().map(|share| share * share).sum();
    Some(beyond_chance(ratings, &own, chance, |counts| {
        counts.iter().zip(&shares).map(|(c, s)| c * s).sum::<f64>() / ratings.raters as f64
    }))
}

/// Returns the standard error if raters agreed by chance alone (Fleiss, Nee & Landis, Psychological
/// Bulletin 86, 1979, eq. 12): for a test of no agreement, not for an interval.
#[cfg(test)]
pub(crate) fn error_by_chance(ratings: &Complete) -> f64 {
    let shares = ratings.shares();
    let raters = ratings.raters as f64;
    let both: f64 = shares.iter().map(|p| p * (1.0 - p)).sum();
    let skew: f64 = shares.iter().map(|p| p * (1.0 - p) * (1.0 - 2.0 * p)).sum();
    let n = ratings.rows.len() as f64;
    (2.0 * (both * both - skew)).sqrt() / (both * (n * raters * (raters - 1.0)).sqrt())
}
