//! Names that are also everyday words, and words that begin sentences or are capitalised in audit
//! comments: such a word is a name only where the sentence uses it as one. Some of them (`ruby`,
//! `parker`, `temple`) are words that audit comments never use; on a list of names they are names.

use std::sync::LazyLock;

/// Returns whether the folded word is an everyday word too.
pub(crate) fn is_everyday_word(folded: &str) -> bool {
    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(EVERYDAY));
    WORDS.binary_search(&folded).is_ok()
}

/// Returns whether the folded word is a word that audit comments use: such a word, even where it is
/// on a list of names, needs a sentence that uses it as a name.
pub(crate) fn is_used_as_word(folded: &str) -> bool {
    static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(RARELY));
    is_everyday_word(folded) && NAMES.binary_search(&folded).is_err()
}

/// Returns whether the folded word is the name of a month, which dates are full of.
pub(crate) fn is_month(folded: &str) -> bool {
    ["april", "may", "june", "july", "august", "march"].contains(&folded)
}

/// Returns whether the folded word is a first name as often as a word.
pub(crate) fn is_first_name_too(folded: &str) -> bool {
    const NAMES: [&str; 28] = [
        "grace",
        "will",
        "mark",
        "rose",
        "may",
        "june",
        "april",
        "august",
        "hope",
        "faith",
        "joy",
        "charity",
        "amber",
        "autumn",
        "summer",
        "winter",
        "eve",
        "frank",
        "rich",
        "art",
        "chase",
        "miles",
        "patience",
        "prudence",
        "constance",
        "buddy",
        "sage",
        "guy",
    ];
    NAMES.contains(&folded)
}

fn sorted(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_unstable();
    words
}

/// Written for this program: names that are words, months and days, places and public bodies, words
/// of the field, and the words sentences most often begin with.
const EVERYDAY: &str = include_str!("everyday.txt");

/// Of these, words that are names and that stood in lower case in none or one of 170,000 sentences
/// about children's services.
const RARELY: &str = include_str!("rarely.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grace_is_a_word_and_mia_is_not() {
        for word in ["grace", "will", "young", "may", "the", "supervision", "good"] {
            assert!(is_everyday_word(word) && is_used_as_word(word), "{word}");
        }
        for name in ["mia", "turner", "khan", "sophie"] {
            assert!(!is_everyday_word(name), "{name}");
        }
        assert!(is_everyday_word("ruby") && !is_used_as_word("ruby"));
    }

    #[test]
    fn what_is_rarely_a_word_is_an_everyday_word_all_the_same() {
        assert!(sorted(RARELY).iter().all(|word| is_everyday_word(word)));
    }
}
