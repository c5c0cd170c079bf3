//! The lowest tickets of a stratum. A list that may grow by half before it is cut back costs less than a
//! heap: most rows are distinguished by one comparison of eight bytes, and a ticket is worked out again for
//! those that are left in the end.

use std::cmp::Ordering;

use crate::ticket::{Ticket, TicketKey};

/// The cases with the lowest tickets seen.
#[derive(Debug)]
pub(super) struct Lowest {
    keep: usize,
    /// No ticket that begins higher than this can be among the lowest.
    limit: u64,
    kept: Vec<Kept>,
    /// The ids, one after the other: an allocation each would cost more than all the rest.
    ids: String,
}

/// A case that may be among the lowest: how its ticket begins, and where its id stands.
#[derive(Debug, Clone, Copy)]
struct Kept {
    mark: u64,
    start: usize,
    length: u32,
}

impl Kept {
    fn id<'a>(&self, ids: &'a str) -> &'a str {
        &ids[self.start..self.start + self.length as usize]
    }
}

impl Lowest {
    /// Returns a list that keeps at least the `keep` lowest.
    pub(super) fn new(keep: usize) -> Self {
        let limit = if keep == 0 { 0 } else { u64::MAX };
        Self { keep, limit, kept: Vec::new(), ids: String::new() }
    }

    /// Returns whether a ticket that begins so may be among the lowest.
    pub(super) fn may_hold(&self, mark: u64) -> bool {
        mark <= self.limit
    }

    /// Keeps a case, the first eight bytes of whose ticket are `mark`, if it may be among the lowest.
    pub(super) fn offer(&mut self, mark: u64, id: &str, key: &TicketKey) {
        if !self.may_hold(mark) || self.keep == 0 {
            return;
        }
        // An id is a field of a CSV or a cell, which are far shorter than 4 GB.
        self.kept.push(Kept { mark, start: self.ids.len(), length: id.len() as u32 });
        self.ids.push_str(id);
        if self.kept.len() >= self.keep.saturating_add((self.keep / 2).max(32)) {
            self.cut(key);
        }
    }

    /// Returns up to `take` of the lowest, lowest first.
    pub(super) fn into_sorted(mut self, take: usize, key: &TicketKey) -> Vec<(Ticket, String)> {
        self.keep = self.keep.min(take);
        if self.keep == 0 {
            return Vec::new();
        }
        if self.kept.len() > self.keep {
            self.cut(key);
        }
        let of = |kept: &Kept| (key.ticket(kept.id(&self.ids)), kept.id(&self.ids).to_owned());
        let mut sorted: Vec<_> = self.kept.iter().map(of).collect();
        sorted.sort_unstable();
        sorted
    }

    /// Hands over every case that is kept, with the first eight bytes of its ticket.
    pub(super) fn each(&self, mut visit: impl FnMut(u64, &str)) {
        self.kept.iter().for_each(|kept| visit(kept.mark, kept.id(&self.ids)));
    }

    /// Cuts the list back to the lowest, and their ids.
    fn cut(&mut self, key: &TicketKey) {
        let ids = std::mem::take(&mut self.ids);
        let order = |a: &Kept, b: &Kept| match a.mark.cmp(&b.mark) {
            // A chance of one in 2^64, or the same id twice: then all of the ticket decides.
            Ordering::Equal => key.ticket(a.id(&ids)).cmp(&key.ticket(b.id(&ids))),
            other => other,
        };
        let (_, highest, _) = self.kept.select_nth_unstable_by(self.keep - 1, order);
        self.limit = highest.mark;
        self.kept.truncate(self.keep);
        for kept in &mut self.kept {
            let start = self.ids.len();
            self.ids.push_str(kept.id(&ids));
            kept.start = start;
        }
    }
}
