//! Rows that wait to be hashed together. One block of SHA-256 after the other, with nothing between them,
//! takes two thirds of the time that they take one by one.

use crate::ticket::{SHORT, TicketKey, last_block};

/// How many rows are hashed in a row.
const SIZE: usize = 16;

/// Up to sixteen rows with short ids, laid out for hashing.
#[derive(Debug)]
pub(super) struct Batch {
    blocks: [[u8; 64]; SIZE],
    rows: [(usize, usize); SIZE],
    len: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Self { blocks: [[0; 64]; SIZE], rows: [(0, 0); SIZE], len: 0 }
    }
}

impl Batch {
    /// Adds a row whose id is UTF-8 of at most [`SHORT`] bytes; there is room until it is full.
    pub(super) fn push(&mut self, stratum: usize, case: &[u8]) {
        debug_assert!(case.len() <= SHORT, "longer ids are hashed by themselves");
        last_block(case, &mut self.blocks[self.len]);
        self.rows[self.len] = (stratum, case.len());
        self.len += 1;
    }

    pub(super) fn is_full(&self) -> bool {
        self.len == SIZE
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns the words of every row's ticket; those beyond the rows mean nothing.
    pub(super) fn hash(&self, key: &TicketKey) -> [[u32; 8]; SIZE] {
        let mut words = [[0; 8]; SIZE];
        for (words, block) in words.iter_mut().zip(&self.blocks[..self.len]) {
            *words = key.words_of_block(block);
        }
        words
    }

    /// Returns a row's stratum.
    pub(super) fn stratum(&self, index: usize) -> usize {
        self.rows[index].0
    }

    /// Returns a row's id.
    pub(super) fn case(&self, index: usize) -> &str {
        // It was text when it was added.
        std::str::from_utf8(&self.blocks[index][..self.rows[index].1]).unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
    }
}
