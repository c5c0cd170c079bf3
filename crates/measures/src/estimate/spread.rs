//! The units of a sample by stratum (cases, or clusters where there are some), what each weighs, and the
//! stratified variance of anything summed over them. Strata with one unit of several share the variance
//! of their neighbour (`collapse`).

use std::collections::BTreeMap;

use super::collapse::groups;
use super::{Chances, Row, Sample};
use crate::Error;

/// The sample's units, counted.
pub(super) struct Units {
    strata: Vec<Count>,
    /// For each row, its unit's number within its stratum.
    unit_of: Vec<usize>,
    /// For each stratum, the group whose variance it shares.
    group_of: Vec<usize>,
}

struct Count {
    n: u64,
    population: Option<u64>,
    /// The pulls of its units, summed.
    pull: f64,
    chances: Chances,
}

impl Count {
    /// Whether the stratum shows no spread of its own: one unit of several.
    fn is_lone(&self) -> bool {
        self.n == 1 && self.population != Some(1)
    }
}

/// What a group of strata adds to the variance of the whole.
pub(super) struct Part {
    /// The group.
    pub(super) group: usize,
    /// Its units in the sample.
    pub(super) units: u64,
    /// Its units on the list, where they are known.
    pub(super) population: Option<u64>,
    /// The share of them that was drawn; 0 where it is not known or not the same for all.
    pub(super) drawn: f64,
    /// Its variance.
    pub(super) variance: f64,
}

/// What one unit adds to its group's variance.
#[derive(Clone, Copy, Default)]
struct Total {
    value: f64,
    /// Whether one case was read for several: its family's other children may differ.
    speaks_for_several: bool,
}

/// Returns the units of the sample.
pub(super) fn units(sample: &Sample) -> Result<Units, Error> {
    let (counts, unit_of) = numbered(sample);
    let mut strata = Vec::with_capacity(counts.len());
    let pulls = pulls(sample, &counts, &unit_of);
    for ((stratum, n), pull) in sample.strata.iter().zip(counts).zip(pulls) {
        if let Some(population) = stratum.population
            && population < n
        {
            return Err(Error::Population { stratum: stratum.name.clone(), n, population });
        }
        let chances = stratum.chances;
        strata.push(Count { n, population: stratum.population, pull, chances });
    }
    let names: Vec<&str> = sample.strata.iter().map(|stratum| stratum.name.as_str()).collect();
    let present: Vec<bool> = strata.iter().map(|count| count.n > 0).collect();
    let lone: Vec<bool> = strata.iter().map(Count::is_lone).collect();
    let group_of = groups(&names, &present, &lone);
    let units = Units { strata, unit_of, group_of };
    match (0..names.len()).find(|stratum| lone[*stratum] && units.has_no_neighbour(*stratum)) {
        Some(stratum) => Err(single(sample, stratum)),
        None => Ok(units),
    }
}

/// Returns how many units each stratum has, and each row's unit within its stratum.
fn numbered(sample: &Sample) -> (Vec<u64>, Vec<usize>) {
    let mut known: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); sample.strata.len()];
    let mut counts = vec![0_u64; sample.strata.len()];
    let mut unit_of = Vec::with_capacity(sample.rows.len());
    for row in &sample.rows {
        let next = counts[row.stratum] as usize;
        let number = match row.cluster {
            Some(cluster) => *known[row.stratum].entry(cluster).or_insert(next),
            None => next,
        };
        counts[row.stratum] += u64::from(number == next);
        unit_of.push(number);
    }
    (counts, unit_of)
}

/// Returns the summed pulls of each stratum's units; of a cluster's rows one counts.
fn pulls(sample: &Sample, counts: &[u64], unit_of: &[usize]) -> Vec<f64> {
    let mut of_unit: Vec<Vec<f64>> = counts.iter().map(|n| vec![0.0; *n as usize]).collect();
    for (row, unit) in sample.rows.iter().zip(unit_of) {
        of_unit[row.stratum][*unit] = row.pull;
    }
    of_unit.iter().map(|units| units.iter().sum()).collect()
}

/// Returns what each row of the sample weighs, whatever spread the sample shows.
pub(super) fn weights(sample: &Sample) -> Vec<f64> {
    let (counts, unit_of) = numbered(sample);
    let pulls = pulls(sample, &counts, &unit_of);
    let of = |row: &Row| weight(row, sample.strata[row.stratum].population, pulls[row.stratum]);
    sample.rows.iter().map(of).collect()
}

/// Returns how many cases of the list a row speaks for: its unit's part of the stratum's N (N/n where
/// all pull alike) times those of its own unit; N/n is 1 where the population is not known.
fn weight(row: &Row, population: Option<u64>, pull: f64) -> f64 {
    let of_pull = population.map_or(1.0, |population| population as f64 / pull);
    of_pull * row.pull * row.speaks_for as f64
}

fn single(sample: &Sample, stratum: usize) -> Error {
    let clustered = sample.rows.iter().any(|row| row.cluster.is_some());
    let found = &sample.strata[stratum];
    Error::Single {
        stratum: found.name.clone(),
        unit: if clustered { "cluster" } else { "case" },
        population: found.population.map_or("an unknown number".to_owned(), |p| p.to_string()),
    }
}

impl Units {
    /// Returns how many cases of the list a row speaks for.
    pub(super) fn weight(&self, row: &Row) -> f64 {
        let Count { population, pull, .. } = self.strata[row.stratum];
        weight(row, population, pull)
    }

    /// Returns how many units of the sample the domain holds, and the groups of strata they are in.
    pub(super) fn inside(&self, sample: &Sample) -> (u64, u64) {
        let mut seen: Vec<Vec<bool>> =
            self.strata.iter().map(|count| vec![false; count.n as usize]).collect();
        let mut groups = vec![false; self.strata.len()];
        for (row, unit) in sample.rows.iter().zip(&self.unit_of).filter(|(row, _)| row.inside) {
            seen[row.stratum][*unit] = true;
            groups[self.group_of[row.stratum]] = true;
        }
        let marked = |marks: &[bool]| marks.iter().filter(|mark| **mark).count() as u64;
        (seen.iter().map(|units| marked(units)).sum(), marked(&groups))
    }

    /// Reports whether every unit of every stratum was read, and in each all that it speaks for.
    pub(super) fn is_census(&self, sample: &Sample) -> bool {
        self.strata.iter().all(|count| count.population == Some(count.n))
            && sample.rows.iter().all(|row| row.speaks_for == 1)
    }

    /// Returns how many strata share a neighbour's variance, having one unit of several.
    pub(super) fn collapsed(&self) -> u64 {
        self.strata.iter().filter(|count| count.is_lone()).count() as u64
    }

    fn has_no_neighbour(&self, stratum: usize) -> bool {
        let own = self.group_of[stratum];
        self.group_of.iter().filter(|group| **group == own).count() == 1
    }

    /// Returns n(1 − f)s² of each group of strata, of `z` summed by unit; rows outside the domain count as 0. A unit of which one case was read for several has no (1 − f): how the others of its
    /// family differ is not seen, and leaving the list's size out errs on the wide side.
    pub(super) fn variances(&self, sample: &Sample, z: impl Fn(&Row) -> f64) -> Vec<Part> {
        let mut totals: Vec<Vec<Total>> =
            self.strata.iter().map(|count| vec![Total::default(); count.n as usize]).collect();
        for (row, unit) in sample.rows.iter().zip(&self.unit_of) {
            let total = &mut totals[row.stratum][*unit];
            total.value += if row.inside { z(row) } else { 0.0 };
            total.speaks_for_several |= row.speaks_for > 1;
        }
        (0..self.strata.len())
            .filter(|stratum| self.group_of[*stratum] == *stratum)
            .map(|group| self.of_group(group, &totals))
            .collect()
    }

    fn of_group(&self, group: usize, totals: &[Vec<Total>]) -> Part {
        let members = || (0..self.strata.len()).filter(|place| self.group_of[*place] == group);
        let units: Vec<Total> = members().flat_map(|place| totals[place].clone()).collect();
        let population: Option<u64> = members().map(|place| self.strata[place].population).sum();
        let is_equal = members().all(|place| self.strata[place].chances == Chances::Equal);
        let drawn =
            population.filter(|_| is_equal).map_or(0.0, |known| units.len() as f64 / known as f64);
        let part = Part { group, units: units.len() as u64, population, drawn, variance: 0.0 };
        if units.len() < 2 {
            return part;
        }
        let n = units.len() as f64;
        let mean = units.iter().map(|unit| unit.value).sum::<f64>() / n;
        let squares = |several: bool| {
            let of_kind = units.iter().filter(|unit| unit.speaks_for_several == several);
            of_kind.map(|unit| (unit.value - mean).powi(2)).sum::<f64>() / (n - 1.0)
        };
        Part { variance: n * (1.0 - drawn) * squares(false) + n * squares(true), ..part }
    }

    /// Returns the group of strata that a row is in.
    pub(super) fn group(&self, row: &Row) -> usize {
        self.group_of[row.stratum]
    }
}
