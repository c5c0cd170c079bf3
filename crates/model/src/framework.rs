//! The inspection frameworks by the day from which each is in force: the judgements that an inspection makes, what
//! grades and sections are called. It governs results of inspections and headings, never a council's own grade of a
//! case.

use std::collections::BTreeMap;

use crate::alike::alike;
use crate::{Date, Judgement};

/// One framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Its name, e.g. `ilacs-2026-04`.
    pub name: String,
    /// What it is called on packs.
    pub title: String,
    /// The first day that it is in force.
    pub from: Date,
    /// The judgements that an inspection makes, in their order.
    pub judgements: Vec<JudgedArea>,
    /// What each grade is called.
    pub grades: BTreeMap<Judgement, String>,
    /// Headings of a pack's sections, by the sections' names.
    pub headings: BTreeMap<String, String>,
    /// Words for people and services, where a council has none of its own.
    pub nouns: BTreeMap<String, String>,
    /// The SHA-256 of the file it was read from, in hexadecimal.
    pub sha256: String,
}

/// Something that an inspection judges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedArea {
    /// Its code in files and JSON, e.g. `care_leavers`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Other ways in which letters word it.
    pub also: Vec<String>,
}

impl Framework {
    /// Returns the judgement that a text means.
    #[must_use]
    pub fn area(&self, text: &str) -> Option<&JudgedArea> {
        let is_it = |area: &&JudgedArea| {
            let names = [&area.code, &area.name].into_iter().chain(&area.also);
            names.into_iter().any(|name| alike(name, text))
        };
        self.judgements.iter().find(is_it)
    }

    /// Returns what a grade is called.
    #[must_use]
    pub fn grade(&self, grade: Judgement) -> &str {
        self.grades.get(&grade).map_or(grade.words(), String::as_str)
    }
}

/// The frameworks, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frameworks(Vec<Framework>);

impl Frameworks {
    /// Returns the frameworks in the order in which they came into force.
    #[must_use]
    pub fn of(mut all: Vec<Framework>) -> Self {
        all.sort_by(|one, other| (one.from, &one.name).cmp(&(other.from, &other.name)));
        Self(all)
    }

    /// Returns the framework in force on a day; none before the first.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&Framework> {
        self.0.iter().rev().find(|framework| framework.from <= day)
    }

    /// Returns the framework that a pack of this day goes by: before the first it is the first.
    #[must_use]
    pub fn for_pack(&self, day: Date) -> Option<&Framework> {
        self.on(day).or_else(|| self.0.first())
    }

    /// Returns all, the earliest first.
    #[must_use]
    pub fn all(&self) -> &[Framework] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, from: &str, areas: &[&str]) -> Framework {
        let area = |name: &&str| JudgedArea {
            code: (*name).to_owned(),
            name: (*name).to_owned(),
            also: vec![format!("The {name}")],
        };
        Framework {
            name: name.to_owned(),
            title: name.to_owned(),
            from: from.parse().unwrap(),
            judgements: areas.iter().map(area).collect(),
            grades: BTreeMap::new(),
            headings: BTreeMap::new(),
            nouns: BTreeMap::new(),
            sha256: String::new(),
        }
    }

    #[test]
    fn a_day_goes_by_the_framework_in_force_on_it() {
        let all = Frameworks::of(vec![
            of("new", "2026-04-01", &["leaders"]),
            of("old", "2023-01-01", &["leaders", "overall"]),
        ]);
        let on = |day: &str| all.on(day.parse().unwrap()).map(|found| found.name.as_str());
        assert_eq!(on("2026-03-31"), Some("old"));
        assert_eq!(on("2026-04-01"), Some("new"));
        assert_eq!(on("2022-12-31"), None);
        let first = all.for_pack("2022-12-31".parse().unwrap());
        assert_eq!(first.map(|found| found.name.as_str()), Some("old"));
    }

    #[test]
    fn a_judgement_is_known_by_its_code_its_name_and_other_words() {
        let old = of("old", "2023-01-01", &["overall"]);
        for text in ["overall", "Overall ", "the OVERALL"] {
            assert!(old.area(text).is_some(), "{text}");
        }
        assert!(old.area("leaders").is_none());
    }
}
