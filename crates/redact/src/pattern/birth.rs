//! Dates of birth: a full date after `dob`, `born` and the like, or right after a name, bracketed or
//! not. Other dates stay: a comment is worthless without them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::finding;
use crate::finding::{Finding, Kind};

const MONTH: &str = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

fn date() -> String {
    format!(
        r"(?:\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{MONTH}[, -]{{1,2}}(?:\d{{4}}|['’]?\d{{2}})|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
    )
}

/// Dates written without any mark between: only right after a word for birth.
const SOLID: &str = r"\d{8}|\d{6}|\d{1,2} \d{1,2} (?:\d{4}|\d{2})";

static AFTER_WORD: LazyLock<Regex> = LazyLock::new(|| {
    let date = date();
    Regex::new(&format!(
        r"(?i)\b(?:dob|d\.\s?o\.\s?b\.?|d/o/b|born(?: on| in)?|b\.|date of birth|birth ?date|birthday)(?:\s+(?:is|was|of|on|given as))?[\s:;,=(–-]{{0,4}}(?:the )?({date}|(?:{SOLID})\b|{MONTH},? \d{{4}}\b)"
    ))
    .expect("a fixed pattern")
});

static AFTER_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let date = date();
    Regex::new(&format!(r"(?i)^(?:['’]s)?,?\s?[(\[]?\s?({date})")).expect("a fixed pattern")
});

/// Returns dates after words for birth.
pub(crate) fn find(text: &str) -> Vec<Finding> {
    AFTER_WORD
        .captures_iter(text)
        .filter_map(|c| c.get(1))
        .map(|m| finding(text, m.range(), Kind::Birth))
        .collect()
}

/// Returns dates that stand right after a name that was found.
pub(crate) fn after_names(text: &str, found: &[Finding]) -> Vec<Finding> {
    let names = found.iter().filter(|f| matches!(f.kind, Kind::Name(_)));
    names
        .filter_map(|name| {
            let rest = &text[name.span.end..];
            let date = AFTER_NAME.captures(rest)?.get(1)?;
            let span: Range<usize> = name.span.end + date.start()..name.span.end + date.end();
            Some(finding(text, span, Kind::Birth))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_birth_are_found() {
        for text in [
            "DOB 01/02/2015",
            "d.o.b. 1.2.15",
            "born on 1st February 2015",
            "dob: 2015-02-01",
            "date of birth is 1 Feb 2015",
            "b. 01/02/2015",
            "DOB 01022015",
            "DOB 2015/02/01",
            "born on the 1-Feb-2015",
            "DOB 1 Feb 15",
            "born in February 2015",
            "D.O.B. 01 / 02 / 2015",
        ] {
            assert_eq!(find(text).len(), 1, "{text}");
        }
        for text in ["visit on 01/02/2015", "born in Leeds", "reborn 1", "core group 4 May 2026"] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
