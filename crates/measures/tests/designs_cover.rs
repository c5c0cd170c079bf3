//! The coverage study, small: six of its lists by every design, the same few draws each time. The full one
//! is `examples/coverage`; CONTRIBUTING says how to run it.

#[path = "../examples/coverage/lists.rs"]
mod lists;
#[path = "../examples/coverage/study.rs"]
mod study;

use std::collections::BTreeMap;

use assay_measures::estimate::Basis;
use study::{Held, SPREADS, STEPS, UNITS, cell};

#[test]
fn what_is_printed_first_holds_the_truth_as_often_as_its_name_promises() {
    let mut found: BTreeMap<Basis, Held> = BTreeMap::new();
    for number in [0, 6, 13, 17, 24, 31] {
        let list = lists::list(number);
        let bound = SPREADS.iter().filter(|spread| **spread != STEPS);
        for (spread, unit) in bound.flat_map(|s| UNITS.map(|unit| (s, unit))) {
            for (basis, held) in cell(&list, spread, unit, 24).unwrap_or_default() {
                let sum = found.entry(basis).or_default();
                sum.draws += held.draws;
                sum.held += held.held;
            }
        }
    }
    assert_eq!(found.len(), 3, "every kind of interval is tried: {found:?}");
    for (basis, held) in found {
        assert!(held.draws >= 100 && held.keeps(basis), "{}: {held:?}", basis.words());
    }
    assert!(!lists::list(0).about.is_empty());
}
