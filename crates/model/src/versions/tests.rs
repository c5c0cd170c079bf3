//! Tests of `versions.rs`.

use super::*;
use crate::audit::UrgentConcern;
use crate::{AuditKind, CaseId, DomainResult, Judgement};

/// A form as it was saved at a minute, with an overall judgement and a response where there are any.
fn form(minute: Option<i64>, overall: Option<Judgement>, response: &str) -> AuditReturn {
    AuditReturn {
        draw: None,
        case: CaseId::parse("7").unwrap(),
        auditor: "ann".into(),
        audited_on: None,
        month: None,
        kind: AuditKind::Monthly,
        tool: "1".into(),
        overall,
        domains: vec![DomainResult {
            domain: "Planning".into(),
            score: None,
            judgement: None,
            not_applicable: false,
            comment: response.to_owned(),
        }],
        answers: Vec::new(),
        views: Vec::new(),
        worker_took_part: None,
        good_practice: String::new(),
        actions: Vec::new(),
        urgent: Some(UrgentConcern {
            concern: "bruise".into(),
            told: String::new(),
            told_on: None,
            response: response.to_owned(),
        }),
        received_on: None,
        saved_at: minute.map(|minute| crate::Timestamp::from_second(minute * 60).unwrap()),
    }
}

/// What is held after these came in, one after the other.
fn held(order: &[&AuditReturn]) -> AuditReturn {
    let mut held = order[0].clone();
    for new in &order[1..] {
        if !matches!(against(&held, new), Against::Same | Against::Older) {
            held = (*new).clone();
        }
    }
    held
}

#[test]
fn forms_in_every_order_and_any_number_of_times_give_the_latest() {
    let good = Some(Judgement::Good);
    let begun = form(Some(1), None, "");
    let full = form(Some(2), good, "s47 begun");
    let corrected = form(Some(3), Some(Judgement::Inadequate), "s47 begun, seen today");
    let all = [&begun, &full, &corrected];
    for first in 0..3 {
        for second in 0..3 {
            for third in 0..3 {
                let order = [all[first], all[second], all[third], all[first], all[second]];
                if order.contains(&&corrected) {
                    assert_eq!(held(&order), corrected, "{first} {second} {third}");
                }
            }
        }
    }
}

#[test]
fn the_day_a_return_was_received_tells_versions_apart() {
    let of = |day: Option<&str>, overall| AuditReturn {
        received_on: day.map(|day| day.parse().unwrap()),
        ..form(None, Some(overall), "seen")
    };
    let first = of(Some("2026-05-06"), Judgement::Good);
    let second = of(Some("2026-05-10"), Judgement::Inadequate);
    assert_eq!(held(&[&first, &second]), second);
    assert_eq!(held(&[&second, &first, &first]), second);
    assert_eq!(against(&second, &first), Against::Older);
    for day in [None, Some("2026-05-10")] {
        let unknown = of(day, Judgement::RequiresImprovement);
        assert_eq!(against(&second, &unknown), Against::Undecided);
        assert_eq!(against(&unknown, &second), Against::Undecided);
    }
    // A form that was saved on a day is as old as a table that was received on it.
    let saved = form(Some(0), Some(Judgement::Good), "seen");
    let table = of(Some("1970-01-01"), Judgement::Inadequate);
    assert_eq!(against(&saved, &table), Against::Undecided);
    assert_eq!(against(&saved, &second), Against::Newer);
}

#[test]
fn of_forms_of_one_moment_with_other_grades_nobody_knows_which_counts() {
    for minute in [None, Some(7)] {
        let one = form(minute, Some(Judgement::Good), "seen");
        let other = form(minute, Some(Judgement::Inadequate), "seen");
        assert_eq!(against(&one, &other), Against::Undecided);
        assert_eq!(against(&other, &one), Against::Undecided);
    }
}

/// Numbers that look like chance, the same in every run.
fn chance(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn any_version(state: &mut u64) -> AuditReturn {
    let overall = [None, Some(Judgement::Good), Some(Judgement::Inadequate)];
    let overall = overall[chance(state) as usize % 3];
    let response = ["", "seen", "seen twice"][chance(state) as usize % 3];
    let minute = (chance(state).is_multiple_of(2)).then(|| (chance(state) % 4 * 720) as i64);
    let day = ["1970-01-01", "1970-01-02", "1970-01-03"][chance(state) as usize % 3];
    AuditReturn {
        received_on: (chance(state).is_multiple_of(2)).then(|| day.parse().unwrap()),
        ..form(minute, overall, response)
    }
}

/// What is held after versions came in, as an import takes them, and whether one was refused.
fn taken(order: &[usize], all: &[AuditReturn]) -> (AuditReturn, bool) {
    let mut versions: Vec<&AuditReturn> = Vec::new();
    let mut is_refused = false;
    for new in order.iter().map(|at| &all[*at]) {
        match among(&versions, new) {
            None | Some(Against::Newer) => versions.push(new),
            Some(Against::Same | Against::Older) => {}
            Some(Against::Blanks(_) | Against::Undecided) => is_refused = true,
        }
    }
    (versions[versions.len() - 1].clone(), is_refused)
}

#[test]
fn versions_in_every_order_and_any_number_of_times_give_the_same_or_are_refused() {
    const ORDERS: [[usize; 3]; 6] =
        [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let (mut state, mut agreed) = (7, 0);
    for _ in 0..20_000 {
        let all = [(); 3].map(|()| any_version(&mut state));
        // The same saved again is no version, so its later moment is not kept.
        let is_resaved = |one: usize, other: usize| {
            is_same(&all[one], &all[other]) && moment(&all[one]) != moment(&all[other])
        };
        if is_resaved(0, 1) || is_resaved(0, 2) || is_resaved(1, 2) {
            continue;
        }
        let again = |order: &[usize; 3]| [&order[..], &order[..], &order[..1]].concat();
        let mut ends: Vec<AuditReturn> = Vec::new();
        for order in &ORDERS {
            let (held, is_refused) = taken(order, &all);
            if !is_refused {
                // What is read again is held already, older, or refused: nothing changes.
                assert_eq!(taken(&again(order), &all).0, held, "{order:?} {all:#?}");
                ends.push(held);
            }
        }
        let differ = ends.iter().any(|end| !is_same(end, &ends[0]));
        assert!(!differ, "{all:#?}");
        agreed += usize::from(ends.len() == ORDERS.len());
    }
    assert!(agreed > 500, "{agreed}");
}

#[test]
fn of_forms_saved_at_one_moment_the_fuller_is_the_later() {
    let part = form(Some(5), Some(Judgement::Good), "");
    let full = form(Some(5), Some(Judgement::Good), "s47 begun");
    assert_eq!(held(&[&full, &part]), full);
    assert_eq!(held(&[&part, &full]), full);
}

#[test]
fn what_a_later_version_would_blank_is_named() {
    let full = form(None, Some(Judgement::Good), "s47 begun");
    let Against::Blanks(parts) = against(&full, &form(None, None, "")) else {
        panic!("it blanks three boxes")
    };
    assert_eq!(
        parts,
        ["the overall judgement", "the response to the urgent concern", "the comment of Planning"]
    );
    let mut late = full.clone();
    late.received_on = Some("2026-10-09".parse().unwrap());
    late.saved_at = Some(crate::Timestamp::from_second(60).unwrap());
    assert_eq!(against(&full, &late), Against::Same);
}
