//! A draw straight from a list that is never held in memory: per stratum the lowest tickets seen, a
//! count, and eight bytes a row to find an id that occurs twice. Partitions are filled apart and
//! merged, in any order, with the same result. It reads no file.

mod batch;
mod lowest;
mod marks;
mod plain;

use std::collections::BTreeMap;

use crate::allocate::{Allocation, AllocationError, allocate};
use crate::ticket::{SHORT, Ticket, TicketKey};

use batch::Batch;
use lowest::Lowest;
pub use marks::{Marks, repeated};
pub use plain::PlainId;

/// What has been seen of a list.
#[derive(Debug)]
pub struct Pool {
    key: TicketKey,
    keep: usize,
    names: BTreeMap<String, usize>,
    strata: Vec<Seen>,
    marks: Marks,
    batch: Batch,
}

/// What has been seen of one stratum: how many rows, and the lowest tickets.
#[derive(Debug)]
struct Seen {
    count: u64,
    lowest: Lowest,
}

/// One line of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The case's id.
    pub case: String,
    /// Its stratum.
    pub stratum: String,
    /// Whether it is selected or in reserve.
    pub role: Role,
    /// Its place in the order of its stratum, from 1.
    pub order: u64,
    /// Its ticket.
    pub ticket: Ticket,
}

/// What a case is to a one-off draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Drawn.
    Selected,
    /// The next in line.
    Reserve,
}

impl Role {
    /// Returns `selected` or `reserve`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Reserve => "reserve",
        }
    }
}

impl Pool {
    /// Returns an empty pool that keeps the `keep` lowest tickets of every stratum.
    #[must_use]
    pub fn new(key: TicketKey, keep: usize) -> Self {
        Self {
            key,
            keep,
            names: BTreeMap::new(),
            strata: Vec::new(),
            marks: Marks::default(),
            batch: Batch::default(),
        }
    }

    /// Returns the number by which rows of this stratum are added.
    pub fn stratum(&mut self, name: &str) -> usize {
        if let Some(index) = self.names.get(name) {
            return *index;
        }
        let index = self.strata.len();
        self.names.insert(name.to_owned(), index);
        self.strata.push(Seen { count: 0, lowest: Lowest::new(self.keep) });
        index
    }

    /// Adds a row.
    pub fn add(&mut self, stratum: usize, case: &str) {
        if case.len() > SHORT {
            let mark = mark(self.key.words(case));
            let seen = &mut self.strata[stratum];
            seen.count += 1;
            seen.lowest.offer(mark, case, &self.key);
            self.marks.push(mark);
            return;
        }
        self.push(stratum, case.as_bytes());
    }

    /// Adds a row whose id needs no more than a look at its bytes.
    pub fn add_plain(&mut self, stratum: usize, case: PlainId) {
        self.push(stratum, case.bytes());
    }

    fn push(&mut self, stratum: usize, case: &[u8]) {
        self.strata[stratum].count += 1;
        self.batch.push(stratum, case);
        if self.batch.is_full() {
            self.flush();
        }
    }

    /// Returns the rows seen.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.strata.iter().map(|seen| seen.count).sum()
    }

    /// Returns the strata seen and how many rows each has, by name.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, u64)> {
        self.names.iter().map(|(name, index)| (name.as_str(), self.strata[*index].count))
    }

    /// Takes in what another pool has seen of other rows.
    pub fn merge(&mut self, mut other: Self) {
        self.flush();
        other.flush();
        let mut theirs: Vec<Option<Seen>> = other.strata.into_iter().map(Some).collect();
        for (name, index) in other.names {
            let Some(seen) = theirs[index].take() else { continue };
            let index = self.stratum(&name);
            let mine = &mut self.strata[index];
            mine.count += seen.count;
            seen.lowest.each(|mark, case| mine.lowest.offer(mark, case, &self.key));
        }
        self.marks.append(other.marks);
    }

    /// Takes out the first eight bytes of every ticket.
    pub fn take_marks(&mut self) -> Marks {
        self.flush();
        std::mem::take(&mut self.marks)
    }

    /// Returns the first eight bytes of a case's ticket.
    #[must_use]
    pub fn mark_of(key: &TicketKey, case: &str) -> u64 {
        mark(key.words(case))
    }

    /// Hashes the rows that wait: several in a row, so that the processor can overlap them.
    fn flush(&mut self) {
        let words = self.batch.hash(&self.key);
        for (index, words) in words.iter().enumerate().take(self.batch.len()) {
            let mark = mark(*words);
            self.marks.push(mark);
            let lowest = &mut self.strata[self.batch.stratum(index)].lowest;
            if lowest.may_hold(mark) {
                lowest.offer(mark, self.batch.case(index), &self.key);
            }
        }
        self.batch.clear();
    }

    /// Spreads `n` over the strata seen and returns the lines, by stratum, then order. An `n` above the
    /// number of rows takes all.
    ///
    /// # Errors
    /// When `n` cannot be spread over the strata.
    pub fn draw(
        mut self,
        n: u64,
        reserves: u64,
        rules: &Allocation,
    ) -> Result<Vec<Line>, AllocationError> {
        self.flush();
        let sizes: BTreeMap<String, u64> = self
            .names
            .iter()
            .map(|(name, index)| (name.clone(), self.strata[*index].count))
            .collect();
        let seats = allocate(&sizes, n.min(self.rows()), rules)?;
        let mut strata: Vec<Option<Seen>> = self.strata.into_iter().map(Some).collect();
        let mut lines = Vec::new();
        for (name, index) in self.names {
            let Some(seen) = strata[index].take() else { continue };
            let selected = seats[&name];
            let wanted = usize::try_from(selected.saturating_add(reserves)).unwrap_or(usize::MAX);
            let ordered = seen.lowest.into_sorted(wanted, &self.key).into_iter().zip(1..);
            lines.extend(ordered.map(|((ticket, case), order)| Line {
                case,
                stratum: name.clone(),
                role: if order <= selected { Role::Selected } else { Role::Reserve },
                order,
                ticket,
            }));
        }
        Ok(lines)
    }
}

/// The first eight bytes of a ticket as a number: they order tickets but for a chance of one in 2^64.
fn mark(words: [u32; 8]) -> u64 {
    u64::from(words[0]) << 32 | u64::from(words[1])
}

#[cfg(test)]
mod tests;
