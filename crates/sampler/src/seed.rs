//! The seed of a draw: a text that nobody could choose after seeing the list. It reports weak seeds
//! from good ones and does not make any: fresh ones come from the operating system, in `workspace`.

use std::fmt;

use assay_model::id::{is_invisible, normalise};

/// A seed: non-empty NFC text, trimmed; leading zeros and letter case are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed(String);

/// Why a text is not a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeedFault {
    /// Nothing is left after trimming.
    #[error(
        "the seed is empty: expected 20 figures from dice, a beacon value, or another long text"
    )]
    Empty,
    /// A control or format character, which nobody could read out or type again.
    #[error("the seed holds the invisible character U+{0:04X}: expected text that can be read out")]
    Invisible(u32),
}

/// Why a seed is weak: it could have been found by trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Only digits, and fewer than 20.
    #[error("the seed has {0} digits: expected at least 20")]
    FewDigits(usize),
    /// Only hex figures, and fewer than 16.
    #[error("the seed has {0} hex figures: expected at least 16")]
    FewHexFigures(usize),
    /// Other text of fewer than 16 characters.
    #[error("the seed has {0} characters: expected at least 16")]
    FewCharacters(usize),
}

impl Seed {
    /// Returns the seed.
    ///
    /// # Errors
    /// When nothing is left after trimming, or a character could not be read out.
    pub fn parse(text: &str) -> Result<Self, SeedFault> {
        let seed = normalise(text.trim_matches(['\r', '\n']));
        if seed.is_empty() {
            return Err(SeedFault::Empty);
        }
        if let Some(c) = seed.chars().find(|c| is_invisible(*c)) {
            return Err(SeedFault::Invisible(c as u32));
        }
        Ok(Self(seed))
    }

    /// Returns the seed of 32 random bytes: their lower-case hex.
    #[must_use]
    pub fn from_entropy(bytes: &[u8; 32]) -> Self {
        Self(assay_model::print::hex(bytes))
    }

    /// Returns why the seed is weak, or none when it is not.
    #[must_use]
    pub fn weakness(&self) -> Option<Weakness> {
        let length = self.0.chars().count();
        if self.0.bytes().all(|b| b.is_ascii_digit()) {
            return (length < 20).then_some(Weakness::FewDigits(length));
        }
        if self.0.bytes().all(|b| b.is_ascii_hexdigit()) {
            return (length < 16).then_some(Weakness::FewHexFigures(length));
        }
        (length < 16).then_some(Weakness::FewCharacters(length))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_stay_and_blanks_go() {
        assert_eq!(
            Seed::parse(" 01382438112797316654\n").unwrap().as_str(),
            "01382438112797316654"
        );
        assert_eq!(Seed::parse("Zoe\u{301}").unwrap().as_str(), "Zo\u{e9}");
        assert_eq!(Seed::parse(" \u{a0}"), Err(SeedFault::Empty));
        assert_eq!(Seed::parse("a\tb"), Err(SeedFault::Invisible(9)));
    }

    #[test]
    fn short_seeds_are_weak_each_by_its_kind() {
        let check = |seed: &str, expected: Option<Weakness>| {
            assert_eq!(Seed::parse(seed).unwrap().weakness(), expected, "{seed}");
        };
        check("1234567890123456789", Some(Weakness::FewDigits(19)));
        check("12345678901234567890", None);
        check("0123456789abcde", Some(Weakness::FewHexFigures(15)));
        check("0123456789ABCDEF", None);
        check("fifteen letters", Some(Weakness::FewCharacters(15)));
        check("sixteen letters!", None);
    }

    #[test]
    fn entropy_makes_a_seed_that_is_not_weak() {
        let seed = Seed::from_entropy(&[0; 32]);
        assert_eq!(seed.as_str().len(), 64);
        // Sixty-four noughts are digits only, and more than twenty of them.
        assert_eq!(seed.weakness(), None);
    }
}
