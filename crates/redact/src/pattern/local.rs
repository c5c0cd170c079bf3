//! Ids of local systems: known ids wherever they are, a council's own patterns, and figures after
//! words like `case number` or `Mosaic ID`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::finding;
use crate::finding::{Finding, Kind};

/// Unique pupil numbers: a letter, twelve figures (or eleven and a letter); gov.uk, "Unique pupil
/// numbers". The names of case systems need no `number` after them.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b([A-Z]\d{11}[0-9A-Z])\b|(?i:\b(?:mosaic|lcs|liquid ?logic|carefirst|care first|eclipse|azeus|swis|ics|urn|uln|upn|crn|crime ref(?:erence)?|nasc?|ho ref(?:erence)?|passport)\b)[ .:#-]{0,3}([A-Za-z]{0,3}\d[\d/-]{3,13}[A-Za-z]?)\b|#(\d{5,10})\b",
    )
    .expect("a fixed pattern")
});

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:(?:mosaic|lcs|liquidlogic|liquid logic|carefirst|eclipse|azeus|person|case|child|client|upn|system|record|file|hospital|unique pupil)\s+)?(?:id|number|no|ref|reference|upn)\b\.?\s*(?:is\s+)?[:#=]?\s*([A-Z]{0,3}-?\d{5,13}[A-Z]?)\b",
    )
    .expect("a fixed pattern")
});

/// Returns local ids.
pub(crate) fn find(text: &str, patterns: &[Regex], ids: Option<&AhoCorasick>) -> Vec<Finding> {
    let labelled = LABELLED.captures_iter(text).filter_map(|c| c.get(1)).map(|m| m.range());
    let bare = BARE.captures_iter(text).filter_map(|c| c.iter().skip(1).flatten().next());
    let labelled = labelled.chain(bare.map(|m| m.range()));
    let own = patterns.iter().flat_map(|p| p.find_iter(text)).map(|m| m.range());
    let known = ids.into_iter().flat_map(|searcher| searcher.find_iter(text)).map(|m| m.range());
    let whole = |span: &std::ops::Range<usize>| {
        let before = text[..span.start].chars().next_back();
        let after = text[span.end..].chars().next();
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        outside(before) && outside(after)
    };
    labelled
        .chain(own)
        .chain(known.filter(whole))
        .filter(|span| !span.is_empty())
        .map(|span| finding(text, span, Kind::LocalId))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_by_label_pattern_and_list() {
        assert_eq!(find("Mosaic ID: 1234567", &[], None).len(), 1);
        assert_eq!(find("case number 100234 was closed", &[], None).len(), 1);
        assert!(find("LCS 1234567 and UPN H801200001234", &[], None).len() >= 2);
        assert_eq!(find("on LCS in 2026, 12 audits", &[], None).len(), 0);
        assert_eq!(find("104 audits of 3021", &[], None).len(), 0);
        let own = [Regex::new(r"\bQX\d{4}\b").unwrap()];
        assert_eq!(find("see QX1234", &own, None).len(), 1);
        let ids = AhoCorasick::new(["100234"]).unwrap();
        assert_eq!(find("sibling 100234 too, not 1002345", &[], Some(&ids)).len(), 1);
    }
}
