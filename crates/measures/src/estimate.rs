//! Estimates for the list from a drawn sample: means and shares of stratified, clustered and domain
//! samples with the finite-population correction. ȳ = Σwy/Σw with w = N/n of the stratum; for a domain
//! z = w(y − ȳ)/Σw inside it and 0 outside, summed by cluster where there are clusters, and
//! v = Σ n(1 − f)s² of z over the strata (Cochran 1977, ch. 5A; Särndal, Swensson & Wretman 1992,
//! 5.5–5.8; it is what R's `survey` computes). A stratum with one case of several keeps its weight and shares
//! its neighbour's variance. It reads no files: `stats estimate` and the report bring the rows.

pub(crate) mod collapse;
pub mod plain;
pub mod pooled;
mod spread;
mod thin;
pub mod weighed;

use crate::distribution::student;
use crate::interval::wilson_of_share;
use crate::{Confidence, Error, Interval};

/// A stratum of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// Its name.
    pub name: String,
    /// How many cases (with clusters: how many clusters) the list has in it; none when not known,
    /// and then nothing is corrected for the list's size.
    pub population: Option<u64>,
    /// Whether its units had the same chance.
    pub chances: Chances,
}

/// Whether the units of a stratum had the same chance of being drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Chances {
    /// They had: a simple draw.
    #[default]
    Equal,
    /// They had not: the variance is that of draws with replacement, which errs on the wide side.
    Unequal,
}

/// One case of the sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The stratum, by its place in [`Sample::strata`].
    pub stratum: usize,
    /// The cluster's number within the sample, for a clustered sample.
    pub cluster: Option<usize>,
    /// How many cases of the list it speaks for within its unit: 1, or, where one child was drawn from
    /// each family, the family's eligible children.
    pub speaks_for: u64,
    /// How its unit weighs against the others of its stratum: 1 where all had the same chance, else one
    /// over its chance.
    pub pull: f64,
    /// The value; of no account outside the domain.
    pub value: f64,
    /// Whether the case belongs to the domain the estimate is of.
    pub inside: bool,
}

/// What the values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Any numbers: a mean with a t interval.
    Mean,
    /// Zeros and ones: a share with Wilson's interval at the effective sample size.
    Share,
}

/// A drawn sample with its design. All its cases are given, also those outside the domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The strata.
    pub strata: Vec<Stratum>,
    /// The cases.
    pub rows: Vec<Row>,
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// ȳ ± t·SE.
    Student,
    /// Wilson with n* = p(1−p)/v · (z/t)².
    WilsonEffective,
    /// Wilson at the number of cases, as all cases agree and no variance can be seen.
    WilsonPlain,
    /// None: every case of the list was read.
    Census,
    /// The exact hypergeometric interval of a simple draw.
    Exact,
}

impl Method {
    /// Returns how the interval was made, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Student => "mean and Student's t",
            Self::WilsonEffective => "Wilson at the effective sample size",
            Self::WilsonPlain => "Wilson at the number of cases, as no variance can be seen",
            Self::Census => "every case was read",
            Self::Exact => "exact, hypergeometric",
        }
    }
}

/// An estimate with its base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The mean or share.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// Its interval.
    pub interval: Interval,
    /// How many cases it is based on (those in the domain).
    pub n: u64,
    /// Degrees of freedom: clusters (else cases) in the domain less the strata that hold any of it; at
    /// least 1.
    pub df: u64,
    /// How the interval was made.
    pub method: Method,
    /// How far the interval can be relied on.
    pub basis: Basis,
    /// Strata that share their neighbour's variance, having one unit of several.
    pub collapsed: u64,
}

/// How far an interval can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A census, or the exact interval of one simple draw.
    Exact,
    /// Made for the design the cases were drawn by.
    DesignBased,
    /// The design leaves something unknown: collapsed strata, a cap, strata without an audit.
    Approximate,
}

impl Basis {
    /// Returns `exact`, `design-based` or `approximate`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::DesignBased => "design-based",
            Self::Approximate => "approximate",
        }
    }
}

impl Estimate {
    /// Returns the plain estimate of a share, with Wilson's interval: of all of something, or of cases whose
    /// design is not known.
    ///
    /// # Errors
    /// When the base is empty or smaller than the hits.
    pub fn of_share(hits: u64, base: u64, confidence: Confidence) -> Result<Self, Error> {
        Ok(Self {
            mean: hits as f64 / base as f64,
            se: 0.0,
            interval: crate::interval::wilson(hits, base, confidence)?,
            n: base,
            df: base.saturating_sub(1),
            method: Method::WilsonPlain,
            basis: Basis::Approximate,
            collapsed: 0,
        })
    }
}

/// Returns the estimate of the mean or share.
///
/// # Errors
/// When no case is in the domain, a stratum has more cases than its population, or the only stratum has
/// one case (or cluster) of several, which leaves the variance unknown.
pub fn estimate(
    sample: &Sample,
    measure: Measure,
    confidence: Confidence,
) -> Result<Estimate, Error> {
    let units = spread::units(sample)?;
    let weight = |row: &Row| units.weight(row);
    let inside = || sample.rows.iter().filter(|row| row.inside);
    let n = inside().count() as u64;
    if n == 0 {
        return Err(Error::Empty("case in the domain"));
    }
    let total: f64 = inside().map(weight).sum();
    let mean = inside().map(|row| weight(row) * row.value).sum::<f64>() / total;
    let parts = units.variances(sample, |row| weight(row) * (row.value - mean) / total);
    let variance = parts.iter().map(|part| part.variance).sum::<f64>().max(0.0);
    let (inside_units, groups) = units.inside(sample);
    let df = (inside_units - groups).max(1);
    let seen = thin::Spread { variance, df: df as f64 };
    let spread = match measure {
        Measure::Mean => seen,
        Measure::Share => thin::widened(sample, &units, &parts, seen),
    };
    let base = Base { units: inside_units, spread };
    let (interval, method) = if units.is_census(sample) {
        (Interval { low: mean, high: mean }, Method::Census)
    } else {
        interval(mean, &base, measure, confidence)
    };
    let collapsed = units.collapsed();
    let basis = match method {
        _ if collapsed > 0 => Basis::Approximate,
        Method::Census | Method::Exact => Basis::Exact,
        _ => Basis::DesignBased,
    };
    Ok(Estimate { mean, se: variance.sqrt(), interval, n, df, method, basis, collapsed })
}

struct Base {
    /// Units in the domain: clusters, else cases.
    units: u64,
    spread: thin::Spread,
}

fn interval(
    mean: f64,
    base: &Base,
    measure: Measure,
    confidence: Confidence,
) -> (Interval, Method) {
    let variance = base.spread.variance;
    let t = student::quantile(1.0 - confidence.each_side(), base.spread.df);
    match measure {
        Measure::Mean => {
            let half = t * variance.sqrt();
            (Interval { low: mean - half, high: mean + half }, Method::Student)
        }
        Measure::Share if variance > 1e-24 => {
            let ratio = confidence.z() / t;
            let effective = mean * (1.0 - mean) / variance * ratio * ratio;
            (wilson_of_share(mean, effective, confidence), Method::WilsonEffective)
        }
        Measure::Share => {
            (wilson_of_share(mean, base.units as f64, confidence), Method::WilsonPlain)
        }
    }
}

#[cfg(test)]
mod tests;
