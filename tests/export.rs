//! `assay export`: everything out as CSV and JSON, and in again, gives the same tables.

use crate::support::Desk;

/// A desk with something of every kind, awkward characters and all.
fn full() -> Desk {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team,plan_type,closed_on,restricted,Our column\n001,CIN 1,children in need,,no,\"=1+1, \"\"quoted\"\"\"\n002,CIN 2,looked after,2026-08-01,yes,-5\n");
    desk.write("returns.csv", "case_id,auditor,audit_date,month,audit_type,tool,overall,domain,score,judgement,not_applicable,comment,good_practice,action,action_owner,action_due,action_2,action_owner_2,action_due_2,action_3,action_owner_3,action_due_3,action_4,urgent_concern,urgent_told,urgent_told_on,urgent_response,received_on,worker_took_part,child_asked,child_asked_by,child_words,family_asked,family_why_not\n001,ab,2026-09-01,2026-08,monthly,2025,Good,Planning,6.25,RI,,\"=SUM(1)\nsecond \"\"line\"\"\",Äu £5,one,A,2026-10-01,two,B,2026-11-01,three,C,2026-12-01,four,left alone,duty,2026-09-01,seen,2026-09-02,yes,yes,auditor,“fine”,no,not at home\n001,ab,2026-09-01,2026-08,monthly,2025,Good,Assessment,,,yes,,,,,,,,,,,,,,,,,,,,,,,\n");
    desk.write("text.csv", "comment_id,case_id,comment\nc1,001,\"@home, and away\"\n");
    desk.write(
        "visits.csv",
        "case_id,date,seen,note\n001,2026-09-01,yes,+44 call\n002,2026-10-01,no,\n",
    );
    desk.write("auditors.csv", "name,login,team,manager,services,capacity,leave_from,leave_to,restricted_cleared\nAnn,ab,CIN 1,Mo,CIN;CLA,4,2026-09-01,2026-09-05,yes\n");
    desk.write("names.csv", "case_id,name,relation\n001,Ann Other,mother\n");
    desk.write("families.csv", "case_id,family_id\n001,F1\n");
    desk.write("aliases.csv", "old_id,new_id\nU1,001\n");
    desk.write("history.csv", "case_id,audit_date,audit_type\n001,2026-01-01,monthly\n");
    desk.write(
        "figures.csv",
        "measure,domain,period,value,n,source\ngood or better,,2024-03,0.5,40,before\n",
    );
    desk.write(
        "comparators.csv",
        "measure,area,period,value,source\nvisits in time,England,2025,0.8,DfE\n",
    );
    desk.write("findings.csv", "finding_id,letter,letter_date,recommendation,owner,progress\nF1,2025,2025-01-01,Improve supervision,DCS,half\n");
    desk.write("actions.csv", "action_id,case_id,source,what,owner,opened_on,due,due_2,done_on,done_by,evidence,verified_by,verified_on\nA1,001,audit,Book it,AB,2026-09-01,2026-10-01,2026-11-01,2026-10-20,ab,minutes,cd,2026-10-25\n");
    for (kind, file) in [
        ("cases", "list.csv"),
        ("returns", "returns.csv"),
        ("comments", "text.csv"),
        ("events", "visits.csv"),
        ("auditors", "auditors.csv"),
        ("names", "names.csv"),
        ("families", "families.csv"),
        ("aliases", "aliases.csv"),
        ("history", "history.csv"),
        ("history", "figures.csv"),
        ("comparators", "comparators.csv"),
        ("findings", "findings.csv"),
        ("actions", "actions.csv"),
    ] {
        let ran = desk.run(&["import", kind, file, "--format", "json"]);
        assert!(ran.code < 2 && ran.json()["stored"] != 0, "{kind}: {}{}", ran.stdout, ran.stderr);
    }
    desk
}

#[test]
fn what_is_written_out_comes_in_again_as_the_same() {
    let desk = full();
    desk.run(&["export", "--to", "out"]).done();
    desk.run(&["init", "again"]).done();
    let tables = [
        ("cases", "cases-children", None),
        ("returns", "returns", None),
        ("events", "events-visits", Some("visits")),
        ("auditors", "auditors", None),
        ("names", "names", None),
        ("families", "families", None),
        ("aliases", "aliases", None),
        ("history", "history-audits", None),
        ("history", "history-figures", None),
        ("comparators", "comparators", None),
        ("findings", "findings", None),
        ("actions", "actions", None),
    ];
    for (kind, table, of_kind) in tables {
        let file = format!("out/{table}.csv");
        let mut arguments = vec!["import", kind, &file, "--workspace", "again", "--format", "json"];
        if let Some(of_kind) = of_kind {
            arguments.extend(["--kind", of_kind]);
        }
        let ran = desk.run(&arguments);
        assert_eq!(ran.code, 0, "{table}: {}", ran.stdout);
    }
    desk.run(&["export", "--workspace", "again", "--to", "out again"]).done();
    for (_, table, _) in tables {
        for ending in ["csv", "json"] {
            let (one, two) =
                (format!("out/{table}.{ending}"), format!("out again/{table}.{ending}"));
            assert_eq!(desk.read(&one), desk.read(&two), "{table}.{ending}");
        }
    }
}

#[test]
fn no_cell_of_an_exported_table_runs_in_a_spreadsheet() {
    let desk = full();
    desk.run(&["export", "--to", "out"]).done();
    let mut seen = 0;
    for entry in std::fs::read_dir(desk.path("out")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.starts_with('\u{feff}'), "{}: no mark for Excel", path.display());
            for cell in text.trim_start_matches('\u{feff}').split([',', '\n']) {
                let cell = cell.trim_start_matches('"');
                let is_number = cell.parse::<f64>().is_ok();
                let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
                assert!(!risky, "{}: {cell}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 100);
}
