//! Whatever is replaced and extended, in whatever order: reserves step in in their order, nobody is
//! audited twice, and `verify` follows.

use std::collections::BTreeSet;

use assay_model::{CaseId, DrawId, Timestamp};
use assay_sampler::extend::extend;
use assay_sampler::replace::{Reason, ReplaceError, Request, replace};
use assay_sampler::standing::standing;
use assay_sampler::{
    Cap, Frame, FrameRow, FrameSummary, Freeze, Manifest, PlanText, Program, Rules, Seed,
    SeedRecord, Selection, Status, Unit, draw, verify,
};
use proptest::prelude::*;

fn at(minute: usize) -> Timestamp {
    format!("2026-09-02T{:02}:{:02}:00Z", 9 + minute / 60, minute % 60).parse().unwrap()
}

fn frame(places: &[(u32, u32, u32)], unit: Unit) -> Frame {
    let rows = places.iter().enumerate().map(|(i, (team, worker, family))| FrameRow {
        case: CaseId::parse(&format!("C{i:03}")).unwrap(),
        stratum: format!("Team {team}"),
        unit: if unit == Unit::Case { format!("C{i:03}") } else { format!("F{team}-{family}") },
        status: Status::Eligible,
        cap: format!("W{worker}"),
        key: format!("{}", i % 7),
    });
    Frame::new(rows.collect()).unwrap()
}

fn manifest(frame: &Frame, seed: u64, n: u64, rules: Rules) -> Manifest {
    let seed = Seed::parse(&format!("{seed:020}")).unwrap();
    let id = DrawId::parse("2026-09-monthly").unwrap();
    let drawn = draw(frame, &seed, &id, n, &rules).unwrap();
    let freeze = Freeze {
        draw: id,
        frozen_at: at(0),
        sources: Vec::new(),
        plan: PlanText::new("monthly", "  monthly:\n"),
        frame: FrameSummary::new(frame, &[7; 32]),
        rules,
    };
    let seed = SeedRecord { seed, source: "dice".to_owned(), recorded_at: at(1), weak: false };
    let program = Program { name: "assay".to_owned(), version: "0".to_owned() };
    Manifest::new(freeze, seed, drawn, program)
}

/// What is done next: the place of the case to replace, or by how much to extend.
#[derive(Debug, Clone)]
enum Step {
    Replace(usize),
    Extend(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let replace = (0_usize..1000).prop_map(Step::Replace);
    let extend = (1_u64..12).prop_map(Step::Extend);
    prop::collection::vec(prop_oneof![4 => replace, 1 => extend], 1..14)
}

/// The case at this place of those audited now.
fn audited(manifest: &Manifest) -> Vec<CaseId> {
    standing(manifest).into_iter().filter_map(|place| place.case).collect()
}

fn apply(manifest: &Manifest, frame: &Frame, step: &Step, minute: usize) -> Option<Manifest> {
    match step {
        Step::Extend(more) => extend(manifest, frame, manifest.n() + more, "A", at(minute)).ok(),
        Step::Replace(place) => {
            let now = audited(manifest);
            let case = &now[place % now.len()];
            let reason = Reason::Duplicate;
            let request = Request { case, reason, approver: "B", opened: false, at: at(minute) };
            match replace(manifest, frame, &request) {
                Ok(replaced) => Some(replaced),
                Err(ReplaceError::NoReserve(_) | ReplaceError::Already { .. }) => None,
                Err(other) => panic!("{other}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn reserves_step_in_in_order_and_nobody_is_audited_twice(
        places in prop::collection::vec((0_u32..3, 0_u32..6, 0_u32..15), 40..120),
        seed: u64, n in 3_u64..12, steps in steps(), unit in 0_usize..3, selection in 0..4, capped: bool,
    ) {
        let unit = [Unit::Case, Unit::Family, Unit::WholeFamily][unit];
        let systematic = selection == 0 && unit == Unit::Case;
        let selection = if systematic { Selection::Systematic } else { Selection::Tickets };
        let cap = (capped && !systematic).then(|| Cap { column: "worker".to_owned(), k: 2 });
        let frame = frame(&places, unit);
        let reserves = if systematic { 0 } else { 4 };
        let rules = Rules { unit, selection, cap, reserves, ..Rules::default() };
        let mut record = manifest(&frame, seed, n, rules);
        let mut gone: BTreeSet<CaseId> = BTreeSet::new();
        for (minute, step) in steps.iter().enumerate() {
            let Some(next) = apply(&record, &frame, step, minute + 2) else { continue };
            if let (Step::Replace(_), Some(entry)) = (step, next.replacements.last()) {
                gone.insert(entry.case.clone());
                if !systematic && unit != Unit::WholeFamily {
                    // The stand-in is the first reserve that has not stood in before.
                    let used: BTreeSet<&CaseId> =
                        record.replacements.iter().map(|e| &e.replaced_by).collect();
                    let reserve = record.strata.iter().find_map(|stratum| {
                        let has = stratum.reserves.iter().any(|d| d.case == entry.replaced_by);
                        let mut unused =
                            stratum.reserves.iter().filter(|d| !used.contains(&d.case));
                        has.then(|| unused.next().map(|d| d.case.clone())).flatten()
                    });
                    prop_assert_eq!(reserve.as_ref(), Some(&entry.replaced_by));
                }
            }
            record = Manifest::parse(&next.bytes()).unwrap();
            let now = audited(&record);
            let different: BTreeSet<&CaseId> = now.iter().collect();
            prop_assert_eq!(different.len(), now.len());
            prop_assert!(now.iter().all(|case| !gone.contains(case)), "{:?}", gone);
            let found = verify(&record, &frame.bytes());
            prop_assert_eq!(found.first_difference(), None);
        }
    }
}
