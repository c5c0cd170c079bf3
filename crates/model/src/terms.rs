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

    /// Returns these terms with the nouns of others, such as a framework's, but for those that the council has words of
    /// its own for: a settings file that lists the usual words says nothing of its own by them.
    #[must_use]
    pub fn or_nouns(mut self, others: &BTreeMap<String, String>) -> Self {
        for (key, noun) in others {
            let is_own = self.nouns.get(key).is_some_and(|own| Some(own.as_str()) != usual(key));
            if !is_own {
                self.nouns.insert(key.clone(), noun.clone());
            }
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
        self.nouns.get(key).map(String::as_str).or_else(|| usual(key)).unwrap_or(key)
    }
}

/// Returns the word that is used for a key where a council gives none.
fn usual(key: &str) -> Option<&'static str> {
    Terms::NOUNS.iter().find(|(known, _)| *known == key).map(|(_, word)| *word)
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
    fn a_framework_s_words_are_used_unless_the_council_has_its_own() {
        let own = [("looked_after", "our children"), ("care_leaver", "care leavers")];
        let own = own.map(|(key, noun)| (key.to_owned(), noun.to_owned()));
        let framework =
            [("looked_after", "children looked after"), ("care_leaver", "care-experienced adults")];
        let framework = framework.map(|(key, noun)| (key.to_owned(), noun.to_owned()));
        let terms = Terms::new(BTreeMap::new(), own.into()).or_nouns(&framework.into());
        assert_eq!(terms.noun("looked_after"), "our children");
        assert_eq!(terms.noun("care_leaver"), "care-experienced adults");
    }

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
