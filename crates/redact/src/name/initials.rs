//! Initials: `MT`, `M.T.`, `M T`. Letters that are an abbreviation of the field (`SW`, `CP`) count
//! only with their dots.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Abbreviations that auditors use every day, which undotted initials are mistaken for.
const ABBREVIATIONS: [&str; 72] = [
    "sw", "tm", "cp", "ci", "cin", "cic", "lac", "iro", "cpc", "rhi", "pep", "ehc", "ehcp", "eh",
    "sen", "cse", "cce", "da", "dv", "gp", "hv", "la", "lo", "ps", "pa", "pd", "pp", "sg", "sgo",
    "uk", "nhs", "nfa", "np", "nrm", "ot", "rag", "ri", "sdq", "tac", "taf", "vs", "yo", "yot",
    "yos", "ya", "mh", "md", "mp", "ms", "mr", "dr", "it", "id", "is", "as", "at", "am", "pm",
    "no", "or", "of", "on", "dob", "fm", "fc", "asb", "aba", "adm", "lado", "isp", "mgm", "mgf",
];

static DOTTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b\p{Lu}\.(?:\s?\p{L}\.){1,3}|\b\p{Lu}(?:\.\p{Lu}){1,3}\b")
        .expect("a fixed pattern")
});
static PLAIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b\p{Lu}{2,4}\b|\b\p{Lu} \p{Lu}\b").expect("a fixed pattern"));

/// Returns the initials of a name's parts, lower case: all parts, and first with last.
pub(super) fn of(parts: &[String]) -> Vec<String> {
    let letters: String = parts.iter().filter_map(|p| p.chars().next()).collect();
    let mut all = Vec::new();
    if letters.chars().count() >= 2 {
        let ends: String =
            letters.chars().next().into_iter().chain(letters.chars().next_back()).collect();
        all.push(letters.clone());
        if ends != letters {
            all.push(ends);
        }
    }
    all
}

/// Returns what can be initials in a text, with the letters lower case.
pub(super) fn in_text(text: &str) -> Vec<(Range<usize>, String)> {
    let letters = |found: &str| -> String {
        let letters: String = found.chars().filter(|c| c.is_alphabetic()).collect();
        crate::token::fold(&letters)
    };
    let dotted = DOTTED.find_iter(text).map(|m| (m.range(), letters(m.as_str())));
    let plain = PLAIN
        .find_iter(text)
        .map(|m| (m.range(), letters(m.as_str())))
        .filter(|(_, letters)| !ABBREVIATIONS.contains(&letters.as_str()));
    dotted.chain(plain).collect()
}
