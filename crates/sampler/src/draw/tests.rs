//! Draws over small lists, each rule of the order and the cut by hand.

use super::*;
use crate::{Allocation, Cap, Status};

pub(crate) fn row(case: &str, stratum: &str, unit: &str, cap: &str) -> FrameRow {
    FrameRow {
        case: CaseId::parse(case).unwrap(),
        stratum: stratum.to_owned(),
        unit: unit.to_owned(),
        status: Status::Eligible,
        cap: cap.to_owned(),
        key: String::new(),
    }
}

fn frame(size: usize, teams: usize) -> Frame {
    let rows = (0..size).map(|i| {
        let id = format!("{:04}", i * 7 % 10_000);
        row(&id, &format!("Team {}", i % teams), &id, &format!("worker {}", i % 3))
    });
    Frame::new(rows.collect()).unwrap()
}

fn seed() -> Seed {
    Seed::parse("01382438112797316654").unwrap()
}

fn id() -> DrawId {
    DrawId::parse("2026-09-monthly").unwrap()
}

fn ids(drawn: &[Drawn]) -> Vec<&str> {
    drawn.iter().map(|d| d.case.as_str()).collect()
}

#[test]
fn the_lowest_tickets_are_drawn_and_the_next_are_reserves() {
    let frame = frame(50, 1);
    let rules = Rules { reserves: 3, ..Rules::default() };
    let drawn = draw(&frame, &seed(), &id(), 5, &rules).unwrap();
    let key = TicketKey::new(&seed(), &id(), Purpose::Select);
    let order = in_ticket_order(&key, frame.rows().iter().map(|r| r.case.as_str())).unwrap();
    let by_hand: Vec<&str> = order.iter().map(|(_, id)| *id).collect();
    let stratum = &drawn.strata[0];
    assert_eq!(ids(&stratum.selected), by_hand[..5]);
    assert_eq!(ids(&stratum.reserves), by_hand[5..8]);
    assert_eq!(stratum.cutoff, Some(order[5].0));
    assert!(stratum.passed_over.is_empty());
}

#[test]
fn more_than_there_is_takes_all_and_says_so() {
    let drawn = draw(&frame(11, 2), &seed(), &id(), 104, &Rules::default()).unwrap();
    assert_eq!(drawn.reduced_from, Some(104));
    assert_eq!(drawn.strata.iter().map(|s| s.n).sum::<u64>(), 11);
    assert!(drawn.strata.iter().all(|s| s.cutoff.is_none()));
}

#[test]
fn the_cap_puts_a_workers_further_cases_behind_all_others() {
    let rules = Rules {
        cap: Some(Cap { column: "worker".to_owned(), k: 2 }),
        reserves: 1,
        ..Rules::default()
    };
    let frame = frame(30, 1);
    let drawn = draw(&frame, &seed(), &id(), 6, &rules).unwrap();
    let mut workers: BTreeMap<&str, u64> = BTreeMap::new();
    for case in &drawn.strata[0].selected {
        *workers.entry(&frame.row(&case.case).unwrap().cap).or_default() += 1;
    }
    assert!(workers.values().all(|count| *count == 2), "{workers:?}");
    let uncapped = draw(&frame, &seed(), &id(), 30, &Rules::default()).unwrap();
    let highest = drawn.strata[0].selected.iter().filter_map(|d| d.ticket).max();
    let expected: Vec<&str> = uncapped.strata[0]
        .selected
        .iter()
        .filter(|d| d.ticket < highest && !drawn.strata[0].selected.contains(d))
        .map(|d| d.case.as_str())
        .collect();
    let passed: Vec<&str> = drawn.strata[0].passed_over.iter().map(CaseId::as_str).collect();
    assert_eq!(passed, expected);
    assert!(!passed.is_empty(), "the six lowest tickets of this seed are not two of each worker");
}

#[test]
fn a_blank_worker_is_never_capped() {
    let rows = (0..10).map(|i| row(&i.to_string(), "all", &i.to_string(), "(blank)"));
    let frame = Frame::new(rows.collect()).unwrap();
    let cap = Some(Cap { column: "worker".to_owned(), k: 1 });
    let capped = draw(&frame, &seed(), &id(), 5, &Rules { cap, ..Rules::default() }).unwrap();
    assert_eq!(capped, draw(&frame, &seed(), &id(), 5, &Rules::default()).unwrap());
}

#[test]
fn a_family_gives_one_child_or_all() {
    let rows = vec![
        row("1", "A", "f1", ""),
        row("2", "B", "f1", ""),
        row("3", "B", "f2", ""),
        row("4", "B", "4", ""),
    ];
    let frame = Frame::new(rows).unwrap();
    let family = Rules { unit: Unit::Family, ..Rules::default() };
    let one = draw(&frame, &seed(), &id(), 3, &family).unwrap();
    // The family of 1 and 2 belongs to 1's stratum.
    assert_eq!(one.strata[0].eligible, 1);
    assert_eq!(one.strata[1].eligible, 2);
    let key = TicketKey::new(&seed(), &id(), Purpose::Select);
    let lower = if key.ticket("1") < key.ticket("2") { "1" } else { "2" };
    assert_eq!(ids(&one.strata[0].selected), [lower]);
    assert_eq!(one.strata[0].selected[0].ticket, Some(key.ticket("f1")));
    let whole = Rules { unit: Unit::WholeFamily, ..Rules::default() };
    let all = draw(&frame, &seed(), &id(), 3, &whole).unwrap();
    assert_eq!(ids(&all.strata[0].selected), ["1", "2"]);
    assert_eq!(all.strata[0].n, 1);
}

#[test]
fn every_case_and_systematic_draws_have_no_tickets() {
    let frame = frame(20, 2);
    let every = Rules { selection: Selection::EveryCase, ..Rules::default() };
    let all = draw(&frame, &seed(), &id(), 0, &every).unwrap();
    assert_eq!(all.strata.iter().map(|s| s.selected.len()).sum::<usize>(), 20);
    let systematic = Rules { selection: Selection::Systematic, ..Rules::default() };
    let some = draw(&frame, &seed(), &id(), 4, &systematic).unwrap();
    assert_eq!((some.strata[0].name.as_str(), some.strata[0].n), ("all", 4));
    assert!(some.strata[0].selected.iter().all(|d| d.ticket.is_none()));
}

#[test]
fn second_reads_are_the_lowest_of_their_own_tickets() {
    let rules = Rules { second_reads: crate::SecondReads::Count(2), ..Rules::default() };
    let drawn = draw(&frame(50, 1), &seed(), &id(), 10, &rules).unwrap();
    let key = TicketKey::new(&seed(), &id(), Purpose::SecondRead);
    let mut by_hand: Vec<&CaseId> = drawn.strata[0].selected.iter().map(|d| &d.case).collect();
    by_hand.sort_by_key(|case| key.ticket(case.as_str()));
    assert_eq!(drawn.second_read.iter().collect::<Vec<_>>(), by_hand[..2]);
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let fails = |frame: &Frame, n, rules: &Rules| {
        draw(frame, &seed(), &id(), n, rules).unwrap_err().to_string()
    };
    let closed = Frame::new(vec![FrameRow { status: Status::Closed, ..row("1", "a", "1", "") }]);
    assert_eq!(
        fails(&closed.unwrap(), 1, &Rules::default()),
        "the frozen list has no eligible case"
    );
    let small = frame(4, 2);
    assert_eq!(fails(&small, 0, &Rules::default()), "n is 0: expected a sample size of at least 1");
    let minimum = Allocation { minimum: 2, ..Allocation::default() };
    assert_eq!(
        fails(&small, 3, &Rules { allocation: minimum, ..Rules::default() }),
        "a minimum of 2 in each stratum needs 4 cases, and n is 3: Team 0 2, Team 1 2"
    );
    let families = Frame::new(vec![row("1", "a", "f", "")]).unwrap();
    assert_eq!(
        fails(&families, 1, &Rules::default()),
        "case \"1\": expected its own id as its unit"
    );
}
