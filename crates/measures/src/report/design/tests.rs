//! Tests of the designs that plans can make, on lists whose truth is known.

use assay_model::{AuditKind, CaseId, DrawId, Judgement, Month};

use super::*;
use crate::estimate::{Measure, estimate};
use crate::reads::tests::read;
use crate::report::{Family, RoundCase};

const MONTH: &str = "2026-09";

/// A group of the sample: its stratum, how many are read, how many children each family has, and whether
/// they are good.
struct Group {
    stratum: &'static str,
    read: u32,
    children: u64,
    good: bool,
}

fn group(stratum: &'static str, read: u32, children: u64, good: bool) -> Group {
    Group { stratum, read, children, good }
}

fn stratum(name: &str, eligible: u64, seats: u64) -> RoundStratum {
    RoundStratum { name: name.into(), eligible, seats }
}

fn found(drawing: Drawing, strata: Vec<RoundStratum>, passed_over: u64, of: &[Group]) -> Estimate {
    let mut cases = Vec::new();
    let mut reads = Vec::new();
    for group in of {
        for _ in 0..group.read {
            let family = format!("f{}", cases.len());
            // A whole family brings all of its children, one child stands for them otherwise.
            let brought = if drawing == Drawing::WholeFamilies { group.children } else { 1 };
            for _ in 0..brought {
                let id = (cases.len() + 1).to_string();
                let grade = if group.good { Judgement::Good } else { Judgement::Inadequate };
                let mut audit = read(&id, MONTH, Some(grade), "5");
                audit.stratum = group.stratum.into();
                reads.push(audit);
                cases.push(RoundCase {
                    case: CaseId::parse(&id).unwrap(),
                    stratum: group.stratum.into(),
                    family: Some(Family { id: family.clone(), children: group.children }),
                    chance: None,
                    service: "".into(),
                    team: "".into(),
                    auditor: "a".into(),
                });
            }
        }
    }
    let round = Round {
        draw: DrawId::parse("2026-09-monthly").unwrap(),
        month: Month::parse(MONTH).unwrap(),
        kind: AuditKind::Monthly,
        drawing,
        strata,
        passed_over,
        simulated: None,
        after_results: Vec::new(),
        cases,
    };
    let reads: Vec<&Read> = reads.iter().collect();
    let design = Design::of(&reads, &[round]);
    let good = |read: &&Read| f64::from(u8::from(read.audit.overall == Some(Judgement::Good)));
    let sample = design.sample(reads.iter().map(|read| Some(good(read))));
    let share = estimate(&sample, Measure::Share, Confidence::USUAL).unwrap();
    let hits = reads.iter().map(good).sum::<f64>() as u64;
    design.exact_or_named(share, (hits, reads.len() as u64), Confidence::USUAL)
}

#[track_caller]
fn holds(found: &Estimate, truth: f64, basis: Basis) {
    assert!((found.mean - truth).abs() < 1e-12, "{found:?}");
    assert!(found.interval.low <= truth && truth <= found.interval.high, "{found:?}");
    assert_eq!(found.basis, basis);
}

#[test]
fn an_equal_allocation_speaks_for_the_list_and_not_for_the_sample() {
    let strata = vec![stratum("Big", 700, 25), stratum("Small", 300, 25)];
    let of = [group("Big", 25, 1, true), group("Small", 25, 1, false)];
    holds(&found(Drawing::Cases, strata, 0, &of), 0.7, Basis::DesignBased);
}

#[test]
fn a_stratum_that_lost_all_but_one_return_keeps_its_weight() {
    let strata = vec![stratum("A", 100, 5), stratum("B", 300, 15)];
    let of = [group("A", 1, 1, false), group("B", 15, 1, true)];
    holds(&found(Drawing::Cases, strata, 0, &of), 0.75, Basis::Approximate);
}

#[test]
fn a_stratum_that_lost_every_return_is_spoken_for_by_its_neighbour() {
    let strata = vec![stratum("A", 100, 5), stratum("B", 100, 5), stratum("C", 200, 10)];
    let of = [group("A", 5, 1, true), group("C", 10, 1, false)];
    // B has C for its next: 100 of A against 300.
    holds(&found(Drawing::Cases, strata, 0, &of), 0.25, Basis::Approximate);
}

#[test]
fn one_child_of_a_family_is_weighted_by_its_brothers_and_sisters() {
    let strata = vec![stratum("all", 180, 60)];
    let of = [group("all", 10, 5, false), group("all", 50, 1, true)];
    holds(&found(Drawing::Families, strata, 0, &of), 0.5, Basis::DesignBased);
}

#[test]
fn whole_families_are_clusters_and_not_so_many_children() {
    let strata = || vec![stratum("all", 200, 40)];
    let of = [group("all", 20, 3, true), group("all", 20, 3, false)];
    let families = found(Drawing::WholeFamilies, strata(), 0, &of);
    holds(&families, 0.5, Basis::DesignBased);
    assert_eq!((families.n, families.df), (120, 39));
    let single = [group("all", 20, 1, true), group("all", 20, 1, false)];
    let children = found(Drawing::WholeFamilies, strata(), 0, &single);
    assert!(
        (families.se - children.se).abs() < 1e-12,
        "brothers and sisters who agree add nothing"
    );
}

#[test]
fn strata_without_a_seat_and_a_cap_make_an_estimate_approximate() {
    let of = [group("A", 12, 1, true), group("B", 12, 1, false)];
    let two = || vec![stratum("A", 400, 12), stratum("B", 400, 12)];
    let mut with_seatless = two();
    with_seatless.push(stratum("C", 8, 0));
    assert_eq!(found(Drawing::Cases, with_seatless, 0, &of).basis, Basis::Approximate);
    assert_eq!(found(Drawing::Cases, two(), 3, &of).basis, Basis::Approximate);
    assert_eq!(found(Drawing::Cases, two(), 0, &of).basis, Basis::DesignBased);
}

#[test]
fn only_one_simple_draw_is_called_exact() {
    let strata = || vec![stratum("all", 300, 60)];
    let of = [group("all", 27, 1, true), group("all", 33, 1, false)];
    holds(&found(Drawing::Cases, strata(), 0, &of), 0.45, Basis::Exact);
    assert_eq!(found(Drawing::Steps, strata(), 0, &of).basis, Basis::Approximate);
    let census = [group("all", 135, 1, true), group("all", 165, 1, false)];
    let every = found(Drawing::Cases, vec![stratum("all", 300, 300)], 0, &census);
    holds(&every, 0.45, Basis::Exact);
    assert!((every.interval.high - every.interval.low).abs() < 1e-12);
}
