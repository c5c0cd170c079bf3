//! The examples of the help texts and of the README: each is a command that the program reads, and each
//! that asks for something finds it on the made-up council.

use crate::demo::made;
use crate::support::{Desk, repository};

/// Examples that only read, by their first words; these are run on the made-up council.
const READING: [&str; 20] = [
    "actions --as-at",
    "doctor",
    "forms 2026-09-monthly --register",
    "indicators",
    "ledger",
    "plan show",
    "reaudit due",
    "report",
    "retention due",
    "round chase",
    "round status",
    "search",
    "sql",
    "stats interval",
    "themes checked",
    "themes comments",
    "themes count",
    "themes risk",
    "themes subjects",
    "themes together",
];

#[test]
fn every_example_is_a_command_that_the_program_reads() {
    let examples = examples();
    assert!(examples.len() > 60, "{} examples", examples.len());
    for example in examples.iter().filter(|example| !example.starts_with("demo")) {
        let words: Vec<String> = words(example).into_iter().map(on_the_desk).collect();
        let ran = Desk::empty().run(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(!ran.stderr.contains("Usage:"), "assay {example}\n{}", ran.stderr);
    }
}

/// A path with a drive, as one inside the desk: on Windows the drive may be there, and a workspace on it too.
fn on_the_desk(word: String) -> String {
    match word.split_once(":\\") {
        Some((drive, path)) if drive.len() == 1 => path.replace('\\', "/"),
        _ => word,
    }
}

#[test]
fn every_example_that_asks_for_something_finds_it() {
    let (desk, _) = made();
    for start in READING {
        let own: Vec<String> = examples().into_iter().filter(|e| e.starts_with(start)).collect();
        assert!(!own.is_empty(), "no example begins with {start}");
        for example in own {
            let mut all = vec!["--workspace".to_owned(), "council".to_owned()];
            all.extend(words(&example));
            let ran = desk.run(&all.iter().map(String::as_str).collect::<Vec<_>>()).done();
            let lines = ran.stdout.lines().filter(|line| !line.trim().is_empty()).count();
            assert!(lines > 0, "assay {example} prints nothing\n{}", ran.stderr);
        }
    }
}

#[test]
fn the_searches_of_the_examples_find_comments_with_their_words() {
    let (desk, _) = made();
    let searches: Vec<String> =
        examples().into_iter().filter(|example| example.starts_with("search")).collect();
    assert!(searches.len() >= 2, "{searches:?}");
    for example in searches {
        let mut all = vec!["--workspace".to_owned(), "council".to_owned()];
        all.extend(words(&example));
        all.extend(["--format", "json"].map(str::to_owned));
        let found = desk.run(&all.iter().map(String::as_str).collect::<Vec<_>>()).done().json();
        assert!(found["total"].as_u64() >= Some(5), "assay {example}: {}", found["total"]);
        for hit in found["hits"].as_array().expect("hits") {
            let text = hit["text"].as_str().expect("a text").to_lowercase();
            let is_about_writing_up = text.contains("writ") && text.contains(" up");
            assert!(text.contains("minute") || is_about_writing_up, "{text}");
            assert_eq!(hit["team"], "CIN 2");
        }
    }
}

/// Returns the examples of README and of the help texts, without the name of the program and without
/// what the shell does with files.
fn examples() -> Vec<String> {
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("the README");
    let mut found: Vec<String> =
        readme.lines().filter_map(|line| line.strip_prefix("    assay ")).map(plain).collect();
    let mut folders = vec![repository().join("crates/cli/src/commands")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            let lines =
                text.lines().filter_map(|line| line.trim().strip_prefix("/// Example: assay "));
            found.extend(lines.map(plain));
        }
    }
    found
}

fn plain(example: &str) -> String {
    let cut = [" > ", " < ", ", or "].iter().filter_map(|mark| example.find(mark)).min();
    example[..cut.unwrap_or(example.len())].to_owned()
}

/// Splits a line at spaces outside quotation marks of either kind.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut open = None;
    for c in line.chars() {
        match (open, c) {
            (Some(mark), c) if c == mark => open = None,
            (None, '\'' | '"') => open = Some(c),
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words
}
