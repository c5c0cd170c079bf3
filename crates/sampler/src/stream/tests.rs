//! Tests of `stream.rs`.

use super::*;
use crate::draw::tests::row;
use crate::{Frame, Purpose, Rules, Seed, draw};
use assay_model::DrawId;

fn seed() -> Seed {
    Seed::parse("01382438112797316654").unwrap()
}

fn id() -> DrawId {
    DrawId::parse("sample").unwrap()
}

fn pool(cases: impl Iterator<Item = usize>) -> Pool {
    let mut pool = Pool::new(TicketKey::new(&seed(), &id(), Purpose::Select), 25);
    for i in cases {
        let stratum = pool.stratum(["a", "b", "c"][i * i % 3]);
        pool.add(stratum, &format!("case {i}"));
    }
    pool
}

#[test]
fn a_stream_draws_what_a_frame_draws_in_any_parts() {
    let rows = (0..500).map(|i| {
        let id = format!("case {i}");
        row(&id, ["a", "b", "c"][i * i % 3], &id, "")
    });
    let frame = Frame::new(rows.collect()).unwrap();
    let rules = Rules { reserves: 2, ..Rules::default() };
    let drawn = draw(&frame, &seed(), &id(), 20, &rules).unwrap();
    let mut expected = Vec::new();
    for stratum in &drawn.strata {
        let all = stratum.selected.iter().chain(&stratum.reserves);
        expected.extend(all.map(|d| (d.case.to_string(), d.ticket.unwrap())));
    }
    let mut merged = pool((0..500).rev().filter(|i| i % 7 != 0));
    merged.merge(pool((0..500).filter(|i| i % 7 == 0)));
    for seen in [pool(0..500), merged] {
        let lines = seen.draw(20, 2, &Allocation::default()).unwrap();
        let found: Vec<_> = lines.into_iter().map(|line| (line.case, line.ticket)).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn an_id_that_stands_twice_is_found_across_parts() {
    let (mut one, mut two) = (pool(0..100), pool(99..120));
    let found = repeated(&[one.take_marks(), two.take_marks()], 0..Marks::BUCKETS);
    let key = TicketKey::new(&seed(), &id(), Purpose::Select);
    assert_eq!(found, [Pool::mark_of(&key, "case 99")]);
    assert!(repeated(&[pool(0..100).take_marks()], 0..Marks::BUCKETS).is_empty());
}

#[test]
fn more_than_there_is_takes_all() {
    let lines = pool(0..5).draw(20, 2, &Allocation::default()).unwrap();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line.role == Role::Selected));
}
