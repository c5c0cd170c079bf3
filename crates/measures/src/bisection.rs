//! The least whole number for which something holds, found by halving.

/// Returns the first of `from..=to` where `holds`, given that it holds at `to` and at all behind the first.
pub(crate) fn first(from: u64, to: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
