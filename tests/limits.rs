//! The bounds of what is read: that docs/limits.md has all of them as the program has, and that those which no other test
//! goes beyond are refused in words. How long and how much memory all inputs take, tests/harness/hostile.py measures.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::support::{Desk, repository};

/// Where bounds are kept: numbers with these in their names belong on the page.
const HOMES: [&str; 6] = [
    "crates/tables/src",
    "crates/config/src",
    "crates/comments/src/query",
    "crates/comments/src/themes",
    "crates/pack/src/html",
    "crates/web/src/limits.rs",
];
const NAMES: [&str; 10] =
    ["MOST", "LONGEST", "LIMIT", "DEPTH", "CELLS", "CLAIMED", "COLUMNS", "ROWS", "SHEETS", "TEXT"];

fn root() -> PathBuf {
    repository().to_owned()
}

fn source(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// A row of the page: what is bounded by how much, where, and by which test.
struct Bound {
    said: String,
    file: String,
    code: String,
    test: (String, String),
}

fn page() -> Vec<Bound> {
    let text = source("docs/limits.md");
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains("| `"));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 4, "{line}");
        let spans = |cell: &str| -> Vec<String> {
            cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let ([file, code], [test, name]) = (
            <[String; 2]>::try_from(spans(cells[2])).expect("a file and a bound"),
            <[String; 2]>::try_from(spans(cells[3])).expect("a file and a test"),
        );
        Bound { said: cells[1].trim().to_owned(), file, code, test: (test, name) }
    })
    .collect()
}

/// The value of `NAME = 4 << 10`, `name: 8 * 60` or `NAME = Duration::from_secs(20)`.
fn value(code: &str) -> u64 {
    let text = code.split_once([':', '=']).expect("a name and a value").1.trim();
    let text = text.trim_start_matches(':').trim();
    let text =
        text.strip_prefix("Duration::from_secs(").map_or(text, |rest| rest.trim_end_matches(')'));
    let number = |text: &str| {
        text.trim().replace('_', "").parse::<u64>().unwrap_or_else(|_| panic!("{code}"))
    };
    match text.split_once("<<") {
        Some((from, by)) => number(from) << number(by),
        None => text.split('*').map(number).product(),
    }
}

/// The value that is said in words: `64 KB`, `1,000`, `20 s`.
fn said(words: &str) -> u64 {
    let mut parts = words.split_whitespace();
    let number: u64 = parts.next().unwrap().replace(',', "").parse().expect("a number first");
    match parts.next() {
        Some("KB") => number << 10,
        Some("MB") => number << 20,
        _ => number,
    }
}

#[test]
fn every_bound_is_on_the_page_with_its_value_and_its_test() {
    let page = page();
    for Bound { said: words, file, code, test } in &page {
        let text = source(file);
        let (name, is_field) = (code.split([':', ' ']).next().unwrap(), code.contains(": "));
        let found = text.lines().map(str::trim).any(|line| {
            if is_field {
                return line == format!("{code},");
            }
            let value = code.split_once(" = ").unwrap().1;
            line.contains(&format!("const {name}: ")) && line.ends_with(&format!(" = {value};"))
        });
        assert!(found, "{file} has not {code}");
        assert_eq!(said(words), value(code), "{code} is said as {words}");
        let (test, name) = test;
        assert!(source(test).contains(&format!("fn {name}()")), "{test} has no test {name}");
    }
    for home in HOMES {
        let path = root().join(home);
        let mut files = Vec::new();
        rust_files(&path, &mut files);
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let name = file.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            for bound in bounds_in(&text) {
                let is_there = page.iter().any(|row| {
                    row.file == name && row.code.split([':', ' ']).next() == Some(&bound)
                });
                assert!(is_there, "{name}: {bound} is not in docs/limits.md");
            }
        }
    }
}

fn rust_files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_file() {
        found.push(path.to_owned());
        return;
    }
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() || path.extension().is_some_and(|end| end == "rs") {
            rust_files(&path, found);
        }
    }
}

/// The names of constant numbers that are bounds, tests left out.
fn bounds_in(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(str::trim);
    let named = lines.filter_map(|line| {
        let (before, rest) = line.split_once("const ")?;
        let (name, rest) = rest.split_once(": ")?;
        let (kind, _) = rest.split_once(" = ")?;
        let is_number = ["usize", "u64", "u32", "Duration"].contains(&kind);
        let is_bound = name.split('_').any(|word| NAMES.contains(&word));
        (before.len() < 12 && is_number && is_bound).then(|| name.to_owned())
    });
    named.collect()
}

fn refused(desk: &Desk, arguments: &[&str], words: &str) {
    let ran = desk.run(arguments);
    assert!(ran.code != 0, "{arguments:?}: {}", ran.stdout);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_search_that_is_too_deep_or_too_fuzzy_is_refused() {
    let desk = Desk::with_workspace();
    let deep = |depth: usize| format!("{}visit{}", "(".repeat(depth), ")".repeat(depth));
    desk.run(&["search", &deep(39)]).done();
    refused(&desk, &["search", &deep(50)], "at most 40 deep");
    let fuzzy = |words: usize| vec!["visit~"; words].join(" ");
    desk.run(&["search", &fuzzy(50)]).done();
    refused(&desk, &["search", &fuzzy(51)], "at most 50 words with ~");
}

#[test]
fn a_search_gives_no_more_than_its_bound() {
    let desk = Desk::with_workspace();
    refused(&desk, &["search", "visit", "--limit", "10001"], "10");
}

#[test]
fn a_settings_file_that_is_too_long_is_refused() {
    let desk = Desk::with_workspace();
    desk.write("terms.yaml", format!("grades: {{}}\n# {}\n", "x".repeat(4_000_000)));
    refused(&desk, &["doctor"], "terms.yaml");
}

#[test]
fn a_rule_that_is_too_deep_or_too_long_is_refused_with_its_line() {
    let desk = Desk::with_workspace();
    let whole = desk.read("themes.yaml");
    let line = "    definition: Progress for the child has drifted or been delayed.\n    rules:\n";
    let steps: String = (0..70).fold(String::new(), |mut all, n| {
        let _ = write!(all, "word{n} ");
        all
    });
    let word = |n: usize| format!("w{n}");
    let words = (0..200).map(word).collect::<Vec<_>>().join("|");
    let many = format!("({words}) ({words})");
    for (pattern, words) in [
        (format!("{}visit{}", "(".repeat(30), ")".repeat(30)), "themes.yaml, line"),
        (steps, "themes.yaml, line"),
    ] {
        let rule = format!("{line}      - name: hostile\n        any: [\"{pattern}\"]\n");
        desk.write("themes.yaml", whole.replace(line, &rule));
        refused(&desk, &["themes", "count"], words);
    }
    let list = format!("  stuck: [\"{many}\", drift, ");
    desk.write("themes.yaml", whole.replace("  stuck: [drift, ", &list));
    refused(&desk, &["themes", "count"], "20,000");
}

#[test]
fn a_quotation_mark_that_never_closes_costs_its_row_alone() {
    let desk = Desk::with_workspace();
    let open = format!("comment_id,comment\n1,\"{}", "x,y\n".repeat(3 << 20));
    let ran = desk.run_with_input(&["tag"], open.as_bytes());
    assert!(ran.code <= 1, "{}", ran.stderr);
    assert!(ran.stderr.contains('2'), "the row on which it opens: {}", ran.stderr);
    let long = format!("id,team\n1,\"{}\n2,b\n", "y".repeat(70 << 20));
    desk.write("long.csv", &long);
    let sample =
        ["sample", "long.csv", "--id-column", "id", "--n", "1", "--seed", "73951048273649501827"];
    let ran = desk.run(&sample);
    assert!(ran.code != 0, "{}", ran.stdout);
    assert!(!ran.stderr.is_empty());
}

fn workbook(parts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_of_too_many_parts_is_refused() {
    let desk = Desk::with_workspace();
    let parts = (0..5_001).map(|n| (format!("part{n}"), Vec::new()));
    std::fs::write(desk.path("many.xlsx"), workbook(parts)).unwrap();
    refused(&desk, &["import", "cases", "many.xlsx"], "the number of parts");
}

#[test]
fn properties_of_a_workbook_are_read_to_a_bound() {
    let desk = Desk::with_workspace();
    let properties = [b"<p>".to_vec(), vec![b' '; 1 << 20]].concat();
    let parts = [("xl/workbook.xml", b"<workbook/>".to_vec()), ("docProps/core.xml", properties)];
    let book = workbook(parts.map(|(name, bytes)| (name.to_owned(), bytes)));
    std::fs::write(desk.path("a.xlsx"), book).unwrap();
    refused(&desk, &["import", "cases", "a.xlsx"], "a.xlsx");
}

#[test]
fn xml_that_is_too_deep_is_refused_with_its_line() {
    let desk = Desk::with_workspace();
    desk.write("deep.xml", format!("<Message>\n{}", "<a>".repeat(100)));
    refused(&desk, &["import", "cases", "deep.xml"], "deep.xml");
    let values = "<v>1</v>".repeat(1_001);
    desk.write("wide.xml", format!("<Message>\n<Child>{values}</Child></Message>"));
    refused(&desk, &["import", "cases", "wide.xml"], "wide.xml");
}
