//! `assay sql`, really run: the SQL of every kind of draw gives the identical cases in DuckDB and in a
//! PostgreSQL cluster of the test's own; in Spark where `ASSAY_ENGINES` names it (`tests/engines/spark`).

use std::fmt::Write as _;
use std::process::Command;

use crate::support::{Desk, repository};

const AS_AT: &str = "2026-09-01";

const PLANS: &str = r"plans:
  crossed:
    source: children
    n: 60
    strata: [plan_type, team]
    minimum: 1
    cap: {column: worker, k: 1}
  merged:
    source: children
    n: 40
    strata: [plan_type, team, worker]
    collapse: below 2 seats
  one-child:
    source: children
    n: 41
    unit: family
    strata: [team]
    allocation: equal
  whole:
    source: children
    n: 30
    unit: whole_family
    strata: [team]
  steps:
    source: children
    n: 77
    selection: systematic
    sort: [team, worker]
  all:
    source: children
    selection: every_case
    strata: [team]
  events:
    events: missing
    n: 33
    strata: [team]
    cap: {column: reason, k: 2}
  children:
    events: missing
    one_per_child: true
    n: 25
    strata: [team]
";

/// Every plan: each is a draw of its own name.
const DRAWS: [&str; 8] =
    ["crossed", "merged", "one-child", "whole", "steps", "all", "events", "children"];

/// Everything that a database might take for something else.
const ODD: [&str; 14] = [
    "O'Neil, {}",
    "\"{}\"",
    "a\\b{}",
    "\\N{}",
    "\\.{}",
    "--{}",
    "/* {}",
    "#{}",
    "$1{}",
    "%s{};",
    "Zoe\u{308} {}",
    "女の子{}",
    "👧{}",
    "nan{}",
];

const TEAMS: [&str; 6] = ["Nord\u{a0}Süd", "O'Brien's \"East\", 2", "back\\slash", "NULL", "", "a"];

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn list() -> String {
    let mut text = String::from("case_id,plan_type,team,worker,family\n");
    for i in 0..900_usize {
        let id = match i % 3 {
            0 => ODD[i / 3 % ODD.len()].replace("{}", &i.to_string()),
            1 => format!("{:05}", i * 37),
            _ => format!("{}", (b'A' + (i % 26) as u8) as char).repeat(i % 70 + 1) + &i.to_string(),
        };
        let plan = ["child in need", "protection; 'x'"][i * i % 7 % 2];
        let worker = ["W'1", "", "\\", "Ünal", "w, 2"][i * 7 % 11 % 5];
        let family = if i % 5 == 0 { String::new() } else { format!("F'{}", i / 4) };
        let fields = [&id, plan, TEAMS[i * i % 13 % 6], worker, &family].map(quoted);
        let _ = writeln!(text, "{}", fields.join(","));
    }
    text
}

/// Events of the same odd ids, several of a child and some on one day.
fn events() -> String {
    let mut text = String::from("case_id,date,team,reason\n");
    for i in 0..300_usize {
        let child = ODD[i % 40 % ODD.len()].replace("{}", &(i % 40).to_string());
        let fields =
            [&child, &format!("2026-0{}-11", i % 5 + 1), TEAMS[i * i % 13 % 6], "away; 'x'"];
        let _ = writeln!(text, "{}", fields.map(quoted).join(","));
    }
    text
}

fn drawn(engine: &str) -> Desk {
    let desk = Desk::with_workspace();
    desk.write("plans.yaml", PLANS);
    desk.write("list.csv", list());
    desk.write("missing.csv", events());
    desk.run(&["import", "cases", "list.csv", "--as-at", AS_AT]).done();
    desk.run(&["import", "events", "missing.csv", "--kind", "missing"]).done();
    for plan in DRAWS {
        desk.run(&["freeze", "--plan", plan, "--id", plan, "--as-at", AS_AT]).done();
        let seed = ["--seed", "73951048273649501827", "--seed-source", "dice"];
        desk.run(&[&["draw", plan], &seed[..]].concat()).done();
        let sql = desk.run(&["sql", plan, "--engine", engine]).done().stdout;
        desk.write(&format!("draws/{plan}/draw.sql"), sql);
    }
    desk
}

/// Runs the engine, or says visibly that it is not here. `ASSAY_ENGINES` names engines that must be.
fn gives_the_same_cases(engine: &str) {
    let needed = std::env::var("ASSAY_ENGINES").unwrap_or_default();
    let desk = drawn(engine);
    let python = std::env::var("ASSAY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python)
        .arg("-B")
        .arg(repository().join("tests/engines/same_cases.py"))
        .arg(engine)
        .args(DRAWS.map(|plan| desk.path("draws").join(plan)))
        .output();
    let is_here = output.as_ref().is_ok_and(|output| output.status.code() != Some(77));
    if !is_here {
        assert!(!needed.contains(engine), "ASSAY_ENGINES names {engine}, and it is not here");
        eprintln!("SKIPPED: {engine} is not here; CONTRIBUTING says how to install it");
        return;
    }
    let output = output.unwrap();
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    println!("{text}");
    assert!(output.status.success(), "{text}");
    assert_eq!(text.matches(": the same ").count(), DRAWS.len(), "{text}");
}

#[test]
fn duckdb_draws_the_same_cases() {
    gives_the_same_cases("duckdb");
}

#[test]
fn postgresql_draws_the_same_cases() {
    gives_the_same_cases("postgres");
}

#[test]
fn spark_draws_the_same_cases() {
    if std::env::var("ASSAY_ENGINES").is_ok_and(|engines| engines.contains("spark")) {
        gives_the_same_cases("spark");
    } else {
        eprintln!("SKIPPED: spark is a large download; run tests/engines/spark");
    }
}

#[test]
fn another_engine_and_a_draw_that_is_not_there_are_refused() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["sql", "x", "--engine", "oracle"]).ends_with(2);
    assert!(ran.stderr.contains("expected the engine duckdb, postgres or spark"), "{}", ran.stderr);
    let ran = desk.run(&["sql", "x", "--engine", "duckdb"]).ends_with(2);
    assert!(ran.stderr.contains("there is no draw x"), "{}", ran.stderr);
}
