//! A share and a mean of the report, each with base, period, date, interval and what was missing.

use assay_model::Figure;

use super::Material;
use super::audits::Audits;
use super::missing::Whole;
use crate::Interval;
use crate::estimate::{Estimate, Measure, estimate};
use crate::reads::Read;

/// A share with its base.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareFigure {
    /// The count, its base, and what they speak of.
    pub figure: Figure,
    /// The estimate for the eligible list, weighted by stratum; none for an empty base.
    pub estimate: Option<Estimate>,
    /// The share if all unreturned cases had counted, and if none had, by the weights of the estimate; none
    /// without a draw.
    pub bounds: Option<Interval>,
    /// The share before returns that came after the round closed, where its count or base differs.
    pub was: Option<ShareBefore>,
}

/// A share before late returns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareBefore {
    /// The count.
    pub count: u64,
    /// Its base.
    pub base: u64,
    /// The share (0–1) as it was estimated for the eligible list; none for an empty base.
    pub share: Option<f64>,
}

/// A mean with its base.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanFigure {
    /// The mean of the audits read.
    pub mean: f64,
    /// How many they are.
    pub n: u64,
    /// What they are, e.g. `audits scored`.
    pub of: String,
    /// The period in words.
    pub period: String,
    /// The estimate for the eligible list, weighted by stratum; none when no spread can be told.
    pub estimate: Option<Estimate>,
    /// Mean, as it was estimated for the eligible list, and base before returns that came after the round
    /// closed, where the base differs.
    pub was: Option<(f64, u64)>,
}

impl ShareFigure {
    /// Returns the share (0–1) that is printed first: the estimate for the eligible list, else the share of
    /// the audits read; none for an empty base.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        let raw = self.figure.percent().map(|percent| percent / 100.0);
        self.estimate.map(|found| found.mean).or(raw)
    }
}

impl MeanFigure {
    /// Returns the mean that is printed first: the estimate for the eligible list, else the mean of the
    /// audits read.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.estimate.map_or(self.mean, |found| found.mean)
    }
}

/// Returns the share of the audits that `hit`, of those where it can be said.
pub(super) fn share(
    audits: &Audits<'_>,
    whole: Option<&Whole>,
    material: &Material<'_>,
    hit: impl Fn(&Read) -> Option<bool>,
) -> ShareFigure {
    let hits: Vec<Option<bool>> = audits.reads.iter().map(|read| hit(read)).collect();
    let values: Vec<Option<f64>> =
        hits.iter().map(|hit| hit.map(|yes| f64::from(u8::from(yes)))).collect();
    let count = hits.iter().filter(|hit| **hit == Some(true)).count() as u64;
    let base = hits.iter().flatten().count() as u64;
    let sample = audits.design.sample(values.iter().copied());
    let found = estimate(&sample, Measure::Share, material.confidence).ok();
    let before = before(audits, &values).map(|before| ShareBefore {
        count: before.sum as u64,
        base: before.n,
        share: before.value,
    });
    ShareFigure {
        figure: Figure {
            count,
            base,
            of: "audits with a judgement".to_owned(),
            period: audits.month.words(),
            as_at: material.as_at,
            standard: None,
        },
        estimate: found
            .map(|found| audits.design.exact_or_named(found, (count, base), material.confidence)),
        bounds: whole.and_then(|whole| whole.bounds(&hits)),
        was: before.filter(|before| (before.count, before.base) != (count, base)),
    }
}

/// Returns the mean over the audits that have a value, or none when none has; `values` are in the order of the
/// audits.
pub(super) fn mean(
    audits: &Audits<'_>,
    of: &str,
    material: &Material<'_>,
    values: &[Option<f64>],
) -> Option<MeanFigure> {
    let told = || values.iter().copied().flatten();
    let n = told().count() as u64;
    if n == 0 {
        return None;
    }
    let sample = audits.design.sample(values.iter().copied());
    let found = estimate(&sample, Measure::Mean, material.confidence).ok();
    let before = before(audits, values).filter(|before| before.n != n);
    Some(MeanFigure {
        mean: told().sum::<f64>() / n as f64,
        n,
        of: of.to_owned(),
        period: audits.month.words(),
        estimate: found.map(|found| audits.design.named(found)),
        was: before.and_then(|before| Some((before.value?, before.n))),
    })
}

/// What the audits said that came in before the round closed.
struct Before {
    /// The sum of their values.
    sum: f64,
    /// How many have a value.
    n: u64,
    /// The mean as it was estimated for the eligible list; none where none has a value.
    value: Option<f64>,
}

/// Returns what was known before late audits came in; none where none was late.
fn before(audits: &Audits<'_>, values: &[Option<f64>]) -> Option<Before> {
    let weights = audits.in_time.as_ref()?.weights();
    let in_time = audits.reads.iter().zip(values).filter(|(read, _)| !read.late);
    let told = in_time.map(|(_, value)| *value).zip(weights);
    let told: Vec<(f64, f64)> = told.filter_map(|(value, weight)| Some((value?, weight))).collect();
    let all: f64 = told.iter().map(|(_, weight)| weight).sum();
    let weighed: f64 = told.iter().map(|(value, weight)| value * weight).sum();
    Some(Before {
        sum: told.iter().map(|(value, _)| value).sum(),
        n: told.len() as u64,
        value: (all > 0.0).then(|| weighed / all),
    })
}
