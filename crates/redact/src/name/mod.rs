//! Listed people and where their names are in a text: any part of the name, possessives, initials,
//! one typo in a part of five letters or more. Names that are also everyday words count only where
//! the sentence uses them as a name.

mod common;
mod context;
mod initials;
mod nickname;
pub(crate) mod titled;
mod typo;
pub(crate) mod unlisted;

use std::collections::BTreeMap;

use crate::finding::{Finding, Kind};
use crate::role::Role;
use crate::token::{Token, fold, tokens};

pub(crate) use common::is_everyday_word;

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
    /// The first letters of each person's parts.
    letters: Vec<String>,
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
            for form in parts.first().into_iter().flat_map(|first| nickname::others(first)) {
                names.exact.entry(form.to_owned()).or_insert(index);
            }
            names.add_run_together(&parts, index);
            names.letters.push(parts.iter().filter_map(|part| part.chars().next()).collect());
            let words: Vec<String> =
                names.people[index].name.split_whitespace().map(fold).collect();
            let bare: Vec<String> =
                parts.iter().filter(|part| !JOINERS.contains(&part.as_str())).cloned().collect();
            let ways = [&parts, &words, &bare];
            for initials in ways.into_iter().flat_map(|way| initials::of(way)) {
                names.initials.entry(initials).or_insert(index);
            }
        }
        names
    }

    /// Returns whether nobody is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    fn add_part(&mut self, part: &str, index: usize) {
        if part.chars().count() < 2 || JOINERS.contains(&part) {
            return;
        }
        self.exact.entry(part.to_owned()).or_insert(index);
        if part.chars().count() >= typo::LEAST_BESIDE {
            for shorter in typo::deletions(part) {
                self.near.entry(shorter).or_default().push((part.to_owned(), index));
            }
        }
    }

    /// `MarkMacLeod`, `macleodmark`: the space between was forgotten.
    fn add_run_together(&mut self, parts: &[String], index: usize) {
        let forwards = parts.concat();
        let backwards: String = parts.iter().rev().map(String::as_str).collect();
        for whole in [forwards, backwards] {
            if parts.len() > 1 && whole.chars().count() > 4 && !is_everyday_word(&whole) {
                self.exact.entry(whole).or_insert(index);
            }
        }
        for pair in parts.windows(2).filter(|_| parts.len() > 2) {
            let whole = pair.concat();
            if whole.chars().count() > 5 && !is_everyday_word(&whole) {
                self.exact.entry(whole).or_insert(index);
            }
        }
    }

    /// Returns where listed people are named.
    pub(crate) fn find(&self, text: &str, tokens: &[Token]) -> Vec<Finding> {
        if self.people.is_empty() {
            return Vec::new();
        }
        let mut matched: Vec<Option<usize>> = tokens.iter().map(|token| self.who(token)).collect();
        self.match_slips_beside(tokens, &mut matched);
        let reading = context::Reading { text, tokens, matched: &matched };
        let mut found = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            let Some(index) = matched[i] else { continue };
            let letter = self.initial_beside(text, tokens, i, index);
            if letter.is_some() || reading.is_a_name(i) {
                let start = start_with_joiner(text, tokens, i);
                let span = start..token.span.end;
                let span = match letter {
                    Some(other) => span.start.min(other.start)..span.end.max(other.end),
                    None => span,
                };
                found.push(self.finding(span, index));
            }
        }
        for (span, letters) in initials::in_text(text) {
            if let Some(index) = self.initials.get(&letters) {
                found.push(self.finding(span, *index));
            }
        }
        found
    }

    /// In lower case a slip of the pen counts only next to another part of the same name.
    fn match_slips_beside(&self, tokens: &[Token], matched: &mut [Option<usize>]) {
        for i in 0..tokens.len() {
            let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
            let own = beside.into_iter().find_map(|other| *matched.get(other)?);
            let token = &tokens[i];
            if matched[i].is_none() && own.is_some() && !is_everyday_word(&token.folded) {
                let slip = typo::near(&self.near, &token.folded, typo::LEAST_BESIDE);
                matched[i] = slip.filter(|who| own == Some(*who));
            }
            // `the Fields`: a family, though `fields` is a word.
            let is_after_the = i > 0 && tokens[i - 1].folded == "the";
            if matched[i].is_none() && is_after_the && token.capital && !token.first {
                let bare = token.folded.strip_suffix('s');
                matched[i] = bare.and_then(|bare| self.exact.get(bare)).copied();
            }
        }
    }

    /// Returns where an initial of the same person is next to the word: `Violet C`, `H. Li`.
    fn initial_beside(
        &self,
        text: &str,
        tokens: &[Token],
        i: usize,
        index: usize,
    ) -> Option<std::ops::Range<usize>> {
        let own = tokens[i].folded.chars().next()?;
        let is_initial = |token: &Token| {
            let mut letters = token.folded.chars();
            let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
            let times = self.letters[index].matches(letter).count();
            token.capital && times > usize::from(letter == own)
        };
        if !tokens[i].capital {
            return None;
        }
        let before = i.checked_sub(1).filter(|b| is_initial(&tokens[*b])).filter(|b| {
            matches!(&text[tokens[*b].span.end..tokens[i].span.start], " " | ". " | ".")
                && !(tokens[*b].first && tokens[*b].folded == "a")
        });
        if let Some(before) = before {
            return Some(tokens[before].span.clone());
        }
        let after = tokens.get(i + 1).filter(|token| is_initial(token))?;
        let joined = &text[tokens[i].span.end..after.span.start] == " ";
        let alone = !(after.folded == "i" && text[after.span.end..].starts_with([' ', '\'']));
        (joined && alone).then(|| after.span.clone())
    }

    fn who(&self, token: &Token) -> Option<usize> {
        if let Some(index) = self.exact.get(&token.folded) {
            return Some(*index);
        }
        // `Jess'` or `James's` written without its apostrophe.
        if let Some(index) = token.folded.strip_suffix('s').and_then(|bare| self.exact.get(bare))
            && token.capital
            && token.folded.chars().count() > 2
            && !is_everyday_word(&token.folded)
        {
            return Some(*index);
        }
        if !token.capital || is_everyday_word(&token.folded) {
            return None;
        }
        typo::near(&self.near, &token.folded, typo::LEAST_LETTERS)
    }

    fn finding(&self, span: std::ops::Range<usize>, index: usize) -> Finding {
        let person = &self.people[index];
        Finding { span, kind: Kind::Name(person.role), key: fold(&person.name), weak: false }
    }
}

/// Returns where the name begins, with the `Al-`, `de` or `van der` before it.
fn start_with_joiner(text: &str, tokens: &[Token], i: usize) -> usize {
    let mut at = i;
    while let Some(before) = at.checked_sub(1) {
        let joined = matches!(&text[tokens[before].span.end..tokens[at].span.start], " " | "-");
        if !joined || !JOINERS.contains(&tokens[before].folded.as_str()) {
            break;
        }
        at = before;
    }
    tokens[at].span.start
}

#[cfg(test)]
mod tests;
