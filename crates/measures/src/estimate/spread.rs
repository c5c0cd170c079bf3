//! The units of a sample by stratum (cases, or clusters where there are some) and the stratified
//! variance of anything summed over them.

use super::{Row, Sample};
use crate::Error;

/// The sample's units, counted.
pub(super) struct Units {
    strata: Vec<Count>,
    /// For each row, its unit's number within its stratum.
    unit_of: Vec<usize>,
}

struct Count {
    n: u64,
    population: Option<u64>,
}

/// Returns the units of the sample.
pub(super) fn units(sample: &Sample) -> Result<Units, Error> {
    let clustered = sample.rows.iter().any(|row| row.cluster.is_some());
    let unit = if clustered { "cluster" } else { "case" };
    let mut known: Vec<std::collections::BTreeMap<usize, usize>> =
        vec![std::collections::BTreeMap::new(); sample.strata.len()];
    let mut counts = vec![0; sample.strata.len()];
    let mut unit_of = Vec::with_capacity(sample.rows.len());
    for row in &sample.rows {
        let next = counts[row.stratum];
        let number = match row.cluster {
            Some(cluster) => *known[row.stratum].entry(cluster).or_insert(next),
            None => next,
        };
        if number == next {
            counts[row.stratum] += 1;
        }
        unit_of.push(number);
    }
    let mut strata = Vec::with_capacity(counts.len());
    for (stratum, n) in sample.strata.iter().zip(counts) {
        let n = n as u64;
        let name = stratum.name.clone();
        match stratum.population {
            Some(population) if population < n => {
                return Err(Error::Population { stratum: name, n, population });
            }
            Some(1) => {}
            Some(population) if n == 1 => {
                let population = population.to_string();
                return Err(Error::Single { stratum: name, unit, population });
            }
            None if n == 1 => {
                let population = "an unknown number".to_owned();
                return Err(Error::Single { stratum: name, unit, population });
            }
            _ => {}
        }
        strata.push(Count { n, population: stratum.population });
    }
    Ok(Units { strata, unit_of })
}

impl Units {
    /// Returns the stratum's N/n, or 1 where the population is not known.
    pub(super) fn weight(&self, stratum: usize) -> f64 {
        let Count { n, population } = self.strata[stratum];
        population.map_or(1.0, |population| population as f64 / n as f64)
    }

    /// Returns units less strata with units.
    pub(super) fn df(&self) -> u64 {
        self.strata.iter().map(|count| count.n.saturating_sub(1)).sum()
    }

    /// Tells whether every unit of every stratum was drawn.
    pub(super) fn is_census(&self) -> bool {
        self.strata.iter().all(|count| count.population == Some(count.n))
    }

    /// Returns Σ n(1 − f)s² over the strata of `z` summed by unit; rows outside the domain count as 0.
    pub(super) fn variance(&self, sample: &Sample, z: impl Fn(&Row) -> f64) -> f64 {
        let mut totals: Vec<Vec<f64>> =
            self.strata.iter().map(|count| vec![0.0; count.n as usize]).collect();
        for (row, unit) in sample.rows.iter().zip(&self.unit_of) {
            if row.inside {
                totals[row.stratum][*unit] += z(row);
            }
        }
        self.strata.iter().zip(&totals).map(|(count, totals)| of_stratum(count, totals)).sum()
    }
}

fn of_stratum(count: &Count, totals: &[f64]) -> f64 {
    if count.n < 2 {
        return 0.0;
    }
    let n = count.n as f64;
    let mean = totals.iter().sum::<f64>() / n;
    let square = totals.iter().map(|t| (t - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let drawn = count.population.map_or(0.0, |population| n / population as f64);
    n * (1.0 - drawn) * square
}
