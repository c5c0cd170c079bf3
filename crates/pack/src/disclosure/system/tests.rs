//! Tests of `system.rs`.

use super::*;

#[test]
fn one_small_count_takes_another_with_it() {
    let system =
        System { counts: vec![3, 40, 50, 93], sums: vec![Sum { total: 3, parts: vec![0, 1, 2] }] };
    let states = withhold(&system, Rule::default(), &[]);
    assert_eq!(
        states,
        [State::Withheld, State::Withheld, State::Shown, State::Shown],
        "the smallest other count goes too"
    );
}

#[test]
fn two_ones_do_not_hide_each_other() {
    // Both are at least one and their sum is two: each must be one.
    let system =
        System { counts: vec![1, 1, 50, 52], sums: vec![Sum { total: 3, parts: vec![0, 1, 2] }] };
    let states = withhold(&system, Rule::default(), &[]);
    assert_eq!(states[2], State::Withheld);
}

#[test]
fn zeros_are_shown_and_what_was_shown_stays_known() {
    let system = System {
        counts: vec![3, 0, 40, 50, 93],
        sums: vec![Sum { total: 4, parts: vec![0, 1, 2, 3] }],
    };
    let past = [Past::New, Past::New, Past::Shown, Past::New, Past::New];
    let states = withhold(&system, Rule::default(), &past);
    assert_eq!(states[1], State::Shown);
    assert_eq!(states[2], State::Shown);
    assert_eq!(states[3], State::Withheld);
}
