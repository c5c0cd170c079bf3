//! Street addresses: a number and a street, with or without a flat before it; or a street alone after
//! `at`, `of`, `on`, `in` or `to`, where the kind of street leaves no doubt.

use std::sync::LazyLock;

use regex::Regex;

use super::finding;
use crate::finding::{Finding, Kind};

const STREETS: &str = "Street|St|Road|Rd|Avenue|Ave|Close|Cl|Drive|Dr|Lane|Ln|Way|Court|Ct|Crescent|Cres|Gardens|Gdns|Place|Pl|Terrace|Grove|Walk|Hill|Park|Square|Sq|Mews|Row|View|Rise|Parade|Green|Gate|Wharf|Croft|Drove|Villas|Buildings|House|Heights|Meadow|Meadows|Vale|Bank|Common|Broadway|Esplanade|Promenade|Quay|Yard|Path|Passage|Fold|Garth";

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"\b(?:(?i:flat|apartment|apt|unit|room)\s+\w{{1,4}},?\s+)?\d{{1,4}}[A-Za-z]?,?\s+(?:(?i:the|st)\.?\s+)?(?:[A-Z][\w'’-]+\s+){{1,3}}(?:{STREETS})\b"
    ))
    .expect("a fixed pattern")
});

static LOWER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b\d{1,4}[a-z]? [a-z'’-]{3,}(?: [a-z'’-]{3,})? (?:street|road|avenue|crescent|terrace|mews|grove|lane|drive)\b",
    )
    .expect("a fixed pattern")
});

static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:at|of|on|in|to|from|near)\s+((?:[A-Z][\w'’-]+\s+){1,2}(?:Street|Road|Avenue|Crescent|Terrace|Mews|Grove|Lane|Drive))\b",
    )
    .expect("a fixed pattern")
});

pub(super) fn find(text: &str) -> Vec<Finding> {
    let numbered = NUMBERED.find_iter(text).chain(LOWER.find_iter(text)).map(|m| m.range());
    let alone = ALONE.captures_iter(text).filter_map(|c| c.get(1)).map(|m| m.range());
    numbered.chain(alone).map(|span| finding(text, span, Kind::Address)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_number_and_street() {
        for text in [
            "12 Acacia Avenue",
            "Flat 3, 12a St. Mary's Road",
            "lives at 7 The Old Mill Lane",
            "moved to Acacia Avenue",
            "14 acacia avenue",
        ] {
            assert_eq!(find(text).len(), 1, "{text}");
        }
        for text in
            ["3 core groups", "the way forward", "on the road to recovery", "2 visits in May"]
        {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
