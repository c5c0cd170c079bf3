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
        r"(?i)\b(?:(?:flat|apartment|apt|unit|room)\s+)?\d{1,4}[a-z]?,? [a-z'’-]{3,}(?: [a-z'’-]{3,})? (?:street|road|avenue|crescent|terrace|mews|grove|lane|drive)\b|\b\d{1,4}[a-z]? [a-z'’-]{3,} (?:ave|gardens|square|st|rd)\b",
    )
    .expect("a fixed pattern")
});

/// Several words in capitals: `99 STATION TERRACE`.
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"\b\d{{1,4}}[A-Z]?,? (?:[A-Z][A-Z'’-]+ ){{1,3}}(?:{})\b",
        STREETS.to_uppercase()
    ))
    .expect("a fixed pattern")
});

/// A named house before its street, or after a flat: `Mill House, 9 Mill Lane`, `Flat 4 Mill House`.
static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"\b(?:[A-Z][\w'’-]+ ){{1,3}}(?:House|Court|Cottage|Lodge|Farm|Rectory|Vicarage),? (?:\d{{1,4}}[A-Za-z]?,? )?(?:[A-Z][\w'’-]+ ){{1,2}}(?:{STREETS})\b"
    ))
    .expect("a fixed pattern")
});

static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:at|of|on|in|to|from|near)\s+((?:[A-Z][\w'’-]+\s+){1,2}(?:Street|Road|Avenue|Crescent|Terrace|Mews|Grove|Lane|Drive))\b",
    )
    .expect("a fixed pattern")
});

pub(super) fn find(text: &str) -> Vec<Finding> {
    let numbered = NUMBERED
        .find_iter(text)
        .chain(LOWER.find_iter(text))
        .chain(CAPITALS.find_iter(text))
        .chain(HOUSE.find_iter(text))
        .map(|m| m.range());
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
            "99 STATION TERRACE",
            "99 mill st",
            "Mill House, Old Mill Lane",
        ] {
            assert!(!find(text).is_empty(), "{text}");
        }
        for text in [
            "3 core groups",
            "the way forward",
            "on the road to recovery",
            "2 visits in May",
            "6 weeks and close",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
