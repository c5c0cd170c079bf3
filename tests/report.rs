//! `assay report` on a workspace without returns; figures are tested where returns are imported.

use crate::support::Desk;

#[test]
fn an_empty_workspace_has_an_empty_report() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["report"]).done();
    assert!(ran.stdout.contains("No monthly audits of randomly drawn cases yet"), "{}", ran.stdout);
    let json = desk.run(&["report", "--format", "json", "--from", "2026-04"]).done().json();
    assert_eq!(json["monthly"]["months"], serde_json::json!([]));
    assert_eq!(json["improving"], serde_json::Value::Null);
}

#[test]
fn a_wrong_month_is_told_with_the_form_expected() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["report", "--from", "April"]).ends_with(2);
    assert!(
        ran.stderr.contains("expected a month like 2026-09, found \"April\""),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["report", "--from", "2026-09", "--to", "2026-04"]).ends_with(2);
    assert_eq!(ran.stderr, "error: expected a first month before 2026-04, found 2026-09\n");
}

/// Draws every case of a small list as a health check, or by the monthly plan, and returns its ids.
fn drawn(desk: &Desk, plan: &str, id: &str) -> Vec<String> {
    let cases: Vec<String> =
        (1..=40).map(|n| format!("C{n},Team {},child in need", n % 2 + 1)).collect();
    desk.write("cases.csv", format!("case_id,team,plan_type\n{}\n", cases.join("\n")));
    let ran = desk.run(&["import", "cases", "cases.csv"]);
    assert!(ran.code < 2, "{}", ran.stderr);
    desk.run(&["freeze", "--plan", plan, "--id", id, "--as-at", "2026-09-01"]).done();
    desk.run(&["draw", id]).done();
    (1..=40).map(|n| format!("C{n}")).collect()
}

fn returns(desk: &Desk, id: &str, kind: &str, cases: &[String]) {
    let rows: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(n, case)| {
            let grade = if n % 4 == 0 { "requires improvement" } else { "good" };
            format!("{id},{case},a.harris,2026-09,{kind},2025,{grade}")
        })
        .collect();
    let heads = "draw_id,case_id,auditor,month,audit_type,tool,overall";
    desk.write("returns.csv", format!("{heads}\n{}\n", rows.join("\n")));
    let ran = desk.run(&["import", "returns", "returns.csv"]);
    assert!(ran.code < 2, "{}", ran.stderr);
}

#[test]
fn a_health_check_is_shown_by_team_against_the_target() {
    let desk = Desk::with_workspace();
    let cases = drawn(&desk, "health-check", "2026-09-check");
    // The table does not say what the audits were for: the draw does.
    returns(&desk, "2026-09-check", "", &cases);
    let json = desk.run(&["report", "--format", "json"]).done().json();
    let teams = json["health_checks"][0]["teams"].as_array().unwrap();
    let told: Vec<(&str, i64, bool)> = teams
        .iter()
        .map(|team| {
            let word = team["team"].as_str().unwrap();
            (word, team["meeting"].as_i64().unwrap(), team["meets"].as_bool().unwrap())
        })
        .collect();
    // Every fourth file is not yet good: all ten of them are of the second team.
    assert_eq!(told, [("Team 1", 20, true), ("Team 2", 10, false), ("", 30, false)]);
    let screen = desk.run(&["report"]).done().stdout;
    assert!(screen.contains("every file, so counts and no interval"), "{screen}");
}

#[test]
fn moderation_is_a_table_of_changes_and_a_second_series() {
    let desk = Desk::with_workspace();
    let cases = drawn(&desk, "monthly", "2026-09-monthly");
    returns(&desk, "2026-09-monthly", "monthly", &cases);
    desk.write(
        "moderation.csv",
        "case_id,draw_id,date,moderator,moderation_type,moderated_grade,challenged\n\
         C2,2026-09-monthly,2026-09-20,P. Shaw,sighted,RI,yes\n\
         C3,2026-09-monthly,2026-09-20,P. Shaw,panel,good,no\n",
    );
    let ran = desk.run(&["import", "events", "moderation.csv", "--kind", "moderation"]);
    assert!(ran.code < 2, "{}", ran.stderr);
    let json = desk.run(&["report", "--format", "json"]).done().json();
    let found = &json["second_opinion"]["moderated"];
    assert_eq!(
        (&found["n"], &found["upheld"], &found["lowered"], &found["challenged"]),
        (&2.into(), &1.into(), &1.into(), &1.into())
    );
    assert_eq!(json["monthly"]["months"][0]["good_or_better"]["count"], 30);
    let settings =
        desk.read("report.yaml").replace("headline_grade: auditor", "headline_grade: moderated");
    desk.write("report.yaml", settings);
    let json = desk.run(&["report", "--format", "json"]).done().json();
    assert_eq!(json["monthly"]["months"][0]["good_or_better"]["count"], 29);
    let screen = desk.run(&["report"]).done().stdout;
    assert!(screen.contains("after moderation"), "{screen}");
}
