//! What is said where a table begins or ends in between.

use super::*;

#[test]
fn what_was_due_before_the_table_begins_is_left_out() {
    let policy = policy("child_protection_visits", &["10 working days"]);
    let events = |children: usize| -> Vec<Event> {
        (0..children)
            .flat_map(|n| {
                let id = format!("c{n}");
                let fields = [("plan_type", "child protection"), ("start_date", "2025-01-06")];
                let plan = event("plans", &id, "", &fields);
                let visit =
                    |on: &str| event("visits", &id, on, &[("visit_type", "child protection")]);
                [plan, visit("2026-09-01"), visit("2026-09-10")]
            })
            .collect()
    };
    for children in [3, 30] {
        let facts = facts_of_extracts(&events(children));
        let found = indicators(&facts, &policy, &[], date("2026-09-12")).0.remove(0);
        let timely = found.timeliness.unwrap();
        let all = timely.months.iter().fold((0, 0), |sum, (_, t)| (sum.0 + t.due, sum.1 + t.late));
        assert_eq!(all, (0, 0), "the second visits are due after the table ends");
        assert_eq!(found.notes[0], "covers 1 September 2026 to 10 September 2026");
        assert!(
            found.notes[1]
                .starts_with(&format!("{children} visits were due before 1 September 2026")),
            "{:?}",
            found.notes
        );
    }
}

#[test]
fn what_falls_due_after_the_table_ends_is_not_late() {
    let policy = policy("child_protection_visits", &["10 working days"]);
    let events = [plan("2026-06-01", ""), visit("2026-06-12", &[]), visit("2026-06-26", &[])];
    let facts = facts_of_extracts(&events);
    for (as_at, current) in [("2026-06-26", Some((1, 1))), ("2026-11-10", None)] {
        let found = indicators(&facts, &policy, &[], date(as_at)).0.remove(0);
        let timely = found.timeliness.unwrap();
        let year = timely.year_to_date;
        // Due 15 June, done on the 12th; due 26 June, done on it; due 10 July, when the table has ended.
        assert_eq!((year.due, year.on_time, year.late), (2, 2, 0), "{as_at}");
        assert_eq!(timely.in_date_today, current);
    }
    let late = indicators(&facts, &policy, &[], date("2026-11-10")).0.remove(0);
    assert!(late.notes[1].starts_with("1 visit was due after 26 June 2026"), "{:?}", late.notes);
}

#[test]
fn without_a_table_there_is_no_figure() {
    let policy = policy("child_protection_reviews", &["3 months"]);
    let (found, _) =
        indicators(&facts_of_extracts(&[plan("2026-01-05", "")]), &policy, &[], date("2026-09-30"));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_month_that_the_table_holds_in_part_is_questioned_and_in_no_chart() {
    let policy = policy("meetings_written_up", &["5 working days"]);
    let held = |month: u32, count: usize| {
        let on = format!("2026-{month:02}-02");
        let fields = [("meeting_type", "core group"), ("written_up_on", on.as_str())];
        vec![event("meetings", "1", &on, &fields); count]
    };
    let counts = [3, 20, 22, 19, 21, 20, 4];
    let events: Vec<Event> = (1..).zip(counts).flat_map(|(m, count)| held(m, count)).collect();
    let found = one(&events, &policy, "2026-07-31");
    let timely = found.timeliness.unwrap();
    assert_eq!(timely.chart.unwrap().points.len(), 5);
    assert_eq!(timely.months.len(), 7, "the figures themselves stay");
    let asked: Vec<&String> = found.notes.iter().filter(|n| n.contains("far fewer due")).collect();
    assert!(asked[0].starts_with("January 2026 has far fewer due (3)"), "{asked:?}");
    assert!(asked[1].starts_with("July 2026 has far fewer due (4)"), "{asked:?}");
}

#[test]
fn a_chart_begins_anew_only_where_somebody_decided_it() {
    let mut policy = policy("meetings_written_up", &["5 working days"]);
    let meeting = |on: String, written: &str| {
        event("meetings", "1", &on, &[("meeting_type", "core group"), ("written_up_on", written)])
    };
    let events: Vec<Event> = (1..=8)
        .flat_map(|month| {
            let held = format!("2026-{month:02}-02");
            let written = if month < 5 { "" } else { held.as_str() };
            vec![meeting(held.clone(), written); 4]
        })
        .collect();
    let plain = one(&events, &policy, "2026-09-30");
    let chart = plain.timeliness.unwrap().chart.unwrap();
    assert!((chart.mean - 0.5).abs() < 1e-12);
    policy.rules[0].rebases = vec![Rebase {
        from: Month::parse("2026-05").unwrap(),
        who: "A. Harris".into(),
        when: date("2026-06-12"),
        why: "a new recording system".into(),
    }];
    let rebased = one(&events, &policy, "2026-09-30");
    let chart = rebased.timeliness.unwrap().chart.unwrap();
    assert!((chart.mean - 1.0).abs() < 1e-12);
    assert_eq!(
        rebased.notes.last().unwrap(),
        "charts begin anew in May 2026: a new recording system (decided by A. Harris on 2026-06-12)"
    );
}
