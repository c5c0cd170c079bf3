//! Learns a model from labelled comments and tests it by cross-validation: what it would have suggested for
//! comments it had not seen.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::descent::{self, PARTS, Row, descend};
use super::features::{Extractor, Key};
use super::model::{Border, Chance, Model};
use super::weigh::{DOUBTFUL, best_margin, is_likely, platt};
use crate::analyser::fingerprint;
use crate::themes::Themes;

/// Features of fewer comments than this are left out: they would tell one comment from another, not a theme.
pub(super) const LEAST_COMMENTS: usize = 5;
/// Parts of the cross-validation.
const FOLDS: u64 = 5;
/// What a wrong example weighs in learning.
const COST: f64 = 1.0;
/// How many times more a missed yes weighs than a false one.
const BALANCE: f64 = 2.0;

/// A labelled comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The comment's id; it decides the part of the cross-validation.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The codes of its themes.
    pub themes: Vec<String>,
    /// The themes that the rules find in it: what needs no suggestion.
    pub by_rules: Vec<String>,
    /// The codes that whoever labelled its set looked for; none where it was every code in question. Of any other code it
    /// says neither yes nor no.
    pub asked: Option<Arc<BTreeSet<String>>>,
}

impl Example {
    fn is_asked(&self, code: &str) -> bool {
        self.asked.as_ref().is_none_or(|codes| codes.contains(code))
    }
}

/// What was learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The model, learnt from all examples.
    pub model: Model,
    /// How it did on examples it had not seen.
    pub tested: Tested,
}

/// What cross-validation would have suggested: example by example the codes, rules left aside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tested {
    /// For each example the codes suggested by a model that had not seen it.
    pub suggested: Vec<Vec<String>>,
    /// For each example the codes for which such a model and the rules speak, weighed together.
    pub weighed: Vec<Vec<String>>,
    /// For each example the codes that a rule finds and such a model doubts.
    pub doubted: Vec<Vec<String>>,
}

/// How a code's model did on the examples that say yes or no of it, none of which it had seen.
struct Unseen {
    code: String,
    is_shortcoming: bool,
    numbers: Vec<usize>,
    margins: Vec<f64>,
    chance: Chance,
    weighed: f64,
}

/// Learns a model for the themes named.
#[must_use]
pub fn learn(themes: &Arc<Themes>, examples: &[Example], codes: &[String]) -> Learned {
    let table = Table::new(themes, examples);
    let (mut model, mut unseen) = (Model::default(), Vec::new());
    for code in codes {
        let numbers = labelled_for(code, examples);
        let labels: Vec<bool> =
            numbers.iter().map(|&n| examples[n].themes.contains(code)).collect();
        if labels.iter().filter(|yes| **yes).count() < LEAST_COMMENTS {
            continue;
        }
        let margins = table.unseen_margins(&numbers, &labels);
        let (chance, weighed) = (platt(&margins, &labels), best_margin(&margins, &labels));
        let weights = table.descend(&numbers, &labels, |_| true);
        let bias = weights[table.keys.len()];
        for (key, weight) in table.keys.iter().zip(weights) {
            model.weights.entry(*key).or_default().push(weight);
        }
        let is_shortcoming = themes.book().is_shortcoming(code);
        let theme = code.clone();
        model.themes.push(Border { theme, is_shortcoming, bias, weighed, chance });
        let code = code.clone();
        unseen.push(Unseen { code, is_shortcoming, numbers, margins, chance, weighed });
    }
    Learned { model, tested: tested(&unseen, examples) }
}

/// Says what the models would have suggested, weighed and doubted.
fn tested(unseen: &[Unseen], examples: &[Example]) -> Tested {
    let none = || vec![Vec::new(); examples.len()];
    let mut tested = Tested { suggested: none(), weighed: none(), doubted: none() };
    let mut shortcomings = vec![Vec::new(); examples.len()];
    for one in unseen.iter().filter(|one| one.is_shortcoming) {
        for (&number, &margin) in one.numbers.iter().zip(&one.margins) {
            shortcomings[number].push(one.chance.of(margin));
        }
    }
    for Unseen { code, is_shortcoming, numbers, margins, chance, weighed } in unseen {
        for (&number, &margin) in numbers.iter().zip(margins) {
            if is_likely(chance.of(margin), *is_shortcoming, &shortcomings[number]) {
                tested.suggested[number].push(code.clone());
            }
            if margin >= *weighed {
                tested.weighed[number].push(code.clone());
            }
            if examples[number].by_rules.contains(code) && chance.of(margin) < DOUBTFUL {
                tested.doubted[number].push(code.clone());
            }
        }
    }
    tested
}

/// Returns the numbers of the examples that say yes or no of a code: those of sets in which it was looked for, or all
/// where that is none, as with a theme of a council's own.
fn labelled_for(code: &str, examples: &[Example]) -> Vec<usize> {
    let is_in_a_set = examples.iter().any(|e| e.asked.is_some() && e.is_asked(code));
    (0..examples.len()).filter(|&n| !is_in_a_set || examples[n].is_asked(code)).collect()
}

/// The examples as rows of feature numbers.
struct Table {
    keys: Vec<Key>,
    rows: Vec<[Vec<u32>; PARTS]>,
    folds: Vec<u64>,
}

impl Table {
    fn new(themes: &Arc<Themes>, examples: &[Example]) -> Self {
        let mut extractor = Extractor::new(Arc::clone(themes));
        extractor.learn_names(examples.iter().map(|e| e.text.as_str()));
        let parts = |example: &Example| {
            let features = extractor.features(&example.text);
            [features.keys, features.pieces]
        };
        let texts: Vec<[Vec<Key>; PARTS]> = examples.iter().map(parts).collect();
        let mut counts: HashMap<Key, usize> = HashMap::new();
        for key in texts.iter().flatten().flatten() {
            *counts.entry(*key).or_default() += 1;
        }
        let mut keys: Vec<Key> =
            counts.iter().filter(|(_, n)| **n >= LEAST_COMMENTS).map(|(key, _)| *key).collect();
        keys.sort_unstable();
        let number: HashMap<Key, u32> = keys.iter().zip(0..).map(|(key, n)| (*key, n)).collect();
        let known =
            |part: &Vec<Key>| part.iter().filter_map(|key| number.get(key).copied()).collect();
        let rows = texts.iter().map(|parts| parts.each_ref().map(known)).collect();
        let folds = examples.iter().map(|e| fingerprint(&e.id) % FOLDS).collect();
        Self { keys, rows, folds }
    }

    fn parts(&self, number: usize) -> [&[u32]; PARTS] {
        self.rows[number].each_ref().map(Vec::as_slice)
    }

    /// Learns weights from the examples of these numbers, which have these labels, as far as they are taken.
    fn descend(
        &self,
        numbers: &[usize],
        labels: &[bool],
        takes: impl Fn(usize) -> bool,
    ) -> Vec<f64> {
        let rows: Vec<Row<'_>> = numbers
            .iter()
            .zip(labels)
            .filter(|(n, _)| takes(**n))
            .map(|(n, yes)| Row { parts: self.parts(*n), yes: *yes })
            .collect();
        descend(&rows, self.keys.len(), COST, BALANCE)
    }

    /// Returns the margin of each example of these numbers by a model learnt from the other parts.
    fn unseen_margins(&self, numbers: &[usize], labels: &[bool]) -> Vec<f64> {
        let mut margins = vec![0.0; numbers.len()];
        for fold in 0..FOLDS {
            let weights = self.descend(numbers, labels, |n| self.folds[n] != fold);
            for (margin, &n) in margins.iter_mut().zip(numbers) {
                if self.folds[n] == fold {
                    *margin = descent::margin(&self.parts(n), &weights);
                }
            }
        }
        margins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_says_nothing_of_a_code_that_nobody_looked_for_in_its_set() {
        let of = |asked: Option<&[&str]>| Example {
            id: String::new(),
            text: String::new(),
            themes: Vec::new(),
            by_rules: Vec::new(),
            asked: asked
                .map(|codes| Arc::new(codes.iter().map(|code| (*code).to_owned()).collect())),
        };
        let examples = [of(Some(&["a"])), of(Some(&["a", "b"])), of(None)];
        assert_eq!(labelled_for("a", &examples), [0, 1, 2]);
        assert_eq!(labelled_for("b", &examples), [1, 2]);
        assert_eq!(labelled_for("of a council's own", &examples), [0, 1, 2]);
    }
}
