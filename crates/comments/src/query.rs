//! The query grammar: what a person may write in the search box, as a tree. It does not search.

mod filter;
mod lexer;
mod matching;
mod parser;

pub use filter::{Field, Filter};
pub(crate) use filter::{fold, number_of, text_of};
pub use matching::Matching;
pub use parser::parse;

/// A parsed query.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Every comment: a star by itself.
    All,
    /// Words in the text.
    Span(Span),
    /// What is known about the comment.
    Filter(Filter),
    /// All of them.
    And(Vec<Query>),
    /// At least one of them.
    Or(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
}

impl Query {
    /// Returns the text filters it holds: field and value, folded.
    #[must_use]
    pub fn named_values(&self) -> Vec<(Field, &str)> {
        match self {
            Self::Filter(Filter::Is(field, value)) => vec![(*field, value)],
            Self::And(all) | Self::Or(all) => all.iter().flat_map(Self::named_values).collect(),
            Self::Not(inner) => inner.named_values(),
            Self::All | Self::Span(_) | Self::Filter(Filter::Between(..)) => Vec::new(),
        }
    }
}

/// Something that matches a stretch of text, from its first to its last word.
#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    /// One word.
    Word(WordPattern),
    /// Words side by side, each with its distance from the first.
    Phrase(Vec<(usize, WordPattern)>),
    /// Any of these.
    Any(Vec<Span>),
    /// Two stretches in one sentence with at most so many words between them.
    Near {
        /// The one, which comes first where the order counts.
        left: Box<Span>,
        /// The other.
        right: Box<Span>,
        /// How many words may stand between.
        gap: usize,
        /// Whether the order counts.
        order: Order,
    },
}

/// Whether order counts between two stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Either may come first.
    Free,
    /// The left one comes first.
    LeftFirst,
}

/// How one word is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordPattern {
    /// Any form of the word: the stem.
    Stem(String),
    /// Words as written that begin so, folded.
    Prefix(String),
    /// Words as written within so many slips, folded.
    Fuzzy(String, u8),
}

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("query, column {column}: expected {expected}, found {found}")]
pub struct QueryError {
    /// 1-based column, in characters.
    pub column: usize,
    /// What was expected there.
    pub expected: String,
    /// What stands there.
    pub found: String,
    /// How to fix it.
    pub hint: String,
}

#[cfg(test)]
mod tests;
