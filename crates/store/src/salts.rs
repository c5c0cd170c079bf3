//! Salts for commitments, one a record, from the randomness given when the store was opened. It
//! finds no randomness of its own.

use sha2::{Digest, Sha256};

/// A chain of salts: each step moves on, so that salts given out cannot be computed back from here.
pub(crate) struct Salts([u8; 32]);

impl Salts {
    /// Returns the chain that begins with this randomness.
    pub(crate) fn new(entropy: [u8; 32]) -> Self {
        Self(entropy)
    }

    /// Returns the chain of the salts of rows that begins with this randomness: another one than that of records.
    pub(crate) fn of_rows(entropy: [u8; 32]) -> Self {
        Self(Sha256::new().chain_update(b"rows|").chain_update(entropy).finalize().into())
    }

    /// Returns the next salt.
    pub(crate) fn next(&mut self) -> [u8; 32] {
        let salt = Sha256::new().chain_update(b"salt|").chain_update(self.0).finalize();
        self.0 = Sha256::new().chain_update(b"next|").chain_update(self.0).finalize().into();
        salt.into()
    }
}
