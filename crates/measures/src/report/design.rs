//! The sample behind a month's figures: its strata with their eligible cases, as drawn. Where a
//! stratum has a single return, no variance can be told within it, and the round is taken as one
//! simple draw; strata with an unknown list have no correction for its size. Which stratum each return
//! stands in is worked out once a month, not once a figure.

use std::collections::HashMap;

use crate::Confidence;
use crate::estimate::{Estimate, Method, Row, Sample, Stratum};
use crate::interval::exact;
use crate::reads::Read;
use crate::report::Round;

/// The strata of a month's reads.
pub(super) struct Design {
    strata: Vec<Stratum>,
    /// For each read, the number of its stratum.
    placed: Vec<usize>,
}

impl Design {
    /// Returns the design of the reads.
    pub(super) fn of(reads: &[&Read], rounds: &[Round]) -> Self {
        let by_draw: HashMap<&str, &Round> =
            rounds.iter().map(|round| (round.draw.as_str(), round)).collect();
        let round_of = |read: &Read| by_draw.get(read.audit.draw.as_ref()?.as_str()).copied();
        let mut listed: HashMap<(&str, &str), u64> = HashMap::new();
        for round in rounds {
            let draw = round.draw.as_str();
            listed.extend(round.strata.iter().map(|(name, n)| ((draw, name.as_str()), *n)));
        }
        let fine = build(reads, |read| {
            let round = round_of(read)?;
            let eligible = listed.get(&(round.draw.as_str(), read.stratum.as_str()))?;
            Some((round.draw.as_str(), read.stratum.as_str(), *eligible))
        });
        let mut returns = vec![0_u64; fine.strata.len()];
        for stratum in &fine.placed {
            returns[*stratum] += 1;
        }
        let alone = |(stratum, n): (&Stratum, &u64)| *n == 1 && stratum.population != Some(1);
        if !fine.strata.iter().zip(&returns).any(alone) {
            return fine;
        }
        let whole: HashMap<&str, u64> = rounds
            .iter()
            .map(|round| (round.draw.as_str(), round.strata.iter().map(|(_, n)| n).sum()))
            .collect();
        build(reads, |read| {
            let draw = round_of(read)?.draw.as_str();
            Some((draw, "", *whole.get(draw)?))
        })
    }

    /// Returns the sample of all reads, whose values come in the reads' order; those without a value
    /// are outside the domain.
    pub(super) fn sample(&self, values: impl Iterator<Item = Option<f64>>) -> Sample {
        let row = |(found, stratum): (Option<f64>, &usize)| Row {
            stratum: *stratum,
            cluster: None,
            value: found.unwrap_or(0.0),
            inside: found.is_some(),
        };
        let rows = values.zip(&self.placed).map(row).collect();
        Sample { strata: self.strata.clone(), rows }
    }
}

/// Returns the estimate with the exact interval where the sample is one simple draw read to the end.
pub(super) fn exact_or(
    found: Estimate,
    count: u64,
    base: u64,
    design: &Sample,
    confidence: Confidence,
) -> Estimate {
    let [Stratum { population: Some(population), .. }] = design.strata.as_slice() else {
        return found;
    };
    if found.method == Method::Census || base != design.rows.len() as u64 {
        return found;
    }
    match exact(count, base, *population, confidence) {
        Ok(cases) => {
            let interval = cases.shares_of(*population);
            Estimate { interval, method: Method::Exact, ..found }
        }
        Err(_) => found,
    }
}

/// Returns the design by each read's draw, stratum and eligible cases; a read without them stands in a
/// stratum whose list is not known.
fn build<'a>(
    reads: &[&'a Read],
    stratum: impl Fn(&'a Read) -> Option<(&'a str, &'a str, u64)>,
) -> Design {
    let mut known: HashMap<Option<(&str, &str)>, usize> = HashMap::new();
    let mut strata: Vec<Stratum> = Vec::new();
    let mut placed = Vec::with_capacity(reads.len());
    for read in reads {
        let found = stratum(read);
        let key = found.map(|(draw, name, _)| (draw, name));
        let number = *known.entry(key).or_insert_with(|| {
            strata.push(Stratum {
                name: found.map_or("", |(_, name, _)| name).to_owned(),
                population: found.map(|(_, _, eligible)| eligible),
            });
            strata.len() - 1
        });
        placed.push(number);
    }
    Design { strata, placed }
}
