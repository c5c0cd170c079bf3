//! Counts bound together by sums, and which of them to withhold. It knows nothing of tables: rows,
//! columns, grand totals and the totals of successive months are all sums.

use std::collections::BTreeSet;

use super::Rule;

/// A sum that readers see or can work out: `total` is the sum of `parts` (indices of counts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The total.
    pub total: usize,
    /// Its parts.
    pub parts: Vec<usize>,
}

/// Counts and the sums they make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct System {
    /// The counts, totals included.
    pub counts: Vec<u64>,
    /// The sums.
    pub sums: Vec<Sum>,
}

/// What readers know of a count from packs already published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Past {
    /// It was in none.
    #[default]
    New,
    /// It was printed, and is known for ever.
    Shown,
    /// It was withheld, and has to stay so.
    Withheld,
}

/// Whether a count is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Shown,
    /// It is not.
    Withheld,
}

/// How many steps the search for another value takes before it gives up and more is withheld.
const PATIENCE: usize = 5_000;

/// Returns what to withhold so that every withheld count keeps at least two possible values.
/// `past` says what earlier packs gave away; it may be shorter than the counts.
#[must_use]
pub fn withhold(system: &System, rule: Rule, past: &[Past]) -> Vec<State> {
    let before = |i: usize| past.get(i).copied().unwrap_or_default();
    let mut states: Vec<State> = (0..system.counts.len())
        .map(|i| match before(i) {
            Past::Shown => State::Shown,
            Past::Withheld => State::Withheld,
            Past::New if (1..=rule.small).contains(&system.counts[i]) => State::Withheld,
            Past::New => State::Shown,
        })
        .collect();
    let sums_of = sums_of(system);
    loop {
        let unsafe_one = (0..states.len())
            .find(|i| states[*i] == State::Withheld && !can_move(system, &sums_of, &states, *i));
        let Some(exposed) = unsafe_one else { return states };
        match next_to_withhold(system, &sums_of, &states, past, exposed) {
            Some(next) => states[next] = State::Withheld,
            // Everything around it is withheld or known: nothing more can be done from here.
            None => return give_up(system, &sums_of, &states, rule, past),
        }
    }
}

/// Withholds every count that is new and not zero, but for larger ones that anyone could work out
/// from earlier packs: to withhold those hides nothing.
fn give_up(
    system: &System,
    sums_of: &[Vec<usize>],
    states: &[State],
    rule: Rule,
    past: &[Past],
) -> Vec<State> {
    let is_new = |i: usize| past.get(i).copied().unwrap_or_default() == Past::New;
    let all = |i: usize| {
        if is_new(i) && system.counts[i] > 0 { State::Withheld } else { states[i] }
    };
    let mut states: Vec<State> = (0..states.len()).map(all).collect();
    loop {
        let known = (0..states.len()).find(|i| {
            let is_large = states[*i] == State::Withheld && system.counts[*i] > rule.small;
            is_large && is_new(*i) && !can_move(system, sums_of, &states, *i)
        });
        let Some(known) = known else { return states };
        states[known] = State::Shown;
    }
}

fn sums_of(system: &System) -> Vec<Vec<usize>> {
    let mut of = vec![Vec::new(); system.counts.len()];
    for (s, sum) in system.sums.iter().enumerate() {
        of[sum.total].push(s);
        for part in &sum.parts {
            of[*part].push(s);
        }
    }
    of
}

/// Returns the count to withhold next: in a sum with the exposed one the smallest part that is
/// shown, new and not zero; the sum's total only where there is no such part.
fn next_to_withhold(
    system: &System,
    sums_of: &[Vec<usize>],
    states: &[State],
    past: &[Past],
    exposed: usize,
) -> Option<usize> {
    // Sums in which the exposed count stands alone come first; then outwards, sum by sum.
    let mut seen: BTreeSet<usize> = BTreeSet::from([exposed]);
    let mut frontier = vec![exposed];
    while !frontier.is_empty() {
        let near: BTreeSet<usize> =
            frontier.iter().flat_map(|i| sums_of[*i].iter().copied()).collect();
        let candidate = |i: &usize| {
            states[*i] == State::Shown
                && system.counts[*i] > 0
                && past.get(*i).copied().unwrap_or_default() == Past::New
        };
        let alone = |s: &usize| {
            let sum = &system.sums[*s];
            let members = sum.parts.iter().chain([&sum.total]);
            members.filter(|i| states[**i] == State::Withheld).count()
        };
        let mut ordered: Vec<usize> = near.iter().copied().collect();
        ordered.sort_by_key(alone);
        for sum in ordered.iter().map(|s| &system.sums[*s]) {
            let best = sum.parts.iter().filter(|i| candidate(i)).min_by_key(|i| system.counts[**i]);
            if let Some(best) = best {
                return Some(*best);
            }
            if candidate(&sum.total) {
                return Some(sum.total);
            }
        }
        let members = near.iter().flat_map(|s| {
            let sum = &system.sums[*s];
            sum.parts.iter().copied().chain([sum.total])
        });
        frontier = members.filter(|i| seen.insert(*i)).collect();
    }
    None
}

/// Tells whether a withheld count can take another value with everything published unchanged: one
/// more or one less, made good by other withheld counts that change by one each.
fn can_move(system: &System, sums_of: &[Vec<usize>], states: &[State], start: usize) -> bool {
    [1i64, -1].into_iter().any(|by| {
        let mut search = Search {
            system,
            sums_of,
            states,
            moved: vec![0; system.counts.len()],
            balance: vec![0; system.sums.len()],
            steps: 0,
        };
        search.try_move(start, by)
    })
}

struct Search<'a> {
    system: &'a System,
    sums_of: &'a [Vec<usize>],
    states: &'a [State],
    moved: Vec<i64>,
    balance: Vec<i64>,
    steps: usize,
}

impl Search<'_> {
    fn try_move(&mut self, i: usize, by: i64) -> bool {
        self.steps += 1;
        let value = self.system.counts[i] as i64 + by;
        if self.steps > PATIENCE
            || self.states[i] == State::Shown
            || self.moved[i] != 0
            || value < 1
        {
            return false;
        }
        self.shift(i, by);
        let done = match self.balance.iter().position(|b| *b != 0) {
            None => true,
            Some(s) => self.mend(s),
        };
        if !done {
            self.shift(i, -by);
        }
        done
    }

    /// Tries to bring a sum back into balance by moving one of its counts.
    fn mend(&mut self, s: usize) -> bool {
        let sum = &self.system.sums[s];
        let off = self.balance[s].signum();
        let total = (sum.total, off);
        let parts: Vec<(usize, i64)> = sum.parts.iter().map(|part| (*part, -off)).collect();
        parts.into_iter().chain([total]).any(|(i, by)| self.try_move(i, by))
    }

    fn shift(&mut self, i: usize, by: i64) {
        self.moved[i] += by;
        for s in &self.sums_of[i] {
            let is_total = self.system.sums[*s].total == i;
            self.balance[*s] += if is_total { -by } else { by };
        }
    }
}

#[cfg(test)]
mod tests;
