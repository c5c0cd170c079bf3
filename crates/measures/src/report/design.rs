//! The sample behind a month's figures: the strata of its rounds with their eligible units as drawn, and
//! what each read case speaks for. Which stratum each return is in is worked out once a month, not once
//! a figure. The design decides what a figure's interval can be called; it computes none itself.

mod rounds;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::limit::Limit;
use super::round::{Drawing, Round, RoundStratum};
use crate::Confidence;
use crate::estimate::collapse::nearest;
use crate::estimate::weighed::weights;
use crate::estimate::{Basis, Chances, Estimate, Method, Row, Sample, Stratum};
use crate::interval::exact;
use crate::reads::Read;

use rounds::{best, chances, families, family_id, limits, simulated};

/// The design of a month's reads.
pub(super) struct Design {
    strata: Vec<Stratum>,
    /// For each read, its stratum, cluster and the cases it speaks for.
    placed: Vec<Placed>,
    /// The best that can be said of an interval of this design.
    best: Basis,
    /// Why that is no more than approximate, where it is.
    limits: Vec<Limit>,
}

#[derive(Clone, Copy)]
struct Placed {
    stratum: usize,
    cluster: Option<usize>,
    speaks_for: u64,
    pull: f64,
}

/// A case that a design places: one that was read, or one that could have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seat<'a> {
    /// Its draw; empty for a case of none.
    pub(super) draw: &'a str,
    /// The case.
    pub(super) case: &'a str,
    /// Its stratum.
    pub(super) stratum: &'a str,
}

impl<'a> Seat<'a> {
    /// Returns the seat of a read case.
    pub(super) fn of(read: &'a Read) -> Self {
        Self {
            draw: read.audit.draw.as_ref().map_or("", |draw| draw.as_str()),
            case: read.audit.case.as_str(),
            stratum: &read.stratum,
        }
    }
}

/// A stratum's key: its draw and its name.
type Key<'a> = (&'a str, &'a str);

impl Design {
    /// Returns the design of first reads: that of their draws.
    pub(super) fn of(reads: &[&Read], rounds: &[Round]) -> Self {
        Self::of_seats(&reads.iter().copied().map(Seat::of).collect::<Vec<_>>(), rounds)
    }

    /// Returns the design of these cases as if each had been read.
    pub(super) fn of_seats(seats: &[Seat<'_>], rounds: &[Round]) -> Self {
        let rounds = of_seats(seats, rounds);
        let families = families(&rounds);
        let simulated = simulated(&rounds);
        let mut design = Self {
            strata: Vec::new(),
            placed: Vec::new(),
            best: best(&rounds),
            limits: limits(&rounds),
        };
        let mut known: HashMap<Option<Key<'_>>, usize> = HashMap::new();
        let mut clusters: HashMap<(&str, &str), usize> = HashMap::new();
        let populations = design.populations(seats, &rounds);
        for seat in seats {
            let draw = seat.draw;
            let key = Some((draw, seat.stratum)).filter(|key| populations.contains_key(key));
            let stratum = *known.entry(key).or_insert_with(|| {
                design.strata.push(Stratum {
                    name: key.map_or_else(String::new, |key| full_name(key, rounds.len())),
                    population: key.and_then(|key| populations.get(&key)).copied(),
                    chances: chances(&rounds, draw),
                });
                design.strata.len() - 1
            });
            let own = families.get(&(draw, seat.case));
            let next = clusters.len();
            let chance = simulated.get(&(draw, seat.case));
            let alone = Placed {
                stratum,
                cluster: None,
                speaks_for: 1,
                pull: chance.map_or(1.0, |chance| 1.0 / chance),
            };
            design.placed.push(match own {
                Some((Drawing::WholeFamilies, case)) => Placed {
                    cluster: family_id(case).map(|id| *clusters.entry((draw, id)).or_insert(next)),
                    ..alone
                },
                Some((_, case)) => Placed {
                    speaks_for: case.family.as_ref().map_or(1, |family| family.children.max(1)),
                    ..alone
                },
                None => alone,
            });
        }
        let lone = design.lone();
        if !lone.is_empty() {
            design.limits.push(Limit::OneReturn { strata: lone });
        }
        design
    }

    /// Returns why estimates of this design are approximate; nothing where they are not.
    pub(super) fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// Returns the names of the strata with one unit read of several.
    fn lone(&self) -> Vec<String> {
        let units = |stratum: usize| {
            let placed = self.placed.iter().filter(|placed| placed.stratum == stratum);
            placed.map(|placed| placed.cluster).collect::<Vec<_>>()
        };
        let is_lone = |(place, stratum): &(usize, &Stratum)| {
            let units = units(*place);
            let is_one = units.windows(2).all(|pair| pair[0].is_some() && pair[0] == pair[1]);
            is_one && stratum.population.is_some_and(|population| population > 1)
        };
        self.strata.iter().enumerate().filter(is_lone).map(|(_, s)| s.name.clone()).collect()
    }

    /// Returns the design of second reads: a few of each draw, chosen by tickets of their own over all of
    /// its strata, which are too few to weigh by stratum.
    pub(super) fn of_second_reads(reads: &[&Read], rounds: &[Round]) -> Self {
        let rounds = of_seats(&reads.iter().copied().map(Seat::of).collect::<Vec<_>>(), rounds);
        let is_one_stratum = |round: &&Round| round.strata.len() == 1;
        let best = match best(&rounds) {
            best if rounds.iter().all(is_one_stratum) => best,
            _ => Basis::Approximate,
        };
        let number = |read: &&Read| {
            let draw = read.audit.draw.as_ref()?;
            rounds.iter().position(|round| round.draw == *draw)
        };
        let stratum = |round: &&Round| Stratum {
            name: round.draw.as_str().to_owned(),
            population: Some(round.strata.iter().map(|stratum| stratum.eligible).sum()),
            chances: Chances::Equal,
        };
        let mut strata: Vec<Stratum> = rounds.iter().map(stratum).collect();
        if reads.iter().any(|read| number(read).is_none()) {
            strata.push(Stratum { name: String::new(), population: None, chances: Chances::Equal });
        }
        let place = |read: &&Read| Placed {
            stratum: number(read).unwrap_or(rounds.len()),
            cluster: None,
            speaks_for: 1,
            pull: 1.0,
        };
        Self { placed: reads.iter().map(place).collect(), strata, best, limits: Vec::new() }
    }

    /// Returns the eligible units of each stratum with a read. A stratum with seats of which nothing came
    /// back is added to its nearest neighbour, so that its children are not forgotten.
    fn populations<'a>(
        &mut self,
        seats: &[Seat<'a>],
        rounds: &[&'a Round],
    ) -> BTreeMap<Key<'a>, u64> {
        let read: BTreeSet<Key<'a>> = seats.iter().map(|seat| (seat.draw, seat.stratum)).collect();
        let mut found = BTreeMap::new();
        for round in rounds {
            let draw = round.draw.as_str();
            let has_reads = |stratum: &&RoundStratum| read.contains(&(draw, stratum.name.as_str()));
            for stratum in round.strata.iter().filter(has_reads) {
                found.insert((draw, stratum.name.as_str()), stratum.eligible);
            }
            let names: Vec<&str> =
                round.strata.iter().filter(has_reads).map(|s| s.name.as_str()).collect();
            let mut silent = Vec::new();
            for stratum in round.strata.iter().filter(|s| s.seats > 0 && !has_reads(s)) {
                let Some(neighbour) = nearest_of(&stratum.name, &names) else { continue };
                *found.entry((draw, neighbour)).or_default() += stratum.eligible;
                silent.push(stratum.name.clone());
            }
            if !silent.is_empty() {
                self.best = Basis::Approximate;
                self.limits.push(Limit::NoReturn { strata: silent });
            }
        }
        found
    }

    /// Returns the sample of all reads, whose values come in the reads' order; those without a value
    /// are outside the domain.
    pub(super) fn sample(&self, values: impl Iterator<Item = Option<f64>>) -> Sample {
        let row = |(found, placed): (Option<f64>, &Placed)| Row {
            stratum: placed.stratum,
            cluster: placed.cluster,
            speaks_for: placed.speaks_for,
            pull: placed.pull,
            value: found.unwrap_or(0.0),
            inside: found.is_some(),
        };
        let rows = values.zip(&self.placed).map(row).collect();
        Sample { strata: self.strata.clone(), rows }
    }

    /// Returns how many eligible cases each read speaks for, in the reads' order.
    pub(super) fn weights(&self) -> Vec<f64> {
        weights(&self.sample(self.placed.iter().map(|_| None)))
    }

    /// Returns the estimate named no better than the design allows.
    pub(super) fn named(&self, found: Estimate) -> Estimate {
        Estimate { basis: found.basis.max(self.best), ..found }
    }

    /// Returns the share's estimate, with the exact interval where the sample is one simple draw of which
    /// every audit has a value.
    pub(super) fn exact_or_named(
        &self,
        found: Estimate,
        (count, base): (u64, u64),
        confidence: Confidence,
    ) -> Estimate {
        let [Stratum { population: Some(population), .. }] = self.strata.as_slice() else {
            return self.named(found);
        };
        let is_simple = self.best == Basis::Exact && base == self.placed.len() as u64;
        if found.method == Method::Census || !is_simple {
            return self.named(found);
        }
        match exact(count, base, *population, confidence) {
            Ok(cases) => Estimate {
                interval: cases.shares_of(*population),
                method: Method::Exact,
                basis: Basis::Exact,
                ..found
            },
            Err(_) => self.named(found),
        }
    }
}

/// Returns the rounds that the cases were drawn in.
fn of_seats<'a>(seats: &[Seat<'_>], rounds: &'a [Round]) -> Vec<&'a Round> {
    let drawn: BTreeSet<&str> = seats.iter().map(|seat| seat.draw).collect();
    rounds.iter().filter(|round| drawn.contains(round.draw.as_str())).collect()
}

/// Returns the stratum's name; among several draws it begins with its own, so that neighbours are of one
/// draw.
fn full_name((draw, name): Key<'_>, rounds: usize) -> String {
    if rounds > 1 { format!("{draw} / {name}") } else { name.to_owned() }
}

/// Returns the stratum with reads that is nearest to one without.
fn nearest_of<'a>(name: &'a str, with_reads: &[&'a str]) -> Option<&'a str> {
    let mut names = with_reads.to_vec();
    names.push(name);
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|place| names[*place]);
    let at = order.iter().position(|place| *place == with_reads.len())?;
    nearest(&names, &order, at).map(|place| names[place])
}

#[cfg(test)]
mod tests;
