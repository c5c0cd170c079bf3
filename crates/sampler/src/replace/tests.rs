//! Tests of `replace.rs`.

use super::*;
use crate::verify::tests::{families, frame, manifest};
use crate::{Rules, Unit, verify};

fn request(case: &CaseId, minute: u8) -> Request<'_> {
    let at = format!("2026-09-02T09:{minute:02}:00Z").parse().unwrap();
    Request { case, reason: Reason::NotAccessible, approver: "B", opened: false, at }
}

#[test]
fn reserves_step_in_in_order_and_may_be_skipped_with_a_reason() {
    let frame = frame(60);
    let record = manifest(&frame, 12, Rules { reserves: 2, ..Rules::default() });
    let stratum = &record.strata[1];
    let once = replace(&record, &frame, &request(&stratum.selected[2].case, 1)).unwrap();
    let stand_in = once.replacements[0].replaced_by.clone();
    assert_eq!(stand_in, stratum.reserves[0].case);
    let twice = replace(&once, &frame, &request(&stand_in, 2)).unwrap();
    assert_eq!(twice.replacements[1].replaced_by, stratum.reserves[1].case);
    assert_eq!(verify(&twice, &frame.bytes()).first_difference(), None);
    let third = replace(&twice, &frame, &request(&stratum.selected[0].case, 3));
    assert_eq!(third.unwrap_err(), ReplaceError::NoReserve("CIN 2".to_owned()));
    let again = replace(&twice, &frame, &request(&stratum.selected[2].case, 3));
    assert!(matches!(again, Err(ReplaceError::Already { .. })));
    assert_eq!(replaced_note(&twice).unwrap(), "2 of 12 cases replaced, more than 5%");
}

#[test]
fn a_reserve_out_of_turn_is_named_by_verify() {
    let frame = frame(60);
    let record = manifest(&frame, 12, Rules { reserves: 2, ..Rules::default() });
    let case = record.strata[0].selected[0].case.clone();
    let mut wrong = replace(&record, &frame, &request(&case, 1)).unwrap();
    wrong.replacements[0].replaced_by = record.strata[0].reserves[1].case.clone();
    let found = verify(&wrong, &frame.bytes());
    let expected = format!(
        "the replacement of case \"{case}\": expected \"{}\", found \"{}\"",
        record.strata[0].reserves[0].case, record.strata[0].reserves[1].case
    );
    assert_eq!(found.replacements_in_order.difference(), Some(expected.as_str()));
}

#[test]
fn in_a_systematic_draw_the_next_later_row_steps_in() {
    let frame = frame(60);
    let rules = Rules { selection: Selection::Systematic, ..Rules::default() };
    let record = manifest(&frame, 4, rules);
    let last = record.strata[0].selected[3].case.clone();
    let replaced = replace(&record, &frame, &request(&last, 1)).unwrap();
    let position = |case: &CaseId| frame.rows().iter().position(|r| r.case == *case).unwrap();
    let expected = (position(&last) + 1) % 60;
    assert_eq!(position(&replaced.replacements[0].replaced_by), expected);
    assert_eq!(verify(&replaced, &frame.bytes()).first_difference(), None);
}

#[test]
fn a_whole_family_stands_in_for_a_whole_family() {
    let frame = families(120);
    let rules = Rules { reserves: 3, unit: Unit::WholeFamily, ..Rules::default() };
    let record = manifest(&frame, 12, rules);
    let family = |case: &CaseId| frame.row(case).unwrap().unit.clone();
    let size = |unit: &str| frame.eligible().filter(|row| row.unit == unit).count();
    let stratum = &record.strata[0];
    let leaving = &stratum.selected[1].case;
    let replaced = replace(&record, &frame, &request(leaving, 1)).unwrap();
    let stand_in = family(&replaced.replacements[0].replaced_by);
    assert_eq!(stand_in, family(&stratum.reserves[0].case));
    let now = standing(&replaced);
    let audited: Vec<String> = now.iter().flat_map(|p| &p.case).map(family).collect();
    assert!(!audited.contains(&family(leaving)));
    assert_eq!(audited.iter().filter(|f| **f == stand_in).count(), size(&stand_in));
    assert_eq!(verify(&replaced, &frame.bytes()).first_difference(), None);
    let again = replace(&replaced, &frame, &request(leaving, 2));
    assert!(matches!(again, Err(ReplaceError::Already { .. })));
    let skipped = replaced.replacements[0].replaced_by.clone();
    let twice = replace(&replaced, &frame, &request(&skipped, 3)).unwrap();
    assert_ne!(family(&twice.replacements[1].replaced_by), stand_in);
    assert_eq!(verify(&twice, &frame.bytes()).first_difference(), None);
    // A larger sample selects the families in reserve, and hands their places on.
    let at = "2026-09-10T00:00:00Z".parse().unwrap();
    let large = crate::extend::extend(&twice, &frame, 20, "A", at).unwrap();
    assert_eq!(verify(&large, &frame.bytes()).first_difference(), None);
    let mut audited: Vec<CaseId> = standing(&large).into_iter().filter_map(|p| p.case).collect();
    let all = audited.len();
    audited.sort();
    audited.dedup();
    assert_eq!(audited.len(), all, "no child is audited twice");
    assert!(!audited.contains(leaving) && !audited.contains(&skipped));
}

#[test]
fn reasons_come_from_a_list() {
    assert_eq!(Reason::parse("Duplicate child").unwrap().text(), "duplicate child");
    assert_eq!(Reason::parse("other: moved abroad").unwrap().text(), "other: moved abroad");
    assert_eq!(Reason::parse("other:"), None);
    assert_eq!(Reason::parse("I'd rather not"), None);
}
