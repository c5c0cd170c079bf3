//! What must hold for every list, and one draw worked out by hand in another language. Draws by
//! tickets; assignment and the other methods have tests next to their code.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{CaseId, DrawId};
use assay_sampler::allocate::allocate;
use assay_sampler::stream::Pool;
use assay_sampler::{
    Allocation, Cap, Frame, FrameRow, Method, Purpose, Rules, Seed, Status, TicketKey, draw,
};
use proptest::prelude::*;

/// Strata with the ids selected in each, in order.
type Selected = Vec<(String, Vec<String>)>;

fn row(number: u32, team: u32, worker: u32) -> FrameRow {
    let id = format!("C{number}");
    FrameRow {
        case: CaseId::parse(&id).unwrap(),
        stratum: format!("Team {team}"),
        unit: id,
        status: Status::Eligible,
        cap: format!("W{worker}"),
        key: String::new(),
    }
}

fn select(rows: Vec<FrameRow>, seed: u64, n: u64, rules: &Rules) -> Selected {
    let frame = Frame::new(rows).unwrap();
    let seed = Seed::parse(&format!("{seed:020}")).unwrap();
    let id = DrawId::parse("2026-09-monthly").unwrap();
    let drawn = draw(&frame, &seed, &id, n, rules).unwrap();
    drawn
        .strata
        .iter()
        .map(|s| (s.name.clone(), s.selected.iter().map(|d| d.case.to_string()).collect()))
        .collect()
}

fn all(selected: &Selected) -> BTreeSet<&String> {
    selected.iter().flat_map(|(_, ids)| ids).collect()
}

prop_compose! {
    /// A list of 20 to 150 cases in up to 6 teams.
    fn list()(
        places in prop::collection::vec((0_u32..6, 0_u32..8), 20..150),
    ) -> Vec<FrameRow> {
        let numbered = places.iter().zip(0..);
        numbered.map(|((team, worker), i)| row(i * 37 % 9973, *team, *worker)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_rows_plays_no_part(
        rows in list(), seed: u64, turn in 0_usize..150, n in 1_u64..60,
    ) {
        let mut shuffled = rows.clone();
        let length = shuffled.len();
        shuffled.rotate_left(turn % length);
        shuffled.swap(0, turn * 7 % length);
        shuffled.reverse();
        let rules = Rules::default();
        prop_assert_eq!(select(rows, seed, n, &rules), select(shuffled, seed, n, &rules));
    }

    #[test]
    fn a_corrected_stratum_changes_at_most_two_others(
        rows in list(), seed: u64, which in 0_usize..150, team in 0_u32..6, n in 1_u64..60,
    ) {
        let mut corrected = rows.clone();
        let which = which % rows.len();
        corrected[which].stratum = format!("Team {team}");
        let own = rows[which].case.to_string();
        let before = select(rows, seed, n, &Rules::default());
        let after = select(corrected, seed, n, &Rules::default());
        let (before, after) = (all(&before), all(&after));
        let left = before.difference(&after).filter(|id| ***id != own).count();
        let come = after.difference(&before).filter(|id| ***id != own).count();
        prop_assert!(left.max(come) <= 2, "{} left and {} came", left, come);
    }

    #[test]
    fn one_row_deleted_changes_at_most_one_other_case(
        rows in list(), seed: u64, gone in 0_usize..150, n in 1_u64..60,
    ) {
        let mut fewer = rows.clone();
        let deleted = fewer.remove(gone % rows.len()).case.to_string();
        let before = select(rows, seed, n, &Rules::default());
        let after = select(fewer, seed, n, &Rules::default());
        let (before, after) = (all(&before), all(&after));
        let left = before.difference(&after).filter(|id| ***id != deleted).count();
        prop_assert!(after.difference(&before).count() <= 1 && left <= 1);
    }

    #[test]
    fn a_larger_draw_begins_with_the_smaller(
        rows in list(), seed: u64, n in 6_u64..60, more in 1_u64..60, capped: bool,
        minimum in 0_u64..2,
    ) {
        let cap = capped.then(|| Cap { column: "worker".to_owned(), k: 2 });
        let allocation = Allocation { minimum, ..Allocation::default() };
        let rules = Rules { cap, allocation, ..Rules::default() };
        let small = select(rows.clone(), seed, n, &rules);
        let large = select(rows, seed, n + more, &rules);
        for ((_, few), (name, many)) in small.iter().zip(&large) {
            prop_assert!(many.starts_with(few), "{}: {:?} {:?}", name, few, many);
        }
    }

    #[test]
    fn partitions_may_be_drawn_apart_and_merged(
        rows in list(), seed: u64, n in 1_u64..60, parts in prop::collection::vec(0_usize..4, 150),
    ) {
        let whole = select(rows.clone(), seed, n, &Rules::default());
        let text = Seed::parse(&format!("{seed:020}")).unwrap();
        let id = DrawId::parse("2026-09-monthly").unwrap();
        let key = TicketKey::new(&text, &id, Purpose::Select);
        let mut pools: Vec<Pool> = (0..4).map(|_| Pool::new(key.clone(), n as usize)).collect();
        for (row, part) in rows.iter().zip(&parts) {
            let stratum = pools[*part].stratum(&row.stratum);
            pools[*part].add(stratum, row.case.as_str());
        }
        let mut merged = pools.remove(parts[0]);
        for pool in pools {
            merged.merge(pool);
        }
        let mut apart: Selected =
            whole.iter().map(|(name, _)| (name.clone(), Vec::new())).collect();
        for line in merged.draw(n, 0, &Allocation::default()).unwrap() {
            let stratum = apart.iter_mut().find(|(name, _)| *name == line.stratum).unwrap();
            stratum.1.push(line.case);
        }
        prop_assert_eq!(apart, whole);
    }

    #[test]
    fn nested_strata_keep_their_floors_and_their_parents_shares(
        leaves in prop::collection::btree_map((0_u8..4, 0_u8..5), 1_u64..40, 1..15),
        minimum in 0_u64..4, n in 0_u64..200, equal: bool,
    ) {
        let method = if equal { Method::Equal } else { Method::Proportional };
        let name = |(parent, leaf): &(u8, u8)| format!("P{parent} / L{leaf}");
        let sizes: BTreeMap<String, u64> = leaves.iter().map(|(k, v)| (name(k), *v)).collect();
        let total: u64 = sizes.values().sum();
        let floors: u64 = sizes.values().map(|size| minimum.min(*size)).sum();
        let n = n.min(total);
        let nested = Allocation { method: method.clone(), minimum, nested: true };
        let seats = allocate(&sizes, n, &nested);
        prop_assert_eq!(seats.is_ok(), floors <= n);
        let Ok(seats) = seats else { return Ok(()) };
        prop_assert_eq!(seats.values().sum::<u64>(), n);
        for (leaf, seat) in &seats {
            prop_assert!((minimum.min(sizes[leaf])..=sizes[leaf]).contains(seat), "{}", leaf);
        }
        // Without minima the first column shares as if it stood alone.
        let flat = Allocation { method, minimum: 0, nested: true };
        let mut parents: BTreeMap<String, u64> = BTreeMap::new();
        let mut seated: BTreeMap<String, u64> = BTreeMap::new();
        for (leaf, seat) in allocate(&sizes, n, &flat).unwrap() {
            let parent = leaf.split(" / ").next().unwrap().to_owned();
            *parents.entry(parent.clone()).or_default() += sizes[&leaf];
            *seated.entry(parent).or_default() += seat;
        }
        let alone = Allocation { nested: false, ..flat };
        prop_assert_eq!(allocate(&parents, n, &alone).unwrap(), seated);
    }

    #[test]
    fn allocations_add_up_and_stay_within_strata(
        rows in list(), seed: u64, n in 6_u64..200, minimum in 0_u64..2, equal: bool,
    ) {
        let method = if equal { Method::Equal } else { Method::Proportional };
        let allocation = Allocation { method, minimum, nested: false };
        let strata = select(rows.clone(), seed, n, &Rules { allocation, ..Rules::default() });
        prop_assert_eq!(all(&strata).len() as u64, n.min(rows.len() as u64));
        for (name, ids) in &strata {
            let size = rows.iter().filter(|row| row.stratum == *name).count();
            prop_assert!(ids.len() <= size && ids.len() as u64 >= minimum.min(size as u64));
        }
    }
}

/// Worked out in Python from the published method alone: `hashlib`, `sorted` and fractions.
#[test]
fn a_draw_worked_out_elsewhere_comes_out() {
    let rows = (0..40).map(|i| row(i, u32::from(i % 5 == 0), 0)).collect();
    let drawn = select(rows, 1_382_438_112_797_316_654, 7, &Rules::default());
    let expected = GOLDEN.map(|(name, ids)| {
        (name.to_owned(), ids.split(' ').map(str::to_owned).collect::<Vec<_>>())
    });
    assert_eq!(drawn, expected);
}

const GOLDEN: [(&str, &str); 2] = [("Team 0", "C28 C18 C3 C31 C21 C19"), ("Team 1", "C5")];
