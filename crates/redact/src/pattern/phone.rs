//! Telephone numbers of the United Kingdom: 0 or +44 and nine or ten figures, however set out.

use std::sync::LazyLock;

use regex::Regex;

use super::finding;
use crate::finding::{Finding, Kind};

static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\+ ?44|\b0044|\(0|\b0)(?:[ ().-]{0,2}\d){8,11}\b").expect("a fixed pattern")
});

pub(super) fn find(text: &str) -> Vec<Finding> {
    CANDIDATE
        .find_iter(text)
        .filter(|m| {
            let digits: String = m.as_str().chars().filter(char::is_ascii_digit).collect();
            let national = digits
                .strip_prefix("0044")
                .or_else(|| digits.strip_prefix("44"))
                .map_or(digits.as_str(), |rest| rest)
                .trim_start_matches('0');
            // 1 and 2 are areas, 3 and 8 services, 7 mobiles; a date has fewer figures.
            matches!(national.len(), 9 | 10) && national.starts_with(['1', '2', '3', '7', '8'])
        })
        .map(|m| finding(text, m.range(), Kind::Phone))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_they_are_set_out() {
        for text in [
            "07700 900123",
            "07700900123",
            "+44 7700 900123",
            "+44 (0)20 7946 0018",
            "(01632) 960001",
            "020-7946-0018",
            "0044 1632 960 001",
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].span.len() + 1 >= text.len(), "{text}: {:?}", found[0].span);
        }
        for text in ["01/02/2015", "2026-09-30", "104 of 3021", "05 06 07"] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
