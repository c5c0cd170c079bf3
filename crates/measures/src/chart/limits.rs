//! Centre lines and limits. XmR: mean ± 2.66·mean moving range, moving ranges of at least 3.267 times
//! their mean left out once (Nelson 1982; Wheeler 2003). P: Σcount/Σn ± 3·√(p(1−p)/n) (Shewhart). P′:
//! the same times the mean moving range of the z-scores over 1.128 (D. B. Laney, "Improved control
//! charts for attributes", Quality Engineering 14, 2002). Run: the median.

use std::ops::Range;

use super::{Kind, Options, Period, Point, Screen, Seen};
use crate::Error;

const OF_THE_MEAN_RANGE: f64 = 2.66;
const TOO_LARGE: f64 = 3.267;
const RANGE_TO_SIGMA: f64 = 1.128;

/// The part of a series between two rebases.
pub(super) struct Part<'a> {
    pub(super) periods: &'a [Period],
    pub(super) values: &'a [Option<f64>],
    pub(super) gaps: &'a [bool],
    pub(super) range: Range<usize>,
}

impl Part<'_> {
    /// Returns the part's points, without signals; notes what was done to them.
    pub(super) fn points(
        &self,
        options: &Options,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Point>, Error> {
        let values: Vec<f64> = self.range.clone().filter_map(|i| self.values[i]).collect();
        if values.is_empty() {
            return Err(Error::Empty("value after a rebase"));
        }
        if values.len() < super::SETTLED && options.kind != Kind::Run {
            notes.push(format!(
                "trial limits: {} points, fewer than {}",
                values.len(),
                super::SETTLED
            ));
        }
        let (mean, half) = match options.kind {
            Kind::Xmr => (average(&values), self.xmr(options.screen, notes)),
            Kind::Run => (median(&values), Width::None),
            Kind::P => (self.pooled(), Width::Sigmas(3.0)),
            Kind::PPrime => self.laney(),
        };
        let points = self.range.clone().map(|i| self.point(i, mean, half));
        Ok(points.collect())
    }

    fn point(&self, i: usize, mean: f64, half: Width) -> Point {
        let n = match self.periods[i].seen {
            Seen::Count { n, .. } if n > 0.0 => Some(n),
            _ => None,
        };
        let (lower, upper) = match (half, n) {
            (Width::Fixed(half), _) => (Some(mean - half), Some(mean + half)),
            (Width::Sigmas(times), Some(n)) => {
                let half = times * (mean * (1.0 - mean) / n).sqrt();
                (Some((mean - half).max(0.0)), Some((mean + half).min(1.0)))
            }
            _ => (None, None),
        };
        let label = self.periods[i].label.clone();
        Point { label, value: self.values[i], n, mean, lower, upper, signal: None }
    }

    fn xmr(&self, screen: Screen, notes: &mut Vec<String>) -> Width {
        let mut ranges = self.moving_ranges(|i| self.values[i]);
        if ranges.is_empty() {
            notes.push("no limits: no two neighbouring points".to_owned());
            return Width::None;
        }
        let bound = TOO_LARGE * average(&ranges);
        let before = ranges.len();
        // With all values the same the bound is 0, and there is nothing to leave out.
        if screen == Screen::On && bound > 0.0 {
            ranges.retain(|range| *range < bound);
        }
        match before - ranges.len() {
            0 => {}
            1 => notes.push(format!("1 moving range of {TOO_LARGE} times their mean or more left out of the limits; its points stay")),
            out => notes.push(format!("{out} moving ranges of {TOO_LARGE} times their mean or more left out of the limits; their points stay")),
        }
        Width::Fixed(OF_THE_MEAN_RANGE * average(&ranges))
    }

    fn moving_ranges(&self, value: impl Fn(usize) -> Option<f64>) -> Vec<f64> {
        self.range
            .clone()
            .skip(1)
            .filter(|i| !self.gaps[*i])
            .filter_map(|i| Some((value(i)? - value(i - 1)?).abs()))
            .collect()
    }

    fn pooled(&self) -> f64 {
        let sums = self.range.clone().fold((0.0, 0.0), |(c, b), i| match self.periods[i].seen {
            Seen::Count { count, n } => (c + count, b + n),
            _ => (c, b),
        });
        sums.0 / sums.1
    }

    fn laney(&self) -> (f64, Width) {
        let mean = self.pooled();
        let z = |i: usize| match self.periods[i].seen {
            Seen::Count { count, n } if n > 0.0 => {
                Some((count / n - mean) / (mean * (1.0 - mean) / n).sqrt())
            }
            _ => None,
        };
        let ranges = self.moving_ranges(z);
        if mean <= 0.0 || mean >= 1.0 {
            return (mean, Width::Sigmas(3.0));
        }
        if ranges.is_empty() {
            return (mean, Width::None);
        }
        (mean, Width::Sigmas(3.0 * average(&ranges) / RANGE_TO_SIGMA))
    }
}

/// Half the distance between the limits.
#[derive(Clone, Copy)]
enum Width {
    None,
    Fixed(f64),
    Sigmas(f64),
}

fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { f64::midpoint(sorted[half - 1], sorted[half]) }
}
