//! What the list of children alone tells: what is in date today.

use super::*;

fn child(id: &str, fields: &[(&str, &str)]) -> assay_model::CaseRecord {
    assay_model::CaseRecord {
        id: CaseId::parse(id).unwrap(),
        closed_on: None,
        restricted: false,
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    }
}

fn of_list(children: Vec<assay_model::CaseRecord>, policy: &Policy, as_at: &str) -> Indicator {
    let mut facts = Facts::default();
    facts.children = children;
    let (mut found, _) = indicators(&facts, policy, &[], date(as_at));
    found.remove(0)
}

#[test]
fn the_list_alone_tells_what_is_in_date_today() {
    let policy = policy("child_protection_visits", &["10 working days"]);
    let on_plan = |id, seen| {
        let known = [("plan_type", "child protection"), ("start_date", "2026-01-05")];
        child(id, &[&known[..], &[("last_seen", seen)]].concat())
    };
    // Ten working days before 30 September 2026 is 16 September.
    let children = vec![on_plan("1", "2026-09-16"), on_plan("2", "2026-09-15"), on_plan("3", "")];
    let found = of_list(children, &policy, "2026-09-30");
    assert!(found.timeliness.is_none(), "a list never tells what was on time");
    assert_eq!(found.shares[0].name, "visit in date today, by the list");
    assert_eq!(found.shares[0].latest, Some((1.0, 3.0)));
}

#[test]
fn a_column_that_is_blank_for_everybody_is_a_note_and_no_nought() {
    let policy = policy("children_in_care", &[]);
    let in_care = |id: &str, placements: &str| {
        child(id, &[("plan_type", "looked after"), ("placements_in_12_months", placements)])
    };
    let found = of_list(vec![in_care("1", "1"), in_care("2", "3")], &policy, "2026-09-30");
    assert_eq!(found.shares.len(), 1);
    assert_eq!(found.shares[0].latest, Some((1.0, 2.0)));
    assert!(
        found.notes[0].starts_with("permanence plan recorded: not shown, as list 8 gives no"),
        "{:?}",
        found.notes
    );
}

#[test]
fn health_checks_go_by_age_and_by_time_in_care() {
    let policy = policy("health_assessments", &["6 months", "12 months"]);
    let in_care = |id: &str, age: &str, start: &str, health: &str| {
        let known = [("plan_type", "looked after"), ("age", age), ("start_date", start)];
        child(id, &[&known[..], &[("last_health_assessment", health)]].concat())
    };
    let children = vec![
        in_care("1", "3", "2024-01-01", "2026-02-01"), // over six months ago, under five
        in_care("2", "9", "2024-01-01", "2026-02-01"), // within the year
        in_care("3", "9", "2026-06-01", "2026-06-20"), // newly in care, assessed since
        in_care("4", "9", "2026-06-01", "2026-05-20"), // newly in care, not since
        in_care("5", "9", "2026-09-20", ""),           // first review not yet due
    ];
    let found = of_list(children, &policy, "2026-09-30");
    let figures: Vec<_> =
        found.shares.iter().map(|s| (s.name.as_str(), s.latest.unwrap())).collect();
    assert_eq!(
        figures,
        [
            ("health assessment in date", (1.0, 2.0)),
            ("assessed since coming into care", (1.0, 2.0))
        ]
    );
}
