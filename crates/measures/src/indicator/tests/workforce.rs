//! Figures of the workforce, and the year and working days that limits go by.

use super::*;

#[test]
fn a_worker_without_any_session_counts() {
    let mut policy = policy("supervision", &[]);
    policy.rules[0].expected = vec![("personal".into(), 1.0)];
    let staff = |worker: &str| {
        let mut row = event(
            "workforce",
            "",
            "2026-06-30",
            &[("worker", worker), ("team", "A"), ("fte", "1.0"), ("agency", "no")],
        );
        row.case = None;
        row
    };
    let session = |worker: &str| {
        event(
            "supervision",
            "",
            "2026-06-10",
            &[("worker", worker), ("supervision_type", "Personal")],
        )
    };
    let events = [staff("ann"), staff("bob"), session("ann"), session("ann")];
    let found = one(&events, &policy, "2026-07-15");
    assert_eq!(found.shares[0].latest, Some((1.0, 2.0)), "two sessions count as the one expected");
}

#[test]
fn workforce_shares_are_of_equivalents_and_workers() {
    let mut policy = policy("agency_share", &[]);
    let mut caseload = policy.rules[0].clone();
    caseload.key = "caseload".into();
    caseload.thresholds = vec![15, 25];
    policy.rules.push(caseload);
    let row = |worker: &str, fte: &str, agency: &str, load: &str| {
        event(
            "workforce",
            "",
            "2026-06-30",
            &[("worker", worker), ("fte", fte), ("agency", agency), ("caseload", load)],
        )
    };
    let events =
        [row("a", "1.0", "no", "16"), row("b", "0.5", "yes", "26"), row("c", "1.0", "no", "15")];
    let (found, _) = indicators(&facts(&events), &policy, &[], date("2026-09-30"));
    assert_eq!(found[0].shares[0].latest, Some((0.5, 2.5)));
    let over: Vec<_> = found[1].shares.iter().map(|s| s.latest.unwrap()).collect();
    assert_eq!(over, [(2.0, 3.0), (1.0, 3.0)]);
}

#[test]
fn the_year_begins_where_the_policy_says() {
    let policy = policy("caseload", &[]);
    assert_eq!(policy.year_of(date("2026-03-31")), date("2025-04-01"));
    assert_eq!(policy.year_of(date("2026-04-01")), date("2026-04-01"));
}

#[test]
fn past_the_bank_holidays_there_is_a_warning() {
    let policy = policy("caseload", &[]);
    let (_, warnings) = indicators(&Facts::default(), &policy, &[], date("2028-01-04"));
    assert!(warnings[0].contains("bank holidays are known to 2027-12-31"), "{warnings:?}");
}
