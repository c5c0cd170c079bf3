//! Identities that are known by their shape: numbers, codes, addresses, dates of birth.

pub(crate) mod address;
pub(crate) mod birth;
pub(crate) mod local;
mod nhs;
mod phone;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Kind};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\p{L}\p{N}._%+'’-]+\s?(?:@|\[at\]|\(at\))\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.[a-z]{2,}")
        .expect("a fixed pattern")
});

/// Links, and names of profiles: they lead to a person.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:https?://|www\.)[^\s<>\[\]]+[^\s<>\[\].,;:!?)]|\b(?:facebook|instagram|tiktok|snapchat|twitter|x|linkedin|youtube)\.com/[^\s\[\]]*[^\s\[\].,;:!?)]",
    )
    .expect("a fixed pattern")
});
static HANDLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(])(@[A-Za-z0-9_.]{3,30}[A-Za-z0-9_])").expect("a fixed pattern")
});

/// Two letters (not D, F, I, Q, U, V; no second O), six figures, a letter A to D: gov.uk, "National
/// Insurance number format".
static NATIONAL_INSURANCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
    )
    .expect("a fixed pattern")
});

/// The postcode formats of BS 7666.
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:GIR ?0AA|(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}|[A-PR-UWYZ][0-9][A-HJKPS-UW]|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRV-Y])[  ]{0,2}[0-9][ABD-HJLNP-UW-Z]{2})\b",
    )
    .expect("a fixed pattern")
});

/// Returns everything of a known shape, but dates of birth after names and local ids.
pub(crate) fn find(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(EMAIL.find_iter(text).map(|m| finding(text, m.range(), Kind::Email)));
    found.extend(LINK.find_iter(text).map(|m| finding(text, m.range(), Kind::Link)));
    let handles = HANDLE.captures_iter(text).filter_map(|c| c.get(1));
    found.extend(handles.map(|m| finding(text, m.range(), Kind::Link)));
    for captures in NATIONAL_INSURANCE.captures_iter(text) {
        let prefix = captures[1].to_ascii_uppercase();
        // Prefixes never given out.
        if !["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"].contains(&prefix.as_str()) {
            let whole = captures.get(0).map_or(0..0, |m| m.range());
            found.push(finding(text, whole, Kind::NationalInsurance));
        }
    }
    found.extend(POSTCODE.find_iter(text).map(|m| finding(text, m.range(), Kind::Postcode)));
    found.extend(nhs::find(text));
    found.extend(phone::find(text));
    found.extend(address::find(text));
    found.extend(birth::find(text));
    found
}

/// Returns a finding whose key is the text without spaces, dots and hyphens, in capitals.
pub(crate) fn finding(text: &str, span: Range<usize>, kind: Kind) -> Finding {
    let key = text[span.clone()]
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '@')
        .flat_map(char::to_uppercase)
        .collect();
    Finding { span, kind, key, weak: false }
}
