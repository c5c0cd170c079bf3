//! Percent agreement, and Gwet's AC1 and AC2 for two raters or more (K. L. Gwet, "Computing
//! inter-rater reliability and its variance in the presence of high agreement", British Journal of
//! Mathematical and Statistical Psychology 61, 2008; weights as in his Handbook, 2014, ch. 5).
//! Standard errors by his linearisation, with divisor n.

use super::{Coefficient, Complete, Weights, error_of_mean};

/// Returns the percent of pairs of raters that agree, or none without subjects.
pub(crate) fn percent(ratings: &Complete) -> Option<Coefficient> {
    let own = own_agreement(ratings, Weights::Identity);
    (!own.is_empty()).then(|| Coefficient {
        value: 100.0 * own.iter().sum::<f64>() / own.len() as f64,
        se: Some(100.0 * error_of_mean(&own)),
    })
}

/// Returns AC1 (identity weights) or AC2, or none where only one category is used.
pub(crate) fn gwet(ratings: &Complete, weights: Weights) -> Option<Coefficient> {
    let q = ratings.q;
    if q < 2 {
        return None;
    }
    let own = own_agreement(ratings, weights);
    let shares = ratings.shares();
    let total: f64 = (0..q).flat_map(|i| (0..q).map(move |j| weights.of(i, j, q))).sum();
    let scale = total / (q * (q - 1)) as f64;
    let chance = scale * shares.iter().map(|share| share * (1.0 - share)).sum::<f64>();
    Some(beyond_chance(ratings, &own, chance, |counts| {
        let own_chance: f64 = counts.iter().zip(&shares).map(|(c, s)| c * (1.0 - s)).sum();
        scale * own_chance / ratings.raters as f64
    }))
}

/// Returns the agreement beyond chance with its linearised standard error. `own` is each subject's agreement,
/// `own_chance` what chance adds to it by the subject's counts of each category.
pub(crate) fn beyond_chance(
    ratings: &Complete,
    own: &[f64],
    chance: f64,
    own_chance: impl Fn(&[f64]) -> f64,
) -> Coefficient {
    let seen = own.iter().sum::<f64>() / own.len() as f64;
    let value = (seen - chance) / (1.0 - chance);
    let linear: Vec<f64> = ratings
        .rows
        .iter()
        .zip(own)
        .map(|(row, own)| {
            let own_chance = own_chance(&ratings.counts(row));
            (own - chance) / (1.0 - chance)
                - 2.0 * (1.0 - value) * (own_chance - chance) / (1.0 - chance)
        })
        .collect();
    Coefficient { value, se: Some(error_of_mean(&linear)) }
}

/// Returns each subject's weighted share of agreeing pairs of raters.
pub(crate) fn own_agreement(ratings: &Complete, weights: Weights) -> Vec<f64> {
    let (q, raters) = (ratings.q, ratings.raters as f64);
    let own = |row: &Vec<usize>| {
        let counts = ratings.counts(row);
        let weighted = |k: usize| -> f64 { (0..q).map(|l| weights.of(k, l, q) * counts[l]).sum() };
        let agreeing: f64 = (0..q).map(|k| counts[k] * (weighted(k) - 1.0)).sum();
        agreeing / (raters * (raters - 1.0))
    };
    ratings.rows.iter().map(own).collect()
}
