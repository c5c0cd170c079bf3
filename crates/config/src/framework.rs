//! `profiles/NAME.yaml`: the inspection frameworks, one a file, each with the day from which it is in force.

use std::collections::BTreeSet;

use assay_model::framework::{Framework, JudgedArea};
use assay_model::{Date, Judgement, Terms};
use serde::Deserialize;

use crate::entries::Entries;
use crate::source::{At, Source};
use crate::terms::known;
use crate::{Error, Fault};

/// The folder of a workspace that they are in.
pub const FOLDER: &str = "profiles";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    title: At<String>,
    from: At<String>,
    judgements: Vec<WireArea>,
    grades: Entries<At<String>>,
    headings: Entries<At<String>>,
    nouns: Entries<At<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireArea {
    code: At<String>,
    name: At<String>,
    #[serde(default)]
    also: Vec<String>,
}

/// Reads one framework. Its name is the file's without the ending; the digest of the text is left to whoever has the
/// file.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Framework, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    let mut reader = Reader { source: &source, faults: &mut faults };
    let title = reader.words(&wire.title, "what the framework is called");
    let from: Option<Date> = wire.from.value.trim().parse().ok();
    if from.is_none() {
        let hint = "the first day that the framework is in force";
        reader.faults.push(source.fault(&wire.from, "a date like 2026-04-01", hint));
    }
    let judgements = reader.areas(wire.judgements);
    let codes = Judgement::ALL.map(Judgement::code);
    let grades = known(&source, wire.grades, &codes, &mut faults);
    let sections: Vec<&str> =
        assay_pack::section::Kind::ALL.into_iter().map(assay_pack::section::Kind::name).collect();
    let headings = known(&source, wire.headings, &sections, &mut faults);
    let nouns = known(&source, wire.nouns, &Terms::NOUNS.map(|(key, _)| key), &mut faults);
    let (Some(from), None) = (from, Error::of(faults.clone())) else {
        return Err(
            Error::of(faults).unwrap_or_else(|| source.whole("a framework", "none", "").into())
        );
    };
    let of_code = |(code, name): (String, String)| {
        Some((Judgement::ALL.into_iter().find(|grade| grade.code() == code)?, name))
    };
    Ok(Framework {
        name: name_of(file).to_owned(),
        title,
        from,
        judgements,
        grades: grades.into_iter().filter_map(of_code).collect(),
        headings,
        nouns,
        sha256: String::new(),
    })
}

/// Returns the name of a framework's file without folder and ending.
#[must_use]
pub fn name_of(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".yaml").unwrap_or(name)
}

struct Reader<'a, 's> {
    source: &'a Source<'s>,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_, '_> {
    fn words(&mut self, written: &At<String>, what: &str) -> String {
        if written.value.trim().is_empty() {
            self.faults.push(self.source.fault(written, what, "it is printed on packs"));
        }
        written.value.trim().to_owned()
    }

    fn areas(&mut self, written: Vec<WireArea>) -> Vec<JudgedArea> {
        let mut codes = BTreeSet::new();
        let mut areas = Vec::new();
        for area in written {
            let code = area.code.value.trim().to_owned();
            let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if code.is_empty() || !code.chars().all(is_code) {
                let hint = "small letters, figures and _: it is kept with every result";
                self.faults.push(self.source.fault(&area.code, "a code like care_leavers", hint));
            } else if !codes.insert(code.clone()) {
                let hint = "each judgement has a code of its own";
                self.faults.push(self.source.fault(&area.code, "each code once", hint));
            }
            let name = self.words(&area.name, "the judgement's name");
            areas.push(JudgedArea { code, name, also: area.also });
        }
        if areas.is_empty() {
            let hint = "list what an inspection under the framework judges";
            self.faults.push(self.source.whole("at least one judgement", "none", hint));
        }
        areas
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped;

    #[test]
    fn from_april_2026_there_are_four_judgements_and_no_overall_effectiveness() {
        let read = |name: &str| {
            let text = shipped::profile(name).expect("shipped");
            read(text, name).unwrap_or_else(|error| panic!("{error}"))
        };
        let (old, new) = (read("profiles/ilacs-2023-01.yaml"), read("profiles/ilacs-2026-04.yaml"));
        assert_eq!((old.name.as_str(), old.judgements.len()), ("ilacs-2023-01", 5));
        assert_eq!((new.from.to_string().as_str(), new.judgements.len()), ("2026-04-01", 4));
        assert!(old.area("Overall effectiveness").is_some());
        assert!(new.area("Overall effectiveness").is_none());
    }

    #[test]
    fn every_fault_is_found_at_its_place() {
        let text = "title: A\nfrom: soon\njudgements:\n  - {code: Leaders, name: A}\n  - {code: b, name: \"\"}\ngrades: {god: Good}\nheadings: {}\nnouns: {}\n";
        let error = read(text, "profiles/a.yaml").expect_err("faults");
        let told: Vec<String> = error.faults().iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "profiles/a.yaml, line 2, column 7: expected a date like 2026-04-01, found \"soon\"",
                "profiles/a.yaml, line 4, column 12: expected a code like care_leavers, found \"Leaders\"",
                "profiles/a.yaml, line 5, column 21: expected the judgement's name, found nothing",
                "profiles/a.yaml, line 6, column 10: expected a known word, found \"god\"",
            ]
        );
    }
}
