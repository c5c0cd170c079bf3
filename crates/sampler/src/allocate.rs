//! How many units each stratum gives (selection.md, section 4). Whole numbers by Sainte-Laguë, also
//! called Webster's method: one seat at a time to the highest A/(2a+1), compared as integer
//! cross-products. Sainte-Laguë 1910; Balinski & Young, *Fair Representation*, 1982. It never sees a
//! case or a ticket.

mod nested;
mod neyman;
mod seats;

use std::collections::BTreeMap;

pub use neyman::{WEIGHT_WITHOUT_RESULTS, neyman_weight};

/// How the sample size is spread over the strata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// By the number of eligible units.
    Proportional,
    /// The same for every stratum.
    Equal,
    /// By size times the spread of the last round's results: the integer weights of [`neyman_weight`].
    Neyman(BTreeMap<String, u64>),
    /// As given.
    Fixed(BTreeMap<String, u64>),
}

impl Method {
    /// Returns the method's word in plans and manifests.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Proportional => "proportional",
            Self::Equal => "equal",
            Self::Neyman(_) => "neyman",
            Self::Fixed(_) => "fixed",
        }
    }
}

/// The rules of an allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// The method.
    pub method: Method,
    /// What every stratum gets at least, as far as it has that many.
    pub minimum: u64,
    /// Whether seats go to the values of the first column, then within each over the second.
    pub nested: bool,
}

impl Default for Allocation {
    /// Proportional, no minimum, not nested.
    fn default() -> Self {
        Self { method: Method::Proportional, minimum: 0, nested: false }
    }
}

/// Why a sample size cannot be spread.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllocationError {
    /// The minima together exceed the sample size.
    #[error("a minimum of {minimum} in each stratum needs {needed} cases, and n is {n}: {strata}")]
    MinimaExceed {
        /// The plan's minimum.
        minimum: u64,
        /// What the minima add up to.
        needed: u64,
        /// The sample size.
        n: u64,
        /// The strata with their minima.
        strata: String,
    },
    /// A fixed number above what the stratum has.
    #[error(
        "stratum \"{stratum}\": expected at most the {eligible} eligible, found a fixed {fixed}"
    )]
    FixedExceeds {
        /// The stratum.
        stratum: String,
        /// What the plan gives it.
        fixed: u64,
        /// What it has.
        eligible: u64,
    },
    /// Fixed and Neyman numbers say themselves where seats go.
    #[error("allocation {0} does not nest: expected proportional or equal")]
    NotNested(&'static str),
}

/// Returns the number of units of each stratum, by stratum name; `sizes` are the eligible units. With
/// `fixed`, `n` plays no part. An `n` above the total gives every stratum all it has.
///
/// # Errors
/// When the minima exceed `n`, a fixed number exceeds its stratum, or the method does not nest.
pub fn allocate(
    sizes: &BTreeMap<String, u64>,
    n: u64,
    rules: &Allocation,
) -> Result<BTreeMap<String, u64>, AllocationError> {
    if rules.nested && matches!(rules.method, Method::Neyman(_) | Method::Fixed(_)) {
        return Err(AllocationError::NotNested(rules.method.word()));
    }
    if let Method::Fixed(given) = &rules.method {
        return fixed(sizes, given);
    }
    check_minima(sizes, n, rules.minimum)?;
    if rules.nested {
        return Ok(nested::allocate(sizes, n, rules));
    }
    let claims: Vec<seats::Claim> = sizes
        .iter()
        .map(|(name, size)| seats::Claim {
            name,
            size: *size,
            floor: rules.minimum.min(*size),
            weight: weight(&rules.method, name, *size),
        })
        .collect();
    Ok(sizes.keys().cloned().zip(seats::share(&claims, n)).collect())
}

fn weight(method: &Method, stratum: &str, size: u64) -> u128 {
    match method {
        Method::Equal => 1,
        Method::Neyman(weights) => {
            let weight = weights.get(stratum).copied().unwrap_or(WEIGHT_WITHOUT_RESULTS);
            u128::from(size) * u128::from(weight)
        }
        Method::Proportional | Method::Fixed(_) => u128::from(size),
    }
}

fn fixed(
    sizes: &BTreeMap<String, u64>,
    given: &BTreeMap<String, u64>,
) -> Result<BTreeMap<String, u64>, AllocationError> {
    for (stratum, fixed) in given {
        let eligible = sizes.get(stratum).copied().unwrap_or(0);
        if *fixed > eligible {
            let stratum = stratum.clone();
            return Err(AllocationError::FixedExceeds { stratum, fixed: *fixed, eligible });
        }
    }
    Ok(sizes.keys().map(|name| (name.clone(), given.get(name).copied().unwrap_or(0))).collect())
}

fn check_minima(
    sizes: &BTreeMap<String, u64>,
    n: u64,
    minimum: u64,
) -> Result<(), AllocationError> {
    let minima: Vec<(&String, u64)> =
        sizes.iter().map(|(name, size)| (name, minimum.min(*size))).collect();
    let needed = minima.iter().map(|(_, floor)| floor).sum();
    if needed <= n {
        return Ok(());
    }
    let strata: Vec<String> =
        minima.iter().map(|(name, floor)| format!("{name} {floor}")).collect();
    Err(AllocationError::MinimaExceed { minimum, needed, n, strata: strata.join(", ") })
}

#[cfg(test)]
mod tests;
