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
