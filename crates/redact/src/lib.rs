//! Finding identities in what auditors wrote and putting pseudonyms in their place. Pure: names come
//! in as lists, nothing is read or kept. It cannot know people who are on no list, and it cannot see
//! that a story identifies someone without naming them; the pack says both.

pub mod finding;
mod merge;
mod name;
mod pattern;
mod pseudonym;
mod replace;
mod role;
mod token;

use regex::Regex;

pub use finding::{Finding, Kind};
pub use name::{Names, Person};
pub use pseudonym::Pseudonyms;
pub use replace::Redacted;
pub use role::Role;

/// What can go wrong when a redactor is made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A pattern of local ids is not well formed.
    #[error("the pattern of local ids \"{0}\" is not well formed")]
    Pattern(String, #[source] Box<regex::Error>),
    /// The ids to be found are too many or too long to be searched at once.
    #[error("the list of local ids cannot be searched")]
    Ids(#[source] Box<aho_corasick::BuildError>),
}

/// How a redactor looks.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Patterns of local ids, as regular expressions.
    pub id_patterns: Vec<String>,
    /// Ids to be found wherever they are, e.g. every case id of the workspace.
    pub ids: Vec<String>,
    /// What to do about people on no list.
    pub unlisted: Unlisted,
}

/// What to do about people on no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unlisted {
    /// Common first names in the place of a name are redacted and marked weak.
    #[default]
    FirstNames,
    /// Only listed people are redacted.
    Keep,
}

/// Finds identities.
#[derive(Debug)]
pub struct Redactor {
    unlisted: Unlisted,
    id_patterns: Vec<Regex>,
    ids: Option<aho_corasick::AhoCorasick>,
}

impl Redactor {
    /// Returns a redactor.
    ///
    /// # Errors
    /// When a pattern of local ids is not well formed.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let compile = |text: &String| {
            Regex::new(text).map_err(|fault| Error::Pattern(text.clone(), Box::new(fault)))
        };
        let id_patterns = options.id_patterns.iter().map(compile).collect::<Result<_, _>>()?;
        let ids: Vec<&String> = options.ids.iter().filter(|id| id.len() >= 4).collect();
        let ids = if ids.is_empty() {
            None
        } else {
            let searcher = aho_corasick::AhoCorasick::builder()
                .match_kind(aho_corasick::MatchKind::LeftmostLongest)
                .build(ids)
                .map_err(|fault| Error::Ids(Box::new(fault)))?;
            Some(searcher)
        };
        Ok(Self { unlisted: options.unlisted, id_patterns, ids })
    }

    /// Returns the identities in a text in order, none overlapping. `lists` are searched together,
    /// the earlier ones first.
    #[must_use]
    pub fn find(&self, text: &str, lists: &[&Names]) -> Vec<Finding> {
        let tokens = token::tokens(text);
        let mut found = Vec::new();
        for names in lists {
            found.extend(names.find(text, &tokens));
        }
        if self.unlisted == Unlisted::FirstNames {
            found.extend(name::unlisted::find(text, &tokens));
        }
        found.extend(name::titled::find(text, &tokens));
        found.extend(pattern::find(text));
        found.extend(pattern::local::find(text, &self.id_patterns, self.ids.as_ref()));
        let mut found = merge::without_overlaps(text, found);
        let births = pattern::birth::after_names(text, &found);
        found.extend(births);
        merge::without_overlaps(text, found)
    }

    /// Returns the text with pseudonyms in place of identities. The same person keeps the same
    /// pseudonym wherever `pseudonyms` is used again.
    #[must_use]
    pub fn redact(&self, text: &str, lists: &[&Names], pseudonyms: &mut Pseudonyms) -> Redacted {
        replace::replace(text, self.find(text, lists), pseudonyms)
    }

    /// Returns what a redacted text still gives away: listed names and patterns, but not what only
    /// looks like a first name. A text with a leak must not be written.
    #[must_use]
    pub fn leaks(&self, redacted: &str, lists: &[&Names]) -> Vec<Finding> {
        let found = self.find(redacted, lists);
        found.into_iter().filter(|f| !f.weak && !pseudonym::is_inside(redacted, f)).collect()
    }
}
