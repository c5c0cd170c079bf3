//! Listed people and where their names stand in a text: any part of the name, possessives, initials,
//! one typo in a part of five letters or more. Names that are also everyday words count only where
//! the sentence uses them as a name.

mod common;
mod context;
mod initials;
pub(crate) mod titled;
mod typo;
pub(crate) mod unlisted;

use std::collections::BTreeMap;

use crate::finding::{Finding, Kind};
use crate::token::{Token, fold, tokens};

pub(crate) use common::is_everyday_word;

/// What a listed person is to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// The child the case is about.
    Child,
    /// A member of the family.
    Family,
    /// A worker or manager.
    Worker,
    /// The auditor.
    Auditor,
    /// Anyone else, or not known.
    #[default]
    Other,
}

impl Role {
    /// Returns the word that stands in place of the name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Family => "family member",
            Self::Worker => "worker",
            Self::Auditor => "auditor",
            Self::Other => "name",
        }
    }
}

/// A listed person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The whole name as listed.
    pub name: String,
    /// What the person is to the case.
    pub role: Role,
}

/// Listed people, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Names {
    people: Vec<Person>,
    /// Who has this word in the name.
    exact: BTreeMap<String, usize>,
    /// Who has a word from which one letter can be left out to give this.
    near: BTreeMap<String, Vec<(String, usize)>>,
    initials: BTreeMap<String, usize>,
}

/// Words that join parts of a name and are no name by themselves.
const JOINERS: [&str; 22] = [
    "al", "el", "de", "da", "do", "dos", "di", "du", "la", "le", "van", "von", "der", "den", "bin",
    "ibn", "binti", "bint", "ben", "mac", "st", "ap",
];

impl Names {
    /// Returns the people, ready to be looked for. A person named twice is one.
    #[must_use]
    pub fn new(people: Vec<Person>) -> Self {
        let mut names = Self { people, ..Self::default() };
        for index in 0..names.people.len() {
            let parts: Vec<String> =
                tokens(&names.people[index].name).into_iter().map(|t| t.folded).collect();
            for part in &parts {
                names.add_part(part, index);
            }
            let words: Vec<String> =
                names.people[index].name.split_whitespace().map(fold).collect();
            for initials in initials::of(&parts).into_iter().chain(initials::of(&words)) {
                names.initials.entry(initials).or_insert(index);
            }
        }
        names
    }

    /// Tells whether nobody is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    fn add_part(&mut self, part: &str, index: usize) {
        if part.chars().count() < 2 || JOINERS.contains(&part) {
            return;
        }
        self.exact.entry(part.to_owned()).or_insert(index);
        if part.chars().count() >= typo::LEAST_LETTERS {
            for shorter in typo::deletions(part) {
                self.near.entry(shorter).or_default().push((part.to_owned(), index));
            }
        }
    }

    /// Returns where listed people are named.
    pub(crate) fn find(&self, text: &str, tokens: &[Token]) -> Vec<Finding> {
        if self.people.is_empty() {
            return Vec::new();
        }
        let matched: Vec<Option<usize>> = tokens.iter().map(|token| self.who(token)).collect();
        let mut found = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            let Some(index) = matched[i] else { continue };
            if context::is_a_name_here(text, tokens, &matched, i) {
                let start = start_with_joiner(text, tokens, i);
                found.push(self.finding(start..token.span.end, index));
            }
        }
        for (span, letters) in initials::in_text(text) {
            if let Some(index) = self.initials.get(&letters) {
                found.push(self.finding(span, *index));
            }
        }
        found
    }

    fn who(&self, token: &Token) -> Option<usize> {
        if let Some(index) = self.exact.get(&token.folded) {
            return Some(*index);
        }
        // `Jess'` or `James's` written without its apostrophe.
        if let Some(index) = token.folded.strip_suffix('s').and_then(|bare| self.exact.get(bare))
            && token.capital
            && token.folded.chars().count() > 3
        {
            return Some(*index);
        }
        if !token.capital || is_everyday_word(&token.folded) {
            return None;
        }
        typo::near(&self.near, &token.folded)
    }

    fn finding(&self, span: std::ops::Range<usize>, index: usize) -> Finding {
        let person = &self.people[index];
        Finding { span, kind: Kind::Name(person.role), key: fold(&person.name), weak: false }
    }
}

/// Returns where the name begins, with an `Al-` or `de` before it.
fn start_with_joiner(text: &str, tokens: &[Token], i: usize) -> usize {
    let start = tokens[i].span.start;
    let Some(before) = i.checked_sub(1).map(|b| &tokens[b]) else { return start };
    let joined = matches!(&text[before.span.end..start], " " | "-");
    let is_joiner = JOINERS.contains(&before.folded.as_str());
    if joined && is_joiner { before.span.start } else { start }
}

#[cfg(test)]
mod tests;
