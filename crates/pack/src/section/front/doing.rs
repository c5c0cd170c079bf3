//! What is being done about each weakness: recommendations, learning and open actions whose words name it,
//! and what has no answer yet. Words are compared by their beginnings, and everyday words of the field name
//! nothing.

use assay_measures::actions::ActionCounts;
use assay_model::print::{count, date, lower_first};

use super::weakest::Weak;
use super::{Sources, answer};
use crate::section::{Kind, actions};
use crate::view::Answer;

/// Words that are in most recommendations and so name no weakness.
const EVERYDAY: [&str; 16] = [
    "audit", "case", "child", "children", "family", "good", "made", "missing", "enough", "often",
    "practice", "quality", "service", "their", "with", "work",
];
/// How much of a word has to agree.
const BEGINNING: usize = 6;
/// A word shorter than this has to agree whole.
const SHORTEST: usize = 5;

pub(super) fn answers(sources: &Sources<'_>, weak: &[Weak]) -> Vec<Answer> {
    let mut answers = Vec::new();
    let mut unanswered = Vec::new();
    for one in weak.iter().filter(|one| !one.name.is_empty()) {
        match done_about(sources, &one.name) {
            Some((kind, text)) => answers.push(answer(&format!("{}:", one.name), text, kind)),
            None => unanswered.push(lower_first(&one.name)),
        }
    }
    if !unanswered.is_empty() {
        let text = format!(
            "no recommendation, learning or open action on record names {}.",
            or_list(&unanswered)
        );
        answers.push(answer("No answer yet:", text, Kind::Recommendations));
    }
    answers.extend(overdue(sources.actions));
    answers
}

/// What is on record about a weakness, and the section that has most of it.
fn done_about(sources: &Sources<'_>, weakness: &str) -> Option<(Kind, String)> {
    let own = words_of(weakness);
    let names = |text: &str| is_named(&own, text);
    let mut parts = Vec::new();
    let mut kind = Kind::Learning;
    if let Some(found) = sources.recommendations.iter().find(|r| names(&r.recommendation)) {
        kind = Kind::Recommendations;
        let owner = match found.owner.as_str() {
            "" => "nobody is named as its owner".to_owned(),
            owner => format!("owner {owner}"),
        };
        let progress = if found.done { "done" } else { "not done" };
        let letter = match found.letter.as_str() {
            "" => String::new(),
            letter if letter.starts_with(|c: char| c.is_ascii_digit()) => format!(" of {letter}"),
            letter => format!(" of the {}", lower_first(letter)),
        };
        parts.push(format!(
            "recommendation{letter}: \u{201c}{}\u{201d} ({progress}; {owner})",
            found.recommendation
        ));
    }
    let learning = sources.learning.given.iter().rev();
    let about = |given: &&crate::section::learning::Given| {
        names(&given.title) || (!given.theme.is_empty() && names(&given.theme))
    };
    if let Some(given) = learning.clone().find(about) {
        let on = given.on.map_or(String::new(), |on| format!(" on {}", date(on)));
        parts.push(format!("learning \u{201c}{}\u{201d} given{on}", given.title));
    }
    let open: Vec<_> = sources.actions.open.iter().filter(|open| names(&open.what)).collect();
    if !open.is_empty() {
        let overdue = open.iter().filter(|open| open.is_overdue).count() as u64;
        parts.push(format!(
            "{} open {} on it, {} overdue",
            count(open.len() as u64),
            if open.len() == 1 { "action" } else { "actions" },
            count(overdue)
        ));
        if kind == Kind::Learning && parts.len() == 1 {
            kind = Kind::Actions;
        }
    }
    (!parts.is_empty()).then(|| (kind, format!("{}.", parts.join("; "))))
}

/// All actions: how many are open, overdue, drifting.
fn overdue(input: &actions::ActionRecord) -> Option<Answer> {
    let all: ActionCounts = input.sources.iter().map(|source| source.counts).sum();
    if all.open == 0 {
        return None;
    }
    let text = format!(
        "{} of {} actions are open: {} of them overdue, {} drifting (open for more than 90 days, or with the date moved twice or more).",
        count(all.open),
        count(all.opened),
        count(all.overdue),
        count(all.drifting)
    );
    Some(answer("", text, Kind::Actions))
}

fn or_list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 3 && !EVERYDAY.contains(&word.as_str()))
        .map(|word| word.chars().take(BEGINNING).collect())
        .collect()
}

/// Tells whether a text has one of the words.
fn is_named(words: &[String], text: &str) -> bool {
    let own = words_of(text);
    words.iter().any(|word| own.iter().any(|other| begins_alike(word, other)))
}

/// Tells whether one word is the other, or begins with it where it is long enough to mean something.
fn begins_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short == long || (short.len() >= SHORTEST && long.starts_with(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weakness_is_named_by_the_beginnings_of_its_own_words() {
        let named = |weakness: &str, text: &str| is_named(&words_of(weakness), text);
        assert!(named("Supervision", "The quality and frequency of supervising staff"));
        assert!(named("Plan and reviews", "Hold reviews within their limits"));
        assert!(!named("Child's voice missing", "Children missing from home"));
        assert!(named("Child's voice missing", "Record the voices of children"));
        assert!(!named("Work with children", "Quality of practice with families"));
    }
}
