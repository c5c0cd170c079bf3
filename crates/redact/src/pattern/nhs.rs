//! NHS numbers: ten figures, 3-3-4 or solid, the last one the check digit of modulus 11 (NHS Data
//! Dictionary, "NHS NUMBER"). After the word NHS any ten figures count, for people mistype.

use std::sync::LazyLock;

use regex::Regex;

use super::finding;
use crate::finding::{Finding, Kind};

static TEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b").expect("a fixed pattern"));
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\bnhs\b").expect("a fixed pattern"));
static LOOSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b\d(?:[ -]?\d){9}\b").expect("a fixed pattern"));

/// How many words may be between `NHS` and the figures.
const REACH: usize = 5;

pub(super) fn find(text: &str) -> Vec<Finding> {
    let mut found: Vec<Finding> = TEN
        .find_iter(text)
        .filter(|m| has_check_digit(m.as_str()))
        .map(|m| finding(text, m.range(), Kind::NhsNumber))
        .collect();
    for word in WORD.find_iter(text) {
        if let Some(number) = LOOSE.find_at(text, word.end()) {
            let between = text[word.end()..number.start()].split_whitespace().count();
            if between <= REACH {
                found.push(finding(text, number.range(), Kind::NhsNumber));
            }
        }
    }
    found
}

/// Returns whether the last of ten figures is the check digit of the others.
fn has_check_digit(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let [first @ .., last] = digits.as_slice() else { return false };
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 11;
    first.len() == 9 && check != 10 && check == *last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_modulus_eleven() {
        // The worked example of the NHS Data Dictionary: 943 476 591 has the check digit 9.
        assert!(has_check_digit("943 476 5919"));
        assert!(!has_check_digit("943 476 5918"));
        assert!(!has_check_digit("943 476 591"));
    }

    #[test]
    fn after_the_word_nhs_a_wrong_check_digit_counts_too() {
        assert_eq!(find("NHS no. is 943-476-5918").len(), 1);
        assert_eq!(find("ref 943-476-5918").len(), 0);
        assert_eq!(find("the NHS was told by the school about the form 9434765918").len(), 0);
    }
}
