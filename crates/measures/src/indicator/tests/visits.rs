//! Visits and reviews: when each is due, and what is in no figure.

use super::*;

#[test]
fn each_gap_between_visits_is_due_once() {
    let events = [
        plan("2026-06-01", ""),
        visit("2026-06-15", &[("seen", "yes"), ("seen_alone", "no")]),
        visit("2026-07-02", &[("seen", "no")]),
    ];
    let found =
        one(&events, &policy("child_protection_visits", &["10 working days"]), "2026-09-30");
    let timely = found.timeliness.unwrap();
    // Due 15 June (done), 29 June (done 3 working days late), 16 July (not done by 30 September).
    let year = timely.year_to_date;
    assert_eq!((year.due, year.on_time, year.late, year.not_done), (3, 1, 2, 1));
    assert_eq!(year.bands, [1, 0, 0, 1]);
    assert_eq!(timely.in_date_today, Some((0, 1)));
    assert_eq!(timely.teams[0].0, "CP 1");
    let late: Vec<_> = timely.late.iter().map(|l| (l.case.as_str(), l.due, l.done)).collect();
    let second = ("1", date("2026-06-29"), Some(date("2026-07-02")));
    assert_eq!(late, [second, ("1", date("2026-07-16"), None)], "the rows behind the figure");
    assert_eq!(found.shares[0].latest, Some((0.0, 1.0)), "seen, July");
    assert_eq!(found.shares[0].year_to_date, Some((1.0, 2.0)));
}

#[test]
fn what_is_not_yet_due_is_in_no_base() {
    let policy = policy("child_protection_visits", &["10 working days"]);
    let events = [plan("2026-06-01", "")];
    let timely = one(&events, &policy, "2026-06-15").timeliness.unwrap();
    assert_eq!((timely.year_to_date.due, timely.in_date_today), (0, Some((1, 1))));
    let timely = one(&events, &policy, "2026-06-16").timeliness.unwrap();
    assert_eq!((timely.year_to_date.due, timely.year_to_date.late), (1, 1));
    let ended = [plan("2026-06-01", "2026-06-10")];
    let (found, _) = indicators(&facts(&ended), &policy, &[], date("2026-09-30"));
    assert!(found.is_empty(), "a plan that ended before anything was due");
}

#[test]
fn an_exception_is_counted_apart_and_stays_in_the_base() {
    let policy = policy("child_protection_visits", &["10 working days"]);
    let attempt = visit("2026-06-12", &[("exception", "Family abroad")]);
    let events = [plan("2026-06-01", "2026-06-20"), attempt];
    let year = one(&events, &policy, "2026-09-30").timeliness.unwrap().year_to_date;
    assert_eq!((year.due, year.late, year.excepted), (1, 1, 1));
    assert_eq!((year.percent(), year.percent_without_exceptions()), (Some(0.0), None));
    let undated = visit("", &[("exception", "family abroad")]);
    let (_, warnings) =
        indicators(&facts(&[plan("2026-06-01", ""), undated]), &policy, &[], date("2026-09-30"));
    assert!(warnings[0].contains("an exception without a date"), "{warnings:?}");
}

#[test]
fn looked_after_visits_follow_the_placement() {
    let mut policy = policy("looked_after_visits", &["1 week", "6 weeks"]);
    policy.rules[0].after_a_year = Limit::parse("3 months");
    policy.rules[0].not_modelled = vec!["P1".into()];
    let placement = |case: &str, start: &str, kind: &str| {
        event(
            "placements",
            case,
            "",
            &[("start_date", start), ("placement_type", kind), ("to_18", "yes")],
        )
    };
    let seen = |on: &str| event("visits", "1", on, &[("visit_type", "looked after")]);
    let events = [
        placement("1", "2025-05-01", "U4"),
        seen("2025-05-08"), // within the week
        seen("2025-06-19"), // six weeks to the day
        seen("2026-06-01"), // 9 February… late by far
        seen("2026-08-31"), // within three months of 1 June
        placement("2", "2026-08-01", "P1"),
    ];
    let timely = one(&events, &policy, "2026-09-30").timeliness.unwrap();
    let all = timely.months.iter().fold((0, 0, 0), |(due, good, apart), (_, t)| {
        (due + t.due, good + t.on_time, apart + t.not_modelled)
    });
    assert_eq!(all, (4, 3, 1));
}

#[test]
fn reviews_have_limits_in_turn() {
    let mut policy = policy("looked_after_reviews", &["20 working days", "3 months", "6 months"]);
    policy.rules[0].national = vec![Limit::parse("12 months").unwrap()];
    let start =
        event("plans", "1", "", &[("plan_type", "looked after"), ("start_date", "2026-01-05")]);
    let review = |on: &str| event("reviews", "1", on, &[("review_type", "looked after")]);
    let events = [start, review("2026-02-02"), review("2026-05-02"), review("2026-11-01")];
    let timely = one(&events, &policy, "2026-12-01").timeliness.unwrap();
    let on_time: u64 = timely.months.iter().map(|(_, tally)| tally.on_time).sum();
    assert_eq!(on_time, 3, "20 working days from 5 January end on 2 February");
    assert!(timely.national.is_some());
}

#[test]
fn what_is_over_before_it_began_is_in_no_figure() {
    let episode = |case: &str, back: &str, talk: &str| {
        let fields = [("returned_on", back), ("interview_offered", "yes"), ("interview_on", talk)];
        event("missing", case, "2026-06-01", &fields)
    };
    let events = [
        episode("1", "2026-06-02T10:00", "2026-06-02T09:00"),
        episode("2", "2026-06-02", "2026-05-20"),
        episode("3", "2026-05-30", "2026-06-03"),
        episode("4", "2026-06-02", "2026-06-03"),
    ];
    let facts_of_events = facts(&events);
    assert_eq!(
        facts_of_events.warnings,
        [
            "1 rows of missing are not counted: a return before the child went missing",
            "2 rows of missing are not counted: an interview before the return",
        ]
    );
    let found = one(&events, &policy("return_interviews", &[]), "2026-09-30");
    let figures: Vec<(f64, f64)> = found.shares.iter().map(|s| s.latest.unwrap()).collect();
    assert_eq!(figures[..6], [(1.0, 1.0); 6]);
    let meeting =
        |written: &str| event("meetings", "1", "2026-06-01", &[("written_up_on", written)]);
    let events = [meeting("2026-05-28"), meeting("2026-06-02")];
    let found = one(&events, &policy("meetings_written_up", &["5 working days"]), "2026-09-30");
    let year = found.timeliness.unwrap().year_to_date;
    assert_eq!((year.due, year.on_time), (1, 1));
}

#[test]
fn days_on_the_edge_are_counted_right() {
    // Due on a bank holiday: ten working days from 11 December 2026 step over the 25th and the 28th.
    let policy_of = |limit: &str| policy("child_protection_visits", &[limit]);
    let due_on = |start: &str, limit: &str, day: &str| {
        let seen = [plan(start, ""), visit(day, &[])];
        let found = one(&seen, &policy_of(limit), "2027-06-30").timeliness.unwrap();
        found.months[0].1.on_time == 1
    };
    assert!(due_on("2026-12-11", "10 working days", "2026-12-29"));
    assert!(!due_on("2026-12-11", "10 working days", "2026-12-30"));
    // A limit in calendar days ends on the holiday itself.
    assert!(due_on("2026-12-18", "7 days", "2026-12-25"));
    assert!(!due_on("2026-12-18", "7 days", "2026-12-26"));
    // Months clamp to the month's end, in leap years to the 29th.
    assert!(due_on("2023-11-30", "3 months", "2024-02-29"));
    assert!(!due_on("2023-11-30", "3 months", "2024-03-01"));
    assert!(due_on("2024-02-29", "12 months", "2025-02-28"));
    // The clocks go back on 25 October 2026 and forward on 28 March 2027: days stay days.
    assert!(due_on("2026-10-24", "2 days", "2026-10-26"));
    assert!(!due_on("2027-03-27", "2 days", "2027-03-30"));
}

#[test]
fn a_plan_from_before_the_table_is_at_its_last_limit() {
    let policy = policy("looked_after_reviews", &["20 working days", "3 months", "6 months"]);
    let fields = [("plan_type", "looked after"), ("start_date", "2024-01-08")];
    let review = |on: &str| event("reviews", "1", on, &[("review_type", "looked after")]);
    let events = [event("plans", "1", "", &fields), review("2026-04-01"), review("2026-09-28")];
    let found =
        indicators(&facts_of_extracts(&events), &policy, &[], date("2026-09-30")).0.remove(0);
    assert!(found.timeliness.unwrap().late.is_empty(), "the second review is due by 1 October");
}
