//! A question of the form as its template shows it: its kind of field, what is in it, and what is wrong.

use assay_views::round::{Asks, FormPart, FormQuestion};
use serde::Serialize;

use crate::field::Fault;

/// With more choices than this a list is quicker than buttons.
const BUTTONS: usize = 7;

/// Questions that belong together.
#[derive(Serialize)]
pub(super) struct Group {
    pub(super) legend: String,
    pub(super) questions: Vec<Question>,
}

/// A question.
#[derive(Serialize)]
pub(super) struct Question {
    key: String,
    label: String,
    kind: &'static str,
    hint: String,
    value: String,
    mark: String,
    choices: Vec<Choice>,
    rows: u32,
}

/// A choice of a question.
#[derive(Serialize)]
struct Choice {
    id: String,
    value: String,
    label: String,
    is_chosen: bool,
}

/// Returns the questions of a part, those of one group together. `typed` is what a form sent, where it sent a field.
pub(super) fn groups(
    part: &FormPart,
    typed: &dyn Fn(&FormQuestion) -> Option<String>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for question in &part.questions {
        let value = typed(question).unwrap_or_else(|| question.value.clone());
        let is_same = groups.last().is_some_and(|group| group.legend == question.group);
        if !is_same {
            groups.push(Group { legend: question.group.clone(), questions: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.questions.push(shown(question, value));
        }
    }
    groups
}

/// Returns what has to be done about the questions of a part, each with its field on the part's own page.
pub(super) fn faults(part: &FormPart, is_missing_said: bool) -> Vec<Fault> {
    let said = |question: &&FormQuestion| is_missing_said || question.fault.is_some();
    let fault =
        |question: &FormQuestion| Some(Fault::of(question.key.clone(), question.trouble()?));
    part.questions.iter().filter(said).filter_map(fault).collect()
}

fn shown(question: &FormQuestion, value: String) -> Question {
    let (kind, hint) = match &question.asks {
        Asks::Text => ("text", ""),
        Asks::Line => ("line", ""),
        Asks::Number(..) => ("number", ""),
        Asks::Date => ("date", "For example 9 March 2026 or 9/3/2026"),
        Asks::Tick(_) => ("tick", ""),
        Asks::Choice(words) if words.len() > BUTTONS => ("select", ""),
        Asks::Choice(_) => ("radios", ""),
    };
    let choices = match &question.asks {
        Asks::Choice(words) => choices(question, words, &value),
        Asks::Tick(word) => vec![Choice {
            id: question.key.clone(),
            value: word.clone(),
            label: "This does not apply to the case".to_owned(),
            is_chosen: value.trim().eq_ignore_ascii_case(word),
        }],
        _ => Vec::new(),
    };
    let hint = match question.label.as_str() {
        "Not applicable" => {
            "Tick it where there is nothing to judge, and say why in the comment. It never counts as a score of 0."
        }
        "Comment" => "What you saw and where, not who: no names of children or families.",
        _ => hint,
    };
    Question {
        key: question.key.clone(),
        label: question.label.clone(),
        kind,
        hint: hint.to_owned(),
        mark: question.mark.clone(),
        choices,
        rows: if question.label == "Comment" { 7 } else { 4 },
        value,
    }
}

/// The first choice has the question's own id, so that a fault leads to it.
fn choices(question: &FormQuestion, words: &[String], value: &str) -> Vec<Choice> {
    let is = |word: &str| value.trim().eq_ignore_ascii_case(word);
    let id = |at: usize| match at {
        0 => question.key.clone(),
        at => format!("{}-{at}", question.key),
    };
    let mut choices: Vec<Choice> = words
        .iter()
        .enumerate()
        .map(|(at, word)| Choice {
            id: id(at),
            value: word.clone(),
            label: assay_model::print::capital(word),
            is_chosen: is(word),
        })
        .collect();
    if !value.trim().is_empty() {
        choices.push(Choice {
            id: id(words.len()),
            value: String::new(),
            label: "No answer".to_owned(),
            is_chosen: false,
        });
    }
    choices
}
