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
    let others = of_workspace(workspace)?;
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
        if let Some(others) = others.get(column).filter(|_| !known.contains_key(column)) {
            problems.extend(of_other_tables(file, column, values, others));
        }
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
pub(super) fn told(
    known: &BTreeMap<String, Spellings>,
    names: &BTreeMap<String, Spellings>,
    file: &str,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (column, values) in names {
        let of_column = known.get(column);
        for spellings in values.several().take(REPORTED) {
            let first = spellings[0].0;
            let written = of_column.and_then(|known| known.written(first)).unwrap_or(first);
            problems.push(counted_as_one(file, column, &spellings, written));
        }
        if let Some(known) = of_column {
            problems.extend(of_other_tables(file, column, values, known));
        }
    }
    problems
}

/// A value that is spelt in one way here, and in another in other tables of the workspace.
fn of_other_tables(
    file: &str,
    column: &str,
    values: &Spellings,
    others: &Spellings,
) -> Vec<Problem> {
    let several: Vec<&str> = values.several().flatten().map(|(value, _)| value).collect();
    let mut notes = Vec::new();
    values.each(|value, times| {
        let Some(written) = others.written(value) else { return };
        if written != value && !several.contains(&value) && notes.len() < REPORTED {
            notes.push(counted_as_one(file, column, &[(value, times)], written));
        }
    });
    notes
}

fn counted_as_one(file: &str, column: &str, spellings: &[(&str, u64)], written: &str) -> Problem {
    let hint =
        "they stay as they are written and are counted as one: write it in one way in the source"
            .to_owned();
    Problem {
        effect: Effect::Understood,
        hint,
        ..note(file, column, spellings, written, Setting::Apart)
    }
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
