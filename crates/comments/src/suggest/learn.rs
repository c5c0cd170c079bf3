//! Learns a model from labelled comments and tests it by cross-validation: what it would have suggested for
//! comments it had not seen.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::descent::{Row, descend};
use super::features::{Extractor, Key};
use super::model::{Border, Model};
use super::weigh::{best_margin, platt};
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
/// A rule's hit with a smaller chance than this is doubtful.
pub(super) const DOUBTFUL: f64 = 0.3;

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

/// Learns a model for the themes named.
#[must_use]
pub fn learn(themes: &Arc<Themes>, examples: &[Example], codes: &[String]) -> Learned {
    let table = Table::new(themes, examples);
    let mut learned = Learned {
        model: Model::default(),
        tested: Tested {
            suggested: vec![Vec::new(); examples.len()],
            weighed: vec![Vec::new(); examples.len()],
            doubted: vec![Vec::new(); examples.len()],
        },
    };
    for code in codes {
        let numbers = labelled_for(code, examples);
        let of = |has: &dyn Fn(&Example) -> bool| -> Vec<bool> {
            numbers.iter().map(|&n| has(&examples[n])).collect()
        };
        let labels = of(&|e| e.themes.contains(code));
        if labels.iter().filter(|yes| **yes).count() < LEAST_COMMENTS {
            continue;
        }
        let margins = table.unseen_margins(&numbers, &labels);
        let found = of(&|e| e.by_rules.contains(code));
        let threshold = best_threshold(&margins, &labels, &found);
        let chance = platt(&margins, &labels);
        let weighed = best_margin(&margins, &labels);
        for ((number, margin), is_found) in numbers.iter().zip(&margins).zip(&found) {
            let tested = &mut learned.tested;
            if *margin >= threshold {
                tested.suggested[*number].push(code.clone());
            }
            if *margin >= weighed {
                tested.weighed[*number].push(code.clone());
            }
            if *is_found && chance.of(*margin) < DOUBTFUL {
                tested.doubted[*number].push(code.clone());
            }
        }
        let weights = table.descend(&numbers, &labels, |_| true);
        let bias = weights[table.keys.len()];
        for (key, weight) in table.keys.iter().zip(weights) {
            learned.model.weights.entry(*key).or_default().push(weight);
        }
        let theme = code.clone();
        learned.model.themes.push(Border { theme, bias, threshold, weighed, chance });
    }
    learned
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
    rows: Vec<Vec<u32>>,
    folds: Vec<u64>,
}

impl Table {
    fn new(themes: &Arc<Themes>, examples: &[Example]) -> Self {
        let mut extractor = Extractor::new(Arc::clone(themes));
        extractor.learn_names(examples.iter().map(|e| e.text.as_str()));
        let texts: Vec<Vec<Key>> =
            examples.iter().map(|e| extractor.features(&e.text).keys).collect();
        let mut counts: HashMap<Key, usize> = HashMap::new();
        for key in texts.iter().flatten() {
            *counts.entry(*key).or_default() += 1;
        }
        let mut keys: Vec<Key> =
            counts.iter().filter(|(_, n)| **n >= LEAST_COMMENTS).map(|(key, _)| *key).collect();
        keys.sort_unstable();
        let number: HashMap<Key, u32> = keys.iter().zip(0..).map(|(key, n)| (*key, n)).collect();
        let rows = texts
            .iter()
            .map(|text| text.iter().filter_map(|key| number.get(key).copied()).collect())
            .collect();
        let folds = examples.iter().map(|e| fingerprint(&e.id) % FOLDS).collect();
        Self { keys, rows, folds }
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
            .map(|(n, yes)| Row { features: &self.rows[*n], yes: *yes })
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
                    let sum: f64 = self.rows[n].iter().map(|&f| weights[f as usize]).sum();
                    let length = (self.rows[n].len().max(1) as f64).sqrt();
                    *margin = sum / length + weights[self.keys.len()];
                }
            }
        }
        margins
    }
}

/// Returns the margin from which suggestions, joined with what the rules found, have the best F1.
fn best_threshold(margins: &[f64], labels: &[bool], found: &[bool]) -> f64 {
    let mut order: Vec<usize> = (0..margins.len()).collect();
    order.sort_by(|&a, &b| margins[b].total_cmp(&margins[a]).then(a.cmp(&b)));
    let count = |yes: bool| {
        labels.iter().zip(found).filter(|(label, found)| **found && **label == yes).count()
    };
    let (mut right, mut wrong) = (count(true), count(false));
    let all = labels.iter().filter(|yes| **yes).count();
    let f1 = |right: usize, wrong: usize| 2.0 * right as f64 / (right + wrong + all) as f64;
    let mut best = (f1(right, wrong), margins[order[0]] + 1.0);
    for (place, &n) in order.iter().enumerate() {
        if !found[n] {
            right += usize::from(labels[n]);
            wrong += usize::from(!labels[n]);
        }
        let here = f1(right, wrong);
        if here > best.0 {
            let below = order.get(place + 1).map_or(margins[n] - 0.1, |&next| margins[next]);
            best = (here, f64::midpoint(margins[n], below));
        }
    }
    best.1
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

    #[test]
    fn the_threshold_has_the_best_f1_with_what_the_rules_found() {
        let margins = [2.0, 1.0, 0.5, 0.0, -1.0];
        let labels = [true, true, false, true, false];
        assert!((best_threshold(&margins, &labels, &[false; 5]) - -0.5).abs() < 1e-9);
        let found = [true, true, false, true, false];
        assert!(best_threshold(&margins, &labels, &found) > 2.0, "nothing to add");
    }
}
