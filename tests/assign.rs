//! Who audits what, from the command line: conflicts by the auditors' list and by hand, leave,
//! capacity; auditors who come after the draw; and what is said when there are too few.

use crate::draw::list;
use crate::support::{Desk, Ran};

const ID: &str = "2026-09-monthly";

/// Four auditors of no team of the list, and a manager of one worker.
const AUDITORS: &str = "name,login,team,manager,capacity,leave_from,leave_to,cleared
Ann,ann,Quality,Zoe,,,,yes
Bob,bob,Quality,Zoe,,2026-08-25,2026-09-10,yes
Cat,cat,Team 1,Zoe,,,,yes
Dan,dan,Quality,Zoe,1,,,yes
Eve,eve,Quality,Zoe,,,,yes
Worker 1,w1,Team 1,Ann,0,,,
";

fn frozen(auditors: &str, second_reads: &str) -> Desk {
    let desk = Desk::with_workspace();
    let plans = desk.read("plans.yaml").replace("second_reads_share: 10%", second_reads);
    desk.write("plans.yaml", plans);
    desk.write("list.csv", list(120));
    desk.write("auditors.csv", auditors);
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    desk.run(&["import", "auditors", "auditors.csv"]).done();
    desk.run(&["freeze", "--plan", "monthly", "--id", ID, "--n", "24", "--as-at", "2026-09-01"])
        .done();
    desk
}

fn draw(desk: &Desk) -> Ran {
    let seed = ["--seed", "73951048273649501827", "--seed-source", "dice"];
    desk.run(&[&["draw", ID, "--as-at", "2026-09-01", "--format", "json"], &seed[..]].concat())
}

/// The first case that this auditor reads first.
fn read_by(manifest: &serde_json::Value, auditor: &str) -> String {
    let all = manifest["assignments"].as_array().unwrap();
    let found = all.iter().find(|a| a["auditor"] == auditor && a["role"] == "first");
    found.unwrap_or_else(|| panic!("{auditor} reads none"))["case_id"].as_str().unwrap().to_owned()
}

/// A selected case whose row on the list has this in it.
fn selected_with(desk: &Desk, manifest: &serde_json::Value, text: &str) -> String {
    let list = desk.read("list.csv");
    let strata = manifest["strata"].as_array().unwrap().iter();
    let mut cases = strata.flat_map(|s| s["selected"].as_array().unwrap()).map(|d| &d["case_id"]);
    let is_so = |id: &&serde_json::Value| {
        let id = id.as_str().unwrap();
        list.lines().any(|line| line.starts_with(id) && line.contains(text))
    };
    cases.find(is_so).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn conflicts_leave_and_capacity_hold_in_the_draw() {
    let desk = frozen(AUDITORS, "second_reads: 3");
    desk.write("conflicts.csv", "auditor,case,worker,team\neve,,,Team 2\neve,,Worker 3,\n");
    let manifest = draw(&desk).done().json();
    let list = desk.read("list.csv");
    let all = manifest["assignments"].as_array().unwrap();
    assert_eq!(all.len(), 24 + 3);
    for given in all {
        let (case, who) = (given["case_id"].as_str().unwrap(), given["auditor"].as_str().unwrap());
        let row = list.lines().find(|line| line.starts_with(case)).unwrap();
        assert!(who != "bob" && who != "w1", "{who} is away, or takes none");
        assert!(who != "cat" || !row.contains("Team 1"), "own team: {row}");
        assert!(who != "ann" || !row.contains("Worker 1,"), "line management: {row}");
        assert!(
            who != "eve" || !(row.contains("Team 2") || row.contains("Worker 3")),
            "named conflict: {row}"
        );
    }
    assert_eq!(all.iter().filter(|a| a["auditor"] == "dan").count(), 1);
}

#[test]
fn a_case_is_given_to_nobody_in_conflict_away_or_full() {
    let desk = frozen(AUDITORS, "second_reads: 3");
    let manifest = draw(&desk).done().json();
    let try_to = |case: &str, to: &str, expected: &str| {
        let give = ["reassign", ID, case, "--to", to, "--reason", "leave"];
        let ran = desk.run(&[&give[..], &["--as-at", "2026-09-01"]].concat()).ends_with(2);
        assert!(ran.stderr.contains(expected), "{to}: {}", ran.stderr);
    };
    let anns = read_by(&manifest, "ann");
    try_to(&anns, "ann", "ann reads case");
    try_to(&anns, "bob", "bob is on leave on 2026-09-01");
    try_to(&anns, "dan", "dan has 1 reading of this draw already, and a capacity of 1");
    try_to(&anns, "zoe", "\"zoe\" is not an auditor's login");
    try_to("no-such", "eve", "case \"no-such\" is not in the sample");
    let own = selected_with(&desk, &manifest, "Team 1");
    try_to(&own, "cat", "it is a case of their own team");
    let managed = selected_with(&desk, &manifest, "Worker 1,");
    try_to(&managed, "ann", "they manage its worker");
    let give = ["reassign", ID, &anns, "--to", "eve", "--reason", "Ann knows the family"];
    let given = desk.run(&[&give[..], &["--format", "json"]].concat()).done().json();
    assert!(!read_by(&given, "eve").is_empty());
    assert!(!given.to_string().contains("knows the family"), "the reason stays in the store");
    let once = ["reassign", ID, &anns, "--to", "cat", "--reason", "x", "--second"];
    let second = manifest["second_read"].as_array().unwrap().iter().any(|id| *id == *anns);
    if !second {
        let ran = desk.run(&once).ends_with(2);
        assert!(ran.stderr.contains("is not one of those read twice"), "{}", ran.stderr);
    }
    desk.run(&["verify", ID]).done();
}

#[test]
fn too_few_auditors_are_told_in_words_and_come_later() {
    let few = "name,login,team,capacity\nAnn,ann,Quality,5\nCat,cat,Team 1,3\n";
    let desk = frozen(few, "second_reads: 0");
    let ran = draw(&desk).ends_with(1);
    let manifest = ran.json();
    assert_eq!(manifest["assignments"], serde_json::json!([]));
    assert!(ran.stderr.contains("nothing is assigned: case"), "{}", ran.stderr);
    assert!(ran.stderr.contains("with room for"), "{}", ran.stderr);
    assert!(ran.stderr.contains("assay assign 2026-09-monthly"), "{}", ran.stderr);
    let note = manifest["notes"].as_array().unwrap().last().unwrap().as_str().unwrap();
    assert!(note.starts_with("readings lack an auditor: "), "{note}");
    assert!(!note.contains("0000"), "no case is named in what a pack prints: {note}");
    desk.run(&["assign", ID]).ends_with(1);
    desk.write("auditors.csv", AUDITORS);
    desk.run(&["import", "auditors", "auditors.csv"]).done();
    let given = desk.run(&["assign", ID, "--format", "json"]).done().json();
    assert_eq!(given["assignments"].as_array().unwrap().len(), 24);
    assert!(!given["notes"].to_string().contains("lack an auditor"));
    let again = desk.run(&["assign", ID]).ends_with(2);
    assert!(again.stderr.contains("every reading of draw 2026-09-monthly has an auditor"));
    let target = ["target", ID, "00000", "--reason", "re-audit", "--format", "json"];
    let all = list(120);
    let spare = all.lines().skip(1).map(|line| line.split(',').next().unwrap());
    let spare = spare.filter(|id| !given["strata"].to_string().contains(id)).nth(1).unwrap();
    let targeted = desk.run(&target.map(|a| if a == "00000" { spare } else { a })).done().json();
    let has = |a: &&serde_json::Value| a["case_id"] == spare;
    assert!(targeted["assignments"].as_array().unwrap().iter().any(|a| has(&a)), "{spare}");
    desk.run(&["verify", ID]).done();
}
