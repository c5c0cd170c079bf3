//! Strata of which the sample has far less than its share: a large team of whose cases as many were drawn as of a
//! small one. What is not seen of them weighs heavily, and two things make an interval too narrow: a few cases show
//! too little variance where all agree, or where each speaks for a family and the odd one is of a small family; and
//! the variance of the whole rests on those few. For the interval of a share such a stratum has at least the
//! variance of p = (x + ½)/(n + 1) (the mean of Jeffreys' posterior; Brown, Cai & `DasGupta` 2001), and the whole has
//! Satterthwaite's degrees of freedom (Satterthwaite 1946; Cochran 1977, 5.16). The standard error and the degrees of
//! freedom that are printed stay those of the design, as R's `survey` has them.

use super::spread::{Part, Units};
use super::{Row, Sample};

/// A group of strata is thin where less than this share of the average was drawn of it.
const THIN: f64 = 0.5;

/// What an interval is made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// The variance.
    pub(super) variance: f64,
    /// Its degrees of freedom.
    pub(super) df: f64,
}

/// Returns the spread with what thin strata do not show; the same where none is thin.
pub(super) fn widened(sample: &Sample, units: &Units, parts: &[Part], seen: Spread) -> Spread {
    let listed: Option<u64> = parts.iter().map(|part| part.population).sum();
    let Some(listed) = listed.filter(|listed| *listed > 0) else { return seen };
    let average = parts.iter().map(|part| part.units).sum::<u64>() as f64 / listed as f64;
    let is_thin = |part: &&Part| part.units > 0 && part.drawn > 0.0 && part.drawn < THIN * average;
    if !parts.iter().any(|part| is_thin(&part)) {
        return seen;
    }
    let sum = |of: &dyn Fn(&Row) -> bool| -> (f64, f64) {
        let rows = sample.rows.iter().filter(|row| row.inside && of(row));
        rows.fold((0.0, 0.0), |(all, hits), row| {
            let weight = units.weight(row);
            (all + weight, hits + weight * row.value)
        })
    };
    let (total, _) = sum(&|_| true);
    let of = |part: &Part| {
        let (own, hits) = sum(&|row| units.group(row) == part.group);
        let speaks_for_several =
            || sample.rows.iter().any(|row| units.group(row) == part.group && row.speaks_for > 1);
        let is_seen = part.variance > 1e-24 && !speaks_for_several();
        if own <= 0.0 || is_seen || !is_thin(&part) {
            return part.variance;
        }
        let n = part.units as f64;
        let share = (n * hits / own + 0.5) / (n + 1.0);
        let least = (own / total).powi(2) * (1.0 - part.drawn) * share * (1.0 - share) / n;
        part.variance.max(least)
    };
    let variance: f64 = parts.iter().map(of).sum();
    let parts = parts.iter().filter(|part| part.units > 1);
    let below: f64 = parts.map(|part| of(part).powi(2) / (part.units - 1) as f64).sum();
    let df = if below > 0.0 { variance * variance / below } else { seen.df };
    Spread { variance, df: df.clamp(1.0, seen.df) }
}
