//! Agreement between readers: percent, Cohen's kappa with weights, Gwet's AC1 and AC2, Fleiss's kappa
//! and Krippendorff's alpha, each with its large-sample standard error. Weights are of ranks among
//! the categories that were used. It reads no file and does not decide who was read twice.

pub mod alpha;
pub mod categories;
pub mod fleiss;
pub mod gwet;
pub mod kappa;

pub use categories::{Category, Ratings};

/// A coefficient with its standard error; none where it is undefined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The coefficient.
    pub value: f64,
    /// Its large-sample standard error.
    pub se: Option<f64>,
}

/// How far apart two ranks count as agreeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// Only the same category agrees.
    Identity,
    /// 1 − |i − j|/(q − 1).
    Linear,
    /// 1 − (i − j)²/(q − 1)².
    Quadratic,
}

impl Weights {
    /// Returns the weight of two ranks among `q` categories.
    #[must_use]
    pub fn of(self, i: usize, j: usize, q: usize) -> f64 {
        let apart = i.abs_diff(j) as f64 / (q.saturating_sub(1).max(1)) as f64;
        match self {
            Self::Identity => f64::from(u8::from(i == j)),
            Self::Linear => 1.0 - apart,
            Self::Quadratic => 1.0 - apart * apart,
        }
    }
}

/// All coefficients of one table of ratings. Those that do not apply or are undefined are none.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Subjects rated by everybody: the base of all but alpha.
    pub n: u64,
    /// Pairs of raters that agree, in percent of all pairs, with its standard error in percent.
    pub percent: Option<Coefficient>,
    /// Cohen's kappa; two raters only.
    pub kappa: Option<Coefficient>,
    /// Cohen's kappa with linear weights; two raters only.
    pub kappa_linear: Option<Coefficient>,
    /// Cohen's kappa with quadratic weights; two raters only.
    pub kappa_quadratic: Option<Coefficient>,
    /// Gwet's AC1.
    pub ac1: Option<Coefficient>,
    /// Gwet's AC2 with quadratic weights.
    pub ac2_quadratic: Option<Coefficient>,
    /// Fleiss's kappa; three raters or more.
    pub fleiss: Option<Coefficient>,
    /// Krippendorff's alpha for names.
    pub alpha_nominal: Option<Coefficient>,
    /// Krippendorff's alpha for ranks.
    pub alpha_ordinal: Option<Coefficient>,
    /// Krippendorff's alpha for numbers; ranks take the place of categories that are not numbers.
    pub alpha_interval: Option<Coefficient>,
}

/// Returns all coefficients of the ratings.
#[must_use]
pub fn agreement(ratings: &Ratings) -> Agreement {
    let complete = ratings.complete();
    let two = ratings.raters == 2;
    let cohen = |weights| if two { kappa::kappa(&complete, weights) } else { None };
    Agreement {
        n: complete.rows.len() as u64,
        percent: gwet::percent(&complete),
        kappa: cohen(Weights::Identity),
        kappa_linear: cohen(Weights::Linear),
        kappa_quadratic: cohen(Weights::Quadratic),
        ac1: gwet::gwet(&complete, Weights::Identity),
        ac2_quadratic: gwet::gwet(&complete, Weights::Quadratic),
        fleiss: if two { None } else { fleiss::fleiss(&complete) },
        alpha_nominal: alpha::alpha(ratings, alpha::Metric::Nominal),
        alpha_ordinal: alpha::alpha(ratings, alpha::Metric::Ordinal),
        alpha_interval: alpha::alpha(ratings, alpha::Metric::Interval),
    }
}

/// Ratings of subjects that everybody rated, as ranks among the categories used there.
pub(crate) struct Complete {
    /// One row a subject, one rank a rater.
    pub(crate) rows: Vec<Vec<usize>>,
    /// How many categories are used.
    pub(crate) q: usize,
    /// How many raters there are.
    pub(crate) raters: usize,
}

impl Complete {
    /// Returns how many raters gave each category to the subject.
    pub(crate) fn counts(&self, row: &[usize]) -> Vec<f64> {
        let mut counts = vec![0.0; self.q];
        for rank in row {
            counts[*rank] += 1.0;
        }
        counts
    }

    /// Returns the share of all ratings that each category has.
    pub(crate) fn shares(&self) -> Vec<f64> {
        let mut shares = vec![0.0; self.q];
        for rank in self.rows.iter().flatten() {
            shares[*rank] += 1.0 / (self.rows.len() * self.raters) as f64;
        }
        shares
    }
}

/// Returns √(Σ(x − x̄)²)/n, the standard error of a mean with divisor n.
pub(crate) fn error_of_mean(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>().sqrt() / n
}

#[cfg(test)]
mod tests;
