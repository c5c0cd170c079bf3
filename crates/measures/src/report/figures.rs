//! A share and a mean of the report, each with base, period, date, interval and what was missing.

use assay_model::{Figure, Month};

use super::Material;
use super::design::Design;
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
    /// The share if all unreturned cases had counted, and if none had; none without a draw.
    pub bounds: Option<Interval>,
    /// Count and base before returns that came after the round closed, where they differ.
    pub was: Option<(u64, u64)>,
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
    /// Mean and base before returns that came after the round closed, where they differ.
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

/// Returns the share of `reads` that `hit`, of those where it can be said.
pub(super) fn share(
    month: Month,
    (reads, design): (&[&Read], &Design),
    missing: Option<u64>,
    material: &Material<'_>,
    hit: impl Fn(&Read) -> Option<bool>,
) -> ShareFigure {
    let hits: Vec<Option<bool>> = reads.iter().map(|read| hit(read)).collect();
    let counted = |late: bool| {
        let told = reads.iter().zip(&hits).filter(|(read, _)| late || !read.late);
        told.filter_map(|(_, hit)| *hit)
            .fold((0, 0), |(count, base), yes| (count + u64::from(yes), base + 1))
    };
    let (count, base) = counted(true);
    let before = counted(false);
    let sample = design.sample(hits.iter().map(|hit| hit.map(|yes| f64::from(u8::from(yes)))));
    let found = estimate(&sample, Measure::Share, material.confidence).ok();
    let bounds = missing.filter(|_| base > 0).map(|missing| {
        let whole = (base + missing) as f64;
        Interval { low: count as f64 / whole, high: (count + missing) as f64 / whole }
    });
    ShareFigure {
        figure: Figure {
            count,
            base,
            of: "audits with a judgement".to_owned(),
            period: month.words(),
            as_at: material.as_at,
            standard: None,
        },
        estimate: found
            .map(|found| design.exact_or_named(found, (count, base), material.confidence)),
        bounds,
        was: (before != (count, base)).then_some(before),
    }
}

/// Returns the mean over the reads that have a value, or none when none has; `values` stand in the
/// order of the reads.
pub(super) fn mean(
    month: Month,
    (reads, design): (&[&Read], &Design),
    of: &str,
    material: &Material<'_>,
    values: &[Option<f64>],
) -> Option<MeanFigure> {
    let over = |late: bool| {
        let counted = reads.iter().zip(values).filter(|(read, _)| late || !read.late);
        let told = counted.filter_map(|(_, value)| *value);
        let (sum, n) = told.fold((0.0, 0), |(sum, n), v| (sum + v, n + 1));
        (sum / n as f64, n)
    };
    let (mean, n) = over(true);
    if n == 0 {
        return None;
    }
    let before = over(false);
    let sample = design.sample(values.iter().copied());
    let found = estimate(&sample, Measure::Mean, material.confidence).ok();
    Some(MeanFigure {
        mean,
        n,
        of: of.to_owned(),
        period: month.words(),
        estimate: found.map(|found| design.named(found)),
        was: (before.1 != n && before.1 > 0).then_some(before),
    })
}
