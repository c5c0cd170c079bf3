//! A draw from the command line: freeze, draw, verify, remedies, and what is refused.

use crate::support::Desk;

/// A list of children with what strata and caps need.
pub(crate) fn list(size: usize) -> String {
    let mut text = String::from("case_id,plan_type,team,worker,start_date,closed_on\n");
    for i in 0..size {
        let plan = ["children in need", "child protection", "looked after"][i * i % 3];
        let closed = if i % 10 == 9 { "2026-08-01" } else { "" };
        let line = format!(
            "{:05},{plan},Team {},Worker {},2026-0{}-01,{closed}\n",
            i * 37,
            i % 4,
            i % 9,
            i % 8 + 1
        );
        text.push_str(&line);
    }
    text
}

/// A desk with a workspace and an imported list.
pub(crate) fn council(size: usize) -> Desk {
    let desk = Desk::with_workspace();
    desk.write("list.csv", list(size));
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    desk
}

const ID: &str = "2026-09-monthly";
const SEED: &[&str] = &["--seed", "73951048273649501827", "--seed-source", "dice"];

fn drawn(size: usize, n: &str) -> Desk {
    let desk = council(size);
    let freeze = ["freeze", "--plan", "monthly", "--id", ID, "--n", n, "--as-at", "2026-09-01"];
    desk.run(&freeze).done();
    desk.run(&[&["draw", ID], SEED].concat()).done();
    desk
}

#[test]
fn a_frozen_list_says_what_was_frozen() {
    let desk = council(200);
    let freeze =
        ["freeze", "--plan", "monthly", "--id", ID, "--format", "json", "--as-at", "2026-09-01"];
    let frozen = desk.run(&freeze).done().json();
    assert_eq!(frozen["cases"], 200);
    assert_eq!(frozen["eligible"], 180);
    assert_eq!(frozen["excluded"], serde_json::json!({"closed": 20}));
    assert_eq!(frozen["receipt"].as_str().unwrap().lines().count(), 3);
    let again = desk.run(&freeze).ends_with(2);
    assert!(again.stderr.contains("is frozen already"), "{}", again.stderr);
}

#[test]
fn a_draw_verifies_here_and_elsewhere() {
    let desk = drawn(200, "20");
    let report = desk.run(&["verify", ID, "--format", "json"]).done().json();
    assert_eq!(
        report,
        serde_json::json!({
            "list_unchanged": true, "seed_after_freeze": true, "cases_match": true,
            "replacements_in_order": true, "ledger_intact": true, "draws_of_this_list": 1,
            "withdrawn": 0, "erased": 0, "first_difference": null,
        })
    );
    let elsewhere = Desk::empty();
    for file in ["frame.tsv", "manifest.json"] {
        elsewhere.write(file, desk.read(&format!("draws/{ID}/{file}")));
    }
    let report = elsewhere.run(&["verify", "./manifest.json", "--format", "json"]).done().json();
    assert_eq!(report["cases_match"], true);
    assert_eq!(report["ledger_intact"], serde_json::Value::Null);
    desk.run(&["verify", "--ledger"]).done();
}

#[test]
fn elsewhere_a_change_is_a_difference_and_a_lacking_list_cannot_be_verified() {
    let desk = drawn(200, "20");
    let manifest = desk.read(&format!("draws/{ID}/manifest.json"));
    let elsewhere = Desk::empty();
    elsewhere.write("manifest.json", &manifest);
    let alone = elsewhere.run(&["verify", "./manifest.json"]).ends_with(2);
    assert!(alone.stderr.contains("put the frame.tsv of the draw next to its"), "{}", alone.stderr);
    elsewhere.write("frame.tsv", desk.read(&format!("draws/{ID}/frame.tsv")));
    elsewhere.run(&["verify", "manifest.json"]).done();
    let damaged = manifest.replacen("\"case_id\": \"", "\"case_id\": \" ", 1);
    elsewhere.write("manifest.json", damaged);
    let ran = elsewhere.run(&["verify", "./manifest.json", "--format", "json"]).ends_with(1);
    let report = ran.json();
    assert_eq!(report["cases_match"], false);
    assert!(report["first_difference"].as_str().unwrap().contains("a normalised case id"));
    elsewhere.write("manifest.json", "{\"a\": 1}");
    elsewhere.run(&["verify", "./manifest.json"]).ends_with(2);
}

#[test]
fn a_plan_over_events_names_the_files_of_its_own_events_and_heeds_restrictions() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team,restricted\n1,A,\n2,A,Yes\n3,B,\n");
    desk.write(
        "missing.csv",
        "case_id,date,team,returned_on\n1,2026-08-01,A,2026-08-01\n1,2026-08-01,A,2026-08-02\n2,2026-08-02,A,\n3,2026-08-03,B,\n",
    );
    desk.write("visits.csv", "case_id,date\n1,2026-08-01\n");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    desk.run(&["import", "events", "missing.csv", "--kind", "missing"]).done();
    desk.run(&["import", "events", "visits.csv", "--kind", "visits"]).done();
    let freeze = ["freeze", "--plan", "missing-episodes", "--id", "m", "--as-at", "2026-09-01"];
    let frozen = desk.run(&[&freeze[..], &["--format", "json"]].concat()).done().json();
    assert_eq!(frozen["excluded"], serde_json::json!({"restricted": 1}));
    let manifest = desk.run(&["draw", "m", "--format", "json"]).done().json();
    assert_eq!(manifest["sources"].as_array().unwrap().len(), 1);
    assert_eq!(manifest["sources"][0]["name"], "missing.csv");
    assert!(desk.read("draws/m/frame.tsv").starts_with("1|2026-08-01|missing\tall\t1\t"));
    assert!(desk.read("draws/m/frame.tsv").contains("\n1|2026-08-01|missing|2\t"));
    desk.run(&["verify", "m"]).done();
}

#[test]
fn an_event_is_left_out_when_its_child_was_audited_and_events_have_continuity() {
    let desk = Desk::with_workspace();
    let plans = "plans:\n  away:\n    events: missing\n    n: 2\n    exclude_audited_months: 6\n";
    desk.write("plans.yaml", plans);
    let events =
        "case_id,date\n1,2026-08-01\n1,2026-08-09\n2,2026-08-02\n3,2026-08-03\n4,2026-08-04\n";
    desk.write("missing.csv", events);
    desk.write("returns.csv", "case_id,audit_date,overall\n1,2026-08-20,Good\n");
    desk.run(&["import", "events", "missing.csv", "--kind", "missing"]).done();
    desk.run(&["import", "returns", "returns.csv"]);
    let freeze = |id: &str, as_at: &str| {
        let args = ["freeze", "--plan", "away", "--id", id, "--as-at", as_at, "--format", "json"];
        desk.run(&args).done().json()
    };
    let first = freeze("a", "2026-09-01");
    assert_eq!(first["excluded"], serde_json::json!({"audited": 2}));
    assert!(first["continuity"][0].as_str().unwrap().starts_with("no list was frozen before"));
    let drawn = desk.run(&[&["draw", "a", "--format", "json"], SEED].concat()).done().json();
    let case = drawn["strata"][0]["selected"][0]["case_id"].as_str().unwrap();
    let child = case.split('|').next().unwrap();
    desk.write("missing.csv", format!("case_id,date\n{child},2026-09-20\n9,2026-06-30\n"));
    desk.run(&["import", "events", "missing.csv", "--kind", "missing"]).done();
    let second = freeze("b", "2026-09-30");
    assert_eq!(
        second["excluded"]["audited"],
        2 + 2 + 1,
        "another event of a drawn child: {second}"
    );
    assert_eq!(second["continuity"][0], "1 event new since a with a date before 2026-08-01");
}

#[test]
fn a_column_of_the_plan_that_no_case_has_is_told() {
    let desk = council(60);
    let text = "plans:\n  p:\n    source: children\n    n: 9\n    strata: [plantype, team]\n    cap: {column: wroker, k: 1}\n  q:\n    source: children\n    n: 9\n    scope:\n      - {column: taem, is: [Team 1]}\n";
    desk.write("plans.yaml", text);
    let frozen = desk.run(&["freeze", "--plan", "p", "--id", "p", "--format", "json"]).done();
    let expected = serde_json::json!([
        "no case of the list has a value for plantype, by which the plan makes its strata",
        "no case of the list has a value for wroker, by which the plan caps the sample",
        "the columns of the list are plan_type, start_date, team, worker",
    ]);
    assert_eq!(frozen.json()["notes"], expected);
    assert!(frozen.stderr.contains("note: no case of the list has a value for plantype"));
    for command in [&["freeze", "--plan", "q", "--id", "q"][..], &["plan", "check", "q"]] {
        let ran = desk.run(command).ends_with(2);
        assert!(ran.stderr.contains("no case of the list has a value for taem"), "{}", ran.stderr);
    }
    let checked = desk.run(&["plan", "check", "p"]).done();
    assert!(checked.stderr.contains("note: no case of the list has a value for wroker"));
}

#[test]
fn the_manifest_on_stdout_is_the_one_on_the_disk() {
    let desk = council(60);
    desk.run(&["freeze", "--plan", "monthly", "--id", ID, "--n", "9"]).done();
    let ran = desk.run(&[&["draw", ID, "--format", "json"], SEED].concat()).done();
    assert_eq!(ran.stdout, desk.read(&format!("draws/{ID}/manifest.json")));
    let manifest = ran.json();
    assert_eq!(manifest["method"], "assay/1");
    assert_eq!(manifest["ledger"]["entry"], 5);
}

#[test]
fn a_changed_cell_seed_or_case_ends_with_1_and_is_named() {
    let check = |file: &str, from: &str, to: &str, expected: &str| {
        let desk = drawn(200, "20");
        let path = format!("draws/{ID}/{file}");
        let text = desk.read(&path);
        assert!(text.contains(from), "{file} has no {from}");
        desk.write(&path, text.replacen(from, to, 1));
        let ran = desk.run(&["verify", ID, "--format", "json"]).ends_with(1);
        let difference = ran.json()["first_difference"].as_str().unwrap().to_owned();
        assert!(difference.starts_with(expected), "{difference}");
    };
    check("frame.tsv", "Team 3", "Team 1", "frame.tsv, line 8: expected");
    check("manifest.json", "73951048273649501827", "73951048273649501828", "manifest.json, seed:");
    check("manifest.json", "\"dice\"", "\"coin\"", "manifest.json, line 8: expected");
}

#[test]
fn remedies_print_the_manifest_and_leave_it_verifiable() {
    let desk = drawn(200, "20");
    let manifest: serde_json::Value =
        serde_json::from_str(&desk.read(&format!("draws/{ID}/manifest.json"))).unwrap();
    let case = manifest["strata"][0]["selected"][0]["case_id"].as_str().unwrap();
    let replace =
        ["replace", ID, case, "--reason", "duplicate child", "--approver", "B", "--format", "json"];
    let replaced = desk.run(&replace).done().json();
    assert_eq!(
        replaced["replacements"][0]["replaced_by"],
        manifest["strata"][0]["reserves"][0]["case_id"]
    );
    let extended = desk.run(&["extend", ID, "--to", "40", "--format", "json"]).done().json();
    assert_eq!(extended["extensions"][0]["to_n"], 40);
    desk.run(&["target", ID, "00333", "--reason", "re-audit"]).done();
    desk.run(&["verify", ID]).done();
    desk.run(&["abandon", ID, "--reason", "wrong list"]).done();
    let gone = desk.run(&["extend", ID, "--to", "50"]).ends_with(2);
    assert!(gone.stderr.contains("was abandoned"), "{}", gone.stderr);
}

#[test]
fn a_seed_from_elsewhere_than_the_freeze_named_is_said_and_draws_of_a_list_are_counted() {
    let desk = council(60);
    let round = "beacon, round 4711";
    let freeze = |id: &str| {
        desk.run(&["freeze", "--plan", "monthly", "--id", id, "--n", "9", "--seed-source", round])
            .done()
    };
    assert!(freeze("a").stdout.ends_with("seed: beacon, round 4711\n"));
    let draw = |id: &str, source: &str| {
        let given = ["--seed", "73951048273649501827", "--seed-source", source];
        desk.run(&[&["draw", id, "--format", "json"], &given[..]].concat()).done()
    };
    let as_named = draw("a", round);
    assert!(!as_named.stdout.contains("the freeze named"), "{}", as_named.stdout);
    assert!(as_named.stderr.contains("draws made of this list: 1"), "{}", as_named.stderr);
    assert!(freeze("b").stderr.contains("this list was drawn before: a;"));
    let other = draw("b", "a coin");
    assert!(other.stdout.contains("beacon, round 4711; the seed came from: a coin"));
    assert!(other.stderr.contains("draws made of this list: 2"), "{}", other.stderr);
    desk.run(&["verify", "b"]).done();
}

#[test]
fn reasons_outside_the_list_and_weak_seeds_are_refused() {
    let desk = drawn(60, "9");
    let odd = ["replace", ID, "00037", "--reason", "too long", "--approver", "B"];
    let ran = desk.run(&odd).ends_with(2);
    assert!(ran.stderr.contains("expected a reason from the list, found \"too long\""));
    desk.run(&["freeze", "--plan", "health-check", "--id", "hc"]).done();
    let weak = desk.run(&["draw", "hc", "--seed", "2026"]).ends_with(2);
    assert!(weak.stderr.contains("the seed has 4 digits: expected at least 20"), "{}", weak.stderr);
    let drawn =
        desk.run(&["draw", "hc", "--seed", "2026", "--allow-weak-seed", "--format", "json"]);
    assert_eq!(drawn.done().json()["seed"]["weak"], true);
    desk.run(&["verify", "hc"]).done();
}
