//! Indicators on small tables worked by hand.

use super::*;
use crate::calendar::{Limit, WorkingDays};
use assay_model::{CaseId, Event};

mod covered;
mod listed;
mod meetings;
mod visits;
mod workforce;

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
