//! A council's own words for what every council has: children in care or looked after, Family Help
//! or early help, the grades. It holds words only; pages put them in.

use std::collections::BTreeMap;

use crate::Judgement;

/// The council's nouns and grade labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Label of each grade, e.g. `requires improvement to be good`.
    grades: BTreeMap<Judgement, String>,
    /// Noun of each key, e.g. `looked_after` → `children in care`.
    nouns: BTreeMap<String, String>,
}

impl Terms {
    /// The keys of the nouns, with the words used where a council gives none.
    pub const NOUNS: [(&'static str, &'static str); 8] = [
        ("child_in_need", "children in need"),
        ("child_protection", "children on child protection plans"),
        ("looked_after", "children in care"),
        ("care_leaver", "care leavers"),
        ("early_help", "early help"),
        ("worker", "social worker"),
        ("service", "children's services"),
        ("audit", "audit"),
    ];

    /// Returns the terms with these labels and nouns; what is not given keeps its usual word.
    #[must_use]
    pub fn new(grades: BTreeMap<Judgement, String>, nouns: BTreeMap<String, String>) -> Self {
        Self { grades, nouns }
    }

    /// Returns these terms, with the nouns of others where these have none.
    #[must_use]
    pub fn or_nouns(mut self, others: &BTreeMap<String, String>) -> Self {
        for (key, noun) in others {
            self.nouns.entry(key.clone()).or_insert_with(|| noun.clone());
        }
        self
    }

    /// Returns the grade's label.
    #[must_use]
    pub fn grade(&self, judgement: Judgement) -> &str {
        self.grades.get(&judgement).map_or(judgement.words(), String::as_str)
    }

    /// Returns the noun of a key in [`Self::NOUNS`]; an unknown key is its own noun.
    #[must_use]
    pub fn noun<'a>(&'a self, key: &'a str) -> &'a str {
        let usual = || Self::NOUNS.iter().find(|(known, _)| *known == key).map(|(_, word)| *word);
        self.nouns.get(key).map(String::as_str).or_else(usual).unwrap_or(key)
    }
}

impl Default for Terms {
    fn default() -> Self {
        Self::new(BTreeMap::new(), BTreeMap::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_council_s_words_stand_before_the_usual_ones() {
        let grades = [(Judgement::RequiresImprovement, "requires improvement to be good".into())];
        let nouns = [("looked_after".to_owned(), "looked-after children".to_owned())];
        let terms = Terms::new(grades.into(), nouns.into());
        assert_eq!(terms.grade(Judgement::RequiresImprovement), "requires improvement to be good");
        assert_eq!(terms.grade(Judgement::Good), "good");
        assert_eq!(terms.noun("looked_after"), "looked-after children");
        assert_eq!(terms.noun("worker"), "social worker");
    }
}
