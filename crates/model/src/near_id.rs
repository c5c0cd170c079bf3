//! Ids that people and spreadsheets write in several ways: without leading zeros, with other letter case,
//! spaces, dots or dashes, and O for 0. Two ids that are near are not one id; they are worth a question.

use crate::alike::folded;

/// Returns what all ids that are near to this one share.
#[must_use]
pub fn near_key(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    let mut is_in_number = false;
    for c in folded(id).chars().map(|c| if c == 'o' { '0' } else { c }) {
        // Zeros at the beginning of a number are what a spreadsheet takes.
        if c == '0' && !is_in_number {
            continue;
        }
        is_in_number = c.is_ascii_digit();
        key.push(c);
    }
    key
}

/// Returns whether `id` is `known` but for leading zeros that it lacks: both are nothing but figures.
#[must_use]
pub fn lacks_zeros(id: &str, known: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number(id)
        && is_number(known)
        && id.len() < known.len()
        && known.strip_suffix(id).is_some_and(|zeros| zeros.bytes().all(|b| b == b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_a_slip_or_a_spreadsheet_makes_of_one_are_near() {
        for (one, other) in [
            ("0001037", "1037"),
            ("P0012", "p 0012"),
            ("P0012", "P12"),
            ("P0012", "P.0012"),
            ("P0012", "PO012"),
            ("C1001", "C1OO1"),
            ("10-2", "0010-02"),
        ] {
            assert_eq!(near_key(one), near_key(other), "{one} {other}");
        }
        for (one, other) in [("1037", "10370"), ("P12", "Q12"), ("1-23", "12-3"), ("100", "1")] {
            assert_ne!(near_key(one), near_key(other), "{one} {other}");
        }
    }

    #[test]
    fn only_leading_zeros_are_lost_zeros() {
        assert!(lacks_zeros("1037", "0001037"));
        for (id, known) in [("0001037", "1037"), ("1037", "21037"), ("p12", "P0012"), ("1", "1")] {
            assert!(!lacks_zeros(id, known), "{id} {known}");
        }
    }
}
