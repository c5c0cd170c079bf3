//! Samples of comments for people to decide on, so that precision and recall can name them.

use crate::CaseId;

/// From which comments a sample is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleOf {
    /// Those that the rules count for the theme.
    Hits,
    /// Those that they do not.
    Misses,
}

impl SampleOf {
    /// Returns `hits` or `misses`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hits => "hits",
            Self::Misses => "misses",
        }
    }

    /// Returns the one with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Hits, Self::Misses].into_iter().find(|of| of.word() == word)
    }
}

/// A sample that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSample {
    /// The theme's code.
    pub theme: String,
    /// From which comments it was drawn.
    pub of: SampleOf,
    /// How many there were to draw from.
    pub population: u64,
    /// How many were drawn.
    pub n: u64,
    /// The seed.
    pub seed: String,
    /// What the rules were, by a digest in hexadecimal.
    pub rules: String,
}

impl ThemeSample {
    /// Returns what identifies it: the latest of its theme and kind counts.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.theme, self.of.word())
    }
}

/// A comment of a sample. It is erased with its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampledComment {
    /// The name of the sample.
    pub sample: String,
    /// Its place in the sample, from 0.
    pub place: u64,
    /// The seed of the sample.
    pub seed: String,
    /// The comment's id.
    pub comment: String,
    /// The case it is about.
    pub case: Option<CaseId>,
}
