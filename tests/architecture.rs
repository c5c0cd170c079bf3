//! Compares the manifests with the architecture: which crate may use which, and where each heavy
//! engine is. ARCHITECTURE.md says the same in words.

use std::collections::BTreeMap;

use crate::support::repository;

/// Our crates and the ones of ours each may use.
const ARROWS: [(&str, &[&str]); 15] = [
    ("model", &[]),
    ("sampler", &["model"]),
    ("measures", &["model"]),
    ("redact", &["model"]),
    ("comments", &["model"]),
    ("tables", &[]),
    ("intake", &["model", "tables"]),
    ("store", &["model"]),
    ("pack", &["model", "measures", "tables"]),
    ("config", &["model", "sampler", "measures", "redact", "comments", "intake", "pack"]),
    ("demo", &["model", "tables"]),
    ("views", &["model", "measures"]),
    (
        "workspace",
        &[
            "model", "sampler", "measures", "redact", "comments", "tables", "intake", "store",
            "pack", "config", "demo", "views",
        ],
    ),
    ("web", &["model", "views", "pack", "workspace"]),
    ("cli", &["model", "views", "workspace", "web"]),
];

/// Heavy engines and the crates whose manifests may name them.
const ENGINES: [(&str, &[&str]); 26] = [
    ("tantivy", &["comments"]),
    ("rusqlite", &["store"]),
    ("calamine", &["tables"]),
    ("csv", &["tables"]),
    ("rust_xlsxwriter", &["tables"]),
    ("encoding_rs", &["tables"]),
    ("zip", &["tables", "pack"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("mimalloc", &["cli"]),
    ("serde_yaml", &["config"]),
    ("pathfinding", &["sampler"]),
    ("sha2", &["sampler", "store", "workspace", "comments", "web"]),
    ("rand", &[]),
    ("rand_chacha", &["sampler", "demo"]),
    ("regex", &["redact"]),
    ("aho-corasick", &["redact"]),
    ("tera", &["pack", "web"]),
    ("pulldown-cmark", &["pack", "web"]),
    ("axum", &["web"]),
    ("hyper", &["web"]),
    ("hyper-util", &["web"]),
    ("tokio", &["web"]),
    ("getrandom", &["workspace"]),
    ("whoami", &["workspace"]),
    ("strsim", &["config", "intake"]),
];

/// Crates that read no file, clock, environment or ambient randomness.
const PURE: [&str; 7] = ["model", "sampler", "measures", "redact", "intake", "pack", "views"];

#[test]
fn crates_use_only_what_the_architecture_allows() {
    let found = manifests();
    let known: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    for (name, dependencies) in &found {
        assert!(known.contains(&name.as_str()), "crates/{name} is not in ARROWS");
        let allowed = ARROWS.iter().find(|(known, _)| known == name).map_or(&[][..], |(_, a)| a);
        for ours in dependencies.iter().filter_map(|d| d.strip_prefix("assay-")) {
            assert!(allowed.contains(&ours), "crates/{name} may not use {ours}");
        }
    }
    assert_eq!(found.len(), known.len(), "a crate of ARROWS is missing: {:?}", found.keys());
}

#[test]
fn each_engine_is_in_its_own_crate() {
    for (name, dependencies) in manifests() {
        for (engine, homes) in ENGINES {
            let used = dependencies.iter().any(|d| d == engine);
            assert!(!used || homes.contains(&name.as_str()), "crates/{name} may not use {engine}");
        }
    }
}

#[test]
fn pure_crates_do_not_touch_the_world() {
    let worldly = [
        "std::fs",
        "std::env",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "std::net",
        "std::process",
    ];
    for name in PURE {
        for (path, text) in sources(&repository().join("crates").join(name).join("src")) {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in worldly {
                assert!(!code.contains(word), "{path}: a pure crate may not use {word}");
            }
        }
    }
}

/// What a job neither writes nor computes: it hands facts to the crate that does. A check of words, which finds
/// YAML put together by hand, arithmetic of floats and shares printed in place; prose it cannot find.
const NOT_IN_JOBS: [(&str, &str); 9] = [
    ("serde_yaml", "YAML is read and written in config"),
    (":\\n  ", "YAML is written in config"),
    ("as f64 /", "measures divides"),
    (" / 100.0", "measures divides"),
    (".sqrt()", "measures takes roots"),
    (".powi(", "measures takes powers"),
    (".round()", "model::print rounds"),
    ("print::share", "pack and views print shares"),
    ("print::percent", "pack and views print shares"),
];

#[test]
fn jobs_put_no_yaml_together_divide_no_floats_and_print_no_share() {
    let jobs = repository().join("crates/workspace/src");
    for (path, text) in sources(&jobs).into_iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.contains(".hint(")) {
            for (words, who) in NOT_IN_JOBS {
                assert!(!line.contains(words), "{path}: {who}: {line}");
            }
        }
    }
}

#[test]
fn every_source_file_says_what_it_owns() {
    for folder in ["crates", "tests"] {
        for (path, text) in sources(&repository().join(folder)) {
            assert!(text.starts_with("//!"), "{path} does not begin with //!");
        }
    }
}

/// Returns each crate's direct dependencies, development ones left out.
fn manifests() -> BTreeMap<String, Vec<String>> {
    let folder = repository().join("crates");
    let entries = std::fs::read_dir(folder).expect("crates/").map(|e| e.expect("an entry"));
    entries
        .map(|entry| {
            let text =
                std::fs::read_to_string(entry.path().join("Cargo.toml")).expect("a manifest");
            (entry.file_name().into_string().expect("a plain name"), dependencies(&text))
        })
        .collect()
}

fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]" || line.ends_with(".dependencies]");
        } else if inside && line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    names
}

fn sources(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push((
                    path.display().to_string(),
                    std::fs::read_to_string(&path).expect("text"),
                ));
            }
        }
    }
    found
}
