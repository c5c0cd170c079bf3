//! Draws by every kind of plan from lists whose truth is known: what the report prints first has to be
//! that truth, with an interval that holds it, and to say where it is approximate.

use serde_json::Value;

use crate::support::Desk;

/// A case of a list: its team, worker and family, and whether auditors grade it good.
struct Case {
    team: String,
    worker: String,
    family: String,
    good: bool,
}

fn case(team: &str, worker: String, family: String, good: bool) -> Case {
    Case { team: team.to_owned(), worker, family, good }
}

/// Draws by the plan, lets every drawn case come back as it is, and returns the report's month.
fn month(plan: &str, cases: &[Case]) -> (Desk, Value) {
    let desk = Desk::with_workspace();
    let plans = desk.read("plans.yaml");
    let own = format!("  own:\n    kind: monthly\n    source: children\n{plan}");
    desk.write("plans.yaml", plans.replacen("plans:\n", &format!("plans:\n{own}"), 1));
    let rows: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(n, case)| format!("P{n:04},{},{},{}", case.team, case.worker, case.family))
        .collect();
    desk.write("cases.csv", format!("case_id,team,worker,family\n{}\n", rows.join("\n")));
    let imported = desk.run(&["import", "cases", "cases.csv"]);
    assert!(imported.code < 2, "{}", imported.stderr);
    desk.run(&["freeze", "--plan", "own", "--id", "own", "--as-at", "2026-09-01"]).done();
    let drawn = desk
        .run(&["draw", "own", "--seed", "70214839560127743311", "--seed-source", "dice"])
        .done()
        .stdout;
    assert!(!drawn.is_empty());
    let manifest: Value = serde_json::from_str(&desk.read("draws/own/manifest.json")).unwrap();
    let strata = manifest["strata"].as_array().unwrap();
    let selected = strata.iter().flat_map(|stratum| stratum["selected"].as_array().unwrap());
    let returns: Vec<String> = selected
        .map(|drawn| {
            let id = drawn["case_id"].as_str().unwrap();
            let good = cases[id[1..].parse::<usize>().unwrap()].good;
            let grade = if good { "good" } else { "inadequate" };
            format!("own,{id},a.harris,2026-09,monthly,1,{grade}")
        })
        .collect();
    let heads = "draw_id,case_id,auditor,month,audit_type,tool,overall";
    desk.write("returns.csv", format!("{heads}\n{}\n", returns.join("\n")));
    let imported = desk.run(&["import", "returns", "returns.csv"]);
    assert!(imported.code < 2, "{}", imported.stderr);
    let report = desk.run(&["report", "--format", "json"]).done().json();
    let month = report["monthly"]["months"][0].clone();
    (desk, month)
}

#[track_caller]
fn holds(month: &Value, truth: f64, basis: &str) {
    let share = &month["good_or_better"];
    let estimate = &share["estimate"];
    let number = |value: &Value| value.as_f64().unwrap();
    assert!((number(&share["share"]) - truth).abs() < 1e-9, "{share}");
    assert_eq!(share["share"], estimate["value"], "one figure of one thing");
    assert!(number(&estimate["low"]) <= truth && truth <= number(&estimate["high"]), "{share}");
    assert_eq!(estimate["basis"], basis, "{share}");
}

#[test]
fn an_equal_allocation_reports_the_list_and_not_the_sample() {
    let mut cases = Vec::new();
    for n in 0..500 {
        let team = if n < 400 { "Long-term" } else { "Duty" };
        cases.push(case(team, format!("w{n}"), String::new(), n < 400));
    }
    let plan = "    strata: [team]\n    allocation: equal\n    n: 40\n";
    let (desk, month) = month(plan, &cases);
    holds(&month, 0.8, "design-based");
    assert_eq!(month["limits"], serde_json::json!([]));
    let screen = desk.run(&["report"]).done().stdout;
    assert!(screen.contains("80% (20 of 40 audited)"), "{screen}");
}

#[test]
fn one_child_a_family_reports_children_and_not_families() {
    let mut cases = Vec::new();
    for n in 0..60 {
        cases.push(case("T", "w".to_owned(), format!("large{}", n / 4), false));
    }
    for n in 0..60 {
        cases.push(case("T", "w".to_owned(), format!("single{n}"), true));
    }
    // Every family is drawn: 15 of four children, 60 of one; half of the children are in each kind.
    let (_desk, month) = month("    unit: family\n    n: 75\n", &cases);
    holds(&month, 0.5, "design-based");
}

#[test]
fn children_whose_strata_have_no_seat_are_named() {
    let mut cases: Vec<Case> =
        (0..300).map(|n| case("Large", format!("w{n}"), String::new(), true)).collect();
    for team in 0..10 {
        for n in 0..3 {
            cases.push(case(&format!("Small {team}"), format!("s{n}"), String::new(), false));
        }
    }
    let (desk, month) = month("    strata: [team]\n    n: 12\n", &cases);
    assert_eq!(month["good_or_better"]["estimate"]["basis"], "approximate");
    let limits = month["limits"].as_array().unwrap();
    assert!(limits[0].as_str().unwrap().contains("could not be drawn"), "{limits:?}");
    let screen = desk.run(&["report"]).done().stdout;
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the estimates do not speak for them"), "{screen}");
}

#[test]
fn a_cap_that_passed_cases_over_makes_the_headline_approximate() {
    let mut cases: Vec<Case> =
        (0..60).map(|n| case("T", format!("w{n}"), String::new(), true)).collect();
    cases.extend((0..60).map(|_| case("T", "busy".to_owned(), String::new(), false)));
    let (_desk, month) = month("    n: 40\n    cap: {column: worker, k: 1}\n", &cases);
    assert_eq!(month["good_or_better"]["estimate"]["basis"], "approximate");
    let limits = month["limits"].as_array().unwrap();
    assert!(limits[0].as_str().unwrap().contains("the cap passed"), "{limits:?}");
}

/// Sixty cells as uneven as real lists: a few large teams, many small ones.
fn uneven() -> String {
    let mut text = String::from("case_id,plan_type,team\n");
    for (at, plan) in ["care leaver", "child protection", "children in need"].iter().enumerate() {
        for team in 0..20_usize {
            let size = [160, 90, 44, 21, 12, 7, 4, 2, 1, 1][(team * 7 + at * 3) % 10];
            for n in 0..size {
                text.push_str(&format!("{at}-{team:02}-{n:03},{plan},Team {team:02}\n"));
            }
        }
    }
    text
}

#[test]
fn the_shipped_monthly_plan_can_draw_every_eligible_child_of_an_uneven_list() {
    let desk = Desk::with_workspace();
    desk.write("cases.csv", uneven());
    desk.run(&["import", "cases", "cases.csv"]).done();
    let freeze = |id: &str| {
        desk.run(&["freeze", "--plan", "monthly", "--id", id, "--as-at", "2026-09-01"]).done()
    };
    let seed = ["--seed", "70214839560127743311", "--seed-source", "dice"];
    let merged = freeze("merged").stderr;
    assert!(!merged.contains("cannot be drawn") && !merged.contains("one seat"), "{merged}");
    desk.run(&[&["draw", "merged"], &seed[..]].concat()).done();
    let manifest: Value = serde_json::from_str(&desk.read("draws/merged/manifest.json")).unwrap();
    let strata = manifest["strata"].as_array().unwrap();
    assert!(strata.iter().all(|stratum| stratum["n"].as_u64() >= Some(2)), "{strata:?}");
    let seen: u64 = strata.iter().map(|stratum| stratum["eligible"].as_u64().unwrap()).sum();
    assert_eq!(Some(seen), manifest["frame"]["eligible"].as_u64());
    desk.run(&["verify", "merged"]).done();

    // The same plan without the rule says whom it cannot draw, and what helps.
    let plans = desk.read("plans.yaml").replace("    collapse: below 2 seats\n", "");
    desk.write("plans.yaml", plans);
    for said in [freeze("crossed").stderr, desk.run(&["plan", "check", "monthly"]).done().stderr] {
        assert!(said.contains("eligible cases cannot be drawn, as "), "{said}");
        assert!(said.contains("one seat, which shows no spread of its own"), "{said}");
        assert!(said.contains("the chance of a case is between "), "{said}");
        assert!(said.contains("collapse: below 2 seats in the plan"), "{said}");
    }
}

#[test]
fn simulated_weights_undo_what_a_cap_does_to_chances() {
    let mut cases: Vec<Case> =
        (0..60).map(|n| case("T", format!("w{n}"), String::new(), true)).collect();
    cases.extend((0..60).map(|n| case("T", format!("busy{}", n % 6), String::new(), false)));
    let plan = "    n: 40\n    cap: {column: worker, k: 1}\n";
    let share = |plan: &str| {
        let (_desk, month) = month(plan, &cases);
        (month["good_or_better"]["share"].as_f64().unwrap(), month)
    };
    // Half of the children are with the six busy workers, of whom one child each can come first.
    assert!(share(plan).0 > 0.8);
    let (weighed, month) = share(&format!("{plan}    weights: simulated\n"));
    assert!((weighed - 0.5).abs() < 0.12, "{weighed}");
    assert_eq!(month["good_or_better"]["estimate"]["basis"], "approximate");
    let limit = month["limits"][0].as_str().unwrap();
    assert!(limit.contains("found by drawing 2000 times with the seed"), "{limit}");
}
