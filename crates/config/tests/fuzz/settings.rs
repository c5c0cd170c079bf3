//! Settings files, inspection frameworks among them, with damage: each is read or its faults are named.

use super::run;

fn damaged(target: &str, names: &[&'static str]) {
    let text = |name: &str| {
        assay_config::shipped::text(name).or_else(|| assay_config::shipped::profile(name))
    };
    let corpus: Vec<(&str, Vec<u8>)> = names
        .iter()
        .map(|name| (*name, text(name).expect("shipped").as_bytes().to_vec()))
        .collect();
    run(target, &corpus, |source| {
        let text = String::from_utf8_lossy(&source.bytes);
        if let Err(error) = assay_config::check(&source.name, &text) {
            assert!(!error.to_string().trim().is_empty(), "a fault without words");
        }
    });
}

#[test]
fn profiles() {
    damaged("profiles", &["profiles/ilacs-2023-01.yaml", "profiles/ilacs-2026-04.yaml"]);
}

#[test]
fn settings() {
    let names = [
        "annexa-2019.yaml",
        "assay.yaml",
        "audit-tool.yaml",
        "indicators.yaml",
        "lists.yaml",
        "maps.yaml",
        "pack.yaml",
        "plans.yaml",
        "report.yaml",
        "retention.yaml",
        "rounds.yaml",
        "ssd-2026.yaml",
        "terms.yaml",
    ];
    damaged("settings", &names);
}
