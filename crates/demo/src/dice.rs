//! Chance from a seed: `ChaCha20`, by name, with our own bounded integers, so that a later version of a
//! library cannot change the council. Each purpose has a stream of its own. Not used for draws.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of chance for one purpose.
pub(crate) struct Dice(ChaCha20Rng);

impl Dice {
    /// Returns the stream of this seed and label; another label is another stream.
    pub(crate) fn new(seed: &str, label: &str) -> Self {
        let mut key = [0; 32];
        for (lane, part) in key.chunks_exact_mut(8).enumerate() {
            part.copy_from_slice(&digest(lane as u64, seed, label).to_le_bytes());
        }
        Self(ChaCha20Rng::from_seed(key))
    }

    /// Returns a whole number below `n`, each as likely; values that would favour some are thrown away.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        assert!(n > 0, "a choice needs something to choose from");
        let last_fair = u64::MAX - (u64::MAX % n + 1) % n;
        loop {
            let x = self.0.next_u64();
            if x <= last_fair {
                return (x % n) as usize;
            }
        }
    }

    /// Returns a whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1).unsigned_abs() as usize) as i32
    }

    /// Returns true in so many of a thousand throws.
    pub(crate) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille as usize
    }

    /// Returns one of the items.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Returns one of the items, each as likely as its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(T, u32)]) -> T {
        let total: u32 = items.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total as usize) as u32;
        for (item, weight) in items {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        unreachable!("the weights add up to the total")
    }

    /// Returns about −100 to 100, mostly near 0: the sum of three throws.
    pub(crate) fn bell(&mut self) -> i32 {
        (0..3).map(|_| self.between(-33, 33)).sum()
    }

    /// Puts the items in a random order.
    pub(crate) fn mix<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// FNV-1a over lane, seed and label, with the finish of `splitmix64`. It only spreads labels over keys.
fn digest(lane: u64, seed: &str, label: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ lane.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let bytes = seed.bytes().chain([0]).chain(label.bytes());
    let mut hash = bytes
        .fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_for_ever() {
        let mut dice = Dice::new("1", "golden");
        let throws: Vec<usize> = (0..8).map(|_| dice.below(1000)).collect();
        assert_eq!(
            throws,
            [680, 180, 693, 285, 942, 525, 678, 546],
            "a change here changes every demo council"
        );
    }

    #[test]
    fn other_labels_and_seeds_are_other_streams() {
        let throw = |seed, label| {
            let mut dice = Dice::new(seed, label);
            [dice.below(1_000_000), dice.below(1_000_000)]
        };
        assert_eq!(throw("1", "a"), throw("1", "a"));
        assert_ne!(throw("1", "a"), throw("1", "b"));
        assert_ne!(throw("1", "a"), throw("2", "a"));
        assert_ne!(throw("1a", ""), throw("1", "a"));
    }

    #[test]
    fn numbers_below_seven_come_about_equally_often() {
        let mut dice = Dice::new("x", "even");
        let mut counts = [0_u32; 7];
        for _ in 0..7000 {
            counts[dice.below(7)] += 1;
        }
        assert!(counts.iter().all(|count| (880..=1120).contains(count)), "{counts:?}");
    }
}
