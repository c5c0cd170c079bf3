//! Which reading of a case an auditor is given. Who may read it is for the sampler.

/// Which reading it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadRole {
    /// The audit.
    First,
    /// The second, independent reading.
    Second,
}

impl ReadRole {
    /// Returns `first` or `second`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }

    /// Returns the reading with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::First, Self::Second].into_iter().find(|role| role.word() == word)
    }
}
