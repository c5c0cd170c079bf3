//! The phrases of one comment: runs of words within a clause that neither begin nor end with an empty word.

use std::collections::BTreeMap;

use crate::analyser::Analyser;

/// The shortest and the longest phrase, in words.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=5;

/// Reads comments.
pub(super) struct Reader {
    pub(super) analyser: Analyser,
}

/// One comment read: its stems, and its phrases (stems → as written).
pub(super) struct Read {
    pub(super) stems: Vec<String>,
    pub(super) phrases: BTreeMap<String, String>,
}

impl Reader {
    /// Reads one comment.
    pub(super) fn read(&mut self, text: &str) -> Read {
        let tokens = self.analyser.analyse(text);
        let words: Vec<_> = tokens.iter().map(|token| self.analyser.word(token)).collect();
        let mut phrases = BTreeMap::new();
        for from in 0..tokens.len() {
            for length in LENGTHS {
                let to = from + length;
                if to > tokens.len() || tokens[to - 1].clause != tokens[from].clause {
                    break;
                }
                let ends_tell = tells(&words[from].written) && tells(&words[to - 1].written);
                if !ends_tell || tokens[from + 1..to].iter().any(|token| token.after_comma) {
                    continue;
                }
                let join = |of: &dyn Fn(usize) -> String| {
                    (from..to).map(of).collect::<Vec<String>>().join(" ")
                };
                let stems = join(&|n| words[n].stem.clone());
                phrases.entry(stems).or_insert_with(|| join(&|n| words[n].written.clone()));
            }
        }
        Read { stems: words.iter().map(|word| word.stem.clone()).collect(), phrases }
    }
}

/// Returns whether a word may stand at the end of a phrase: articles and the like say nothing there, nor do
/// months, which rise and fall with the calendar.
fn tells(word: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ];
    const EMPTY: [&str; 40] = [
        "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "for", "with", "by", "from",
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "that", "this", "it", "as",
        "his", "her", "their", "its", "he", "she", "they", "there", "which", "who", "so", "but",
        "if",
    ];
    !EMPTY.contains(&word) && !MONTHS.contains(&word) && !word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_no_phrase() {
        assert!(!tells("may") && !tells("sept") && tells("panel"));
    }
}
