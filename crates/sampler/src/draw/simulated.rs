//! The chance of each unit in a draw with a cap, by drawing again and again with tickets that count for
//! nothing. Units of one stratum whose workers have equally many there have the same chance, so they are
//! counted together. The seed follows from the draw's id alone, so that anyone finds the same chances.

use std::collections::{BTreeMap, HashMap};

use assay_model::{CaseId, DrawId};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::DrawnStratum;
use super::family::{UnitRow, units};
use crate::{Digest, Frame, Rules};

/// How often each stratum is drawn.
pub const ROUNDS: u64 = 2000;

/// A chance of being drawn: so many times of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance {
    /// How often one of its kind was drawn, at least 1.
    pub times: u64,
    /// Of how many tries.
    pub of: u64,
}

impl Chance {
    /// Returns the chance as a number above 0, at most 1, for estimates; no selection rests on it.
    #[must_use]
    pub fn share(self) -> f64 {
        self.times as f64 / self.of as f64
    }
}

/// Returns the text whose SHA-256 is the key of the simulation's stream.
#[must_use]
pub fn simulation_seed(id: &DrawId) -> String {
    format!("{id}|weights")
}

/// Returns how the chances were found, so that anybody can find them again.
#[must_use]
pub fn simulation_words(id: &DrawId) -> String {
    format!("drawing {ROUNDS} times with the seed \"{}\"", simulation_seed(id))
}

/// Returns the chance of each eligible case's unit, for a draw of these strata by tickets with a cap.
/// Without a cap there is nothing to simulate and nothing is returned.
#[must_use]
pub fn simulated_chances(
    frame: &Frame,
    rules: &Rules,
    strata: &[DrawnStratum],
    id: &DrawId,
) -> BTreeMap<CaseId, Chance> {
    let Some(cap) = &rules.cap else { return BTreeMap::new() };
    let mut stream = ChaCha20Rng::from_seed(*Digest::of(simulation_seed(id).as_bytes()).bytes());
    let units = units(frame, rules.unit);
    let mut by_stratum: BTreeMap<&str, Vec<&UnitRow>> = BTreeMap::new();
    for unit in &units {
        by_stratum.entry(unit.stratum).or_default().push(unit);
    }
    let mut chances = BTreeMap::new();
    for stratum in strata {
        let Some(members) = by_stratum.get(stratum.name.as_str()) else { continue };
        let loads = Loads::of(members);
        let found = loads.simulate(cap.k, stratum.n as usize, &mut stream);
        for (unit, load) in members.iter().zip(&loads.of_unit) {
            let chance = found[load];
            chances.extend(unit.cases.iter().map(|case| ((*case).clone(), chance)));
        }
    }
    chances
}

/// The workers of a stratum's units and how many units each has; a unit that no cap counts is alone.
struct Loads {
    /// The worker of each unit, by number.
    worker: Vec<usize>,
    /// How many units the unit's worker has.
    of_unit: Vec<u64>,
    workers: usize,
}

impl Loads {
    fn of(members: &[&UnitRow<'_>]) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut counts: Vec<u64> = Vec::new();
        let mut worker = Vec::with_capacity(members.len());
        for unit in members {
            let fresh = counts.len();
            let number = match unit.cap {
                "" | "(blank)" => fresh,
                name => *numbers.entry(name).or_insert(fresh),
            };
            if number == fresh {
                counts.push(0);
            }
            counts[number] += 1;
            worker.push(number);
        }
        let of_unit = worker.iter().map(|number| counts[*number]).collect();
        Self { worker, of_unit, workers: counts.len() }
    }

    /// Returns the chance by load.
    fn simulate(&self, k: u64, n: usize, stream: &mut ChaCha20Rng) -> BTreeMap<u64, Chance> {
        let mut found: BTreeMap<u64, Chance> = BTreeMap::new();
        for load in &self.of_unit {
            found.entry(*load).or_insert(Chance { times: 0, of: 0 }).of += ROUNDS;
        }
        let mut order: Vec<(u64, usize)> = Vec::with_capacity(self.worker.len());
        for _ in 0..ROUNDS {
            order.clear();
            order.extend((0..self.worker.len()).map(|unit| (stream.next_u64(), unit)));
            order.sort_unstable();
            for unit in self.first(&order, k, n) {
                found.get_mut(&self.of_unit[unit]).expect("every load was counted").times += 1;
            }
        }
        for chance in found.values_mut() {
            chance.times = chance.times.max(1);
        }
        found
    }

    /// Returns the first `n` units of an order under the cap.
    fn first(&self, order: &[(u64, usize)], k: u64, n: usize) -> Vec<usize> {
        let mut had = vec![0_u64; self.workers];
        let (mut first, mut others) = (Vec::with_capacity(n), Vec::new());
        for (_, unit) in order {
            if first.len() == n {
                break;
            }
            let count = &mut had[self.worker[*unit]];
            if *count < k {
                *count += 1;
                first.push(*unit);
            } else {
                others.push(*unit);
            }
        }
        let more = n - first.len();
        first.extend(others.into_iter().take(more));
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cap, FrameRow, Seed, Status, draw};

    fn frame() -> Frame {
        let row = |n: usize| FrameRow {
            case: CaseId::parse(&format!("{n:03}")).unwrap(),
            stratum: "all".to_owned(),
            unit: format!("{n:03}"),
            status: Status::Eligible,
            cap: if n < 60 { "busy".to_owned() } else { format!("w{n}") },
            key: String::new(),
        };
        Frame::new((0..120).map(row).collect()).unwrap()
    }

    #[test]
    fn chances_are_those_of_the_draw_and_add_up_to_n() {
        let frame = frame();
        let rules =
            Rules { cap: Some(Cap { column: "worker".to_owned(), k: 1 }), ..Rules::default() };
        let id = DrawId::parse("capped").unwrap();
        let seed = Seed::parse("73951048273649501827").unwrap();
        let drawn = draw(&frame, &seed, &id, 40, &rules).unwrap();
        let chances = simulated_chances(&frame, &rules, &drawn.strata, &id);
        let share = |case: &str| {
            let chance = chances[&CaseId::parse(case).unwrap()];
            chance.times as f64 / chance.of as f64
        };
        // One of the sixty of the busy worker comes nearly every time, so each has about 1/60.
        assert!((share("000") - 1.0 / 60.0).abs() < 0.001, "{}", share("000"));
        assert!((share("060") - 39.0 / 60.0).abs() < 0.01, "{}", share("060"));
        let sum: f64 = frame.rows().iter().map(|row| share(row.case.as_str())).sum();
        assert!((sum - 40.0).abs() < 1e-9, "{sum}");
        assert_eq!(chances, simulated_chances(&frame, &rules, &drawn.strata, &id));
    }
}
