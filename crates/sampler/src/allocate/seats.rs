//! One seat at a time to the highest claim. It works on whole numbers alone: a quotient is never
//! formed, two of them are compared by multiplying across.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What one stratum brings to the allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim<'a> {
    /// The name, which breaks the last tie.
    pub(super) name: &'a str,
    /// How many it has: it never gets more, and the larger wins a tie.
    pub(super) size: u64,
    /// How many it gets before the others are dealt out.
    pub(super) floor: u64,
    /// A: what it claims by.
    pub(super) weight: u128,
}

/// Returns the seats of each claim, in the order given: `n` in all, or everything when `n` is more.
pub(super) fn share(claims: &[Claim], n: u64) -> Vec<u64> {
    let mut seats: Vec<u64> = claims.iter().map(|claim| claim.floor).collect();
    let dealt: u64 = seats.iter().sum();
    let mut queue: BinaryHeap<Bid> = claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| claim.floor < claim.size)
        .map(|(index, claim)| Bid { claim, index, held: claim.floor })
        .collect();
    for _ in dealt..n {
        let Some(mut bid) = queue.pop() else { break };
        seats[bid.index] += 1;
        bid.held += 1;
        if bid.held < bid.claim.size {
            queue.push(bid);
        }
    }
    seats
}

/// A claim together with the seats it holds, ordered by who is next.
#[derive(PartialEq, Eq)]
struct Bid<'a> {
    claim: &'a Claim<'a>,
    index: usize,
    held: u64,
}

impl Ord for Bid<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let mine = self.claim.weight * u128::from(2 * other.held + 1);
        let theirs = other.claim.weight * u128::from(2 * self.held + 1);
        mine.cmp(&theirs)
            .then_with(|| self.claim.size.cmp(&other.claim.size))
            .then_with(|| other.claim.name.cmp(self.claim.name))
    }
}

impl PartialOrd for Bid<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
