//! Spellings of one value in the lists of an import: those that are equal for people are written in one
//! way, or only reported where the settings keep them apart. Case ids are no values: they stay as they are.

use std::collections::{BTreeMap, HashMap};

use assay_config::lists::Spellings as Setting;
use assay_model::alike::Spellings;
use assay_model::case::field;
use assay_model::{CaseRecord, Effect, Level, Place, Problem};
use assay_store::CaseList;

use crate::{Reader, Result};

/// Fields whose values are names of something, however many there are.
const NAMES: [&str; 5] = [field::TEAM, field::WORKER, field::SERVICE, field::PLAN_TYPE, "family"];

/// How many values in several spellings are reported one by one.
const REPORTED: usize = 200;

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
    let nothing = Spellings::default();
    let (mut problems, mut joins, mut further) = (Vec::new(), Joins::new(), 0);
    for (column, values) in &counted {
        let before = known.get(column).unwrap_or(&nothing);
        for spellings in values.several() {
            let first = spellings[0].0;
            let written = before.written(first).unwrap_or(first);
            if problems.len() < REPORTED {
                problems.push(note(file, column, &spellings, written, setting));
            } else {
                further += 1;
            }
        }
        let of = joins.entry(column.clone()).or_default();
        values.each(|value, _| {
            let written = before.written(value).or_else(|| values.written(value));
            if let Some(written) = written.filter(|written| *written != value) {
                of.insert(value.to_owned(), written.to_owned());
            }
        });
        problems.extend(of_list_before(file, column, values, before, setting));
    }
    if further > 0 {
        let place = Place { file: file.to_owned(), ..Place::default() };
        problems.push(Problem {
            place,
            found: format!("{further} more values in several spellings"),
            ..empty(setting)
        });
    }
    if setting == Setting::Joined {
        lists.iter_mut().flat_map(|list| &mut list.cases).for_each(|case| rewrite(case, &joins));
    }
    Ok(problems)
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

/// A value that is spelt in one way, and was in another on the list before.
fn of_list_before(
    file: &str,
    column: &str,
    values: &Spellings,
    before: &Spellings,
    setting: Setting,
) -> Vec<Problem> {
    let several: Vec<&str> = values.several().flatten().map(|(value, _)| value).collect();
    let mut notes = Vec::new();
    values.each(|value, times| {
        let Some(written) = before.written(value) else { return };
        if written != value && !several.contains(&value) && notes.len() < REPORTED {
            notes.push(note(file, column, &[(value, times)], written, setting));
        }
    });
    notes
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
