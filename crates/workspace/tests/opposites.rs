//! Sentences whose sense is known: the demo's bank, half of it kept out of rule writing, and sentences of approval
//! and of nothing. Each bound is what is reached today, and may only be drawn closer. Reached of the aims in DESIGN:
//! at most 2% of the opposites count. Not reached: at most 8% of them suggested (29%), and on the kept half of the
//! bank at most 2% counted (4%), precision 0.90 (0.80) and recall 0.80 (0.78).

#[path = "bank/mod.rs"]
mod bank;

use std::sync::Arc;

use assay_comments::themes::{Matcher, Side, Themes};
use assay_workspace::comments::themes::{built_in, starter};
use bank::{Half, Tally};

fn shortcomings(themes: &Themes) -> Vec<&str> {
    let all = themes.book().themes.iter().filter(|theme| theme.side == Side::Shortcoming);
    all.map(|theme| theme.code.as_str()).collect()
}

fn found(shortcomings: &[&str], matcher: &mut Matcher, text: &str) -> Vec<(String, String)> {
    let hits = matcher.hits(text).into_iter();
    hits.filter(|hit| shortcomings.contains(&hit.theme.as_str()))
        .map(|hit| (hit.theme, hit.rule))
        .collect()
}

#[test]
fn at_most_two_in_a_hundred_sentences_of_approval_or_of_nothing_count() {
    let themes = built_in().expect("themes");
    let (codes, mut matcher) = (shortcomings(&themes), Matcher::new(Arc::clone(&themes)));
    let opposites = bank::opposites();
    assert!(opposites.len() >= 400, "{}", opposites.len());
    let wrong: Vec<&String> = opposites
        .iter()
        .map(|(_, text)| text)
        .filter(|text| !found(&codes, &mut matcher, text).is_empty())
        .collect();
    assert!(wrong.len() * 50 <= opposites.len(), "{wrong:#?}");
}

/// Sentences of approval or of nothing for which the model suggests a shortcoming. The aim is 8%, which is 33 of 422:
/// the model has learnt from few sentences of approval.
const SUGGESTED: usize = 121;

#[test]
fn no_more_sentences_of_approval_or_of_nothing_are_suggested_than_were() {
    let themes = built_in().expect("themes");
    let codes = shortcomings(&themes);
    let mut suggester = starter::suggester().expect("the starter model");
    let opposites = bank::opposites();
    let suggested = opposites.iter().filter(|(_, text)| {
        let weighed = suggester.weigh(text);
        weighed.worth_reading.iter().any(|one| codes.contains(&one.theme.as_str()))
    });
    let suggested = suggested.count();
    assert!(suggested <= SUGGESTED, "{suggested} of {}", opposites.len());
}

#[test]
fn the_banks_sentences_count_for_their_own_theme() {
    let themes = built_in().expect("themes");
    let (codes, mut matcher) = (shortcomings(&themes), Matcher::new(Arc::clone(&themes)));
    let mut tally = |half: Half| {
        let mut tally = Tally::default();
        for fragment in bank::fragments().into_iter().filter(|one| one.half == half) {
            tally.add(&fragment, &found(&codes, &mut matcher, &fragment.text));
        }
        tally
    };
    let (open, kept) = (tally(Half::Open), tally(Half::Kept));
    assert!(open.opposite_hits * 50 <= open.opposites, "open half: {}", open.line());
    assert!(open.precision() >= 0.90 && open.recall() >= 0.80, "open half: {}", open.line());
    // What the kept half reaches; the aim for it too is 0.02, 0.90 and 0.80.
    assert!(kept.opposite_hits * 25 <= kept.opposites, "kept half: {}", kept.line());
    assert!(kept.precision() >= 0.78 && kept.recall() >= 0.75, "kept half: {}", kept.line());
}
