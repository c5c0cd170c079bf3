//! Why a rule counts a text, or does not, in words.

use std::fmt;

/// What a rule made of a text; the words of the text that decided it are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// It counts: said as it is.
    Said,
    /// It counts the other way round, by these words.
    TurnedRound(Option<&'a str>),
    /// The rule needs a denial, and there is none.
    NothingDenies,
    /// It is denied.
    Denied(&'a str),
    /// It is no statement of what is so.
    Blocked(&'a str),
    /// It is said to be as it should be.
    Approved(&'a str),
    /// It has words that the rule leaves out.
    Unless(&'a str),
}

impl fmt::Display for Why<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said => f.write_str("said as it is"),
            Self::TurnedRound(Some(cue)) => write!(f, "turned round by \"{cue}\""),
            Self::TurnedRound(None) => f.write_str("turned round"),
            Self::NothingDenies => f.write_str("nothing denies it, and the rule needs that"),
            Self::Denied(cue) => write!(f, "denied by \"{cue}\""),
            Self::Blocked(cue) => {
                write!(f, "\"{cue}\" makes it a wish, a fear, a rule or the past")
            }
            Self::Approved(cue) => write!(f, "\"{cue}\" says that it is as it should be"),
            Self::Unless(words) => {
                write!(f, "blocked by \"{words}\", which the rule leaves out")
            }
        }
    }
}
