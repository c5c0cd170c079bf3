//! Every status and its place in the order, the exclusion window to the day, and the findings.

use super::*;
use crate::Cap;
use crate::plan::{Condition, PlanSource, Test};

fn case(id: &str, fields: &[(&str, &str)]) -> CaseRecord {
    CaseRecord {
        id: CaseId::parse(id).unwrap(),
        closed_on: None,
        restricted: false,
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn plan() -> Plan {
    let mut plan = Plan::new("monthly", PlanSource::List("children".to_owned()));
    plan.strata = vec![Column::named("plan_type"), Column::named("team")];
    plan.exclude_audited_months = 6;
    plan
}

#[derive(Default)]
struct Known {
    families: BTreeMap<CaseId, String>,
    audited: BTreeMap<CaseId, Date>,
    selected: BTreeMap<CaseId, Date>,
    named: BTreeMap<CaseId, Named>,
}

impl Known {
    fn freeze(&self, plan: &Plan, cases: &[CaseRecord], as_at: &str) -> Result<Frame, FreezeError> {
        let listing = Listing {
            as_at: day(as_at),
            cases,
            families: &self.families,
            audited: &self.audited,
            selected: &self.selected,
            named: &self.named,
            asked: None,
        };
        freeze(plan, &listing)
    }
}

fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

#[test]
fn the_first_reason_that_applies_is_the_status() {
    let mut plan = plan();
    plan.scope = vec![Condition {
        column: Column::named("team"),
        test: Test::Not(vec!["Archive".to_owned()]),
    }];
    let mut known = Known::default();
    let by_hand = Named { reason: "complaint under way".to_owned(), approver: "B".to_owned() };
    for name in ["1", "2", "3", "4", "5"] {
        known.audited.insert(id(name), day("2026-09-01"));
        known.named.insert(id(name), by_hand.clone());
    }
    known.audited.remove(&id("5"));
    let mut cases = vec![
        case("1", &[("team", "Archive")]),
        case("2", &[("team", "Archive")]),
        case("3", &[]),
        case("4", &[]),
        case("5", &[]),
        case("6", &[]),
        case("7", &[]),
    ];
    cases[0].closed_on = Some(day("2026-09-30"));
    cases[6].closed_on = Some(day("2026-10-01"));
    for restricted in [0, 1, 2] {
        cases[restricted].restricted = true;
    }
    let frame = known.freeze(&plan, &cases, "2026-09-30").unwrap();
    let statuses: Vec<Status> = frame.rows().iter().map(|row| row.status).collect();
    let mut expected = Status::ALL.to_vec();
    expected.push(Status::Eligible); // closes tomorrow
    assert_eq!(statuses, expected);
}

#[test]
fn the_exclusion_ends_on_the_day_clamped_to_the_months_end() {
    let mut known = Known::default();
    let cases = [case("1", &[])];
    let status =
        |known: &Known| known.freeze(&plan(), &cases, "2026-08-31").unwrap().rows()[0].status;
    known.audited.insert(id("1"), day("2026-02-28"));
    assert_eq!(status(&known), Status::Eligible);
    known.selected.insert(id("1"), day("2026-03-01"));
    assert_eq!(status(&known), Status::Audited);
}

#[test]
fn strata_units_caps_and_keys_are_written_as_the_method_says() {
    let mut plan = plan();
    plan.cap = Some(Cap { column: "worker".to_owned(), k: 1 });
    plan.unit = Unit::Family;
    let mut known = Known::default();
    known.families.insert(id("1"), "F9".to_owned());
    let cases = [case("1", &[("plan_type", "CIN"), ("worker", "A\u{a0} B")]), case("2", &[])];
    let frame = known.freeze(&plan, &cases, "2026-08-31").unwrap();
    assert_eq!(
        String::from_utf8(frame.bytes()).unwrap(),
        "1\tCIN / (blank)\tF9\teligible\tA B\t\n2\t(blank) / (blank)\t2\teligible\t(blank)\t\n"
    );
    plan.selection = Selection::Systematic;
    plan.unit = Unit::Case;
    plan.sort = vec![Column::named("worker"), Column::named("start_date")];
    let frame = known.freeze(&plan, &cases, "2026-08-31").unwrap();
    assert_eq!(
        String::from_utf8(frame.bytes()).unwrap(),
        "1\tall\t1\teligible\t\tA B\u{1f}\n2\tall\t2\teligible\t\t\u{1f}\n"
    );
}

#[test]
fn all_bad_values_come_back_at_once() {
    let cases = [case("1", &[("team", "a / b")]), case("2", &[("plan_type", "(blank)")])];
    let error = Known::default().freeze(&plan(), &cases, "2026-08-31").unwrap_err();
    let FreezeError::Values(faults) = error else { panic!("{error}") };
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "case \"1\", column \"team\": expected a value without \" / \", which joins several columns, found \"a / b\"",
            "case \"2\", column \"plan_type\": expected a value other than \"(blank)\", which stands for an empty cell, found \"(blank)\"",
        ]
    );
}

#[test]
fn findings_count_what_went_and_what_came_late() {
    let team = |id: &str| case(id, &[("team", "CIN 1"), ("start_date", "2026-08-20")]);
    let before: Vec<CaseRecord> = ["1", "2", "3", "4", "5"].iter().map(|id| team(id)).collect();
    let mut now = vec![team("1"), team("2"), team("3"), team("4")];
    now.push(case("9", &[("start_date", "2025-01-01"), ("lists", "7")]));
    let (draw, as_at, of) = ("2026-08-monthly", day("2026-08-31"), Of::Cases);
    let previous = Previous { draw, as_at, cases: &before, of };
    let texts: Vec<String> = continuity(Some(previous), &now, day("2026-09-30"))
        .into_iter()
        .map(|finding| finding.text)
        .collect();
    assert_eq!(
        texts,
        [
            "1 case of the list of 2026-08-monthly gone without a closure date",
            "1 case new since 2026-08-monthly with a start date before 2026-07-31",
            "team \"CIN 1\" shrank from 5 to 4 open cases",
            "1 case on list 7 or 8 and not on list 6",
            "1 case open without a team",
        ]
    );
}

#[test]
fn events_that_went_or_came_late_are_findings_of_an_event_list() {
    let event = |id: &str, date: &str| case(id, &[("child", "7"), ("date", date)]);
    let before = [event("7|2026-07-01|missing", ""), event("7|2026-07-02|missing", "")];
    let now = [
        event("7|2026-07-01|missing", "2026-07-01"),
        event("7|2026-05-01|missing", "2026-05-01"),
        event("7|2026-09-01|missing", "2026-09-01"),
    ];
    let (draw, as_at, of) = ("2026-08-missing", day("2026-08-31"), Of::Events);
    let previous = Previous { draw, as_at, cases: &before, of };
    let texts: Vec<String> = continuity(Some(previous), &now, day("2026-09-30"))
        .into_iter()
        .map(|finding| finding.text)
        .collect();
    assert_eq!(
        texts,
        [
            "1 event of the list of 2026-08-missing gone from the table",
            "1 event new since 2026-08-missing with a date before 2026-07-31",
        ]
    );
}

#[test]
fn small_strata_are_merged_before_the_list_is_frozen() {
    let mut plan = plan();
    plan.collapse = crate::plan::Collapse::parse("below 2 seats");
    let cases: Vec<CaseRecord> = (0..40)
        .map(|n| {
            let team = if n < 36 { "Large" } else { "Small" };
            case(&format!("{n:02}"), &[("plan_type", "CIN"), ("team", team)])
        })
        .collect();
    let known = Known::default();
    assert!(matches!(known.freeze(&plan, &cases, "2026-08-31"), Err(FreezeError::Size(_))));
    plan.n = Some(10);
    let frame = known.freeze(&plan, &cases, "2026-08-31").unwrap();
    assert!(frame.rows().iter().all(|row| row.stratum == "CIN"), "{:?}", frame.rows()[0]);
    let list = (cases.as_slice(), day("2026-08-31"));
    assert_eq!(stratum_difference(&plan, &frame, list, 10), None);
    // For a size of 20 the small team would have its two seats.
    let found = stratum_difference(&plan, &frame, list, 20);
    assert_eq!(found, Some((id("00"), "CIN / Large".to_owned())));
    plan.n = Some(20);
    let frame = known.freeze(&plan, &cases, "2026-08-31").unwrap();
    assert_eq!(frame.row(&id("39")).unwrap().stratum, "CIN / Small");
}
