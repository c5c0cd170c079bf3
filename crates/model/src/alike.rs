//! When two values are equal for people: one rule for teams, workers, services, auditors, strata,
//! scope conditions and filters. It decides nothing about case ids, which are their bytes.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::id::is_invisible;

/// Returns whether two values are equal for people: letter case, spaces, dots, dashes, underscores
/// and apostrophes do not matter, so that `CIN 1`, `cin1` and `C.I.N. 1` are one team. What is between
/// two figures does: `CIN 1-2` is not `CIN 12`.
#[must_use]
pub fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (left, right) = (folded(one), folded(other));
    // Of values that are nothing but marks the marks count.
    if left.is_empty() { one.trim() == other.trim() } else { left == right }
}

/// Returns the value as all that are equal to it for people are folded; blank where it is nothing else
/// than spaces and marks.
#[must_use]
pub fn folded(value: &str) -> String {
    let mut folded = String::with_capacity(value.len());
    let mut gap = None;
    let mut push = |c: char| match class(c) {
        Class::Kept => {
            let is_between = |before: char| before.is_ascii_digit() && c.is_ascii_digit();
            match (gap.take(), folded.chars().next_back()) {
                (Some(gap), Some(before)) if is_between(before) => folded.push(gap),
                // A sign or a decimal point before a number.
                (Some(gap @ ('-' | '.')), None) if c.is_ascii_digit() => folded.push(gap),
                _ => {}
            }
            folded.extend(c.to_lowercase());
        }
        Class::Gap(new) => gap = Some(gap.map_or(new, |known| stronger(known, new))),
        Class::Nothing => {}
    };
    if value.is_ascii() {
        value.chars().for_each(&mut push);
    } else {
        value.nfkc().for_each(&mut push);
    }
    // The grade "B-" is not "B".
    let is_graded =
        value.trim_end().strip_suffix('-').is_some_and(|v| v.ends_with(char::is_alphanumeric));
    if is_graded {
        folded.push('-');
    }
    folded
}

/// What a character is for the comparison.
enum Class {
    Kept,
    Gap(char),
    Nothing,
}

fn class(c: char) -> Class {
    match c {
        c if c.is_ascii_alphanumeric() => Class::Kept,
        '.' | '\u{b7}' => Class::Gap('.'),
        '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Class::Gap('-'),
        '\'' | '`' | '\u{2018}' | '\u{2019}' => Class::Nothing,
        c if c.is_whitespace() => Class::Gap(' '),
        c if is_invisible(c) => Class::Nothing,
        _ => Class::Kept,
    }
}

/// Between two figures `1 - 2` is the dash, not the spaces around it.
fn stronger(known: char, new: char) -> char {
    if known == ' ' { new } else { known }
}

/// The spellings of values, counted: those that are equal for people under one entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spellings {
    values: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Spellings {
    /// Counts a value so often; a blank is none.
    pub fn count(&mut self, value: &str, times: u64) {
        let key = folded(value);
        if !key.is_empty() {
            *self.values.entry(key).or_default().entry(value.to_owned()).or_default() += times;
        }
    }

    /// Returns how many values there are, whatever their spellings.
    #[must_use]
    pub fn values(&self) -> usize {
        self.values.len()
    }

    /// Returns whether values repeat, each twice or more on average, as names of something do.
    #[must_use]
    pub fn repeat(&self) -> bool {
        let filled: u64 = self.values.values().flat_map(BTreeMap::values).sum();
        self.values.len() as u64 * 2 <= filled
    }

    /// Returns the values that are spelt in more than one way, each with its spellings and their counts,
    /// the most used first and of equal ones the first by bytes.
    pub fn several(&self) -> impl Iterator<Item = Vec<(&str, u64)>> {
        self.values.values().filter(|spellings| spellings.len() > 1).map(|spellings| {
            let mut all: Vec<(&str, u64)> =
                spellings.iter().map(|(spelling, count)| (spelling.as_str(), *count)).collect();
            all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            all
        })
    }

    /// Hands over every spelling with its count.
    pub fn each<'a>(&'a self, mut take: impl FnMut(&'a str, u64)) {
        let all = self.values.values().flatten();
        all.for_each(|(spelling, count)| take(spelling, *count));
    }

    /// Returns the most used spelling of this value, if one was counted.
    #[must_use]
    pub fn written(&self, value: &str) -> Option<&str> {
        let spellings = self.values.get(&folded(value))?;
        let most = spellings.iter().max_by_key(|(text, count)| (**count, std::cmp::Reverse(*text)));
        most.map(|(spelling, _)| spelling.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_team_are_alike() {
        for spelling in
            ["CIN 1", "cin 1", "CIN1", "C.I.N. 1", "CIN\u{a0}1", "Cin-1", "CIN \u{2013} 1", "CIN_1"]
        {
            assert!(alike("CIN 1", spelling), "{spelling}");
        }
        for (one, other) in [
            ("Children\u{2019}s Team", "childrens  team"),
            ("O'Brien", "O Brien"),
            ("Zo\u{e9}", "Zoe\u{301}"),
            ("CIN 1 - 2", "cin 1-2"),
            ("No-one\u{200b}", "no one"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_between_figures_keeps_values_apart() {
        for (one, other) in [
            ("CIN 1-2", "CIN 12"),
            ("CIN 1 2", "CIN 12"),
            ("1.5", "15"),
            ("1.5", "1-5"),
            ("-1", "1"),
            (".5", "5"),
            ("B-", "B"),
            ("CIN 1", "CIN 01"),
            ("North/South", "NorthSouth"),
            ("R&R", "RR"),
            ("Zoe", "Zo\u{e9}"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
        assert_eq!(folded(" \u{a0}- "), "");
    }

    #[test]
    fn the_written_form_is_the_most_used_and_then_the_first_by_bytes() {
        let mut spellings = Spellings::default();
        for (value, times) in [("cin 1", 2), ("CIN 1", 2), ("CIN1", 1), ("East", 4), (" ", 3)] {
            spellings.count(value, times);
        }
        assert_eq!(spellings.written("c.i.n. 1"), Some("CIN 1"));
        assert_eq!(spellings.written("West"), None);
        let several: Vec<_> = spellings.several().collect();
        assert_eq!(several, [vec![("CIN 1", 2), ("cin 1", 2), ("CIN1", 1)]]);
        assert_eq!(spellings.values(), 2);
    }
}
