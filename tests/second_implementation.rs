//! Draws from a list of 10,000 cases, by every method there is, compared with the second implementation
//! in plain Python (`tests/second_implementation/`): it reads the plan's own lines and the case list,
//! freezes and draws by itself, and must come to the same bytes and cases.

use std::fmt::Write as _;
use std::process::Command;

use serde_json::Value;

use crate::support::{Desk, repository};

const AS_AT: &str = "2026-09-01";
const SIZE: usize = 10_000;

const PLANS: &str = r#"plans:
  crossed:
    purpose: strata crossed, a cap, a minimum
    source: children
    strata: [plan_type, team]
    minimum: 1
    reserves: 3
    cap: {column: worker, k: 2}
    second_reads_share: 10%
  bands:
    source: children
    strata: [age, months_open]
    bands:
      age: [1, 5, 10, 16]
      months_open: [3, 6, 12, 24]
    nested: true
    minimum: 2
    second_reads: 7
    exclude_audited_months: 6
    restricted: cleared_auditors
  merged:
    source: children
    strata: [plan_type, worker]
    collapse: below 2 seats
    minimum: 2
  parents:
    source: children
    unit: family
    strata: [plan_type, team, months_open]
    bands:
      months_open: [1, 2, 6, 12, 18]
    collapse: below 25 by parent
    nested: true
  nested-equal:
    source: children
    strata: [service, team]
    nested: true
    allocation: equal
    scope:
      - {column: plan_type, not: [looked after]}
      - {column: age, at_least: 5}
  one-child:
    source: children
    unit: family
    strata: [team]
    allocation: equal
    cap: {column: worker, k: 1}
  whole:
    source: children
    unit: whole_family
    strata: [team]
    second_reads: 9
  fixed:
    source: children
    strata: [plan_type]
    allocation: fixed
    fixed:
      looked after: 40
      "child protection": 25
  neyman:
    source: children
    strata: [team]
    allocation: neyman
    reserves: 0
  steps:
    source: children
    selection: systematic
    sort: [team, start_date]
    second_reads_share: 2.5%
    closed: kept
  all:
    source: children
    selection: every_case
    strata: [team]
    second_reads: 25
"#;

/// Ids with leading zeros, quotes, commas and letters outside ASCII, some not composed.
fn case_id(i: usize) -> String {
    let number = i * 7919 % 1_000_003;
    match i % 50 {
        7 => format!("\"O'Neil, {number}\""),
        13 => format!("Zoe\u{308}-{number}"),
        19 => format!("\"say \"\"{number}\"\"\""),
        _ => format!("{number:07}"),
    }
}

fn list() -> String {
    let mut text = String::from(
        "case_id,plan_type,service,team,worker,born_on,start_date,closed_on,restricted,family\n",
    );
    for i in 0..SIZE {
        let spread = i * i % 7 + i % 5;
        let plan = ["children in need", "child protection", "looked after", ""][spread % 4];
        let team =
            ["Nord\u{a0}Süd", "CIN  1", "CIN 2", "\"O'Brien, \"\"East\"\"\"", "South"][i % 5];
        let closed = if i % 11 == 3 { "2026-08-15" } else { "" };
        let restricted = if i % 97 == 5 { "Yes" } else { "" };
        let family = if i % 4 == 0 { String::new() } else { format!("F{}", i / 7) };
        let _ = writeln!(
            text,
            "{},{plan},Service {},{team},Worker {},20{:02}-{:02}-{:02},202{}-{:02}-{:02},{closed},{restricted},{family}",
            case_id(i),
            i % 3,
            i * 13 % 211,
            8 + i % 18,
            i % 12 + 1,
            i % 28 + 1,
            4 + i % 2,
            i % 12 + 1,
            i % 31 % 28 + 1,
        );
    }
    text
}

fn council() -> Desk {
    let desk = Desk::with_workspace();
    desk.write("plans.yaml", PLANS);
    desk.write("list.csv", list());
    desk.write(
        "left-out.csv",
        "case_id,reason,approver\n0007919,a member of staff's child,B\n0015838,a press case,B\n",
    );
    desk.run(&["import", "cases", "list.csv", "--as-at", AS_AT]).done();
    desk
}

fn draw(desk: &Desk, plan: &str, id: &str, n: &str) -> Value {
    let size: &[&str] = if n.is_empty() { &[] } else { &["--n", n] };
    desk.run(&[&["freeze", "--plan", plan, "--id", id, "--as-at", AS_AT], size].concat()).done();
    let seed = format!("73951048273649501827{id}");
    let seed = ["--seed", &seed, "--seed-source", "dice", "--format", "json"];
    desk.run(&[&["draw", id], &seed[..]].concat()).done().json()
}

/// Runs the Python script that draws; without Python there is nothing to compare with, and CI has it.
fn python(desk: &Desk, arguments: &[&str]) -> Option<(bool, String)> {
    script(desk, "check_draw.py", arguments)
}

fn script(desk: &Desk, name: &str, arguments: &[&str]) -> Option<(bool, String)> {
    let folder = repository().join("tests/second_implementation");
    let python = std::env::var("ASSAY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python)
        .arg("-B")
        .arg(folder.join(name))
        .args(arguments)
        .current_dir(desk.path(""))
        .output()
        .inspect_err(|_| eprintln!("SKIPPED: no python3 to compare with"))
        .ok()?;
    let text = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
}

fn agrees(desk: &Desk, arguments: &[&str]) {
    if let Some((agreed, text)) = python(desk, arguments) {
        assert!(agreed, "{text}");
    }
}

fn selected(manifest: &Value, stratum: usize, place: usize) -> String {
    manifest["strata"][stratum]["selected"][place]["case_id"].as_str().unwrap().to_owned()
}

fn replace(desk: &Desk, id: &str, case: &str) -> Value {
    let why = ["--reason", "duplicate child", "--approver", "B", "--format", "json"];
    desk.run(&[&["replace", id, case], &why[..]].concat()).done().json()
}

#[test]
fn every_method_draws_the_same_from_ten_thousand_cases() {
    let desk = council();
    let all = ["--list", "list.csv", "--as-at", AS_AT];
    let drawn = [
        ("merged", "2025-11-merged", "300"),
        ("parents", "2025-12-parents", "120"),
        ("nested-equal", "2026-01-nested", "333"),
        ("one-child", "2026-02-family", "250"),
        ("whole", "2026-03-whole", "150"),
        ("fixed", "2026-04-fixed", ""),
        ("neyman", "2026-05-neyman", "60"),
        ("steps", "2026-06-steps", "389"),
        ("bands", "2026-07-bands", "700"),
        ("crossed", "2026-08-crossed", "10000"),
        ("all", "2026-09-all", ""),
    ];
    // `crossed` is asked for more than there are, so that it is reduced to every eligible case.
    for (plan, id, n) in &drawn {
        draw(&desk, plan, id, n);
    }
    let folders = drawn.map(|(_, id, _)| format!("draws/{id}"));
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    agrees(&desk, &[&folders[..], &all].concat());
}

#[test]
fn remedies_and_a_second_neyman_round_agree_too() {
    let desk = council();
    let crossed = draw(&desk, "crossed", "crossed", "200");
    let first = selected(&crossed, 0, 0);
    let once = replace(&desk, "crossed", &first);
    // A reserve is skipped, one is selected itself by the extension, and reserves step in after it.
    let stand_in = once["replacements"][0]["replaced_by"].as_str().unwrap();
    replace(&desk, "crossed", stand_in);
    desk.run(&["extend", "crossed", "--to", "320"]).done();
    let extended =
        desk.run(&["extend", "crossed", "--to", "400", "--format", "json"]).done().json();
    replace(&desk, "crossed", &selected(&extended, 1, 3));
    let spare = list().lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    desk.run(&["target", "crossed", &spare, "--reason", "re-audit"]).done();

    let steps = draw(&desk, "steps", "steps", "100");
    replace(&desk, "steps", &selected(&steps, 0, 99));
    replace(&desk, "steps", &selected(&steps, 0, 98));
    let family = draw(&desk, "one-child", "one-child", "60");
    replace(&desk, "one-child", &selected(&family, 0, 2));
    desk.run(&["extend", "one-child", "--to", "90"]).done();
    let whole = draw(&desk, "whole", "whole", "40");
    let left = replace(&desk, "whole", &selected(&whole, 0, 1));
    replace(&desk, "whole", left["replacements"][0]["replaced_by"].as_str().unwrap());
    desk.run(&["extend", "whole", "--to", "60"]).done();
    for id in ["crossed", "steps", "one-child", "whole"] {
        desk.run(&["verify", id]).done();
        agrees(&desk, &[&format!("draws/{id}")]);
    }

    let before = draw(&desk, "neyman", "neyman-1", "50");
    let mut returns = String::from("case_id,draw_id,auditor,audit_date,domain,score,overall\n");
    for (team, stratum) in before["strata"].as_array().unwrap().iter().enumerate() {
        for (place, drawn) in stratum["selected"].as_array().unwrap().iter().enumerate() {
            let overall = if place % (team + 2) == 0 { "Good" } else { "Inadequate" };
            let id = drawn["case_id"].as_str().unwrap().replace('"', "\"\"");
            let _ = writeln!(returns, "\"{id}\",neyman-1,ab,2026-09-02,Supervision,6,{overall}");
        }
    }
    desk.write("returns.csv", returns);
    desk.run(&["import", "returns", "returns.csv"]).done();
    let weighted = draw(&desk, "neyman", "neyman-2", "80");
    assert_eq!(weighted["allocation"]["weights"].as_object().unwrap().len(), 5);
    let round = ["--returns", "returns.csv", "--round", "draws/neyman-1", "--n", "80"];
    agrees(&desk, &[&["draws/neyman-2"], &round[..]].concat());
}

#[test]
fn the_second_implementation_sees_a_case_that_was_put_in_by_hand() {
    let desk = council();
    let manifest = draw(&desk, "bands", "bands", "200");
    let text = desk.read("draws/bands/manifest.json");
    let (one, other) = (selected(&manifest, 0, 0), selected(&manifest, 1, 0));
    desk.write("draws/bands/manifest.json", text.replace(&one, "X").replace(&other, &one));
    if let Some((agreed, text)) = python(&desk, &["draws/bands"]) {
        assert!(!agreed && text.contains("selected: expected"), "{text}");
    }
}

/// A workspace with a list, a draw and a comment, of which one child was erased.
fn worked_in() -> Desk {
    let desk = Desk::with_workspace();
    let council = desk.read("assay.yaml");
    desk.write("assay.yaml", council.replace("second_person: required", "second_person: none"));
    let cases: Vec<String> = (1..=24).map(|n| format!("K{n:02},Duty,children in need")).collect();
    desk.write("list.csv", format!("case_id,team,plan_type\n{}\n", cases.join("\n")));
    desk.run(&["import", "cases", "list.csv", "--as-at", AS_AT]).done();
    draw(&desk, "monthly", "2026-09-monthly", "6");
    desk
}

#[test]
fn the_store_and_a_snapshot_are_checked_in_plain_python_and_a_forged_row_is_found() {
    let desk = worked_in();
    desk.run(&["snapshot", "for-review.db"]).done();
    for file in ["evidence.db", "for-review.db"] {
        let Some((agreed, text)) = script(&desk, "check_store.py", &[file]) else { return };
        assert!(agreed, "{file}: {text}");
        assert!(text.contains("are as the ledger says"), "{text}");
    }
    let mut bytes = std::fs::read(desk.path("for-review.db")).unwrap();
    let found = bytes.windows(8).position(|part| part == b"children").expect("a row of the list");
    bytes[found] = b'C';
    desk.write("forged.db", bytes);
    let (agreed, text) = script(&desk, "check_store.py", &["forged.db"]).unwrap();
    assert!(!agreed && text.contains("differs from its leaf"), "{text}");
}
