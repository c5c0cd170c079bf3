//! Pseudonyms: `[child A]`, `[worker B]`, `[postcode]`. The same person has the same one wherever
//! the same register is used, so that a pack stays readable.

use std::collections::BTreeMap;

use crate::finding::{Finding, Kind};

/// Who has which pseudonym.
#[derive(Debug, Clone, Default)]
pub struct Pseudonyms {
    scope: String,
    given: BTreeMap<(String, String), String>,
    next: BTreeMap<&'static str, usize>,
}

impl Pseudonyms {
    /// Returns a register without pseudonyms.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says whose text comes next, e.g. the case: equal names in different scopes are different
    /// people.
    pub fn set_scope(&mut self, scope: &str) {
        scope.clone_into(&mut self.scope);
    }

    /// Returns the text that replaces the finding.
    pub(crate) fn of(&mut self, finding: &Finding) -> String {
        let word = finding.kind.word();
        let Kind::Name(_) = finding.kind else { return format!("[{word}]") };
        let id = (self.scope.clone(), finding.key.clone());
        if let Some(given) = self.given.get(&id) {
            return given.clone();
        }
        let number = self.next.entry(word).or_insert(0);
        let given = format!("[{word} {}]", letters(*number));
        *number += 1;
        self.given.insert(id, given.clone());
        given
    }
}

/// Returns A, B, … Z, AA, AB, ….
fn letters(number: usize) -> String {
    let mut rest = number + 1;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    out.iter().rev().collect()
}

/// Returns whether a finding lies inside a pseudonym of the text.
pub(crate) fn is_inside(text: &str, finding: &Finding) -> bool {
    let before = &text[..finding.span.start];
    let after = &text[finding.span.end..];
    let opened = before.rfind('[').is_some_and(|open| !before[open..].contains(']'));
    let closed = after.find(']').is_some_and(|close| !after[..close].contains('['));
    opened && closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(letters(0), "A");
        assert_eq!(letters(25), "Z");
        assert_eq!(letters(26), "AA");
        assert_eq!(letters(701), "ZZ");
        assert_eq!(letters(702), "AAA");
    }
}
