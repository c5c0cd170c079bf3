//! People on no list: a capitalised word of the shipped list of common first names, and the
//! capitalised word right after it. Marked weak, for many names are on no list of ours.

use super::{Role, is_everyday_word};
use crate::finding::{Finding, Kind};
use crate::token::Token;

/// Common first names, one a line, lower case; written for this program.
const FIRST_NAMES: &str = include_str!("first_names.txt");

/// Returns what looks like a first name, with a surname after it where there is one.
pub(crate) fn find(text: &str, tokens: &[Token]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if !token.capital || !is_first_name(&token.folded) {
            continue;
        }
        let mut end = token.span.end;
        if let Some(next) = tokens.get(i + 1) {
            let between = &text[token.span.end..next.span.start];
            if next.capital
                && matches!(between, " " | "-")
                && next.folded.chars().count() > 2
                && !is_everyday_word(&next.folded)
            {
                end = next.span.end;
            }
        }
        found.push(Finding {
            span: token.span.start..end,
            kind: Kind::Name(Role::Other),
            key: token.folded.clone(),
            weak: true,
        });
    }
    found
}

fn is_first_name(folded: &str) -> bool {
    // The list is sorted; a test checks it.
    static NAMES: std::sync::LazyLock<Vec<&str>> =
        std::sync::LazyLock::new(|| FIRST_NAMES.lines().collect());
    NAMES.binary_search(&folded).is_ok() && !is_everyday_word(folded)
}

#[cfg(test)]
mod tests {
    use super::FIRST_NAMES;

    #[test]
    fn the_list_is_sorted_and_folded() {
        let names: Vec<&str> = FIRST_NAMES.lines().collect();
        assert!(names.len() > 600, "{}", names.len());
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(names.iter().all(|name| *name == crate::token::fold(name)));
    }
}
