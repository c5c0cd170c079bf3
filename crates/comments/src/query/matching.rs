//! Decides whether a text matches and where: the exact stretches of text, in bytes. It needs no index, so
//! that highlights never depend on one.

use std::collections::BTreeSet;

use super::{Order, Query, Span, WordPattern};
use crate::analyser::{Analyser, Token};

/// Word numbers: first and one past the last.
type Stretch = (usize, usize);

/// A text, cut into words once, to be asked about.
pub struct Matching<'a> {
    analyser: &'a Analyser,
    tokens: &'a [Token],
}

impl<'a> Matching<'a> {
    /// Asks about these words, which this analyser made last.
    #[must_use]
    pub fn new(analyser: &'a Analyser, tokens: &'a [Token]) -> Self {
        Self { analyser, tokens }
    }

    /// Returns whether the text has the query; filters are left to the caller, who knows the comment.
    pub fn admits(&self, query: &Query, filter: &impl Fn(&super::Filter) -> bool) -> bool {
        match query {
            Query::All => true,
            Query::Span(span) => !self.stretches(span).is_empty(),
            Query::Filter(f) => filter(f),
            Query::And(all) => all.iter().all(|q| self.admits(q, filter)),
            Query::Or(all) => all.iter().any(|q| self.admits(q, filter)),
            Query::Not(inner) => !self.admits(inner, filter),
        }
    }

    /// Returns the byte spans of everything the query looks for (not what it excludes), in order, each once.
    #[must_use]
    pub fn highlights(&self, query: &Query) -> Vec<(usize, usize)> {
        let mut stretches = BTreeSet::new();
        self.collect(query, &mut stretches);
        let all: Vec<Stretch> = stretches.into_iter().collect();
        all.iter()
            .filter(|one| {
                !all.iter().any(|other| *one != other && other.0 <= one.0 && one.1 <= other.1)
            })
            .map(|&(from, to)| (self.tokens[from].start, self.tokens[to - 1].end))
            .collect()
    }

    fn collect(&self, query: &Query, into: &mut BTreeSet<Stretch>) {
        match query {
            Query::Span(span) => into.extend(self.stretches(span)),
            Query::And(all) | Query::Or(all) => all.iter().for_each(|q| self.collect(q, into)),
            Query::All | Query::Filter(_) | Query::Not(_) => {}
        }
    }

    fn stretches(&self, span: &Span) -> BTreeSet<Stretch> {
        match span {
            Span::Word(word) => {
                (0..self.tokens.len()).filter(|&i| self.is(i, word)).map(|i| (i, i + 1)).collect()
            }
            Span::Phrase(words) => (0..self.tokens.len())
                .filter(|&i| self.is(i, &words[0].1))
                .filter_map(|i| self.phrase_end(i, words).map(|end| (i, end)))
                .collect(),
            Span::Any(all) => all.iter().flat_map(|s| self.stretches(s)).collect(),
            Span::Near { left, right, gap, order } => {
                self.near(&self.stretches(left), &self.stretches(right), *gap, *order)
            }
        }
    }

    fn phrase_end(&self, first: usize, words: &[(usize, WordPattern)]) -> Option<usize> {
        let origin = self.tokens[first].position(first);
        for (number, (offset, word)) in words.iter().enumerate() {
            let at = first + number;
            let token = self.tokens.get(at)?;
            if token.position(at) != origin + offset || !self.is(at, word) {
                return None;
            }
        }
        Some(first + words.len())
    }

    fn near(
        &self,
        left: &BTreeSet<Stretch>,
        right: &BTreeSet<Stretch>,
        gap: usize,
        order: Order,
    ) -> BTreeSet<Stretch> {
        let mut found = BTreeSet::new();
        for &(left_from, left_to) in left {
            for &(right_from, right_to) in right {
                let follows = right_from >= left_to && right_from - left_to <= gap;
                let precedes = left_from >= right_to && left_from - right_to <= gap;
                let near = follows || (order == Order::Free && precedes);
                let (from, to) = (left_from.min(right_from), left_to.max(right_to));
                if near && self.tokens[from].sentence == self.tokens[to - 1].sentence {
                    found.insert((from, to));
                }
            }
        }
        found
    }

    fn is(&self, at: usize, pattern: &WordPattern) -> bool {
        let word = self.analyser.word(&self.tokens[at]);
        match pattern {
            WordPattern::Stem(stem) => word.stem == *stem,
            WordPattern::Prefix(start) => word.written.starts_with(start.as_str()),
            WordPattern::Fuzzy(wanted, slips) => {
                slips_between(&word.written, wanted, *slips) <= *slips
            }
        }
    }
}

/// Returns the number of slips between two words (a letter too many, too few, wrong, or two neighbours
/// swapped), or `limit + 1` when there are more.
pub(crate) fn slips_between(one: &str, other: &str, limit: u8) -> u8 {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().abs_diff(b.len()) > usize::from(limit) {
        return limit + 1;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    u8::try_from(last[b.len()]).unwrap_or(u8::MAX).min(limit + 1)
}
