//! Names after a title, whether listed or not: `Mrs Ahmed`, `Dr O'Neill`. Marked weak.

use super::Role;
use crate::finding::{Finding, Kind};
use crate::token::Token;

const TITLES: [&str; 9] = ["mr", "mrs", "miss", "ms", "mx", "dr", "prof", "judge", "pc"];

/// Returns the words after titles.
pub(crate) fn find(text: &str, tokens: &[Token]) -> Vec<Finding> {
    let mut found = Vec::new();
    for pair in tokens.windows(2) {
        let (title, name) = (&pair[0], &pair[1]);
        let between = &text[title.span.end..name.span.start];
        let joined = matches!(between, " " | ". " | ".");
        if title.capital
            && TITLES.contains(&title.folded.as_str())
            && joined
            && name.capital
            && name.folded.chars().count() > 1
        {
            found.push(Finding {
                span: name.span.clone(),
                kind: Kind::Name(Role::Other),
                key: name.folded.clone(),
                weak: true,
            });
        }
    }
    found
}
