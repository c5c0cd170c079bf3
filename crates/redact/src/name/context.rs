//! Whether a word that could be a name is one in this sentence. Words that are nothing but names
//! count wherever they stand, also in lower case; `Grace`, `Will` or `Young` only with a capital where
//! no sentence begins, or beside something that only goes with people.

use super::is_everyday_word;
use crate::token::Token;

/// What stands before a name.
const BEFORE: [&str; 42] = [
    "mr",
    "mrs",
    "miss",
    "ms",
    "dr",
    "child",
    "children",
    "mother",
    "father",
    "mum",
    "dad",
    "brother",
    "sister",
    "sibling",
    "siblings",
    "aunt",
    "uncle",
    "nan",
    "gran",
    "grandmother",
    "grandfather",
    "stepfather",
    "stepmother",
    "worker",
    "carer",
    "carers",
    "called",
    "named",
    "with",
    "for",
    "that",
    "by",
    "saw",
    "told",
    "met",
    "and",
    "to",
    "of",
    "is",
    "iro",
    "sw",
    "baby",
];

/// What stands after a name.
const AFTER: [&str; 40] = [
    "was",
    "is",
    "has",
    "had",
    "said",
    "says",
    "told",
    "lives",
    "lived",
    "does",
    "did",
    "wants",
    "wanted",
    "feels",
    "felt",
    "likes",
    "loves",
    "moved",
    "went",
    "came",
    "attended",
    "attends",
    "remains",
    "remained",
    "saw",
    "visited",
    "made",
    "shared",
    "disclosed",
    "spoke",
    "needs",
    "gets",
    "and",
    "presented",
    "reported",
    "enjoys",
    "engaged",
    "completed",
    "started",
    "stays",
];

/// Tells whether the token at `i`, which is somebody's name or part of it, is used as a name.
pub(super) fn is_a_name_here(
    text: &str,
    tokens: &[Token],
    matched: &[Option<usize>],
    i: usize,
) -> bool {
    let token = &tokens[i];
    if !is_everyday_word(&token.folded) {
        // Two letters alone (`Jo`, `Al`) are too little without a capital.
        return token.capital || token.folded.chars().count() > 2;
    }
    if !token.capital {
        return false;
    }
    if token.possessive || !token.first {
        return true;
    }
    let beside =
        |other: usize| matched.get(other).copied().flatten().is_some() && tokens[other].capital;
    let joined = |a: usize, b: usize| {
        let between = &text[tokens[a].span.end..tokens[b].span.start];
        between.chars().all(|c| c == ' ' || c == '-')
    };
    if i + 1 < tokens.len() && beside(i + 1) && joined(i, i + 1) {
        return true;
    }
    if i > 0 && beside(i - 1) && joined(i - 1, i) {
        return true;
    }
    let before = i.checked_sub(1).map(|b| tokens[b].folded.as_str());
    if !token.first && before.is_some_and(|word| BEFORE.contains(&word)) {
        return true;
    }
    tokens.get(i + 1).is_some_and(|next| AFTER.contains(&next.folded.as_str()) && joined(i, i + 1))
}
