//! Problems of an import as pages show them: counted by what became of the row or value, then by kind with the
//! first examples.

use assay_model::{Effect, Problem, print};
use assay_workspace::import;
use serde::Serialize;

/// The problems of an import.
#[derive(Serialize)]
pub(crate) struct Problems {
    /// How many of each effect, the worst first.
    counts: Vec<Count>,
    groups: Vec<Group>,
    total: String,
}

#[derive(Serialize)]
struct Count {
    words: &'static str,
    count: String,
    is_loss: bool,
}

#[derive(Serialize)]
struct Group {
    tag: &'static str,
    is_loss: bool,
    column: String,
    expected: String,
    count: String,
    examples: Vec<(String, String)>,
    hint: String,
}

impl Problems {
    /// Returns the problems counted and sorted.
    pub(crate) fn of(problems: &[Problem]) -> Self {
        const ALL: [Effect; 5] =
            [Effect::Refused, Effect::Lost, Effect::LeftOut, Effect::PutRight, Effect::Understood];
        let counts = ALL.iter().filter_map(|effect| {
            let count = problems.iter().filter(|problem| problem.effect == *effect).count() as u64;
            (count > 0).then(|| Count {
                words: if count == 1 { words(*effect) } else { several(*effect) },
                count: print::count(count),
                is_loss: effect.is_loss(),
            })
        });
        let groups = import::by_kind(problems).into_iter().map(|group| Group {
            tag: words(group.effect),
            is_loss: group.effect.is_loss(),
            column: group.column,
            expected: group.expected,
            count: print::count(group.count),
            examples: group
                .examples
                .into_iter()
                .map(|(place, found)| (place.to_string(), found))
                .collect(),
            hint: crate::words::as_sentence(&group.hint),
        });
        Self {
            counts: counts.collect(),
            groups: groups.collect(),
            total: print::count(problems.len() as u64),
        }
    }
}

fn several(effect: Effect) -> &'static str {
    match effect {
        Effect::Refused => "rows refused",
        Effect::Lost => "values lost",
        other => words(other),
    }
}

fn words(effect: Effect) -> &'static str {
    match effect {
        Effect::Refused => "row refused",
        Effect::Lost => "value lost",
        Effect::LeftOut => "left out",
        Effect::PutRight => "put right",
        Effect::Understood => "understood",
    }
}
