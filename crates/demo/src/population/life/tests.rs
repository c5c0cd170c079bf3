//! Tests of `life.rs`.

use super::*;
use crate::calendar::rounds;
use crate::people;

#[test]
fn about_three_thousand_are_open_on_every_draw_day() {
    let workers = people::workers("1");
    let children = children("1", &workers);
    for round in rounds() {
        let open = children.iter().filter(|c| c.stage(round.draw_day()).is_some()).count();
        assert!((2950..=3050).contains(&open), "{} open on {}", open, round.draw_day());
    }
}

#[test]
fn stages_follow_one_another_and_ids_are_unique() {
    let workers = people::workers("2");
    let children = children("2", &workers);
    assert!(children.windows(2).all(|pair| pair[0].id < pair[1].id));
    for child in &children {
        for pair in child.stages.windows(2) {
            assert_eq!(pair[0].to, Some(pair[1].from), "{}", child.id);
        }
        for stage in &child.stages {
            assert!(stage.to.is_none_or(|to| stage.from < to), "{}: {stage:?}", child.id);
        }
    }
}
