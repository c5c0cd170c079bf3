//! The lowest tickets of a stratum. A list that may grow by half before it is cut back costs less than a
//! heap: most rows are told apart by one comparison of eight bytes.

use super::first_eight;
use crate::ticket::Ticket;

/// The lowest tickets seen, with their cases.
#[derive(Debug)]
pub(super) struct Lowest {
    keep: usize,
    /// No ticket above this can be among the lowest.
    limit: u64,
    kept: Vec<(Ticket, Box<str>)>,
}

impl Lowest {
    /// Returns a list that keeps at least the `keep` lowest.
    pub(super) fn new(keep: usize) -> Self {
        Self { keep, limit: u64::MAX, kept: Vec::new() }
    }

    /// Keeps a ticket if it may be among the lowest. `mark` is its first eight bytes.
    pub(super) fn offer(&mut self, mark: u64, entry: impl FnOnce() -> (Ticket, Box<str>)) {
        if mark > self.limit || self.keep == 0 {
            return;
        }
        self.kept.push(entry());
        if self.kept.len() >= self.keep.saturating_add((self.keep / 2).max(32)) {
            let (_, highest, _) = self.kept.select_nth_unstable(self.keep - 1);
            self.limit = first_eight(&highest.0);
            self.kept.truncate(self.keep);
        }
    }

    /// Returns the lowest, lowest first.
    pub(super) fn into_sorted(mut self) -> Vec<(Ticket, Box<str>)> {
        self.kept.sort_unstable();
        self.kept.truncate(self.keep);
        self.kept
    }
}
