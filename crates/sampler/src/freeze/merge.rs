//! Which strata are merged, by the plan's rule, before the list is frozen, and what the merged ones are
//! called. It is part of the published method: whole numbers and the byte order of names alone decide.
//!
//! Strata are taken in the byte order of their names; only those with eligible units play a part. By
//! parent, every first column with a stratum that is too small becomes one stratum. Then, as long as
//! there are several strata and one is too small, the smallest (of equal ones the first by name) is
//! merged with its nearest: the next where it has the same first column, else the one before, else the
//! next. A merged stratum keeps the place and first column of its first member.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use assay_model::stratum::{JOINER, first_column, nearest};

use crate::plan::{Below, Collapse, With};

/// What joins the names of merged strata.
const AND: &str = " + ";

/// Returns the new name of every stratum that is merged with another. `sizes` are the eligible units of
/// each stratum, `n` the sample size, no larger than their sum.
pub(super) fn merged(
    sizes: &BTreeMap<String, u64>,
    rule: &Collapse,
    n: u64,
) -> BTreeMap<String, String> {
    let total: u64 = sizes.values().sum();
    let is_small = |size: u64| match rule.below {
        Below::Units(least) => size < least,
        // A census leaves nobody out.
        Below::Seats(_) if n >= total => false,
        Below::Seats(least) => {
            u128::from(size) * u128::from(n) < u128::from(least) * u128::from(total)
        }
    };
    let names: Vec<&str> = sizes.keys().map(String::as_str).collect();
    let mut groups: Vec<Group> = sizes
        .values()
        .enumerate()
        .map(|(place, size)| Group { members: place..place + 1, size: *size })
        .collect();
    if rule.with == With::Parent {
        groups = by_parent(&names, groups, is_small);
    }
    renamed(&names, &Row::of(&names, groups).merged(is_small))
}

/// Strata that are one.
struct Group {
    /// Their places in the byte order of all names: those that are merged are next to each other.
    members: Range<usize>,
    size: u64,
}

impl Group {
    /// Takes in the group that comes right after it.
    fn take(&mut self, next: &Self) {
        self.members.end = next.members.end;
        self.size += next.size;
    }

    /// The values of a first column of which every stratum is here take their place; the others keep what
    /// comes after the first column.
    fn name(&self, names: &[&str], of_column: &BTreeMap<&str, usize>) -> String {
        let mut parts: Vec<String> = Vec::new();
        let members = &names[self.members.clone()];
        for members in members.chunk_by(|a, b| first_column(a) == first_column(b)) {
            let column = first_column(members[0]);
            if column.is_empty() {
                parts.extend(members.iter().map(|name| (*name).to_owned()));
            } else if of_column.get(column) == Some(&members.len()) {
                parts.push(column.to_owned());
            } else {
                let rest = |name: &&str| name[column.len() + JOINER.len()..].to_owned();
                let rests: Vec<String> = members.iter().map(rest).collect();
                parts.push(format!("{column}{JOINER}{}", rests.join(AND)));
            }
        }
        parts.join(AND)
    }
}

/// Makes one stratum of all those of a first column, where one of them is too small.
fn by_parent(names: &[&str], groups: Vec<Group>, is_small: impl Fn(u64) -> bool) -> Vec<Group> {
    let column = |group: &Group| first_column(names[group.members.start]);
    let small: BTreeSet<&str> =
        groups.iter().filter(|group| is_small(group.size)).map(column).collect();
    let mut result: Vec<Group> = Vec::new();
    for group in groups {
        let own = column(&group);
        match result.last_mut() {
            Some(last) if small.contains(own) && column(last) == own => last.take(&group),
            _ => result.push(group),
        }
    }
    result
}

/// The groups in order, each with the places of those next to it, so that a merger costs the same however
/// many there are.
struct Row<'a> {
    names: &'a [&'a str],
    groups: Vec<Option<Group>>,
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
}

impl<'a> Row<'a> {
    fn of(names: &'a [&'a str], groups: Vec<Group>) -> Self {
        let len = groups.len();
        let before = (0..len).map(|place| place.checked_sub(1)).collect();
        let after = (1..=len).map(|place| Some(place).filter(|place| *place < len)).collect();
        Self { names, groups: groups.into_iter().map(Some).collect(), before, after }
    }

    /// Merges the smallest of the small ones with its nearest until none is small or one is left.
    fn merged(mut self, is_small: impl Fn(u64) -> bool) -> Vec<Group> {
        let mut small: BTreeSet<(u64, usize)> = (0..self.groups.len())
            .map(|place| (self.size(place), place))
            .filter(|(size, _)| is_small(*size))
            .collect();
        while let Some((_, smallest)) = small.pop_first() {
            let Some(neighbour) = self.neighbour(smallest) else { break };
            small.remove(&(self.size(neighbour), neighbour));
            let (first, second) = (smallest.min(neighbour), smallest.max(neighbour));
            self.join(first, second);
            if is_small(self.size(first)) {
                small.insert((self.size(first), first));
            }
        }
        self.groups.into_iter().flatten().collect()
    }

    fn size(&self, place: usize) -> u64 {
        self.groups[place].as_ref().map_or(0, |group| group.size)
    }

    /// Returns the place of the nearest: of all groups only those next to it can be.
    fn neighbour(&self, at: usize) -> Option<usize> {
        let places: Vec<usize> =
            self.before[at].into_iter().chain([at]).chain(self.after[at]).collect();
        let first_name = |place: &usize| {
            self.groups[*place].as_ref().map_or("", |group| self.names[group.members.start])
        };
        let names: Vec<&str> = places.iter().map(first_name).collect();
        let own = usize::from(self.before[at].is_some());
        nearest(&names, own).map(|place| places[place])
    }

    fn join(&mut self, first: usize, second: usize) {
        let gone = self.groups[second].take();
        if let (Some(group), Some(gone)) = (&mut self.groups[first], gone) {
            group.take(&gone);
        }
        self.after[first] = self.after[second];
        if let Some(next) = self.after[first] {
            self.before[next] = Some(first);
        }
    }
}

fn renamed(names: &[&str], groups: &[Group]) -> BTreeMap<String, String> {
    let mut of_column: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *of_column.entry(first_column(name)).or_default() += 1;
    }
    let mut result = BTreeMap::new();
    for group in groups.iter().filter(|group| group.members.len() > 1) {
        let name = group.name(names, &of_column);
        let members = &names[group.members.clone()];
        result.extend(members.iter().map(|member| ((*member).to_owned(), name.clone())));
    }
    result
}

#[cfg(test)]
mod tests;
