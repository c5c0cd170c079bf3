//! `assay round`, `assay reaudit` and the register: what is owed, closing, and what is late.

use crate::support::Desk;

const DRAW: &str = "2026-09-monthly";

fn drawn() -> Desk {
    let desk = Desk::with_workspace();
    let cases: Vec<String> = (1..=8).map(|n| format!("00{n},CIN 1,children in need")).collect();
    desk.write("list.csv", format!("case_id,team,plan_type\n{}\n", cases.join("\n")));
    desk.write("auditors.csv", "name,login,team,manager\nAnn,ann,North,Mo\nBo,bo,South,Mo\n");
    desk.run(&["import", "auditors", "auditors.csv"]).done();
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-09-01"]).done();
    desk.run(&["freeze", "--plan", "monthly", "--id", DRAW, "--n", "4", "--as-at", "2026-09-01"])
        .done();
    desk.run(&["draw", DRAW]).done();
    desk
}

/// The cases of the draw with their first readers.
fn readers(desk: &Desk) -> Vec<(String, String)> {
    let status = desk.run(&["round", "status", DRAW, "--format", "json"]).done().json();
    let mut found = Vec::new();
    for line in status[0]["auditors"].as_array().unwrap() {
        for owed in line["owed"].as_array().unwrap() {
            if owed["second_read"] == false {
                let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
                found.push((text(&owed["case_id"]), text(&line["auditor"])));
            }
        }
    }
    found
}

fn give_back(desk: &Desk, reads: &[(String, String)], overall: &str) {
    let rows: Vec<String> = reads
        .iter()
        .map(|(case, auditor)| {
            format!(
                "{DRAW},{case},{auditor},2026-09-10,{overall},Planning,6,Clear plan,yes,2026-09-12"
            )
        })
        .collect();
    let head =
        "draw_id,case_id,auditor,audit_date,overall,domain,score,comment,child_asked,received_on\n";
    desk.write("returns.csv", format!("{head}{}\n", rows.join("\n")));
    desk.run(&["import", "returns", "returns.csv"]).done();
}

#[test]
fn status_and_chase_say_what_is_owed_by_whom() {
    let desk = drawn();
    let reads = readers(&desk);
    assert_eq!(reads.len(), 4);
    give_back(&desk, &reads[..3], "Good");
    let at = ["--as-at", "2026-10-01", "--format", "json"];
    let status = desk.run(&[&["round", "status", DRAW][..], &at].concat()).done().json();
    let round = &status[0];
    assert_eq!((&round["state"], &round["back"]), (&"overdue".into(), &3.into()));
    assert_eq!(round["returns_due"], "2026-09-22");
    assert_eq!(
        (&round["coverage"]["base"], &round["coverage"]["child_asked"]),
        (&3.into(), &3.into())
    );
    let chase = desk.run(&[&["round", "chase"][..], &at].concat()).done().json();
    let owed: Vec<&str> = chase
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|line| line["owed"].as_array().unwrap())
        .filter(|owed| owed["second_read"] == false)
        .map(|owed| owed["case_id"].as_str().unwrap())
        .collect();
    assert_eq!(owed, [reads[3].0.as_str()]);
    assert_eq!((&chase[0]["days_over"], &chase[0]["manager"]), (&9.into(), &"Mo".into()));
    assert!(chase[0]["words"].as_str().unwrap().contains("22 September 2026, 9 days ago"));
}

#[test]
fn closing_fixes_the_figures_purges_names_and_marks_later_returns() {
    let desk = drawn();
    let reads = readers(&desk);
    give_back(&desk, &reads[..3], "Good");
    let names = format!("case_id,name\n{},Ann Other\n,Everybody Else\n", reads[0].0);
    desk.write("names.csv", names);
    desk.run(&["import", "names", "names.csv"]).done();
    let closed = desk.run(&["round", "close", DRAW, "--format", "json"]).done().json();
    assert_eq!((&closed["version"], &closed["names_purged"]), (&1.into(), &2.into()));
    let months = &closed["figures"]["sections"][0]["months"];
    assert_eq!(months[0]["judgements"]["good"], 3);
    let again = desk.run(&["round", "close", DRAW]).done();
    assert!(again.stderr.contains("closed already"), "{}", again.stderr);
    give_back(&desk, &reads[3..], "Inadequate");
    let report = desk.run(&["report", "--format", "json"]).done().json();
    let month = &report["monthly"]["months"][0];
    assert_eq!((&month["returned"], &month["late"]), (&4.into(), &1.into()));
    assert_eq!(month["good_or_better"]["was"]["base"], 3);
    let status = desk.run(&["round", "status", DRAW, "--format", "json"]).done().json();
    assert_eq!((&status[0]["state"], &status[0]["late"]), (&"closed".into(), &1.into()));
    let revised = desk.run(&["round", "close", DRAW, "--format", "json"]).done().json();
    assert_eq!(revised["version"], 2);
    desk.run(&["ledger", "--verify"]).done();
}

#[test]
fn a_bad_judgement_is_due_for_a_re_audit_until_there_is_one() {
    let desk = drawn();
    let reads = readers(&desk);
    give_back(&desk, &reads[..1], "Inadequate");
    let at = ["--as-at", "2026-12-20", "--format", "json"];
    let due = desk.run(&[&["reaudit", "due"][..], &at].concat()).done().json();
    let one = &due[0];
    assert_eq!(
        (&one["case_id"], &one["reaudit_due"]),
        (&reads[0].0.as_str().into(), &"2026-12-09".into())
    );
    assert_eq!((&one["state"], &one["moderated"]), (&"overdue".into(), &false.into()));
    desk.write(
        "again.csv",
        format!("case_id,auditor,audit_date,audit_type,overall,good_practice\n{},bo,2026-12-15,re-audit,Good,Seen\n", reads[0].0),
    );
    desk.run(&["import", "returns", "again.csv", "--as-at", "2026-12-20"]).done();
    let due = desk.run(&[&["reaudit", "due"][..], &at].concat()).done().json();
    assert_eq!(due, serde_json::json!([]));
    let pairs = desk.run(&[&["reaudit", "due", "--all"][..], &at].concat()).done().json();
    assert_eq!(
        (&pairs[0]["judgement"], &pairs[0]["after"]),
        (&"inadequate".into(), &"good".into())
    );
}

#[test]
fn an_urgent_concern_stands_first_until_it_is_answered() {
    let desk = drawn();
    let reads = readers(&desk);
    let (case, auditor) = &reads[0];
    let write = |told: &str, response: &str| {
        let head = "draw_id,case_id,auditor,audit_date,overall,urgent_concern,urgent_told,urgent_told_on,urgent_response\n";
        let row = format!(
            "{DRAW},{case},{auditor},2026-09-10,Inadequate,left alone,{told},2026-09-10,{response}\n"
        );
        desk.write("returns.csv", format!("{head}{row}"));
    };
    write("duty manager", "");
    // What is missing is understood, and so reported without a fault.
    desk.run(&["import", "returns", "returns.csv"]).done();
    let status = desk.run(&["round", "status"]).done();
    assert_eq!(
        status.stderr.lines().next().unwrap(),
        format!("urgent: case {case} ({auditor}), since 2026-09-10: no response")
    );
    write("duty manager", "visited at once");
    desk.run(&["import", "returns", "returns.csv"]).done();
    assert_eq!(desk.run(&["round", "status"]).done().stderr, "");
}

#[test]
fn feedback_is_a_page_with_strengths_first_and_keeps_the_days() {
    let desk = drawn();
    let reads = readers(&desk);
    give_back(&desk, &reads[..1], "Good");
    let case = reads[0].0.as_str();
    let first = desk.run(&["feedback", case, "--format", "json"]).done().json();
    assert_eq!(
        first["paragraph"],
        "This file was audited on 10 September 2026 and judged good. No action was agreed."
    );
    let path = first["path"].as_str().unwrap().replace("DESK", desk.path("").to_str().unwrap());
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes.starts_with(b"PK"));
    assert!(!first["path"].as_str().unwrap().contains(case));
    desk.run(&["feedback", case, "--given", "2026-10-02"]).done();
    let again =
        desk.run(&["feedback", case, "--filed", "2026-10-03", "--format", "json"]).done().json();
    assert_eq!(
        (&again["given_on"], &again["filed_on"]),
        (&"2026-10-02".into(), &"2026-10-03".into())
    );
    let page = first["path"].as_str().unwrap().replace("DESK/", "");
    let page = page.rsplit('/').next().map(|name| format!("feedback/{name}")).unwrap();
    let whole = desk.run(&["verify", &page]).done();
    assert_eq!(whole.stdout, "feedback page whole: yes\nas the ledger has it: yes\n");
    desk.run(&["doctor", "--deep"]).done();
    let mut bytes = std::fs::read(desk.path(&page)).unwrap();
    bytes[40] ^= 1;
    std::fs::write(desk.path(&page), bytes).unwrap();
    let other = desk.run(&["verify", &page]).ends_with(1);
    assert!(other.stdout.contains("it is not the feedback page feedback-"), "{}", other.stdout);
    let findings = desk.run(&["doctor", "--deep"]).ends_with(1);
    assert!(findings.stdout.contains("is not the one that was written"), "{}", findings.stdout);
    let none = desk.run(&["feedback", "999"]).ends_with(2);
    assert_eq!(
        none.stderr,
        "error: there is no audit of case 999\nhint: import its return first: assay import returns FILE\n"
    );
}

#[test]
fn a_thematic_audit_has_a_plan_and_questions_of_its_own() {
    let desk = drawn();
    let answers = "missing-2026\nreturn interviews\nchildren\n3\nWas the interview held?\nWho held it? | a worker | an agency | nobody\n\n";
    let ran = desk.run_with_input(&["thematic", "new"], answers.as_bytes()).done();
    assert!(ran.stdout.contains("kind: thematic"), "{}", ran.stdout);
    let tools = desk.read("audit-tool.yaml");
    assert!(tools.contains("answer: [\"a worker\", \"an agency\", \"nobody\"]"), "{tools}");
    desk.run(&["freeze", "--plan", "missing-2026", "--id", "2026-11-missing"]).done();
    desk.run(&["draw", "2026-11-missing"]).done();
    desk.name_urgent_contact();
    let forms = desk.run(&["forms", "2026-11-missing", "--format", "json"]).done().json();
    let cases: u64 = forms.as_array().unwrap().iter().map(|f| f["cases"].as_u64().unwrap()).sum();
    assert_eq!(cases, 3);
    let twice = desk.run_with_input(&["thematic", "new"], answers.as_bytes()).ends_with(2);
    assert!(twice.stderr.contains("missing-2026"), "{}", twice.stderr);
}
