//! The trust of a draw: what changed the sample after results were known is said wherever it is described.

use crate::support::Desk;

const DRAW: &str = "2026-09-monthly";

/// A draw of six cases that came back, the first of them inadequate; returns the first.
fn audited() -> (Desk, String) {
    let desk = Desk::with_workspace();
    let cases: Vec<String> = (1..=24).map(|n| format!("K{n:02},Duty,children in need")).collect();
    desk.write("list.csv", format!("case_id,team,plan_type\n{}\n", cases.join("\n")));
    desk.write("auditors.csv", "name,login,team\nAnn,ann,North\nBo,bo,South\n");
    desk.run(&["import", "auditors", "auditors.csv"]).done();
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    desk.run(&["freeze", "--plan", "monthly", "--id", DRAW, "--n", "6", "--as-at", "2026-09-01"])
        .done();
    let seed = ["--seed", "40917263518273645091", "--seed-source", "dice"];
    desk.run(&[&["draw", DRAW], &seed[..]].concat()).done();
    let picked = selected(&desk);
    let rows: Vec<String> = picked
        .iter()
        .enumerate()
        .map(|(at, (case, auditor))| {
            let overall = if at == 0 { "inadequate" } else { "good" };
            format!("{DRAW},{case},{auditor},2026-09-10,{overall}")
        })
        .collect();
    desk.write(
        "returns.csv",
        format!("draw_id,case_id,auditor,audit_date,overall\n{}\n", rows.join("\n")),
    );
    desk.run(&["import", "returns", "returns.csv"]).done();
    (desk, picked[0].0.clone())
}

fn selected(desk: &Desk) -> Vec<(String, String)> {
    let text = desk.read(&format!("draws/{DRAW}/selection.csv"));
    let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| row[3] == "selected")
        .map(|row| (row[0].to_owned(), row[4].trim().to_owned()))
        .collect()
}

fn replace(desk: &Desk, case: &str) -> crate::support::Ran {
    let why = ["--reason", "record not accessible", "--approver", "Head of QA"];
    desk.run(&[&["replace", DRAW, case], &why[..]].concat())
}

#[test]
fn a_case_with_a_return_is_replaced_only_with_a_second_person_and_that_is_said_everywhere() {
    let (desk, case) = audited();
    let alone = replace(&desk, &case).ends_with(2);
    assert!(alone.stderr.contains("cannot be the second person"), "{}", alone.stderr);
    let kept = desk.read(&format!("draws/{DRAW}/manifest.json"));
    assert!(
        kept.contains("\"replacements\":[]") || kept.contains("\"replacements\": []"),
        "{kept}"
    );

    let council = desk.read("assay.yaml");
    desk.write("assay.yaml", council.replace("second_person: required", "second_person: none"));
    let done = replace(&desk, &case);
    assert!(
        done.stderr.contains("after results were known: its audit had come back"),
        "{}",
        done.stderr
    );
    let manifest: serde_json::Value =
        serde_json::from_str(&desk.read(&format!("draws/{DRAW}/manifest.json"))).unwrap();
    assert_eq!(manifest["replacements"][0]["opened"], true);
    let note = manifest["notes"].as_array().unwrap().last().unwrap().as_str().unwrap().to_owned();
    assert!(note.contains("after results were known") && !note.contains(&case), "{note}");

    let report = desk.run(&["report", "--format", "json"]).json();
    assert_eq!(report["completion"][0]["after_results"][0], note.as_str(), "{report}");
    let month = &report["monthly"]["months"][0];
    // One case is to come, and the one that left could have counted either way.
    assert_eq!(month["good_or_better"]["count"], 5, "{month}");
    let low = month["good_or_better"]["if_none_missing_counted"].as_f64().unwrap();
    assert!((low - 5.0 / 7.0).abs() < 1e-9, "{month}");
    let verified = desk.run(&["verify", DRAW]).done();
    assert!(verified.stdout.contains("was replaced on"), "{}", verified.stdout);
    desk.run(&["pack", "visit", "--as-at", "2026-10-07"]).done();
    let packs: Vec<_> = std::fs::read_dir(desk.path("packs")).unwrap().collect();
    let pack = packs
        .into_iter()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|e| e == "html"))
        .map(|path| std::fs::read_to_string(path).unwrap());
    assert!(pack.unwrap().contains("after results were known"), "the sampling statement says it");
}

#[test]
fn an_extension_after_results_is_said_and_a_case_counts_once() {
    let (desk, first) = audited();
    desk.run(&["extend", DRAW, "--to", "8"]);
    let report = desk.run(&["report", "--format", "json"]).json();
    let said = report["completion"][0]["after_results"][0].as_str().unwrap_or_default();
    assert!(
        said.contains("extended from 6 to 8") && said.contains("6 audits had come back"),
        "{report}"
    );
    let shown = desk.run(&["report"]).stdout;
    assert!(shown.contains("Completion of 2026-09-monthly: 6 of 8 returned"), "{shown}");
    assert!(shown.contains("the sample was extended from 6 to 8"), "{shown}");
    let verified = desk.run(&["verify", DRAW]).done();
    assert!(verified.stdout.contains("extended from 6 to 8"), "{}", verified.stdout);
    assert!(selected(&desk).iter().any(|(case, _)| *case == first));
}

#[test]
fn a_replacement_that_hides_its_audit_is_a_difference() {
    let (desk, case) = audited();
    // A program that did not compare wrote the replacement; its audit came in before it.
    let council = desk.read("assay.yaml");
    desk.write("assay.yaml", council.replace("second_person: required", "second_person: none"));
    replace(&desk, &case);
    let path = format!("draws/{DRAW}/manifest.json");
    let text = desk.read(&path);
    desk.write(
        &path,
        text.replace("\"opened\":true", "\"opened\":false")
            .replace("\"opened\": true", "\"opened\": false"),
    );
    let verified = desk.run(&["verify", DRAW]).ends_with(1);
    assert!(verified.stdout.contains("says that its file was not opened"), "{}", verified.stdout);
}

#[test]
fn a_list_from_before_the_rounds_month_is_said_at_the_freeze() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team\nA1,Duty\nA2,Duty\n");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-08-31"]).done();
    let freeze = ["freeze", "--plan", "health-check", "--as-at", "2026-09-30", "--id"];
    let stale = desk.run(&[&freeze[..], &["2026-09-hc"]].concat()).done();
    let said = format!("{}{}", stale.stdout, stale.stderr);
    assert!(said.contains("the list speaks of 31 August 2026, before the round's month"), "{said}");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-30"]).done();
    let fresh = desk.run(&[&freeze[..], &["2026-09-hc2"]].concat()).done();
    assert!(!format!("{}{}", fresh.stdout, fresh.stderr).contains("before the round's month"));
}

#[test]
fn a_moderation_fulfils_what_a_bad_judgement_asks_for_however_it_came() {
    let (desk, case) = audited();
    let due = ["reaudit", "due", "--as-at", "2026-11-30", "--format", "json"];
    assert_eq!(desk.run(&due).done().json()[0]["moderated"], false);
    desk.write(
        "moderation.csv",
        format!("case_id,draw_id,date,moderation_type,moderated_grade,challenged\n{case},{DRAW},20/09/2026,panel,requires improvement,no\n"),
    );
    desk.run(&["import", "events", "moderation.csv", "--kind", "moderation"]).done();
    let found = desk.run(&due).done().json();
    assert_eq!(found[0]["moderated"], true);
    assert_eq!(found[0]["moderated_judgement"], "requires_improvement");
}

/// Runs SQL on the store from outside, as another program would; false without Python to do it with.
fn forge(desk: &Desk, sql: &str) -> bool {
    let script = "import sqlite3, sys; c = sqlite3.connect('evidence.db'); c.executescript(sys.argv[1]); c.commit()";
    let python = std::env::var("ASSAY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let run = std::process::Command::new(python)
        .args(["-c", script, sql])
        .current_dir(desk.path(""))
        .status();
    if let Ok(status) = run {
        return status.success();
    }
    eprintln!("SKIPPED: no python3 to change the store with");
    false
}

/// What `doctor --deep` says of single rows.
fn deep(desk: &Desk) -> Vec<String> {
    let found = desk.run(&["doctor", "--deep", "--format", "json"]).json();
    let rows = found.as_array().unwrap().iter().filter(|found| found["check"] == "each row");
    rows.map(|found| found["found"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_forged_row_is_named_by_doctor_deep_with_its_table_and_what_to_do() {
    let (desk, case) = audited();
    let sound = deep(&desk);
    assert!(sound[0].contains("as the ledger says, guarded from entry 1"), "{sound:?}");
    let forgeries = [
        ("UPDATE records SET latest = 0 WHERE kind = 'return' AND number % 2", "records: the row"),
        ("UPDATE records SET kind = 'note' WHERE kind = 'return'", "records: the row"),
        (
            &format!("UPDATE draw_cases SET role = 'targeted' WHERE case_id = '{case}'"),
            "draw_cases: the row",
        ),
        ("INSERT INTO lists (import, list, rows) VALUES (999, 'children', 1)", "lists: the row"),
        ("DELETE FROM draw_cases", "draw_cases of draw 2026-09-monthly: 0 found, 6 stated"),
        (
            "CREATE TRIGGER t AFTER INSERT ON records BEGIN UPDATE records SET latest = 0; END",
            "an unknown trigger",
        ),
    ];
    for (sql, expected) in forgeries {
        let (copy, _) = audited();
        if !forge(&copy, sql) {
            return;
        }
        let named = deep(&copy);
        assert!(named.iter().any(|line| line.contains(expected)), "{sql}: {named:?}");
        let shown = copy.run(&["doctor", "--deep"]).ends_with(1);
        assert!(
            shown.stderr.contains("hint: each row: restore the last backup"),
            "{}",
            shown.stderr
        );
    }
    let quick = desk.run(&["doctor"]).done();
    assert!(quick.stdout.contains("each row       –      not looked at"), "{}", quick.stdout);
}

#[test]
fn nothing_is_drawn_from_a_frozen_list_that_was_changed() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team\nA1,Duty\nA2,Duty\nA3,Duty\n");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-30"]).done();
    let freeze =
        ["freeze", "--plan", "health-check", "--as-at", "2026-09-30", "--id", "2026-09-hc"];
    desk.run(&freeze).done();
    if !forge(&desk, "UPDATE draws SET frame = CAST(replace(frame, 'A1', 'A9') AS BLOB)") {
        return;
    }
    let refused = desk.run(&["draw", "2026-09-hc"]).ends_with(2);
    assert!(refused.stderr.contains("draw 2026-09-hc cannot be drawn from"), "{}", refused.stderr);
    assert!(refused.stderr.contains("restore the last backup"), "{}", refused.stderr);
}

#[test]
fn a_ledger_that_was_cut_off_is_found_by_a_head_kept_elsewhere() {
    let (desk, _) = audited();
    desk.run(&["pack", "visit", "--as-at", "2026-10-07"]).done();
    let pack = std::fs::read_dir(desk.path("packs")).unwrap().map(|entry| entry.unwrap().path());
    let page = pack.into_iter().find(|path| path.extension().is_some_and(|e| e == "html")).unwrap();
    let page = page.to_str().unwrap();
    let manifest = desk.path(&format!("draws/{DRAW}/manifest.json"));
    for head in [page, manifest.to_str().unwrap()] {
        desk.run(&["verify", "--head", head]).done();
    }
    let entries = desk.run(&["ledger", "--format", "json"]).json();
    let last = entries.as_array().unwrap().last().unwrap()["hash"].as_str().unwrap().to_owned();
    desk.run(&["verify", "--head", &last]).done();
    let other = desk.run(&["verify", "--head", &"ab".repeat(32)]).ends_with(1);
    assert!(other.stdout.contains("was cut off or written anew"), "{}", other.stdout);
    let none = desk.run(&["verify", "--head", "assay.yaml"]).ends_with(2);
    assert!(none.stderr.contains("expected the head of a ledger, found none"), "{}", none.stderr);
}

#[test]
fn a_changed_selection_or_pack_is_named_by_doctor() {
    let (desk, case) = audited();
    desk.run(&["pack", "visit", "--as-at", "2026-10-07"]).done();
    desk.run(&["doctor", "--deep"]).done();
    let path = format!("draws/{DRAW}/selection.csv");
    desk.write(&path, desk.read(&path).replace(&case, "K99"));
    let quick = desk.run(&["doctor"]).ends_with(1);
    assert!(
        quick.stdout.contains("selection.csv is not the one that was written"),
        "{}",
        quick.stdout
    );
    let pack = std::fs::read_dir(desk.path("packs")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&pack).unwrap();
    bytes.push(b' ');
    std::fs::write(&pack, bytes).unwrap();
    let found = desk.run(&["doctor", "--deep"]).ends_with(1);
    assert!(
        found.stdout.contains("packs/") && found.stdout.contains("is not the one that was"),
        "{}",
        found.stdout
    );
}

#[test]
fn a_pack_that_was_made_again_may_be_of_either_time() {
    let (desk, _) = audited();
    let make = ["pack", "visit", "--as-at", "2026-10-07"];
    desk.run(&make).done();
    let first = std::fs::read_dir(desk.path("packs")).unwrap().next().unwrap().unwrap().path();
    let before = std::fs::read(&first).unwrap();
    desk.write("later.csv", "comment_id,date,comment\n1,2026-10-01,Seen again\n");
    desk.run(&["import", "comments", "later.csv"]).done();
    desk.run(&make).done();
    desk.run(&["doctor", "--deep"]).done();
    std::fs::write(&first, &before).unwrap();
    let found = desk.run(&["doctor", "--deep"]).done();
    assert!(found.stdout.contains("as they were written"), "{}", found.stdout);
    std::fs::remove_file(&first).unwrap();
    std::fs::create_dir(&first).unwrap();
    let found = desk.run(&["doctor", "--deep"]).ends_with(1);
    assert!(found.stdout.contains("cannot be read"), "{}", found.stdout);
}
