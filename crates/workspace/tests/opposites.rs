//! Sentences whose sense is known: the demo's bank, from which rules were written, and sentences of approval and of
//! nothing, to which none was fitted. Each bound is an aim in DESIGN.

#[path = "bank/mod.rs"]
mod bank;

use std::sync::Arc;

use assay_comments::themes::{Matcher, Side, Themes};
use assay_workspace::comments::themes::{built_in, starter};
use bank::Tally;

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
    println!("counted: {} of {}", wrong.len(), opposites.len());
    assert!(wrong.len() * 50 <= opposites.len(), "{wrong:#?}");
}

#[test]
fn at_most_eight_in_a_hundred_sentences_of_approval_or_of_nothing_are_suggested() {
    let themes = built_in().expect("themes");
    let codes = shortcomings(&themes);
    let mut suggester = starter::suggester().expect("the starter model");
    let opposites = bank::opposites();
    let suggested = opposites.iter().filter(|(_, text)| {
        let weighed = suggester.weigh(text);
        weighed.worth_reading.iter().any(|one| codes.contains(&one.theme.as_str()))
    });
    let suggested = suggested.count();
    println!("suggested: {suggested} of {}", opposites.len());
    assert!(suggested * 100 <= 8 * opposites.len(), "{suggested} of {}", opposites.len());
}

#[test]
fn the_banks_sentences_count_for_their_own_theme() {
    let themes = built_in().expect("themes");
    let (codes, mut matcher) = (shortcomings(&themes), Matcher::new(Arc::clone(&themes)));
    let mut tally = Tally::default();
    for fragment in bank::fragments() {
        tally.add(&fragment, &found(&codes, &mut matcher, &fragment.text));
    }
    println!("bank: {}", tally.line());
    assert!(tally.opposite_hits * 50 <= tally.opposites, "{}", tally.line());
    assert!(tally.precision() >= 0.90 && tally.recall() >= 0.80, "{}", tally.line());
}
