//! Cohen's kappa for two raters, plain or weighted (Cohen 1960, 1968), with the large-sample standard
//! error of Fleiss, Cohen & Everitt, Psychological Bulletin 72 (1969), eq. 13.

use super::{Coefficient, Complete, Weights};

/// Returns kappa, or none when it is undefined (no subject, or chance alone agrees fully).
pub(crate) fn kappa(ratings: &Complete, weights: Weights) -> Option<Coefficient> {
    let (q, n) = (ratings.q, ratings.rows.len() as f64);
    let mut cells = vec![vec![0.0; q]; q];
    for row in &ratings.rows {
        cells[row[0]][row[1]] += 1.0 / n;
    }
    let rows: Vec<f64> = cells.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..q).map(|j| cells.iter().map(|row| row[j]).sum()).collect();
    let w = |i: usize, j: usize| weights.of(i, j, q);
    let sum = |term: &dyn Fn(usize, usize) -> f64| -> f64 {
        (0..q).flat_map(|i| (0..q).map(move |j| (i, j))).map(|(i, j)| term(i, j)).sum()
    };
    let seen = sum(&|i, j| w(i, j) * cells[i][j]);
    let chance = sum(&|i, j| w(i, j) * rows[i] * columns[j]);
    if ratings.rows.is_empty() || 1.0 - chance < 1e-12 {
        return None;
    }
    let row_weights: Vec<f64> =
        (0..q).map(|i| (0..q).map(|j| w(i, j) * columns[j]).sum()).collect();
    let column_weights: Vec<f64> =
        (0..q).map(|j| (0..q).map(|i| w(i, j) * rows[i]).sum()).collect();
    // The mean of the terms is seen·chance − 2·chance + seen, so their variance needs no subtraction.
    let centre = seen * chance - 2.0 * chance + seen;
    let spread = sum(&|i, j| {
        let own = w(i, j) * (1.0 - chance) - (row_weights[i] + column_weights[j]) * (1.0 - seen);
        cells[i][j] * (own - centre).powi(2)
    });
    let variance = spread / (n * (1.0 - chance).powi(4));
    Some(Coefficient { value: (seen - chance) / (1.0 - chance), se: Some(variance.sqrt()) })
}
