//! Names that are also everyday words, and words that begin sentences or stand capitalised in audit
//! comments: such a word is a name only where the sentence uses it as one.

/// Tells whether the folded word is an everyday word too.
pub(crate) fn is_everyday_word(folded: &str) -> bool {
    static WORDS: std::sync::LazyLock<Vec<&str>> = std::sync::LazyLock::new(|| {
        let mut words: Vec<&str> = EVERYDAY.split_whitespace().collect();
        words.sort_unstable();
        words
    });
    WORDS.binary_search(&folded).is_ok()
}

/// Written for this program: names that are words, months and days, places and public bodies, words
/// of the field, and the words sentences most often begin with.
const EVERYDAY: &str = include_str!("everyday.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grace_is_a_word_and_mia_is_not() {
        for word in ["grace", "will", "young", "may", "the", "supervision", "good"] {
            assert!(is_everyday_word(word), "{word}");
        }
        for name in ["mia", "turner", "khan", "sophie"] {
            assert!(!is_everyday_word(name), "{name}");
        }
    }
}
