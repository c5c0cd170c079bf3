//! One counting rule: on a workspace with a return of every kind the report, the themes, the round and the
//! pack are of the same returns.

use crate::support::Desk;

const ROUND: &str = "2026-09-monthly";
const HEADS: &str =
    "draw_id,case_id,auditor,month,received_on,audit_type,overall,domain,score,comment";

const PLANS: &str = "plans:
  monthly: {purpose: months, kind: monthly, source: children, n: 20, reserves: 2}
  check: {purpose: every file, kind: health_check, source: children, selection: every_case}
  dip: {purpose: a dip sample, kind: dip_sample, source: children, n: 5}
  theme: {purpose: one theme, kind: thematic, source: children, n: 5}
";

/// Freezes and draws under a plan and returns the cases selected, and those that are no reserves either.
fn drawn(desk: &Desk, plan: &str, id: &str) -> (Vec<String>, Vec<String>) {
    desk.run(&["freeze", "--plan", plan, "--id", id, "--as-at", "2026-09-01"]).done();
    desk.run(&["draw", id]).done();
    let text = desk.read(&format!("draws/{id}/manifest.json"));
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let cases = |part: &str| -> Vec<String> {
        let strata = manifest["strata"].as_array().unwrap().iter();
        let places = strata.flat_map(|stratum| stratum[part].as_array().unwrap());
        places.map(|place| place["case_id"].as_str().unwrap().to_owned()).collect()
    };
    let (selected, reserves) = (cases("selected"), cases("reserves"));
    let all = (1..=60).map(|n| format!("C{n}"));
    let others = all.filter(|case| !selected.contains(case) && !reserves.contains(case));
    (selected.clone(), others.collect())
}

fn row(draw: &str, case: &str, auditor: &str, kind: &str) -> String {
    let said = "The core group meeting was not written up.";
    format!("{draw},{case},{auditor},2026-09,2026-09-20,{kind},good,Planning,6,{said}")
}

/// Returns a workspace with 20 monthly audits that count and at least one return of every other kind, and
/// how many returns it holds.
fn every_kind(desk: &Desk) -> usize {
    let cases: Vec<String> =
        (1..=60).map(|n| format!("C{n},Team {},child in need", n % 2 + 1)).collect();
    desk.write("cases.csv", format!("case_id,team,plan_type\n{}\n", cases.join("\n")));
    assert!(desk.run(&["import", "cases", "cases.csv"]).code < 2);
    desk.write("plans.yaml", PLANS);
    let (check, _) = drawn(desk, "check", "2026-08-check");
    let (dip, _) = drawn(desk, "dip", "2026-08-dip");
    let (thematic, _) = drawn(desk, "theme", "2026-08-thematic");
    let (selected, others) = drawn(desk, "monthly", ROUND);
    let targeted = others.last().unwrap();
    desk.run(&["target", ROUND, targeted, "--reason", "re-audit"]).done();
    let (replaced, counted) = selected.split_first().unwrap();
    let mut rows: Vec<String> =
        counted.iter().map(|case| row(ROUND, case, "a.harris", "monthly")).collect();
    let [first, second] = [&counted[0], &counted[1]];
    // Two first reads of one case, of which one counts; then what was never drawn at random.
    rows.push(row(ROUND, first, "b.jones", "monthly").replace("2026-09-20", "2026-09-25"));
    rows.push(row(ROUND, second, "b.jones", "second read"));
    rows.push(row(ROUND, second, "a.harris", "re-audit"));
    rows.push(row(ROUND, second, "inspector", "inspection"));
    rows.push(row(ROUND, replaced, "a.harris", "monthly"));
    rows.push(row(ROUND, targeted, "a.harris", "monthly"));
    rows.push(row("", targeted, "a.harris", "monthly"));
    let of = |cases: &[String], draw, kind| -> Vec<String> {
        cases.iter().map(|case| row(draw, case, "a.harris", kind)).collect()
    };
    rows.extend(of(&check, "2026-08-check", "health check"));
    rows.extend(of(&dip, "2026-08-dip", "dip sample"));
    rows.extend(of(&thematic, "2026-08-thematic", "thematic"));
    import(desk, &rows);
    // The return of the replaced case was in before it was replaced; the reserve is read after that.
    let council = desk.read("assay.yaml");
    desk.write("assay.yaml", council.replace("second_person: required", "second_person: none"));
    let replace = ["replace", ROUND, replaced, "--reason", "duplicate child", "--approver", "B"];
    let manifest = desk.run(&[&replace[..], &["--format", "json"]].concat()).done().json();
    let instead = manifest["replacements"][0]["replaced_by"].as_str().unwrap();
    import(desk, &[row(ROUND, instead, "a.harris", "monthly")]);
    rows.len() + 1
}

fn import(desk: &Desk, rows: &[String]) {
    desk.write("returns.csv", format!("{HEADS}\n{}\n", rows.join("\n")));
    desk.run(&["import", "returns", "returns.csv"]).done();
}

#[test]
fn report_themes_search_round_and_pack_count_the_same_returns() {
    let desk = Desk::with_workspace();
    let stored = every_kind(&desk);
    let report = desk.run(&["report", "--format", "json"]).done().json();
    let by_section: Vec<(String, u64)> = report["returns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["section"].as_str().unwrap().to_owned(), one["returns"].as_u64().unwrap()))
        .collect();
    assert_eq!(by_section.len(), 10, "a return of every kind: {by_section:?}");
    assert_eq!(by_section.iter().map(|(_, n)| n).sum::<u64>(), stored as u64);
    assert_eq!(by_section[0], ("monthly audits".to_owned(), 20));
    assert_eq!(report["monthly"]["months"][0]["returned"], 20);
    assert_eq!(report["completion"][0]["returned"], 20);

    let counts = desk.run(&["themes", "count", "--format", "json"]).done().json();
    let counts = counts.as_array().unwrap();
    let counted = counts.iter().find(|one| one["theme"] == "not_written_up").unwrap();
    for field in ["comments", "base_comments", "cases", "base_cases"] {
        assert_eq!(counted[field], 20, "{field}");
    }
    let behind = ["themes", "comments", "not_written_up", "--format", "json"];
    assert_eq!(desk.run(&behind).done().json().as_array().unwrap().len(), 20);

    let found = ["search", "theme:not_written_up", "--counted", "--format", "json"];
    let found = desk.run(&found).done().json();
    assert_eq!(found["counted"], 20, "of all that were found");
    assert!(found["total"].as_u64().unwrap() > 20, "returns of every kind have the words");

    let status = desk.run(&["round", "status", ROUND, "--format", "json"]).done().json();
    assert_eq!(status[0]["coverage"]["base"], 20);

    desk.run(&["pack", "monthly", "--format", "html", "--out", "out", "--as-at", "2026-09-30"])
        .done();
    let page = desk.read("out/2026-09-30-monthly.html");
    assert!(
        page.contains("100% (20 of 20)") || page.contains("20 of 20"),
        "the themes of the pack"
    );
    assert!(!page.contains("of 21") && !page.contains("of 27"), "no other base in the pack");
}
