//! The sample behind a month's figures: the strata of its rounds with their eligible units as drawn, and
//! what each read case speaks for. Which stratum each return is in is worked out once a month, not once
//! a figure. The design decides what a figure's interval can be called; it computes none itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::limit::Limit;
use super::round::{Drawing, Round, RoundCase, RoundStratum};
use crate::Confidence;
use crate::estimate::collapse::nearest;
use crate::estimate::{Basis, Chances, Estimate, Method, Row, Sample, Stratum};
use crate::interval::exact;
use crate::reads::Read;

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

/// A stratum's key: its draw and its name.
type Key<'a> = (&'a str, &'a str);

impl Design {
    /// Returns the design of first reads: that of their draws.
    pub(super) fn of(reads: &[&Read], rounds: &[Round]) -> Self {
        let rounds = of_reads(reads, rounds);
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
        let populations = design.populations(reads, &rounds);
        for read in reads {
            let draw = read.audit.draw.as_ref().map_or("", |draw| draw.as_str());
            let key =
                Some((draw, read.stratum.as_str())).filter(|key| populations.contains_key(key));
            let stratum = *known.entry(key).or_insert_with(|| {
                design.strata.push(Stratum {
                    name: key.map_or_else(String::new, |key| full_name(key, rounds.len())),
                    population: key.and_then(|key| populations.get(&key)).copied(),
                    chances: chances(&rounds, draw),
                });
                design.strata.len() - 1
            });
            let own = families.get(&(draw, read.audit.case.as_str()));
            let next = clusters.len();
            let chance = simulated.get(&(draw, read.audit.case.as_str()));
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
        let rounds = of_reads(reads, rounds);
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
        reads: &[&'a Read],
        rounds: &[&'a Round],
    ) -> BTreeMap<Key<'a>, u64> {
        let read: BTreeSet<Key<'a>> = reads
            .iter()
            .filter_map(|read| Some((read.audit.draw.as_ref()?.as_str(), read.stratum.as_str())))
            .collect();
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

/// Returns the rounds that the reads belong to.
fn of_reads<'a>(reads: &[&Read], rounds: &'a [Round]) -> Vec<&'a Round> {
    let drawn: BTreeSet<&str> =
        reads.iter().filter_map(|read| Some(read.audit.draw.as_ref()?.as_str())).collect();
    rounds.iter().filter(|round| drawn.contains(round.draw.as_str())).collect()
}

/// Returns the best that can be said of the rounds: approximate where a cap changed the chances or
/// strata had no seat, exact where one simple draw allows it.
fn best(rounds: &[&Round]) -> Basis {
    match rounds {
        _ if !limits(rounds).is_empty() => Basis::Approximate,
        [round] if round.drawing == Drawing::Cases => Basis::Exact,
        _ => Basis::DesignBased,
    }
}

/// Returns what the rounds leave unknown, whatever came back.
fn limits(rounds: &[&Round]) -> Vec<Limit> {
    let mut limits = Vec::new();
    for round in rounds {
        let seatless: Vec<&RoundStratum> =
            round.strata.iter().filter(|s| s.seats == 0 && s.eligible > 0).collect();
        if !seatless.is_empty() {
            limits.push(Limit::NoSeat {
                strata: seatless.iter().map(|stratum| stratum.name.clone()).collect(),
                units: seatless.iter().map(|stratum| stratum.eligible).sum(),
                of: round.strata.iter().map(|stratum| stratum.eligible).sum(),
            });
        }
        if round.drawing == Drawing::Steps {
            limits.push(Limit::Steps);
        }
        if round.passed_over > 0 {
            limits
                .push(Limit::Cap { units: round.passed_over, simulated: round.simulated.clone() });
        }
    }
    limits
}

/// Returns the cases of the rounds whose unit is the family, by draw and case.
fn families<'a>(rounds: &[&'a Round]) -> HashMap<(&'a str, &'a str), (Drawing, &'a RoundCase)> {
    let of_families =
        |round: &&&Round| matches!(round.drawing, Drawing::Families | Drawing::WholeFamilies);
    rounds
        .iter()
        .filter(of_families)
        .flat_map(|round| {
            let key = |case: &'a RoundCase| (round.draw.as_str(), case.case.as_str());
            round.cases.iter().map(move |case| (key(case), (round.drawing, case)))
        })
        .collect()
}

/// Returns the chances of the cases of the rounds, where they were found, by draw and case.
fn simulated<'a>(rounds: &[&'a Round]) -> HashMap<(&'a str, &'a str), f64> {
    rounds
        .iter()
        .flat_map(|round| {
            let chance = |case: &'a RoundCase| {
                Some(((round.draw.as_str(), case.case.as_str()), case.chance?))
            };
            round.cases.iter().filter_map(chance)
        })
        .collect()
}

/// Returns whether the units of a draw's strata had the same chance, as far as it is known.
fn chances(rounds: &[&Round], draw: &str) -> Chances {
    let of_draw = rounds.iter().find(|round| round.draw.as_str() == draw);
    let is_simulated = of_draw.is_some_and(|round| round.simulated.is_some());
    if is_simulated { Chances::Unequal } else { Chances::Equal }
}

fn family_id(case: &RoundCase) -> Option<&str> {
    case.family.as_ref().map(|family| family.id.as_str())
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
