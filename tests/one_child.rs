//! One child under two ids or in two rows, and returns for cases that nobody drew.

use crate::support::Desk;

fn told(report: &serde_json::Value) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let problems = report["problems"].as_array().unwrap().iter();
    problems
        .map(|p| format!("{} row {} {}", text(&p["level"]), p["row"], text(&p["found"])))
        .collect()
}

#[test]
fn a_child_under_two_ids_is_one_case_on_the_list_and_in_the_draw() {
    let desk = Desk::with_workspace();
    desk.write("aliases.csv", "old_id,new_id\nU7,107\n");
    desk.write("list.csv", "case_id,team,plan_type\nU7,CIN 1,children in need\n107,CIN 2,child protection\n108,CIN 1,children in need\n");
    desk.run(&["import", "cases", "list.csv"]).done();
    desk.run(&["import", "aliases", "aliases.csv"]).done();
    let freeze = ["freeze", "--plan", "monthly", "--id", "2026-09-monthly", "--n", "2"];
    let frozen = desk.run(&[&freeze[..], &["--format", "json"]].concat()).done().json();
    assert_eq!((&frozen["cases"], &frozen["eligible"]), (&2.into(), &2.into()));
    let drawn = desk.run(&["draw", "2026-09-monthly"]).done();
    assert_eq!(drawn.code, 0);
    assert_eq!(
        desk.run(&["verify", "2026-09-monthly", "--format", "json"]).done().json()["cases_match"],
        true
    );
    let again = desk.run(&["import", "cases", "list.csv", "--format", "json"]).done().json();
    assert_eq!(told(&again), ["note row 2 U7", "note row 2 \"U7\", which the case had before"]);
    assert_eq!((&again["read"], &again["stored"]), (&3.into(), &0.into()));
    desk.write("returns.csv", "draw_id,case_id,auditor,audit_date,overall,domain,score,comment\n2026-09-monthly,U7,ann,2026-09-10,Good,Planning,6,Clear\n2026-09-monthly,109,ann,2026-09-10,Good,Planning,6,Clear\nelsewhere,5,ann,2026-09-10,Good,Planning,6,Clear\n");
    let returned = ["import", "returns", "returns.csv", "--format", "json", "--skip-refused"];
    let ran = desk.run(&returned).ends_with(1);
    assert_eq!(
        told(&ran.json()),
        [
            "note row 3 2 ids in 2 rows: \"109\", \"5\"",
            "note row 2 case U7",
            "refused row 3 case 109"
        ]
    );
    assert_eq!(ran.json()["stored"], 2);
    assert!(
        ran.stderr.contains("1 return names draw elsewhere, which is not in this workspace; kept"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_plan_says_which_of_several_rows_counts() {
    let desk = Desk::with_workspace();
    let list = "case_id,team,start_date\n1,A,01/02/2025\n1,B,01/03/2026\n2,A,01/02/2025\n";
    desk.write("list.csv", list);
    let refused =
        desk.run(&["import", "cases", "list.csv", "--format", "json"]).ends_with(1).json();
    assert_eq!((&refused["stored"], told(&refused).len()), (&0.into(), 2));
    let plans = desk.read("plans.yaml").replacen(
        "    source: children\n    n: 104",
        "    source: children\n    duplicates: latest start_date\n    n: 104",
        1,
    );
    desk.write("plans.yaml", &plans);
    let kept = desk.run(&["import", "cases", "list.csv", "--format", "json"]).done().json();
    assert_eq!(
        (&kept["stored"], told(&kept)),
        (&2.into(), vec!["note row 2 another row than row 3".to_owned()])
    );
    let said = desk.run(&["plan", "show", "monthly"]).done();
    assert!(said.stdout.contains("the one with the latest start_date counts"), "{}", said.stdout);
    desk.write(
        "plans.yaml",
        plans.replacen("duplicates: latest start_date", "duplicates: newest", 1),
    );
    let fault = desk.run(&["plan", "show", "monthly"]).ends_with(2);
    assert!(
        fault.stderr.contains("expected which of several rows of one case counts"),
        "{}",
        fault.stderr
    );
}

#[test]
fn the_audit_tool_may_be_a_table() {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    desk.write("list.csv", "case_id,team,plan_type\n1,CIN 1,children in need\n");
    desk.run(&["import", "cases", "list.csv"]).done();
    desk.run(&["freeze", "--plan", "monthly", "--id", "2026-09-monthly", "--n", "1"]).done();
    desk.run(&["draw", "2026-09-monthly"]).done();
    let head = "Version,From,Title,Domain,Question,Answer,Required\n";
    desk.write("audit-tool.csv", format!("{head}2026,01/01/2026,Ours,Safety,,marks,\n"));
    let fault = desk.run(&["forms", "2026-09-monthly"]).ends_with(2);
    assert_eq!(
        fault.stderr.lines().next(),
        Some(
            "error: audit-tool.csv, row 2, column \"Answer\": expected score, judgement, score and judgement, or nothing, found \"marks\""
        )
    );
    desk.write(
        "audit-tool.csv",
        format!(
            "{head}2026,01/01/2026,Ours,Safety,,judgement,\n,,,,Seen alone?,yes-partly-no,yes\n"
        ),
    );
    desk.run(&["forms", "2026-09-monthly"]).done();
    desk.write("returns.csv", "draw_id,case_id,auditor,audit_date,overall,tool,Safety judgement,Seen alone?\n2026-09-monthly,1,ann,2026-09-10,Inadequate,2026,Good,partly\n");
    let ran = desk.run(&["import", "returns", "returns.csv"]).done();
    assert!(ran.stderr.contains("1 audit was judged inadequate"), "{}", ran.stderr);
    desk.run(&["export", "--to", "out"]).done();
    assert!(desk.read("out/returns.json").contains("partly"));
}
