//! The field's own words: abbreviations with what they stand for, spelling of theme words, and words that
//! only look like misspelt theme words. It reads no file; `config` fills it.

use std::collections::{BTreeSet, HashMap};

/// The words the analyser treats alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dictionary {
    /// Abbreviation (folded, one word) → what it stands for (one or more words).
    abbreviations: Vec<(String, String)>,
    /// Folded words of six letters or more whose misspellings are corrected.
    spelled: BTreeSet<String>,
    /// Words never taken for a misspelling.
    real_words: BTreeSet<String>,
    by_first_letter: HashMap<char, Vec<String>>,
}

impl Dictionary {
    /// Makes a dictionary. `theme_words` shorter than six letters are ignored.
    #[must_use]
    pub fn new(
        abbreviations: Vec<(String, String)>,
        theme_words: impl IntoIterator<Item = String>,
        real_words: impl IntoIterator<Item = String>,
    ) -> Self {
        let spelled: BTreeSet<String> =
            theme_words.into_iter().filter(|w| w.chars().count() >= 6).collect();
        let mut by_first_letter: HashMap<char, Vec<String>> = HashMap::new();
        for word in &spelled {
            by_first_letter.entry(first_letter(word)).or_default().push(word.clone());
        }
        Self {
            abbreviations,
            spelled,
            real_words: real_words.into_iter().collect(),
            by_first_letter,
        }
    }

    /// Returns abbreviations with what they stand for.
    #[must_use]
    pub fn abbreviations(&self) -> &[(String, String)] {
        &self.abbreviations
    }

    /// Returns the one word this abbreviation stands for, if it stands for one word.
    pub(crate) fn one_word(&self, folded: &str) -> Option<&str> {
        if folded.len() > 6 {
            return None;
        }
        let (_, long) = self.abbreviations.iter().find(|(short, _)| short == folded)?;
        (!long.contains(' ')).then_some(long)
    }

    /// Returns a number that changes whenever the dictionary does, for the index's analyser version.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hash = Fnv::new();
        for (short, long) in &self.abbreviations {
            hash.add(short);
            hash.add(long);
        }
        self.spelled.iter().chain(&self.real_words).for_each(|w| hash.add(w));
        hash.0
    }

    /// Returns the theme word this folded word is a misspelling of: same first letter, one slip (a letter
    /// too many, too few, two swapped, or, from nine letters, a wrong one), both of six letters or more.
    pub(crate) fn corrected(&self, folded: &str) -> Option<&str> {
        let length = folded.chars().count();
        if length < 6 || self.spelled.contains(folded) || self.real_words.contains(folded) {
            return None;
        }
        self.by_first_letter
            .get(&first_letter(folded))?
            .iter()
            .find(|word| {
                one_slip(folded, word)
                    && !same_but_ending(folded, word)
                    && (length >= 9 || word.chars().count() != length || same_letters(folded, word))
            })
            .map(String::as_str)
    }
}

fn first_letter(word: &str) -> char {
    word.chars().next().unwrap_or(' ')
}

/// Returns whether the words differ only in their last two letters: another form, not a slip.
fn same_but_ending(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let shorter = one.chars().count().min(other.chars().count());
    same + 1 >= shorter
}

/// Returns whether the words have the same letters: neighbours swapped, not one letter for another, which
/// too often is another word ("chance", "change").
fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Returns whether one insertion, deletion, change or swap of neighbours turns one word into the other.
pub(crate) fn one_slip(one: &str, other: &str) -> bool {
    // Letters of at most four bytes: words of such different lengths differ in more than one.
    if one.len().abs_diff(other.len()) > 4 || one == other {
        return false;
    }
    let differ = one.char_indices().zip(other.chars()).find(|((_, x), y)| x != y);
    let head = differ.map_or(one.len().min(other.len()), |((at, _), _)| at);
    let (a, b) = (&one[head..], &other[head..]);
    let (after_a, after_b) = (without_first(a), without_first(b));
    let swapped = || {
        let (x, y) = (after_a.chars().next(), after_b.chars().next());
        let is_crossed = x.is_some() && x == b.chars().next() && y == a.chars().next();
        is_crossed && without_first(after_a) == without_first(after_b)
    };
    a == after_b || after_a == b || after_a == after_b || swapped()
}

/// Returns the text without its first letter.
fn without_first(text: &str) -> &str {
    let mut letters = text.chars();
    letters.next();
    letters.as_str()
}

/// Returns a number for a text, the same on every machine.
pub(crate) fn fingerprint(text: &str) -> u64 {
    let mut hash = Fnv::new();
    hash.add(text);
    hash.0
}

/// FNV-1a over strings, for fingerprints that must be the same on every machine.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_one_letter_are_mended_and_real_words_left_alone() {
        let words = ["supervision", "consent", "recorded", "minutes"].map(String::from);
        let dictionary = Dictionary::new(Vec::new(), words, ["content".to_owned()]);
        for slip in ["supervison", "supervsion", "suprevision", "superviision"] {
            assert_eq!(dictionary.corrected(slip), Some("supervision"), "{slip}");
        }
        assert_eq!(dictionary.corrected("content"), None);
        assert_eq!(dictionary.corrected("recorder"), None, "another form, not a slip");
        assert_eq!(dictionary.corrected("minute"), None);
        assert_eq!(dictionary.corrected("minuets"), Some("minutes"));
        assert_eq!(dictionary.corrected("visit"), None);
        let words = ["change", "stronger"].map(String::from);
        let dictionary = Dictionary::new(Vec::new(), words, []);
        assert_eq!(dictionary.corrected("chance"), None);
        assert_eq!(dictionary.corrected("stranger"), None);
    }

    /// Every word of these letters that is one slip away, made rather than recognised.
    fn slips(word: &[char]) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let mut add = |letters: &[&[char]]| all.insert(letters.concat().iter().collect::<String>());
        for at in 0..=word.len() {
            let (head, tail) = word.split_at(at);
            for letter in LETTERS {
                add(&[head, &[letter], tail]);
                if let [_, rest @ ..] = tail {
                    add(&[head, &[letter], rest]);
                }
            }
            if let [_, rest @ ..] = tail {
                add(&[head, rest]);
            }
            if let [one, two, rest @ ..] = tail {
                add(&[head, &[*two, *one], rest]);
            }
        }
        all.remove(&word.iter().collect::<String>());
        all
    }

    const LETTERS: [char; 3] = ['a', 'b', '\u{e9}'];

    proptest::proptest! {
        #[test]
        fn a_slip_is_what_one_slip_makes(
            one in proptest::collection::vec(0..LETTERS.len(), 0..5),
            other in proptest::collection::vec(0..LETTERS.len(), 0..5),
        ) {
            let letters = |places: &[usize]| places.iter().map(|&p| LETTERS[p]).collect::<Vec<char>>();
            let (one, other) = (letters(&one), letters(&other));
            let text = |word: &[char]| word.iter().collect::<String>();
            proptest::prop_assert_eq!(
                one_slip(&text(&one), &text(&other)),
                slips(&one).contains(&text(&other))
            );
        }
    }
}
