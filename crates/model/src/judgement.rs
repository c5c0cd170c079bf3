//! The four judgements, best first. It holds no labels for print: those are a council's terms.

use std::fmt;

/// An inspection-style judgement. The order is from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// Outstanding.
    Outstanding,
    /// Good.
    Good,
    /// Requires improvement to be good.
    RequiresImprovement,
    /// Inadequate.
    Inadequate,
}

impl Judgement {
    /// All four, best first.
    pub const ALL: [Self; 4] =
        [Self::Outstanding, Self::Good, Self::RequiresImprovement, Self::Inadequate];

    /// Returns the code used in queries, files and JSON, e.g. `requires_improvement`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Outstanding => "outstanding",
            Self::Good => "good",
            Self::RequiresImprovement => "requires_improvement",
            Self::Inadequate => "inadequate",
        }
    }

    /// Returns the plain words, e.g. `requires improvement`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::RequiresImprovement => "requires improvement",
            other => other.code(),
        }
    }

    /// Returns the judgement a person wrote: `Good`, `RI`, `requires improvement to be good`…
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded: String =
            text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        match folded.as_str() {
            "outstanding" | "o" => Some(Self::Outstanding),
            "good" | "g" => Some(Self::Good),
            "requiresimprovement" | "requiresimprovementtobegood" | "ri" | "rqi" => {
                Some(Self::RequiresImprovement)
            }
            "inadequate" | "i" | "inad" => Some(Self::Inadequate),
            _ => None,
        }
    }

    /// Returns whether the judgement is good or better.
    #[must_use]
    pub fn is_good_or_better(self) -> bool {
        self <= Self::Good
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judgements_are_read_as_people_write_them() {
        for (text, expected) in [
            ("Good", Judgement::Good),
            ("Requires Improvement", Judgement::RequiresImprovement),
            ("requires improvement to be good", Judgement::RequiresImprovement),
            ("RI", Judgement::RequiresImprovement),
            ("requires_improvement", Judgement::RequiresImprovement),
            (" inadequate ", Judgement::Inadequate),
            ("OUTSTANDING", Judgement::Outstanding),
        ] {
            assert_eq!(Judgement::parse(text), Some(expected), "{text}");
        }
        assert_eq!(Judgement::parse("not judged"), None);
        assert_eq!(Judgement::parse(""), None);
    }
}
