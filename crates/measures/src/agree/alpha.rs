//! Krippendorff's alpha with missing ratings (K. Krippendorff, Content Analysis, ch. 12; "Computing
//! Krippendorff's alpha-reliability", 2011). The standard error is linearised over subjects with
//! divisor n: each subject's first-order part in observed over expected disagreement, including its
//! part in the category totals on which the ordinal metric rests.

use super::Coefficient;
use super::categories::Ratings;

/// What a difference between categories means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The same or not.
    Nominal,
    /// Ranks, apart by the ratings between them.
    Ordinal,
    /// Numbers, apart by their squared difference; ranks where categories are not numbers.
    Interval,
}

/// Returns alpha, or none when no two ratings can be compared or all are the same.
#[must_use]
pub fn alpha(ratings: &Ratings, metric: Metric) -> Option<Coefficient> {
    let q = ratings.categories.len();
    let subjects: Vec<Vec<f64>> = ratings
        .rows
        .iter()
        .map(|row| counts(row, q))
        .filter(|counts| counts.iter().sum::<f64>() >= 2.0)
        .collect();
    let totals: Vec<f64> = (0..q).map(|c| subjects.iter().map(|s| s[c]).sum()).collect();
    let values: Vec<f64> = ratings
        .categories
        .iter()
        .enumerate()
        .map(|(rank, category)| category.number.unwrap_or(rank as f64))
        .collect();
    let apart = apart(metric, &totals, &values);
    let observed: Vec<f64> = subjects.iter().map(|s| disagreement(s, &apart)).collect();
    let seen: f64 = observed.iter().sum();
    let chance = quadratic(&totals, &totals, &apart);
    let whole: f64 = totals.iter().sum();
    if chance <= 0.0 {
        return None;
    }
    let ratio = (whole - 1.0) / chance;
    // The totals move alpha through the chance disagreement, and through an ordinal metric also
    // through what was observed.
    let metric_part = match metric {
        Metric::Ordinal => ordinal_part(&totals, &subjects, seen / chance),
        Metric::Nominal | Metric::Interval => vec![0.0; q],
    };
    let parts: Vec<f64> = subjects
        .iter()
        .zip(&observed)
        .map(|(subject, own)| {
            let m: f64 = subject.iter().sum();
            let through_chance = 2.0 * quadratic(subject, &totals, &apart);
            let through_metric: f64 = subject.iter().zip(&metric_part).map(|(n, p)| n * p).sum();
            ratio * (own - seen * through_chance / chance + through_metric) + m * seen / chance
        })
        .collect();
    let se = super::error_of_mean(&parts) * parts.len() as f64;
    Some(Coefficient { value: 1.0 - ratio * seen, se: Some(se) })
}

fn counts(row: &[Option<usize>], q: usize) -> Vec<f64> {
    let mut counts = vec![0.0; q];
    for place in row.iter().flatten() {
        counts[*place] += 1.0;
    }
    counts
}

/// Returns δ² for each pair of categories.
fn apart(metric: Metric, totals: &[f64], values: &[f64]) -> Vec<Vec<f64>> {
    let q = totals.len();
    let pair = |c: usize, k: usize| match metric {
        Metric::Nominal => f64::from(u8::from(c != k)),
        Metric::Ordinal => rank_distance(totals, c, k).powi(2),
        Metric::Interval => (values[c] - values[k]).powi(2),
    };
    (0..q).map(|c| (0..q).map(|k| pair(c, k)).collect()).collect()
}

/// Returns the ratings from one category to another, half of each end counted.
fn rank_distance(totals: &[f64], c: usize, k: usize) -> f64 {
    let (low, high) = (c.min(k), c.max(k));
    totals[low..=high].iter().sum::<f64>() - f64::midpoint(totals[low], totals[high])
}

/// Returns Σ a·b·δ² over the pairs of categories.
fn quadratic(a: &[f64], b: &[f64], apart: &[Vec<f64>]) -> f64 {
    let row = |c: usize| -> f64 { b.iter().zip(&apart[c]).map(|(b, d)| b * d).sum() };
    a.iter().enumerate().map(|(c, a)| a * row(c)).sum()
}

/// Returns a subject's disagreement, Σ n·n′·δ²/(m − 1) over the pairs of categories.
fn disagreement(subject: &[f64], apart: &[Vec<f64>]) -> f64 {
    quadratic(subject, subject, apart) / (subject.iter().sum::<f64>() - 1.0)
}

/// Returns, for each category, how one more rating of it moves observed less expected disagreement
/// by widening ordinal distances.
fn ordinal_part(totals: &[f64], subjects: &[Vec<f64>], seen_over_chance: f64) -> Vec<f64> {
    let q = totals.len();
    let mut part = vec![0.0; q];
    for c in 0..q {
        for k in c + 1..q {
            let pairs: f64 =
                subjects.iter().map(|s| 2.0 * s[c] * s[k] / (s.iter().sum::<f64>() - 1.0)).sum();
            let weight = pairs - seen_over_chance * 2.0 * totals[c] * totals[k];
            let slope = 2.0 * rank_distance(totals, c, k) * weight;
            for (g, part) in part.iter_mut().enumerate().take(k + 1).skip(c) {
                *part += if g == c || g == k { 0.5 * slope } else { slope };
            }
        }
    }
    part
}
