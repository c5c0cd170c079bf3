//! SHA-256 and its lower-case hex text. It holds no key and no meaning: `ticket` says what is hashed.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// The 32 bytes of a SHA-256, ordered and printed as 64 lower-case hex figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Returns the digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Returns the digest of the parts, one after the other with nothing between.
    #[must_use]
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// Returns a digest from its raw bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the raw bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the digest written in 64 lower-case hex figures, or none for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let figures = text.as_bytes();
        if figures.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(figures.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&assay_model::print::hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&assay_model::print::hex(&self.0))
    }
}

fn nibble(figure: u8) -> Option<u8> {
    match figure {
        b'0'..=b'9' => Some(figure - b'0'),
        b'a'..=b'f' => Some(figure - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three examples of FIPS 180-4.
    #[test]
    fn the_published_examples_come_out() {
        let check = |message: &str, expected: &str| {
            assert_eq!(Digest::of(message.as_bytes()).to_string(), expected);
        };
        check("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        check("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check(
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        );
    }

    #[test]
    fn hex_is_read_back_and_nothing_else_is() {
        let digest = Digest::of_parts(&[b"a", b"bc"]);
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(digest, Digest::of(b"abc"));
        assert_eq!(Digest::parse(&digest.to_string().to_uppercase()), None);
        assert_eq!(Digest::parse("ab"), None);
    }
}
