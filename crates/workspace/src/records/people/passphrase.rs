//! Passphrases: their hash by Argon2id (RFC 9106), and comparing one with it. It keeps none, and a
//! passphrase is never printed.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use assay_model::print::hex;

use crate::desk::error::{Error, Result};

/// The shortest passphrase that is taken, in characters.
pub const SHORTEST: usize = 14;

/// 19 MiB and two passes in one lane: the smallest setting recommended for passwords.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How a hash begins: method, version and costs. Salt and hash follow in hexadecimal.
const BEGINNING: &str = "argon2id$v=19$m=19456,t=2,p=1$";

/// What a person typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl Passphrase {
    /// Returns what was typed, without the line's end.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Refuses one that is too short to be set.
    ///
    /// # Errors
    /// When it has fewer than 14 characters.
    pub(super) fn settable(&self) -> Result<()> {
        let length = self.0.chars().count();
        if length >= SHORTEST {
            return Ok(());
        }
        Err(Error::input(format!("expected a passphrase of {SHORTEST} characters, found {length}"))
            .hint("take four words that do not belong together"))
    }

    /// Returns whether nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns its hash under a fresh salt.
    pub(super) fn hash(&self, salt: &[u8; 32]) -> Result<String> {
        Ok(format!("{BEGINNING}{}${}", hex(salt), hex(&self.bytes(salt)?)))
    }

    /// Returns whether it is the one of this hash.
    pub(super) fn is_of(&self, hash: &str) -> Result<bool> {
        let damaged = || Error::damaged("the hash of a passphrase in the store is damaged");
        let (salt, kept) = hash
            .strip_prefix(BEGINNING)
            .and_then(|rest| rest.split_once('$'))
            .ok_or_else(damaged)?;
        let salt = bytes_of(salt).filter(|salt| salt.len() == 32).ok_or_else(damaged)?;
        let kept = bytes_of(kept).filter(|kept| kept.len() == 32).ok_or_else(damaged)?;
        // All bytes are compared, so that the time says nothing of where they differ.
        let differing = self.bytes(&salt)?.iter().zip(&kept).fold(0, |all, (a, b)| all | (a ^ b));
        Ok(differing == 0)
    }

    fn bytes(&self, salt: &[u8]) -> Result<[u8; 32]> {
        let failed = |fault: argon2::Error| {
            Error::failed(format!("the passphrase cannot be hashed: {fault}"))
        };
        let costs = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).map_err(failed)?;
        let mut out = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, costs)
            .hash_password_into(self.0.as_bytes(), salt, &mut out)
            .map_err(failed)?;
        Ok(out)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

fn bytes_of(hexadecimal: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(hexadecimal.get(at..at + 2)?, 16).ok();
    (0..hexadecimal.len()).step_by(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_passphrase_and_no_other() {
        let right = Passphrase::typed("four plain words here\n");
        let hash = right.hash(&[7; 32]).unwrap();
        assert!(right.is_of(&hash).unwrap());
        assert!(!Passphrase::typed("four plain words hers").is_of(&hash).unwrap());
        assert_ne!(hash, right.hash(&[8; 32]).unwrap());
        assert!(!hash.contains("plain") && !format!("{right:?}").contains("plain"));
        assert!(right.is_of("argon2id$v=19$m=19456,t=2,p=1$00$00").is_err());
        assert!(right.is_of("").is_err());
    }

    #[test]
    fn a_passphrase_has_fourteen_characters_whatever_their_bytes() {
        assert!(Passphrase::typed("ééééééééééééé").settable().is_err());
        assert!(Passphrase::typed("éééééééééééééé").settable().is_ok());
    }
}
