//! A true draw says yes throughout; each tampering is named.

use super::*;
use crate::draw::{draw, tests::row};
use crate::{Digest, FrameSummary, Freeze, PlanText, Program, Seed, SeedRecord, Selection, Source};
use assay_model::{CaseId, DrawId, Timestamp};

pub(crate) fn frame(size: usize) -> Frame {
    let rows = (0..size).map(|i| {
        let id = format!("C{i:03}");
        row(&id, ["CIN 1", "CIN 2", "CLA"][i % 3], &id, &format!("worker {}", i % 5))
    });
    Frame::new(rows.collect()).unwrap()
}

/// Families of one to four children, in two teams.
pub(crate) fn families(size: usize) -> Frame {
    let rows = (0..size).map(|i| {
        let id = format!("C{i:03}");
        row(&id, ["CIN 1", "CIN 2"][i / 10 % 2], &format!("F{}", i / 10 * 4 + i % 10 / 3), "")
    });
    Frame::new(rows.collect()).unwrap()
}

pub(crate) fn manifest(frame: &Frame, n: u64, rules: Rules) -> Manifest {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let seed = Seed::parse("01382438112797316654").unwrap();
    let id = DrawId::parse("2026-09-monthly").unwrap();
    let drawn = draw(frame, &seed, &id, n, &rules).unwrap();
    let freeze = Freeze {
        draw: id,
        frozen_at: at("2026-09-01T08:00:00.000Z"),
        sources: vec![Source { name: "list.csv".to_owned(), sha256: Digest::of(b"list") }],
        plan: PlanText::new("monthly", "monthly:\n  n: 104\n"),
        frame: FrameSummary::new(frame, &[7; 32]),
        rules,
    };
    let record = SeedRecord {
        seed,
        source: "dice".to_owned(),
        recorded_at: at("2026-09-01T08:05:00.250Z"),
        weak: false,
    };
    let program = Program { name: "assay".to_owned(), version: "0.1.0".to_owned() };
    Manifest::new(freeze, record, drawn, program)
}

fn rules() -> Rules {
    Rules { reserves: 2, second_reads: crate::SecondReads::Count(3), ..Rules::default() }
}

#[test]
fn a_true_draw_says_yes_throughout() {
    for selection in [Selection::Tickets, Selection::Systematic, Selection::EveryCase] {
        let frame = frame(60);
        let record = manifest(&frame, 12, Rules { selection, ..rules() });
        let read = Manifest::parse(&record.bytes()).unwrap();
        assert_eq!(read.bytes(), record.bytes());
        let result = verify(&read, &frame.bytes());
        assert_eq!(result.first_difference(), None, "{selection:?}");
        assert_eq!(result.cases_match, Answer::Yes);
        assert_eq!(result.withdrawn, 0);
    }
}

#[test]
fn a_changed_cell_changes_the_list() {
    let frame = frame(60);
    let record = manifest(&frame, 12, rules());
    let text = String::from_utf8(frame.bytes()).unwrap();
    let changed = text.replacen("C004\tCIN 2", "C004\tCIN 1", 1);
    let result = verify(&record, changed.as_bytes());
    assert!(result.list_unchanged.difference().unwrap().contains("the frozen list had"));
    assert_eq!(result.cases_match.as_bool(), Some(false));
    assert_eq!(
        line_difference(text.as_bytes(), changed.as_bytes()).unwrap(),
        "frame.tsv, line 5: expected \"C004 | CIN 2 | C004 | eligible | worker 4 | \", found \"C004 | CIN 1 | C004 | eligible | worker 4 | \""
    );
}

#[test]
fn a_changed_seed_and_a_swapped_case_are_named() {
    let frame = frame(60);
    let mut seed = manifest(&frame, 12, rules());
    seed.seed.seed = Seed::parse("01382438112797316655").unwrap();
    let found = verify(&seed, &frame.bytes());
    assert_eq!(found.list_unchanged, Answer::Yes);
    assert!(
        found
            .cases_match
            .difference()
            .unwrap()
            .starts_with("stratum \"CIN 1\": selected 1: expected")
    );
    let mut swapped = manifest(&frame, 12, rules());
    swapped.strata[1].selected[0].case = swapped.strata[1].reserves[0].case.clone();
    let found = verify(&swapped, &frame.bytes());
    assert!(found.cases_match.difference().unwrap().starts_with("stratum \"CIN 2\": selected 1"));
    let mut second = manifest(&frame, 12, rules());
    second.second_read.swap(0, 1);
    let found = verify(&second, &frame.bytes());
    assert!(found.cases_match.difference().unwrap().starts_with("second read 1"));
}

#[test]
fn a_seed_before_the_freeze_is_named() {
    let frame = frame(60);
    let mut record = manifest(&frame, 12, rules());
    record.seed.recorded_at = "2026-08-31T00:00:00Z".parse().unwrap();
    assert_eq!(
        verify(&record, &frame.bytes()).first_difference(),
        Some(
            "the seed was recorded at 2026-08-31T00:00:00.000Z, before the list was frozen at 2026-09-01T08:00:00.000Z"
        )
    );
}

#[test]
fn erased_cases_are_verified_from_the_kept_tickets() {
    let frame = frame(60);
    let mut record = manifest(&frame, 12, rules());
    let gone = [record.strata[0].selected[1].case.clone(), CaseId::parse("C059").unwrap()];
    let stand_in = |case: &CaseId| {
        let index = gone.iter().position(|g| g == case);
        index.map_or(case.clone(), |i| CaseId::parse(&format!("erased-{}", i + 1)).unwrap())
    };
    let rows = frame.rows().iter().cloned().map(|mut row| {
        row.case = stand_in(&row.case);
        row.unit = row.case.to_string();
        row
    });
    let erased = Frame::new(rows.collect()).unwrap();
    for stratum in &mut record.strata {
        for drawn in stratum.selected.iter_mut().chain(&mut stratum.reserves) {
            drawn.case = stand_in(&drawn.case);
        }
    }
    let result = verify(&record, &erased.bytes());
    assert_eq!(result.withdrawn, 2);
    assert_eq!(result.list_unchanged.as_bool(), None);
    assert_eq!(result.cases_match, Answer::Yes);
}
