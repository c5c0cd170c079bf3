//! A person's verdict on whether a comment speaks of a theme. It belongs to the comment's text as it was read,
//! so it outlives a change of rules and does not outlive a change of the text.

use crate::{Approval, CaseId};

/// One reviewer's verdict on one theme of one comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeVerdict {
    /// The theme's code.
    pub theme: String,
    /// The comment's id.
    pub comment: String,
    /// The SHA-256 of the comment's text, in hexadecimal, as it was read.
    pub text_digest: String,
    /// The case the comment is about.
    pub case: Option<CaseId>,
    /// What the reviewer says.
    pub says: Says,
    /// How the reviewer read it.
    pub reading: Reading,
    /// The login of who says it, or the name of who typed their passphrase.
    pub reviewer: String,
    /// Why, in a few words; may be empty.
    pub note: String,
    /// How a second reader was known, where there is more to say than another login.
    pub second: Option<Approval>,
}

/// What a verdict says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Says {
    /// The comment speaks of the theme.
    Yes,
    /// It does not.
    No,
}

impl Says {
    /// Returns `confirmed` or `rejected`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "confirmed",
            Self::No => "rejected",
        }
    }

    /// Reads a verdict as people write it; an added code is a confirmed one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "confirmed" | "confirm" | "added" | "add" | "yes" | "y" | "1" | "true" => {
                Some(Self::Yes)
            }
            "rejected" | "reject" | "no" | "n" | "0" | "false" => Some(Self::No),
            _ => None,
        }
    }
}

/// How a reviewer came to a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// With the hit before their eyes: it decides what counts.
    Open,
    /// Without seeing rules or others' verdicts: it measures agreement and decides nothing.
    Blind,
}

impl Reading {
    /// Returns `open` or `blind`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Blind => "blind",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Blind].into_iter().find(|reading| reading.word() == text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_read_as_people_write_them() {
        for text in ["Confirmed", "added", " yes ", "Y"] {
            assert_eq!(Says::parse(text), Some(Says::Yes), "{text}");
        }
        assert_eq!(Says::parse("rejected"), Some(Says::No));
        assert_eq!(Says::parse("perhaps"), None);
        assert_eq!(Reading::parse("blind"), Some(Reading::Blind));
    }
}
