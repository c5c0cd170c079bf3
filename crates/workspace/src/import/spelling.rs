//! Spellings of one value in the lists of an import: those that are equal for people are written in one
//! way, or only reported where the settings keep them apart. Case ids are no values: they stay as they are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_config::lists::Spellings as Setting;
use assay_model::alike::Spellings;
use assay_model::case::field;
use assay_model::people::{Auditor, FamilyTie};
use assay_model::{CaseRecord, Effect, Level, Place, Problem};
use assay_store::CaseList;

use super::reading::Records;
use crate::{Reader, Result};

/// Fields whose values are names of something, however many there are.
const NAMES: [&str; 5] = [field::TEAM, field::WORKER, field::SERVICE, field::PLAN_TYPE, "family"];

/// How many values in several spellings are reported one by one; of the others it is said how many there are.
const REPORTED: usize = 200;

/// What is reported of an import's spellings.
#[derive(Default)]
struct Notes {
    kept: Vec<Problem>,
    further: usize,
}

impl Notes {
    fn add(&mut self, note: Problem) {
        if self.kept.len() < REPORTED {
            self.kept.push(note);
        } else {
            self.further += 1;
        }
    }

    /// Returns the notes; `like` is one of their kind, with which the number of further ones is reported.
    fn finish(mut self, file: &str, like: Problem) -> Vec<Problem> {
        if self.further > 0 {
            let place = Place { file: file.to_owned(), ..Place::default() };
            let found = format!("{} more values in several spellings", self.further);
            self.kept.push(Problem { place, found, ..like });
        }
        self.kept
    }
}

/// Column → value as it is written there → value as it is to be written.
type Joins = BTreeMap<String, HashMap<String, String>>;

/// Writes the spellings of one value in one way: the one of the latest list of that name, else the most
/// used, else the first by bytes. Returns a note for each value that was spelt in several ways.
///
/// # Errors
/// When the store or the setting cannot be read.
pub(super) fn join(workspace: &Reader, lists: &mut [CaseList], file: &str) -> Result<Vec<Problem>> {
    let setting = setting(workspace)?;
    let counted = count(lists.iter().flat_map(|list| &list.cases));
    if counted.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: BTreeMap<String, Spellings> = BTreeMap::new();
    for list in lists.iter() {
        if let Some((_, before)) = workspace.store.current_list(&list.name)? {
            for (column, values) in count(before.iter()) {
                let merged = known.entry(column).or_default();
                values.each(|value, times| merged.count(value, times));
            }
        }
    }
    let others = of_workspace(workspace)?;
    let nothing = Spellings::default();
    let (mut notes, mut joins) = (Notes::default(), Joins::new());
    for (column, values) in &counted {
        let before = known.get(column).unwrap_or(&nothing);
        for spellings in values.several() {
            let first = spellings[0].0;
            let written = before.written(first).unwrap_or(first);
            notes.add(note(file, column, &spellings, written, setting));
        }
        let of = joins.entry(column.clone()).or_default();
        values.each(|value, _| {
            let written = before.written(value).or_else(|| values.written(value));
            if let Some(written) = written.filter(|written| *written != value) {
                of.insert(value.to_owned(), written.to_owned());
            }
        });
        each_spelt_otherwise(values, before, &mut |spelt, written| {
            notes.add(note(file, column, spelt, written, setting));
        });
        if let Some(others) = others.get(column).filter(|_| !known.contains_key(column)) {
            each_spelt_otherwise(values, others, &mut |spelt, written| {
                notes.add(counted_as_one(file, column, spelt, written));
            });
        }
    }
    if setting == Setting::Joined {
        lists.iter_mut().flat_map(|list| &mut list.cases).for_each(|case| rewrite(case, &joins));
    }
    Ok(notes.finish(file, empty(setting)))
}

/// Returns the names of teams, workers and the like that the current lists and the auditors have brought.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn of_workspace(workspace: &Reader) -> Result<BTreeMap<String, Spellings>> {
    let mut known: BTreeMap<String, Spellings> = BTreeMap::new();
    let names: BTreeSet<String> =
        workspace.store.lists()?.into_iter().map(|list| list.name).collect();
    for name in names {
        let Some((_, cases)) = workspace.store.current_list(&name)? else { continue };
        for (column, values) in count(cases.iter()) {
            if NAMES.contains(&column.as_str()) {
                let merged = known.entry(column).or_default();
                values.each(|value, times| merged.count(value, times));
            }
        }
    }
    for auditor in workspace.store.all::<Auditor>()? {
        known.entry(field::TEAM.to_owned()).or_default().count(&auditor.team, 1);
    }
    for tie in workspace.store.all::<FamilyTie>()? {
        known.entry("family".to_owned()).or_default().count(&tie.family, 1);
    }
    Ok(known)
}

/// Returns the names in records that are kept as they are written.
pub(super) fn of_records(records: &Records) -> BTreeMap<String, Spellings> {
    let mut names: BTreeMap<String, Spellings> = BTreeMap::new();
    let mut take = |column: &str, value: &str| {
        names.entry(column.to_owned()).or_default().count(value, 1);
    };
    match records {
        Records::Auditors(all) => all.iter().for_each(|auditor| take(field::TEAM, &auditor.team)),
        Records::Families(all) => all.iter().for_each(|tie| take("family", &tie.family)),
        _ => {}
    }
    names
}

/// Reports names that are spelt in several ways in a table, or in another way than the workspace knows them.
/// They stay as they are, and figures count them as one.
pub(super) fn report(
    known: &BTreeMap<String, Spellings>,
    names: &BTreeMap<String, Spellings>,
    file: &str,
) -> Vec<Problem> {
    let mut notes = Notes::default();
    for (column, values) in names {
        let of_column = known.get(column);
        for spellings in values.several() {
            let first = spellings[0].0;
            let written = of_column.and_then(|known| known.written(first)).unwrap_or(first);
            notes.add(counted_as_one(file, column, &spellings, written));
        }
        if let Some(known) = of_column {
            each_spelt_otherwise(values, known, &mut |spelt, written| {
                notes.add(counted_as_one(file, column, spelt, written));
            });
        }
    }
    notes.finish(file, as_one(empty(Setting::Apart)))
}

/// Takes a value as it is spelt here, with how often, and as it is spelt elsewhere.
type TakeSpelt<'a> = dyn FnMut(&[(&str, u64)], &str) + 'a;

/// Hands over every value that is spelt in one way here and in another elsewhere, with that other spelling.
fn each_spelt_otherwise(values: &Spellings, elsewhere: &Spellings, take: &mut TakeSpelt<'_>) {
    let several: Vec<&str> = values.several().flatten().map(|(value, _)| value).collect();
    values.each(|value, times| {
        let written = elsewhere.written(value).filter(|written| *written != value);
        if let Some(written) = written.filter(|_| !several.contains(&value)) {
            take(&[(value, times)], written);
        }
    });
}

fn counted_as_one(file: &str, column: &str, spellings: &[(&str, u64)], written: &str) -> Problem {
    as_one(note(file, column, spellings, written, Setting::Apart))
}

fn as_one(note: Problem) -> Problem {
    let hint =
        "they stay as they are written and are counted as one: write it in one way in the source"
            .to_owned();
    Problem { effect: Effect::Understood, hint, ..note }
}

fn setting(workspace: &Reader) -> Result<Setting> {
    const FILE: &str = "lists.yaml";
    Ok(assay_config::lists::read(&workspace.settings_text(FILE)?, FILE)?.spellings)
}

/// Counts the values of every column that holds names: of further columns those whose values repeat.
fn count<'a>(cases: impl Iterator<Item = &'a CaseRecord>) -> BTreeMap<String, Spellings> {
    let mut columns: HashMap<&str, HashMap<&str, u64>> = HashMap::new();
    for case in cases {
        for (name, value) in case.fields.iter() {
            // Nothing but figures and marks is a number or a date, of which every sign counts.
            if value.contains(char::is_alphabetic) {
                *columns.entry(name).or_default().entry(value).or_default() += 1;
            }
        }
    }
    let mut counted = BTreeMap::new();
    for (name, values) in columns {
        let mut spellings = Spellings::default();
        for (value, times) in &values {
            spellings.count(value, *times);
        }
        if NAMES.contains(&name) || spellings.repeat() {
            counted.insert(name.to_owned(), spellings);
        }
    }
    counted
}

fn rewrite(case: &mut CaseRecord, joins: &Joins) {
    for (column, joined) in joins {
        let written = case.fields.get(column).and_then(|value| joined.get(value));
        if let Some(written) = written {
            case.fields.insert(column.as_str(), written.as_str());
        }
    }
}

fn note(
    file: &str,
    column: &str,
    spellings: &[(&str, u64)],
    written: &str,
    setting: Setting,
) -> Problem {
    let found: Vec<String> =
        spellings.iter().map(|(value, count)| format!("\"{value}\" ({count})")).collect();
    let place =
        Place { file: file.to_owned(), column: Some(column.to_owned()), ..Place::default() };
    let expected = format!("one spelling of \"{written}\"");
    Problem { place, found: found.join(", "), expected, ..empty(setting) }
}

fn empty(setting: Setting) -> Problem {
    let (effect, hint) = match setting {
        Setting::Joined => (
            Effect::PutRight,
            "they were joined; \"spellings: apart\" in lists.yaml keeps them apart",
        ),
        Setting::Apart => (
            Effect::Understood,
            "they were kept apart, as lists.yaml says; \"spellings: joined\" joins them",
        ),
    };
    Problem {
        level: Level::Note,
        effect,
        place: Place::default(),
        found: String::new(),
        expected: "one spelling of each value".to_owned(),
        hint: hint.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_beyond_the_first_ones_are_counted() {
        let (mut here, mut elsewhere) = (Spellings::default(), Spellings::default());
        for n in 0..230 {
            here.count(&format!("Team {n}"), 1);
            elsewhere.count(&format!("team {n}"), 1);
        }
        let of_team = |values| BTreeMap::from([("team".to_owned(), values)]);
        let found = report(&of_team(elsewhere), &of_team(here), "a.csv");
        assert_eq!(found.len(), REPORTED + 1);
        let last = found.last().expect("a note");
        assert_eq!(last.found, "30 more values in several spellings");
        assert_eq!(last.effect, Effect::Understood);
    }
}
