//! Indicators on small tables worked by hand.

use super::*;
use crate::calendar::{Limit, WorkingDays};
use assay_model::{CaseId, Event};

mod listed;
mod meetings;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn event(kind: &str, case: &str, on: &str, fields: &[(&str, &str)]) -> Event {
    Event {
        kind: kind.into(),
        case: CaseId::parse(case).ok(),
        on: on.parse().ok(),
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    }
}

fn policy(key: &str, limits: &[&str]) -> Policy {
    let rule = Rule {
        key: key.into(),
        name: key.into(),
        on: true,
        limits: limits.iter().map(|text| Limit::parse(text).unwrap()).collect(),
        ..Rule::default()
    };
    Policy {
        calendar: WorkingDays::england(&[]),
        year_begins: 4,
        bands: [3, 7, 14],
        exceptions: vec!["family abroad".into()],
        rules: vec![rule],
    }
}

fn facts(events: &[Event]) -> Facts {
    let mut facts = Facts::default();
    for event in events {
        facts.add(event);
    }
    facts.settle();
    for spec in assay_model::EventSpec::all() {
        facts.cover(spec.word, all_time());
    }
    facts
}

/// An extract that covers every day of these tests.
fn all_time() -> covers::Extract {
    covers::Extract {
        from: date("2020-01-01"),
        to: date("2030-12-31"),
        is_stated: true,
        until: None,
    }
}

/// Returns the facts of tables that cover no more than from their first to their last event.
fn facts_of_extracts(events: &[Event]) -> Facts {
    let mut facts = Facts::default();
    let mut spans: std::collections::BTreeMap<&str, (Date, Date)> =
        std::collections::BTreeMap::new();
    for event in events {
        facts.add(event);
        if let Some(on) = event.on {
            let span = spans.entry(&event.kind).or_insert((on, on));
            *span = (span.0.min(on), span.1.max(on));
        }
    }
    for (kind, (from, to)) in spans {
        facts.cover(kind, covers::Extract { from, to, is_stated: false, until: None });
    }
    facts.settle();
    facts
}

fn one(events: &[Event], policy: &Policy, as_at: &str) -> Indicator {
    let (mut found, _) = indicators(&facts(events), policy, &[], date(as_at));
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn plan(start: &str, end: &str) -> Event {
    event(
        "plans",
        "1",
        "",
        &[
            ("plan_type", "Child protection"),
            ("start_date", start),
            ("end_date", end),
            ("team", "CP 1"),
        ],
    )
}

fn visit(on: &str, fields: &[(&str, &str)]) -> Event {
    event("visits", "1", on, &[&[("visit_type", "child protection")], fields].concat())
}

#[test]
fn spellings_of_one_team_are_one_team_in_the_spelling_of_the_list() {
    let mut other = plan("2026-06-01", "");
    other.case = assay_model::CaseId::parse("2").ok();
    other.fields.insert("team".to_owned(), "cp-1 ".to_owned());
    let mut facts = Facts::default();
    let team = [(assay_model::case::field::TEAM, "Cp 1")];
    facts.list(vec![assay_model::CaseRecord {
        id: assay_model::CaseId::parse("1").unwrap(),
        closed_on: None,
        restricted: false,
        fields: team
            .into_iter()
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect::<std::collections::BTreeMap<_, _>>()
            .into(),
    }]);
    for event in [plan("2026-06-01", ""), other, visit("2026-06-15", &[])] {
        facts.add(&event);
    }
    let from = date("2026-06-01");
    for kind in ["plans", "visits"] {
        let to = date("2026-09-30");
        facts.cover(kind, covers::Extract { from, to, is_stated: true, until: None });
    }
    facts.settle();
    let policy = policy("child_protection_visits", &["10 working days"]);
    let (found, _) = indicators(&facts, &policy, &[], date("2026-09-30"));
    let teams: Vec<&str> =
        found[0].timeliness.as_ref().unwrap().teams.iter().map(|(team, _)| team.as_str()).collect();
    assert_eq!(teams, ["Cp 1"]);
}

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
fn return_interviews_have_three_bases() {
    let episode = |case: &str, back: &str, offered: &str, on: &str, independent: &str| {
        event(
            "missing",
            case,
            "2026-06-01",
            &[
                ("returned_on", back),
                ("interview_offered", offered),
                ("interview_on", on),
                ("independent", independent),
            ],
        )
    };
    let events = [
        episode("1", "2026-06-02", "yes", "2026-06-05", "yes"),
        episode("2", "2026-06-02", "yes", "2026-06-06", "no"),
        episode("3", "2026-06-02", "yes", "", ""),
        episode("4", "2026-06-02", "no", "", ""),
        episode("5", "", "no", "", ""),
    ];
    let found = one(&events, &policy("return_interviews", &[]), "2026-09-30");
    let figures: Vec<(f64, f64)> = found.shares.iter().map(|s| s.latest.unwrap()).collect();
    assert_eq!(
        figures,
        [(3.0, 4.0), (2.0, 4.0), (2.0, 3.0), (1.0, 4.0), (1.0, 3.0), (1.0, 2.0), (1.0, 2.0)]
    );
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
fn an_assessment_that_was_over_before_it_started_is_in_no_figure() {
    let row = |id: &str, date: &str, done: &str| assay_model::CaseRecord {
        id: CaseId::parse(id).unwrap(),
        closed_on: None,
        restricted: false,
        fields: [("date", date), ("completed_on", done)]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    };
    let mut facts = Facts::default();
    let rows = vec![row("1", "2026-05-04", "2026-04-30"), row("2", "2026-05-04", "2026-05-20")];
    facts.lists.insert("assessments".to_owned(), rows);
    let policy = policy("single_assessments", &["45 working days"]);
    let (found, _) = indicators(&facts, &policy, &[], date("2026-09-30"));
    let year = found[0].timeliness.as_ref().unwrap().year_to_date;
    assert_eq!((year.due, year.on_time), (1, 1));
    assert_eq!(found[0].notes, ["1 assessments are in no figure: authorised before they started"]);
}

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

#[test]
fn an_agency_in_no_row_is_not_said_to_have_stayed_away() {
    let mut policy = policy("strategy_attendance", &[]);
    policy.rules[0].required = vec!["Social care".into(), "Police".into(), "Health".into()];
    let row = |meeting: &str, agency: &str, came: &str| {
        let fields = [
            ("meeting_id", meeting),
            ("meeting_type", "Strategy discussion"),
            ("agency", agency),
            ("attended", came),
        ];
        event("attendance", "1", "2026-06-01", &fields)
    };
    let events = [
        row("a", "Police", "yes"),
        row("a", "Health", "yes"),
        row("b", "Police", "yes"),
        row("b", "Health", "no"),
    ];
    let found = one(&events, &policy, "2026-09-30");
    assert_eq!(found.shares[0].name, "all required (police, health)");
    assert_eq!(found.shares[0].latest, Some((1.0, 2.0)));
    assert!(found.notes[0].ends_with("cannot be told whether they came: social care"));
}

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
