//! One estimate behind everything: for each kind of plan the report (JSON and screen) and the packs (page and
//! workbook) print the same figure of the same thing, and that figure is the weighed one. A raw share of an
//! unequal design is nowhere.

mod in_pack;
mod in_report;
mod kept;
mod made;
mod shown;

use std::collections::BTreeSet;

use serde_json::Value;

use made::{Audit, Design, Made, Month, Unit, add, is_good, made};

const GRADES: [&str; 4] = ["outstanding", "good", "requires improvement", "inadequate"];

#[track_caller]
fn same(found: &Value, expected: f64) {
    let value = found.as_f64().unwrap_or_else(|| panic!("a number, found {found}"));
    assert!((value - expected).abs() < 1e-9, "{value} and {expected}");
}

/// Whole percent as the program prints them.
fn percent(share: f64) -> String {
    match (share * 100.0).round() {
        rounded if share > 0.0 && rounded < 1.0 => "<1%".to_owned(),
        rounded if share < 1.0 && rounded > 99.0 => ">99%".to_owned(),
        rounded => format!("{rounded}%"),
    }
}

/// A share first, and what was audited next to it.
fn printed(share: f64, count: usize, base: usize) -> String {
    let pair = format!("{count} of {base}");
    let own = percent(count as f64 / base as f64);
    match percent(share) {
        _ if base < 10 => pair,
        first if first == own => format!("{first} ({pair})"),
        first => format!("{first} ({pair} audited)"),
    }
}

fn short(share: f64, count: usize, base: usize) -> String {
    if base < 10 { format!("{count} of {base}") } else { percent(share) }
}

fn of_grade(month: &Month, grade: &str) -> (f64, usize) {
    let is = |audit: &Audit| audit.grade == grade;
    (month.share(|_| true, is), month.count(is))
}

/// The mean over the months of a month's figure, each counted alike.
fn quarter(made: &Made, of: impl Fn(&Month) -> f64) -> f64 {
    made.months.iter().map(of).sum::<f64>() / made.months.len() as f64
}

fn check(design: &Design) -> Made {
    let made = made(design);
    let report = made.desk.run(&["report", "--format", "json"]).done().json();
    in_report::months(&made, &report["monthly"]);
    in_report::changes(&made, &report);
    in_report::teams(&made, &report["teams"]);
    in_report::both_series(&made, &report["second_opinion"]["both_series"]);
    in_report::screen(&made);
    for profile in ["visit", "board"] {
        in_pack::pack(&made, profile);
    }
    kept::closed(&made);
    kept::removed(&made);
    made
}

/// The raw shares that are not also an estimate, in whole percent: none of them may be printed.
fn raw(made: &Made) -> BTreeSet<u32> {
    let whole = |share: f64| (share * 100.0).round() as u32;
    // Printed of what is no estimate: 95% and 99.8% limits, a verdict from 70% returned, all and none.
    let mut estimates = BTreeSet::from([0, 70, 95, 100]);
    let mut raws = BTreeSet::new();
    for month in &made.months {
        let base = month.audits.len() as f64;
        for grade in GRADES {
            let (share, count) = of_grade(month, grade);
            estimates.insert(whole(share));
            raws.insert(whole(count as f64 / base));
        }
        let moderated = |audit: &Audit| is_good(audit.moderated);
        estimates.insert(whole(month.good()));
        estimates.insert(whole(month.share(|_| true, moderated)));
        raws.insert(whole(month.count(|audit| is_good(audit.grade)) as f64 / base));
        raws.insert(whole(month.count(moderated) as f64 / base));
    }
    let mut teams: Vec<Option<&str>> = made.team_names().into_iter().map(Some).collect();
    teams.push(None);
    for team in teams {
        let inside = |of: &str| team.is_none_or(|team| of == team);
        let (count, base) = made.counted(inside);
        estimates.insert(whole(made.teams(inside)));
        raws.insert(whole(count as f64 / base as f64));
        let of_month =
            |month: &Month| month.share(|audit| inside(&audit.team), |audit| is_good(audit.grade));
        estimates.insert(whole(quarter(made, of_month)));
        let elsewhere =
            |month: &Month| month.share(|audit| !inside(&audit.team), |audit| is_good(audit.grade));
        estimates.insert(whole(quarter(made, elsewhere)));
    }
    raws.difference(&estimates).copied().collect()
}

#[track_caller]
fn no_raw_share(made: &Made, text: &str) {
    let found = shown::percents(text);
    let around = |raw: &u32| {
        let at = text.find(&format!("{raw}%")).unwrap_or(0);
        text.chars().skip(text[..at].chars().count().saturating_sub(90)).take(130).collect()
    };
    let both: Vec<String> = raw(made).intersection(&found).map(around).collect();
    assert!(both.is_empty(), "raw shares: {both:#?}");
}

fn case_design(plan: &'static str, teams: &[(&str, usize, usize)]) -> Design {
    let mut cases = Vec::new();
    for (team, n, good_of_ten) in teams {
        add(&mut cases, team, *n, *good_of_ten);
    }
    Design { plan, unit: Unit::Case, cases, back: None }
}

#[test]
fn an_equal_allocation_has_one_estimate() {
    let plan = "    strata: [team]\n    allocation: equal\n    n: 40\n";
    let made = check(&case_design(plan, &[("Long-term", 400, 9), ("Duty", 100, 2)]));
    assert!(raw(&made).len() > 3, "the raw shares are others");
}

#[test]
fn a_stratum_with_one_return_of_several_has_one_estimate() {
    let plan = "    strata: [team]\n    n: 44\n";
    let mut design = case_design(plan, &[("A", 200, 9), ("B", 200, 8), ("C", 160, 1)]);
    design.back = Some(("C", 1));
    let made = check(&design);
    assert!(raw(&made).len() > 3, "the raw shares are others");
}

#[test]
fn one_child_of_each_family_has_one_estimate() {
    let mut design =
        case_design("    unit: family\n    n: 40\n", &[("North", 80, 2), ("South", 60, 9)]);
    design.unit = Unit::OneChild;
    for (at, case) in design.cases.iter_mut().filter(|case| case.team == "North").enumerate() {
        case.family = format!("large {}", at / 4);
    }
    let made = check(&design);
    assert!(raw(&made).len() > 3, "the raw shares are others");
}

#[test]
fn whole_families_have_one_estimate() {
    let plan = "    unit: whole_family\n    strata: [team]\n    allocation: equal\n    n: 24\n";
    let mut design = case_design(plan, &[("North", 80, 2), ("South", 120, 9)]);
    design.unit = Unit::WholeFamily;
    for (at, case) in design.cases.iter_mut().filter(|case| case.team == "North").enumerate() {
        case.family = format!("large {}", at / 4);
    }
    let made = check(&design);
    assert!(raw(&made).len() > 3, "the raw shares are others");
}

/// Two large teams of good work and eight small ones of poor work.
fn with_small_teams(plan: &'static str) -> Design {
    let mut teams = vec![("Large 1", 200, 9), ("Large 2", 180, 8)];
    teams.extend(["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"].map(|name| (name, 6, 1)));
    case_design(plan, &teams)
}

#[test]
fn strata_without_a_seat_have_one_estimate() {
    let made = check(&with_small_teams("    strata: [team]\n    n: 24\n"));
    let page = shown::words(&made.desk.read("packs/2026-10-05-visit.html"));
    assert!(page.contains("the estimates do not speak for them"), "{page}");
}

#[test]
fn merged_strata_have_one_estimate() {
    check(&with_small_teams("    strata: [team]\n    n: 24\n    collapse: below 2 seats\n"));
}

#[test]
fn a_cap_per_worker_has_one_estimate() {
    let plan =
        "    strata: [team]\n    allocation: equal\n    n: 40\n    cap: {column: worker, k: 1}\n";
    let mut design = case_design(plan, &[("Long-term", 400, 9), ("Duty", 100, 2)]);
    for (at, case) in design.cases.iter_mut().enumerate() {
        // Every third case has one of thirty busy workers.
        if at % 3 == 0 {
            case.worker = format!("busy {} {}", case.team, at % 30);
        }
    }
    let made = check(&design);
    assert!(raw(&made).len() > 3, "the raw shares are others");
}
