//! Sample settings files: every valid one is read, and every invalid one, named after its fault,
//! causes exactly the message in its last lines after `#!`.

use std::path::{Path, PathBuf};

use crate::{Error, check, shipped};

/// Reads a sample by the file that its name begins with: `terms--unknown-noun.yaml` as `terms.yaml`.
fn read(name: &str, text: &str) -> Result<(), Error> {
    let file = name.split("--").next().unwrap_or(name).trim_end_matches(".yaml");
    check(&format!("{file}.yaml"), text)
}

fn samples(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/config");
    let mut samples: Vec<(PathBuf, String)> = std::fs::read_dir(root.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    samples.sort();
    assert!(!samples.is_empty());
    samples
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn every_shipped_file_is_read_and_every_setting_in_it_has_a_remark() {
    for (file, text) in shipped::FILES {
        if let Err(error) = read(file, text) {
            panic!("{error}");
        }
        assert!(text.starts_with('#'), "{file}: begins with a remark");
    }
}

#[test]
fn valid_samples_are_read() {
    for (path, text) in samples("valid") {
        if let Err(error) = read(name(&path), &text) {
            panic!("{}: {error}", path.display());
        }
    }
}

#[test]
fn invalid_samples_give_the_message_that_names_their_fault() {
    let mut wrong = Vec::new();
    for (path, text) in samples("invalid") {
        let expected: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("#! ")).collect();
        let found = match read(name(&path), &text) {
            Ok(()) => "no fault".to_owned(),
            Err(error) => match error.hint() {
                Some(hint) => format!("{error}\nhint: {hint}"),
                None => error.to_string(),
            },
        };
        if found != expected.join("\n") {
            wrong.push(format!("{}\n{found}\n", name(&path)));
        }
    }
    assert!(wrong.is_empty(), "these give another message:\n{}", wrong.join("\n"));
}
