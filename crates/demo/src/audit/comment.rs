//! Composes one comment: what went wrong, what went well, and what is only remarked, by the score, from
//! the bank, in the auditor's voice.

use super::DOMAINS;
use super::bank::{Bank, Fragment};
use super::slots::{Subject, fill};
use super::voice::Voice;
use crate::dice::Dice;

/// What a comment is composed from.
pub(super) struct Asked<'a> {
    pub(super) domain: usize,
    pub(super) score: i32,
    /// Themes that may be written of, with weights.
    pub(super) themes: &'a [(&'static str, u32)],
    pub(super) subject: &'a Subject<'a>,
}

/// Returns the comment, empty where the auditor wrote nothing; fragments used go into `used`.
pub(super) fn compose(
    dice: &mut Dice,
    bank: &Bank,
    voice: Voice,
    asked: &Asked<'_>,
    used: &mut Vec<&'static str>,
) -> String {
    let silent = if (6..=7).contains(&asked.score) { 170 } else { 25 };
    if dice.chance(silent) {
        return String::new();
    }
    let (wrong, right) = sides(dice, asked.score, voice.talk);
    let mut sentences: Vec<(Side, String)> = Vec::new();
    let mut themes = asked.themes.to_vec();
    let mut say = |dice: &mut Dice, theme: &str, section: &str, side: Side| {
        let fitting: Vec<Fragment> = bank
            .fitting(theme, section, asked.subject.plan)
            .into_iter()
            .filter(|fragment| !used.contains(&fragment.text))
            .collect();
        if !fitting.is_empty() {
            let fragment = dice.pick(&fitting);
            used.push(fragment.text);
            sentences.push((side, fill(dice, asked.subject, fragment.text)));
        }
    };
    if dice.chance(voice.talk / 2) || wrong + right == 0 {
        say(dice, "remark", DOMAINS[asked.domain], Side::Plain);
    }
    for _ in 0..wrong {
        if let Some(theme) = take(dice, &mut themes) {
            say(dice, theme, "shortcoming", Side::Wrong);
        }
    }
    for _ in 0..right {
        if let Some(theme) = take(dice, &mut themes) {
            say(dice, theme, "strength", Side::Right);
        }
    }
    if asked.score >= 8 && dice.chance(260) {
        say(dice, "good_practice", "strength", Side::Right);
    }
    if dice.chance(45) {
        let theme = asked.themes[dice.below(asked.themes.len())].0;
        say(dice, theme, "neutral", Side::Plain);
    }
    if dice.chance(25) {
        say(dice, "remark", "leads", Side::Plain);
    }
    if dice.chance(350) {
        dice.mix(&mut sentences);
    }
    let sentences = joined(dice, sentences);
    voice.say(dice, &sentences)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Wrong,
    Right,
    Plain,
}

/// Returns how many shortcomings and strengths a score brings.
fn sides(dice: &mut Dice, score: i32, talk: u32) -> (usize, usize) {
    let more = |dice: &mut Dice, per_mille: u32| usize::from(dice.chance(per_mille * talk / 1000));
    match score {
        ..=3 => (1 + more(dice, 700), more(dice, 100)),
        4 => (1 + more(dice, 350), more(dice, 250)),
        5 => (1, more(dice, 450)),
        6 => (more(dice, 520), more(dice, 650)),
        7 => (more(dice, 200), 1),
        _ => (more(dice, 60), 1 + more(dice, 450)),
    }
}

/// Takes one theme out of those left, each as likely as its weight.
fn take(dice: &mut Dice, themes: &mut Vec<(&'static str, u32)>) -> Option<&'static str> {
    themes.retain(|(_, weight)| *weight > 0);
    if themes.is_empty() {
        return None;
    }
    let theme = dice.weighted(themes);
    themes.retain(|(other, _)| *other != theme);
    Some(theme)
}

/// Joins some neighbours that say opposite things by a word between them.
fn joined(dice: &mut Dice, sentences: Vec<(Side, String)>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = Side::Plain;
    for (side, sentence) in sentences {
        let turns = before != side && before != Side::Plain && side != Side::Plain;
        before = side;
        if turns && dice.chance(450) {
            let word = dice.pick(&["However,", "That said,", "On the other hand", "But"]);
            out.push(format!("{word} {}", lowered(&sentence)));
        } else {
            out.push(sentence);
        }
    }
    out
}

/// Returns the sentence with a small first letter, where its first word is not a name, `I` or initials.
fn lowered(sentence: &str) -> String {
    const COMMON: [&str; 24] = [
        "The",
        "No",
        "Nothing",
        "There",
        "All",
        "Recording",
        "Supervision",
        "Visits",
        "Plan",
        "It",
        "Every",
        "Not",
        "Last",
        "Notes",
        "Minutes",
        "Good",
        "Clear",
        "Report",
        "Actions",
        "Assessment",
        "Chronology",
        "Father",
        "Genogram",
        "All",
    ];
    match sentence.split_once(' ') {
        Some((first, rest)) if COMMON.contains(&first) => {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => sentence.to_owned(),
    }
}
