//! Two parts of a computation on two processors: the pure crates have no threads of their own.

use assay_measures::both::Both;

/// Side by side, where a processor is free.
pub(crate) struct SideBySide;

impl Both for SideBySide {
    fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        rayon::join(one, other)
    }
}
