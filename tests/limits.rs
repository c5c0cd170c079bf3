//! Compares the table of docs/limits.md with the constants of the code, both ways, and with the tests it names. It tries no
//! limit itself: the tests that the table names do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::repository;

/// Constants that are named like a limit and are none of an input, with the reason.
const NO_INPUT: [(&str, &str); 15] = [
    ("comments/analyser.rs CACHE_LIMIT", "words whose analysis is kept"),
    ("comments/themes/steps.rs MOST_FITS", "ways in which one rule is tried on one text"),
    ("web/limits.rs idle_minutes", "when a server that nobody asks ends"),
    ("web/limits.rs patience", "when a page says that the work goes on"),
    ("comments/themes/entries.rs MOST_WAYS", "spellings of one entry that the program adds itself"),
    ("intake/id.rs LARGEST", "the largest number that a spreadsheet keeps whole"),
    ("intake/problems.rs MOST_NAMED", "rows that a message names"),
    ("model/windows.rs LONGEST", "a name that Windows takes"),
    ("pack/xlsx.rs LONGEST_FORMAT", "a format that Excel takes"),
    ("pack/xlsx.rs LONGEST_NAME", "a sheet's name that Excel takes"),
    ("store/events/counts.rs MOST", "tags that a count keeps"),
    ("workspace/comments/themes/reading.rs MOST_CORES", "processors that are used"),
    ("workspace/evidence/pack/themes.rs LONGEST_QUOTE", "what a pack prints"),
    ("workspace/import/events.rs MOST", "names whose spellings are compared"),
    ("tables/saved.rs LONGEST", "how far a workbook's properties are looked through"),
];

/// One row of the table.
struct Row {
    limit: String,
    place: String,
    tests: Vec<String>,
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(repository().join("docs/limits.md")).unwrap();
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let all = text.lines().filter(|line| line.starts_with("| ")).map(cells);
    all.filter(|cells| cells.len() == 7 && cells[3].starts_with('`'))
        .map(|cells| Row {
            limit: cells[2].clone(),
            place: cells[3].replace('`', ""),
            tests: cells[5].split('`').skip(1).step_by(2).map(str::to_owned).collect(),
        })
        .collect()
}

fn sources() -> Vec<(String, String)> {
    let top = repository().join("crates");
    let mut found = Vec::new();
    for name in std::fs::read_dir(&top).unwrap() {
        walk(&name.unwrap().path().join("src"), &mut found);
    }
    let short = |path: &Path| {
        let inner = path.strip_prefix(&top).unwrap().to_string_lossy().replace('\\', "/");
        inner.replacen("/src/", "/", 1)
    };
    found.iter().map(|path| (short(path), std::fs::read_to_string(path).unwrap())).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Returns the constants named like a limit and the fields of the two `Limits`, by place, with their values as written.
fn limits() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (file, text) in sources() {
        for line in text.lines().map(str::trim) {
            let (_, constant) = line.split_once("const ").unwrap_or_default();
            let named = constant.split_once(':').filter(|(name, _)| is_limit(name));
            if let Some((name, rest)) = named
                && let Some((_, value)) = rest.split_once(" = ")
            {
                found.insert(format!("{file} {name}"), value.trim_end_matches(';').to_owned());
            }
        }
        if !matches!(file.as_str(), "tables/limits.rs" | "web/limits.rs") {
            continue;
        }
        let (_, defaults) = text.split_once("fn default()").unwrap();
        for line in defaults.lines() {
            let field = line.trim().trim_end_matches(',').split_once(": ");
            if let Some((name, value)) = field.filter(|(_, value)| !value.contains("KeepRows")) {
                found.insert(format!("{file} {name}"), value.to_owned());
            }
        }
    }
    found
}

fn is_limit(name: &str) -> bool {
    name.starts_with("MOST")
        || ["LONGEST", "LARGEST"].iter().any(|word| name.starts_with(word))
        || name.ends_with("_LIMIT")
}

/// Works out a number, or a time in milliseconds, as the code writes it.
fn of_code(value: &str) -> Option<u64> {
    if let Some(seconds) = value.split_once("from_secs(").map(|(_, rest)| rest) {
        return Some(of_code(seconds.trim_end_matches(')'))? * 1000);
    }
    if let Some(milliseconds) = value.split_once("from_millis(").map(|(_, rest)| rest) {
        return of_code(milliseconds.trim_end_matches(')'));
    }
    if let Some((number, bits)) = value.split_once("<<") {
        return Some(of_code(number)? << of_code(bits)?);
    }
    let factors = value.split('*').map(|part| part.trim().replace('_', "").parse::<u64>().ok());
    factors.product()
}

/// Returns what a limit may be in the code, as people write it: megabytes are of either kind.
fn of_people(limit: &str) -> Vec<u64> {
    let (number, unit) = limit.split_once(' ').unwrap_or((limit, ""));
    let number: u64 = number.replace(',', "").parse().unwrap_or_else(|_| panic!("{limit}"));
    let of = |power: u32| vec![number * 1000_u64.pow(power), number << (10 * power)];
    match unit.split(' ').next().unwrap_or_default() {
        "KB" => of(1),
        "MB" => of(2),
        "GB" => of(3),
        "s" => vec![number * 1000],
        "min" => vec![number * 60_000],
        _ => vec![number],
    }
}

#[test]
fn every_limit_of_the_table_has_the_value_that_the_code_has() {
    let (limits, rows) = (limits(), rows());
    assert!(rows.len() > 30, "{} rows of docs/limits.md could be read", rows.len());
    for Row { limit, place, .. } in rows {
        let value = limits.get(&place).unwrap_or_else(|| panic!("no limit {place} in the code"));
        let value = of_code(value).unwrap_or_else(|| panic!("{place}: {value}"));
        assert!(of_people(&limit).contains(&value), "{place}: {value}, the table says {limit}");
    }
}

#[test]
fn every_limit_of_the_code_is_in_the_table() {
    let named: BTreeSet<String> = rows().into_iter().map(|row| row.place).collect();
    for place in limits().keys() {
        let is_known = NO_INPUT.iter().any(|(known, _)| known == place);
        assert!(named.contains(place) != is_known, "{place}: in docs/limits.md or in NO_INPUT");
    }
}

#[test]
fn every_row_of_the_table_names_tests_that_exist() {
    let mut texts = String::new();
    for folder in ["crates", "tests"] {
        let mut found = Vec::new();
        walk(&repository().join(folder), &mut found);
        for path in found {
            texts += &std::fs::read_to_string(path).unwrap();
        }
    }
    for Row { place, tests, .. } in rows() {
        assert!(!tests.is_empty(), "{place}: no test");
        for test in tests {
            assert!(texts.contains(&format!("fn {test}()")), "{place}: no test {test}");
        }
    }
}

#[test]
fn what_is_read_is_compared_with_limits_that_have_a_name() {
    for (file, text) in sources().into_iter().filter(|(file, _)| file.starts_with("tables/")) {
        for call in text.split("within(\"").skip(1) {
            let call = call.split([';', '{']).next().unwrap_or_default();
            let is_named = call.contains("limits.") || call.contains("MOST_");
            assert!(is_named, "{file}: {call}");
        }
    }
}
