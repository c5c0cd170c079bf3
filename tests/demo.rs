//! `assay demo`: the whole year from one command. It is made once for all tests here.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use crate::support::{Desk, Ran, boxes};

static MADE: LazyLock<(Desk, Ran)> = LazyLock::new(|| {
    let desk = Desk::empty();
    let ran = desk.run(&["demo", "council", "--format", "json"]);
    (desk, ran)
});

pub(crate) fn made() -> (&'static Desk, serde_json::Value) {
    let (desk, ran) = &*MADE;
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    (desk, ran.json())
}

#[test]
fn twelve_rounds_are_drawn() {
    let (_, report) = made();
    let rounds = report["rounds"].as_array().unwrap();
    assert_eq!(rounds.len(), 12);
    assert_eq!(rounds[11]["draw_id"], "2026-09-monthly");
    for round in rounds {
        assert_eq!(round["selected"], 104, "{round}");
        assert!(round["returns"].as_u64().unwrap() > 100, "{round}");
    }
}

#[test]
fn every_draw_verifies_and_the_ledger_is_whole() {
    let (desk, report) = made();
    for round in report["rounds"].as_array().unwrap() {
        let id = round["draw_id"].as_str().unwrap();
        desk.run(&["verify", id, "--workspace", "council"]).done();
    }
    desk.run(&["ledger", "--verify", "--workspace", "council"]).done();
}

#[test]
fn the_same_seed_makes_the_same_draws_and_packs() {
    let (desk, _) = made();
    let again = Desk::empty();
    again.run(&["demo", "another-name", "--seed", "1"]).done();
    for folder in ["draws", "inbox"] {
        let one = tree(&desk.path(&format!("council/{folder}")));
        let two = tree(&again.path(&format!("another-name/{folder}")));
        assert!(!one.is_empty(), "{folder}");
        assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            assert!(two[name] == *bytes, "{folder}/{name} differs");
        }
    }
}

#[test]
fn a_folder_that_no_demo_made_is_left_alone() {
    let desk = Desk::empty();
    desk.write("mine/budget.xlsx", "keep me");
    let ran = desk.run(&["demo", "mine"]).ends_with(2);
    assert_eq!(
        ran.stderr,
        "error: mine is not empty, and no demo made what is in it\nhint: name a new folder, e.g.: assay demo demo-council\n"
    );
    assert_eq!(desk.read("mine/budget.xlsx"), "keep me");
}

/// Returns every file under a folder, by its name from there.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(&inner).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn page(profile: &str) -> String {
    let (desk, report) = made();
    let packs = report["packs"].as_array().expect("packs");
    let ending = format!("-{profile}.html");
    let path = packs.iter().filter_map(|p| p.as_str()).find(|p| p.ends_with(&ending));
    let name = Path::new(path.expect("the pack")).file_name().expect("a name");
    desk.read(&format!("council/packs/{}", name.to_str().expect("plain")))
}

#[test]
fn the_packs_load_nothing_and_show_the_year() {
    for profile in ["visit", "board", "monthly"] {
        let page = page(profile);
        for forbidden in ["http:", "https:", "<script", "url(", "@import"] {
            assert!(!page.contains(forbidden), "{profile}: {forbidden}");
        }
        for section in ["judgements", "domains", "themes", "sampling", "method"] {
            assert!(page.contains(&format!("<h2 id=\"{section}\">")), "{profile}: {section}");
        }
    }
    assert!(page("visit").contains("<blockquote>"));
}

#[test]
fn the_public_pack_has_no_case_no_worker_and_little_withheld() {
    let (desk, _) = made();
    let page = page("board");
    assert!(!page.contains("<blockquote>"));
    let words: std::collections::BTreeSet<&str> =
        page.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').collect();
    let selection = desk.read("council/draws/2026-09-monthly/selection.csv");
    let cases: Vec<&str> =
        selection.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert!(cases.len() >= 104);
    for case in cases {
        assert!(!words.contains(case), "case {case} stands in the public pack");
    }
    let manifest = desk.read("council/draws/2026-09-monthly/manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("a manifest");
    for secret in [&manifest["seed"]["text"], &manifest["frame"]["sha256"]] {
        assert!(!page.contains(secret.as_str().expect("text")), "{secret}");
    }
    assert!(page.contains(manifest["frame"]["salted_sha256"].as_str().expect("text")));
    let cells = page.matches("<td").count();
    let withheld = page.matches(">[c]<").count();
    assert!(withheld * 10 <= cells, "{withheld} of {cells} cells are withheld");
}

#[test]
fn a_pack_made_again_is_the_same_and_recorded_once() {
    let (desk, report) = made();
    let as_at = report["as_at"].as_str().expect("a date");
    let arguments = ["pack", "board", "--workspace", "council", "--out", "again", "--as-at", as_at];
    desk.run(&arguments).done();
    let file = format!("again/{as_at}-board.html");
    let first = desk.read(&file);
    desk.run(&arguments).done();
    assert_eq!(first, desk.read(&file));
}

#[test]
fn no_text_of_a_chart_in_the_demos_packs_is_cut_covered_or_crossed() {
    let (desk, report) = made();
    let as_at = report["as_at"].as_str().expect("a date");
    for profile in ["visit", "board", "monthly"] {
        let page = desk.read(&format!("council/packs/{as_at}-{profile}.html"));
        let (charts, texts, faults) = boxes::faults(&page);
        assert!(charts >= 6 && texts > 80, "{profile}: {charts} charts with {texts} texts");
        assert!(faults.is_empty(), "{profile}, of {texts} texts:\n{}", faults.join("\n"));
    }
}
