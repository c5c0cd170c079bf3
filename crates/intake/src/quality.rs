//! The data-quality report: problems counted by kind, with the first examples and the fix, so that
//! whoever looks after the source can work through them from the top.

use std::collections::BTreeMap;

use assay_model::{Effect, Level, Place, Problem};

/// How many examples a group shows.
const EXAMPLES: usize = 3;

/// Problems of one kind in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Whether the rows were kept.
    pub level: Level,
    /// What became of the values or rows.
    pub effect: Effect,
    /// The column's header; empty where rows or sheets are meant.
    pub column: String,
    /// What was expected.
    pub expected: String,
    /// How many there are.
    pub count: u64,
    /// The first places, with what was found there.
    pub examples: Vec<(Place, String)>,
    /// What to do about it.
    pub hint: String,
}

/// Returns the problems by kind: refused rows first, then lost values, then the most frequent.
#[must_use]
pub fn groups(problems: &[Problem]) -> Vec<Group> {
    let mut at: BTreeMap<(Effect, &str, &str), usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for problem in problems {
        let column = problem.place.column.as_deref().unwrap_or_default();
        // Problems that name another row or list differ in their last words only.
        let expected = problem.expected.split([',', ':']).next().unwrap_or_default();
        let index = *at.entry((problem.effect, column, expected)).or_insert_with(|| {
            groups.push(Group {
                level: problem.level,
                effect: problem.effect,
                column: column.to_owned(),
                expected: problem.expected.clone(),
                count: 0,
                examples: Vec::new(),
                hint: problem.hint.clone(),
            });
            groups.len() - 1
        });
        let group = &mut groups[index];
        group.count += further(problem).unwrap_or(1);
        if group.examples.len() < EXAMPLES && further(problem).is_none() {
            group.examples.push((problem.place.clone(), problem.found.clone()));
        }
    }
    groups.sort_by(|a, b| b.effect.cmp(&a.effect).then(b.count.cmp(&a.count)));
    groups
}

/// Returns how many notes a summarising note stands for.
fn further(problem: &Problem) -> Option<u64> {
    problem.found.strip_suffix(" more like it")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_counted_by_kind_refusals_first() {
        let problem = |level, column: &str, row, found: &str| Problem {
            level,
            effect: if level == Level::Refused { Effect::Refused } else { Effect::Lost },
            place: Place { row: Some(row), column: Some(column.to_owned()), ..Place::default() },
            found: found.to_owned(),
            expected: "a date".to_owned(),
            hint: String::new(),
        };
        let problems = [
            problem(Level::Note, "Start", 2, "\"n/k\""),
            problem(Level::Note, "Start", 3, "\"n/k\""),
            problem(Level::Note, "Start", 9, "40 more like it"),
            problem(Level::Refused, "ID", 5, "a blank"),
        ];
        let groups = groups(&problems);
        assert_eq!(groups[0].level, Level::Refused);
        assert_eq!((groups[1].count, groups[1].examples.len()), (42, 2));
    }
}
