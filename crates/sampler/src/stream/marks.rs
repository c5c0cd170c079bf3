//! Eight bytes a row, to find an id that stands twice: equal ids have equal tickets. The marks are put
//! into buckets as they come, and each bucket is small enough to be searched in the processor's cache.

use std::ops::Range;

/// The first eight bytes of tickets, in buckets by their first bits.
#[derive(Debug, Default)]
pub struct Marks {
    buckets: Vec<Vec<u64>>,
}

/// How many bits of a mark name its bucket.
const BITS: u32 = 9;

impl Marks {
    /// How many buckets there are.
    pub const BUCKETS: usize = 1 << BITS;

    pub(super) fn push(&mut self, mark: u64) {
        if self.buckets.is_empty() {
            self.buckets = vec![Vec::new(); Self::BUCKETS];
        }
        let bucket = &mut self.buckets[(mark >> (64 - BITS)) as usize];
        if bucket.len() == bucket.capacity() {
            // Doubling would hold twice the memory in the end.
            bucket.reserve_exact((bucket.len() / 4).max(64));
        }
        bucket.push(mark);
    }

    pub(super) fn append(&mut self, other: Self) {
        if self.buckets.is_empty() {
            *self = other;
            return;
        }
        for (mine, mut theirs) in self.buckets.iter_mut().zip(other.buckets) {
            mine.append(&mut theirs);
        }
    }
}

/// Returns the marks of these buckets that stand more than once in all parts together, sorted: every id
/// that stands twice has one of them. Buckets may be searched apart.
#[must_use]
pub fn repeated(parts: &[Marks], buckets: Range<usize>) -> Vec<u64> {
    let mut found = Vec::new();
    let mut table = Vec::new();
    for bucket in buckets {
        let of_bucket = || parts.iter().filter_map(|part| part.buckets.get(bucket));
        let count: usize = of_bucket().map(Vec::len).sum();
        let bits = (2 * count.max(32)).next_power_of_two().trailing_zeros();
        table.clear();
        table.resize(1 << bits, 0);
        for mark in of_bucket().flatten() {
            // A nought means an empty place; the two marks that look alike for it are told apart later.
            let mark = (*mark).max(1);
            let mut place = ((mark << BITS) >> (64 - bits)) as usize;
            while table[place] != 0 && table[place] != mark {
                place = (place + 1) % table.len();
            }
            if table[place] == mark {
                found.push(mark);
            }
            table[place] = mark;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_twice_is_found_and_nothing_else() {
        let spread = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (mut one, mut two) = (Marks::default(), Marks::default());
        for i in 0..5000 {
            one.push(spread(i));
        }
        for i in (4999..9000).chain([3, 4, 4]) {
            two.push(spread(i));
        }
        // All in one bucket, and the last places of a table, which wrap round.
        for i in 0..40 {
            one.push(u64::MAX - i);
        }
        one.push(u64::MAX);
        let mut expected: Vec<u64> = [3, 4, 4999].map(spread).to_vec();
        expected.push(u64::MAX);
        expected.sort_unstable();
        let half = Marks::BUCKETS / 2;
        let parts = [one, two];
        let mut found = repeated(&parts, 0..half);
        found.extend(repeated(&parts, half..Marks::BUCKETS));
        assert_eq!(found, expected);
        assert!(repeated(&[Marks::default()], 0..Marks::BUCKETS).is_empty());
    }
}
