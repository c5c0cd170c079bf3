//! Values in several spellings: joined at import, equal in every rule and filter, and reported.

use crate::support::Desk;

const LIST: &str = "Case ID,Team,Worker,Note\n\
    A1,Duty & Assessment 1,Ann Low,x1\nA2,duty & assessment 1,ann  low,X-1\nA3,Duty & Assessment1,Ann Low,x2\n\
    A4,Duty & Assessment 1,A. Low,x3\nA5,Duty & Assessment 1-2,Ben Cole,x4\nA6,Duty & Assessment 12,Ben Cole,x5\n";

fn problems(report: &serde_json::Value) -> Vec<(String, String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let all = report["problems"].as_array().unwrap().iter();
    all.map(|p| (text(&p["effect"]), text(&p["expected"]), text(&p["found"]))).collect()
}

#[test]
fn spellings_of_one_value_are_joined_to_one_and_reported_with_their_counts() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", LIST);
    let report = desk.run(&["import", "cases", "list.csv", "--format", "json"]).done().json();
    let of = |expected: &str, found: &str| {
        ("put_right".to_owned(), format!("one spelling of \"{expected}\""), found.to_owned())
    };
    assert_eq!(
        problems(&report),
        [
            of(
                "Duty & Assessment 1",
                r#""Duty & Assessment 1" (2), "Duty & Assessment1" (1), "duty & assessment 1" (1)"#
            ),
            of("Ann Low", r#""Ann Low" (2), "ann  low" (1)"#),
        ]
    );
    // The next list follows the one that is known, even where it writes otherwise throughout.
    desk.write("next.csv", LIST.replace("Duty & Assessment 1,", "DUTY & ASSESSMENT 1,"));
    let next = desk.run(&["import", "cases", "next.csv", "--format", "json"]).done().json();
    assert!(problems(&next)[0].1.ends_with("\"Duty & Assessment 1\""), "{next}");
    assert_eq!(next["unchanged"], 6, "{next}");
    desk.run(&["freeze", "--plan", "health-check", "--id", "hc", "--as-at", "2026-09-30"]).done();
    desk.run(&["draw", "hc"]).done();
    let frame = desk.read("draws/hc/frame.tsv");
    assert_eq!(frame.matches("\tDuty & Assessment 1\t").count(), 4, "{frame}");
    assert_eq!(frame.matches("\tDuty & Assessment 12\t").count(), 1, "{frame}");
}

#[test]
fn a_setting_keeps_spellings_apart_and_they_are_reported_all_the_same() {
    let desk = Desk::with_workspace();
    let settings = desk.read("lists.yaml").replace("spellings: joined", "spellings: apart");
    desk.write("lists.yaml", settings);
    desk.write("list.csv", LIST);
    let report = desk.run(&["import", "cases", "list.csv", "--format", "json"]).done().json();
    assert_eq!(problems(&report).len(), 2);
    assert!(problems(&report).iter().all(|(effect, ..)| effect == "understood"), "{report}");
    desk.run(&["freeze", "--plan", "health-check", "--id", "hc"]).done();
    desk.run(&["draw", "hc"]).done();
    let frame = desk.read("draws/hc/frame.tsv");
    assert_eq!(frame.matches("\tDuty & Assessment 1\t").count(), 2, "{frame}");
    assert_eq!(frame.matches("\tduty & assessment 1\t").count(), 1, "{frame}");
}

#[test]
fn a_plans_scope_takes_a_team_in_every_spelling() {
    let desk = Desk::with_workspace();
    let rule = "    selection: every_case\n    strata: [team]\n";
    let scope = format!("{rule}    scope:\n      - {{column: team, is: [Court  Team-North]}}\n");
    desk.write("plans.yaml", desk.read("plans.yaml").replacen(rule, &scope, 1));
    desk.write(
        "list.csv",
        "case_id,team\n1,Court Team North\n2,court team\u{a0}north\n3,COURT TEAM (NORTH)\n",
    );
    desk.run(&["import", "cases", "list.csv"]).done();
    let frozen = desk.run(&["freeze", "--plan", "health-check", "--id", "hc"]).done();
    assert!(frozen.stdout.contains("2 eligible"), "{}", frozen.stdout);
}

#[test]
fn a_one_off_draw_reports_spellings_and_draws_from_each() {
    let desk = Desk::empty();
    desk.write("list.csv", LIST);
    let sample = ["sample", "list.csv", "--id-column", "Case ID", "--strata", "Team"];
    let seed = ["--n", "5", "--seed", "73951048273649501827"];
    let ran = desk.run(&[&sample[..], &seed].concat()).done();
    assert!(
        ran.stderr.contains(
            r#"drawn from apart: "Duty & Assessment 1" (2), "Duty & Assessment1" (1), "duty & assessment 1" (1)"#
        ),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains(",duty & assessment 1,"), "{}", ran.stdout);
}

#[test]
fn a_search_and_a_returns_auditor_take_every_spelling() {
    let desk = Desk::with_workspace();
    desk.write("auditors.csv", "name,login,team\nPriya Rao,prao,QA\n");
    desk.write(
        "returns.csv",
        "case_id,auditor,audit_date,domain,score,comment\n\
         1,priya  rao,01/09/2026,Supervision,6,Late and hurried\n\
         2,PRAO,01/09/2026,Supervision,6,Late again\n",
    );
    desk.run(&["import", "auditors", "auditors.csv"]).done();
    let ran = desk.run(&["import", "returns", "returns.csv"]).done();
    assert!(ran.stderr.contains("auditor \"priya  rao\" was read as prao"), "{}", ran.stderr);
    for query in ["auditor:P.RAO late", "auditor:prao late", "domain:\"super-vision\" late"] {
        let found = desk.run(&["search", query, "--format", "json"]).json();
        assert_eq!(found["total"], 2, "{query}: {found}");
    }
}
