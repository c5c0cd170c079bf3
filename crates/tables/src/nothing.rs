//! The words that people and systems write where there is nothing: the one list of them. What a blank means in
//! a column is for its reader to know.

use crate::body_words::fold;

/// What such a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// There is nothing: `N/A`, `NULL`, a dash.
    Blank,
    /// There is something, and nobody has written it: `TBC`, `not known`.
    Unknown,
}

/// The words as they are folded: small letters and figures, everything else being one space.
const WORDS: [(&str, Nothing); 18] = [
    ("null", Nothing::Blank),
    ("n a", Nothing::Blank),
    ("na", Nothing::Blank),
    ("not applicable", Nothing::Blank),
    ("none", Nothing::Blank),
    ("nil", Nothing::Blank),
    ("blank", Nothing::Blank),
    ("empty", Nothing::Blank),
    ("nothing", Nothing::Blank),
    ("unknown", Nothing::Unknown),
    ("not known", Nothing::Unknown),
    ("n k", Nothing::Unknown),
    ("nk", Nothing::Unknown),
    ("tbc", Nothing::Unknown),
    ("tbd", Nothing::Unknown),
    ("to be confirmed", Nothing::Unknown),
    ("no name", Nothing::Unknown),
    ("not recorded", Nothing::Unknown),
];

/// Returns what a text says that stands for nothing; none where it says something, or is blank itself.
#[must_use]
pub fn nothing(text: &str) -> Option<Nothing> {
    let folded = fold(text);
    if folded.is_empty() {
        let text = text.trim();
        let is_dash = |c: char| {
            matches!(c, '-' | '_' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
                || c.is_whitespace()
        };
        return match text {
            "" => None,
            _ if text.chars().all(|c| c == '?') => Some(Nothing::Unknown),
            _ => text.chars().all(is_dash).then_some(Nothing::Blank),
        };
    }
    WORDS.iter().find(|(word, _)| *word == folded).map(|(_, says)| *says)
}

/// Returns whether a text is a word for a blank.
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    nothing(text) == Some(Nothing::Blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_differ_from_those_for_what_is_not_known() {
        for text in
            ["N/A", "n.a.", "NULL", " none ", "(blank)", "-", "--", "\u{2013}", "#N/A", "Nil"]
        {
            assert_eq!(nothing(text), Some(Nothing::Blank), "{text}");
        }
        for text in ["TBC", "Not known", "?", "n/k", "to be confirmed"] {
            assert_eq!(nothing(text), Some(Nothing::Unknown), "{text}");
        }
        for text in ["", " ", "0", "no", "Nia", "\u{2713}", "-1", "nullify", "none seen"] {
            assert_eq!(nothing(text), None, "{text}");
        }
    }
}
