//! The prefilter of the theme matcher loses nothing: on random texts made of the shipped rules' own words, with
//! noise between, a matcher that tries every rule finds the same hits and gives the same explanations.

use std::sync::{Arc, LazyLock};

use assay_comments::Themes;
use assay_comments::themes::{Matcher, Prefilter};
use assay_config::{shipped, themes};
use proptest::prelude::*;

const NOISE: [&str; 12] = [
    "the",
    "Zebra",
    "was",
    "on",
    "Tuesday",
    "r\u{fc}de",
    "14",
    "7/3",
    "Mosaic's",
    "xx-yy",
    "\u{2019}",
    "a",
];

static BOOK: LazyLock<Arc<Themes>> = LazyLock::new(|| {
    let text = shipped::text("themes.yaml").expect("shipped");
    Arc::new(themes::read(text, "themes.yaml").expect("without fault"))
});

/// Phrases out of the rules: what is in a pattern or entry, its brackets and signs taken away.
static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let book = BOOK.book();
    let rules = book.themes.iter().flat_map(|theme| &theme.rules);
    let patterns = rules.flat_map(|rule| rule.any.iter().chain(&rule.unless));
    let entries = book.lists.iter().flat_map(|list| &list.entries);
    let cues = book.cues.iter().flat_map(|set| &set.entries);
    patterns.chain(entries).chain(cues).flat_map(|text| phrases(text)).collect()
});

fn phrases(text: &str) -> Vec<String> {
    let plain = text.replace('#', "4");
    let cut = plain.split(['(', ')', '|', '&', '?']);
    let words = cut.map(|piece| {
        let words = piece.split_whitespace().filter(|word| !word.starts_with(['$', '.']));
        words.map(|word| word.trim_start_matches(['=', '^'])).collect::<Vec<_>>().join(" ")
    });
    words.filter(|words| !words.is_empty()).collect()
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => (0..PHRASES.len()).prop_map(|n| PHRASES[n].clone()),
        1 => (0..NOISE.len()).prop_map(|n| NOISE[n].to_owned()),
        1 => "[a-z]{1,9}",
    ];
    let gap = prop_oneof![12 => Just(" "), 2 => Just(", "), 2 => Just(". "), 1 => Just("; "), 1 => Just("\n- ")];
    prop::collection::vec((word, gap), 1..40).prop_map(|pieces| {
        pieces.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn hits_are_the_same_with_and_without_the_prefilter(texts in prop::collection::vec(text(), 1..6)) {
        let mut quick = Matcher::new(Arc::clone(&BOOK));
        let mut thorough = Matcher::with(Arc::clone(&BOOK), Prefilter::Off);
        for text in texts {
            prop_assert_eq!(quick.hits(&text), thorough.hits(&text), "{}", text);
            prop_assert_eq!(quick.explain(&text), thorough.explain(&text), "{}", text);
        }
    }
}

#[test]
fn the_random_texts_are_full_of_hits() {
    let mut matcher = Matcher::new(Arc::clone(&BOOK));
    let texts = PHRASES.chunks(12).map(|phrases| phrases.join(" "));
    let hits: Vec<usize> = texts.map(|text| matcher.hits(&text).len()).collect();
    let with = hits.iter().filter(|hits| **hits > 0).count();
    assert!(with * 3 > hits.len(), "{with} of {} texts have a hit", hits.len());
}
