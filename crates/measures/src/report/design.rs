//! The sample behind a month's figures: its strata with their eligible cases, as drawn. Where a
//! stratum has a single return, no variance can be told within it, and the round is taken as one
//! simple draw; strata with an unknown list have no correction for its size.

use std::collections::BTreeMap;

use crate::Confidence;
use crate::estimate::{Estimate, Method, Row, Sample, Stratum};
use crate::interval::exact;
use crate::reads::Read;
use crate::report::Round;

/// Returns the sample of all reads, those without a value outside the domain.
pub(super) fn sample(
    reads: &[&Read],
    rounds: &[Round],
    value: impl Fn(&Read) -> Option<f64>,
) -> Sample {
    let fine = build(reads, &value, |read| {
        let round = round_of(read, rounds)?;
        let eligible = round.strata.iter().find(|(name, _)| *name == read.stratum)?.1;
        Some((read.stratum.as_str(), eligible))
    });
    let alone = |stratum: usize| fine.rows.iter().filter(|row| row.stratum == stratum).count() == 1;
    let single = fine
        .strata
        .iter()
        .enumerate()
        .any(|(index, stratum)| stratum.population != Some(1) && alone(index));
    if !single {
        return fine;
    }
    build(reads, &value, |read| {
        let round = round_of(read, rounds)?;
        Some(("", round.strata.iter().map(|(_, eligible)| eligible).sum()))
    })
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

fn round_of<'a>(read: &Read, rounds: &'a [Round]) -> Option<&'a Round> {
    let draw = read.audit.draw.as_ref()?;
    rounds.iter().find(|round| round.draw == *draw)
}

fn build<'a>(
    reads: &[&'a Read],
    value: &impl Fn(&Read) -> Option<f64>,
    stratum: impl Fn(&'a Read) -> Option<(&'a str, u64)>,
) -> Sample {
    let mut known: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
    let mut strata: Vec<Stratum> = Vec::new();
    let mut rows = Vec::with_capacity(reads.len());
    for read in reads {
        let placed = stratum(read);
        let name = placed.map_or("", |(name, _)| name);
        let draw = placed.and(read.audit.draw.as_ref()).map(assay_model::DrawId::as_str);
        let number = *known.entry((draw, name)).or_insert_with(|| {
            let population = placed.map(|(_, eligible)| eligible);
            strata.push(Stratum { name: name.to_owned(), population });
            strata.len() - 1
        });
        let found = value(read);
        rows.push(Row {
            stratum: number,
            cluster: None,
            value: found.unwrap_or(0.0),
            inside: found.is_some(),
        });
    }
    Sample { strata, rows }
}
