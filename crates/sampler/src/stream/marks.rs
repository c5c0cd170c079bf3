//! Eight bytes a row, to find an id that occurs twice: equal ids have equal tickets. The marks are put
//! into buckets as they come, and each bucket is small enough to be searched in the processor's cache.

use std::ops::Range;

/// The first eight bytes of tickets, in buckets by their first bits.
#[derive(Debug, Default)]
pub struct Marks {
    buckets: Vec<Bucket>,
}

/// Marks with the same first bits, in pieces of one size: nothing is copied when a bucket grows.
#[derive(Debug, Default)]
struct Bucket {
    open: Vec<u64>,
    full: Vec<Vec<u64>>,
}

/// How many bits of a mark name its bucket.
const BITS: u32 = 8;

/// How many marks a piece of a bucket holds.
const PIECE: usize = 256;

impl Marks {
    /// How many buckets there are.
    pub const BUCKETS: usize = 1 << BITS;

    pub(super) fn push(&mut self, mark: u64) {
        if self.buckets.is_empty() {
            self.buckets.resize_with(Self::BUCKETS, Bucket::default);
        }
        let bucket = &mut self.buckets[(mark >> (64 - BITS)) as usize];
        if bucket.open.len() == bucket.open.capacity() {
            let piece = std::mem::replace(&mut bucket.open, Vec::with_capacity(PIECE));
            bucket.full.push(piece);
        }
        bucket.open.push(mark);
    }

    pub(super) fn append(&mut self, other: Self) {
        if self.buckets.is_empty() {
            *self = other;
            return;
        }
        for (mine, theirs) in self.buckets.iter_mut().zip(other.buckets) {
            mine.full.extend(theirs.full);
            mine.full.push(theirs.open);
        }
    }

    /// Returns the marks of a bucket, piece by piece.
    fn pieces(&self, bucket: usize) -> impl Iterator<Item = &[u64]> {
        let bucket = self.buckets.get(bucket);
        bucket.into_iter().flat_map(|b| b.full.iter().chain([&b.open]).map(Vec::as_slice))
    }
}

/// Returns the marks of these buckets that occur more than once in all parts together, sorted: every id
/// that occurs twice has one of them. Buckets may be searched apart.
#[must_use]
pub fn repeated(parts: &[Marks], buckets: Range<usize>) -> Vec<u64> {
    let mut found = Vec::new();
    let (mut seen, mut alike) = (Bits::default(), Bits::default());
    let mut few = Vec::new();
    for bucket in buckets {
        let pieces = || parts.iter().flat_map(|part| part.pieces(bucket));
        let count: usize = pieces().map(<[u64]>::len).sum();
        // One bit for each mark, in sixteen times the room: where a bit is set already, the mark may
        // occur twice. Those are few, and so are the marks with the same bits, which are then compared.
        seen.clear(count * 16);
        alike.clear(count * 16);
        let mut any = false;
        for mark in pieces().flatten() {
            let was_set = seen.set(*mark);
            any |= was_set;
            if was_set {
                alike.set(*mark);
            }
        }
        if !any {
            continue;
        }
        few.clear();
        few.extend(pieces().flatten().copied().filter(|mark| alike.has(*mark)));
        few.sort_unstable();
        found.extend(few.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A bit for every value that the bits of a mark behind its bucket's can begin with.
#[derive(Debug, Default)]
struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// Makes room for at least this many bits, none of them set.
    fn clear(&mut self, room: usize) {
        let bits = room.max(64).next_power_of_two();
        self.shift = 64 - bits.trailing_zeros();
        self.words.clear();
        self.words.resize(bits / 64, 0);
    }

    fn place(&self, mark: u64) -> (usize, u64) {
        let bit = (mark << BITS) >> self.shift;
        ((bit / 64) as usize, 1 << (bit % 64))
    }

    fn has(&self, mark: u64) -> bool {
        let (word, bit) = self.place(mark);
        self.words[word] & bit != 0
    }

    /// Sets the mark's bit; says whether it was set before.
    fn set(&mut self, mark: u64) -> bool {
        let (word, bit) = self.place(mark);
        let before = self.words[word];
        self.words[word] = before | bit;
        before & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_twice_is_found_and_nothing_else() {
        let spread = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (mut one, mut two) = (Marks::default(), Marks::default());
        for i in 0..300_000 {
            one.push(spread(i));
        }
        for i in (299_999..400_000).chain([3, 4, 4]) {
            two.push(spread(i));
        }
        // All in one bucket, alike but for their last bits.
        for i in 0..40 {
            one.push(u64::MAX - i);
        }
        one.push(u64::MAX);
        two.push(0);
        two.push(0);
        let mut expected: Vec<u64> = [3, 4, 299_999].map(spread).to_vec();
        expected.extend([0, u64::MAX]);
        expected.sort_unstable();
        let half = Marks::BUCKETS / 2;
        let mut parts = [one, two];
        let mut found = repeated(&parts, 0..half);
        found.extend(repeated(&parts, half..Marks::BUCKETS));
        assert_eq!(found, expected);
        let [one, two] = &mut parts;
        one.append(std::mem::take(two));
        assert_eq!(repeated(&parts[..1], 0..Marks::BUCKETS), expected);
        assert!(repeated(&[Marks::default()], 0..Marks::BUCKETS).is_empty());
    }
}
