//! Tests of `merge.rs`.

use super::*;

fn names(sizes: &[(&str, u64)], rule: &str, n: u64) -> Vec<(String, u64)> {
    let sizes: BTreeMap<String, u64> =
        sizes.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect();
    let renamed = merged(&sizes, &Collapse::parse(rule).unwrap(), n);
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for (name, size) in &sizes {
        *found.entry(renamed.get(name).unwrap_or(name).clone()).or_default() += size;
    }
    found.into_iter().collect()
}

#[track_caller]
fn check(sizes: &[(&str, u64)], rule: &str, n: u64, expected: &[(&str, u64)]) {
    let expected: Vec<(String, u64)> =
        expected.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect();
    assert_eq!(names(sizes, rule, n), expected);
}

const LIST: [(&str, u64); 6] = [
    ("CIN / A", 50),
    ("CIN / B", 4),
    ("CIN / C", 30),
    ("CP / A", 3),
    ("CP / B", 2),
    ("LAC / A", 11),
];

#[test]
fn a_small_stratum_joins_the_next_of_its_first_column_else_the_one_before() {
    let expected = [("CIN / A", 50), ("CIN / B + C", 34), ("CP", 5), ("LAC / A", 11)];
    check(&LIST, "below 5", 20, &expected);
    // Both strata of CP together are still too small: they join the one before.
    let expected = [("CIN / A", 50), ("CIN / B + C + CP", 39), ("LAC / A", 11)];
    check(&LIST, "below 6", 20, &expected);
}

#[test]
fn seats_are_shares_of_n_by_size() {
    // 100 eligible, n = 20: a seat is 5 cases, and 10 are two.
    let expected = [("CIN / A", 50), ("CIN / B + C + CP", 39), ("LAC / A", 11)];
    check(&LIST, "below 2 seats", 20, &expected);
    check(
        &LIST,
        "below 1 seat",
        20,
        &[("CIN / A", 50), ("CIN / B + C", 34), ("CP", 5), ("LAC / A", 11)],
    );
    check(&LIST, "below 2 seats", 100, &LIST);
}

#[test]
fn by_parent_a_whole_first_column_is_one_stratum() {
    check(&LIST, "below 5 by parent", 20, &[("CIN", 84), ("CP", 5), ("LAC / A", 11)]);
    let expected = [("CIN + CP", 89), ("LAC / A", 11)];
    check(&LIST, "below 6 by parent", 20, &expected);
}

#[test]
fn one_column_has_no_parents_and_nothing_is_left_below() {
    check(&[("a", 1), ("b", 9), ("c", 2)], "below 4", 4, &[("a + b + c", 12)]);
    check(&[("a", 9), ("b", 9), ("c", 2)], "below 4", 4, &[("a", 9), ("b + c", 11)]);
    check(&[("a", 1), ("b", 2)], "below 9", 2, &[("a + b", 3)]);
    check(&[("a", 1)], "below 9", 1, &[("a", 1)]);
}

/// The rule as the head of this file says it, each time over all groups.
fn in_plain_words(sizes: &[(String, u64)], least: u64) -> Vec<Vec<String>> {
    let mut groups: Vec<(Vec<String>, u64)> =
        sizes.iter().map(|(name, size)| (vec![name.clone()], *size)).collect();
    while groups.len() > 1 {
        let small = (0..groups.len()).filter(|place| groups[*place].1 < least);
        let Some(smallest) = small.min_by_key(|place| groups[*place].1) else { break };
        let names: Vec<&str> = groups.iter().map(|(members, _)| members[0].as_str()).collect();
        let neighbour = nearest(&names, smallest).unwrap();
        let (members, size) = groups.remove(smallest.max(neighbour));
        let first = &mut groups[smallest.min(neighbour)];
        first.0.extend(members);
        first.1 += size;
    }
    groups.into_iter().map(|(members, _)| members).collect()
}

#[test]
fn many_strata_are_merged_as_the_rule_says() {
    for case in 0..300_u64 {
        let sizes: Vec<(String, u64)> = (0..=case % 41)
            .map(|s| (format!("{} / {s:02}", s / 7), 1 + (case * 31 + s * s * 17) % 9))
            .collect();
        let least = 2 + case % 17;
        let of_name: BTreeMap<String, u64> = sizes.iter().cloned().collect();
        let rule = Collapse::parse(&format!("below {least}")).unwrap();
        let renamed = merged(&of_name, &rule, 1);
        let expected = in_plain_words(&sizes, least);
        for (one, other) in sizes.iter().zip(&sizes[1..]) {
            let together = expected.iter().any(|g| g.contains(&one.0) && g.contains(&other.0));
            let new = |name: &String| renamed.get(name).unwrap_or(name).clone();
            assert_eq!(new(&one.0) == new(&other.0), together, "{sizes:?} {least}");
        }
    }
}

#[test]
fn tens_of_thousands_of_strata_are_merged_without_delay() {
    let sizes: BTreeMap<String, u64> =
        (0..60_000).map(|s| (format!("{:03} / {s:05}", s / 300), 1)).collect();
    let found = merged(&sizes, &Collapse::parse("below 1000").unwrap(), 100);
    assert_eq!(found.len(), 60_000);
}

#[test]
fn of_equal_ones_the_first_by_name_goes_first() {
    check(&[("a", 2), ("b", 2), ("c", 2), ("d", 2)], "below 3", 4, &[("a + b", 4), ("c + d", 4)]);
}

#[test]
fn every_stratum_gets_the_seats_it_was_merged_for() {
    use crate::allocate::{Allocation, allocate};
    for case in 0..400_u64 {
        let sizes: BTreeMap<String, u64> = (0..=case % 23)
            .map(|s| {
                (format!("{} / {s:02}", s % 4), 1 + (case * 31 + s * s * 17) % (3 + case % 90))
            })
            .collect();
        let total: u64 = sizes.values().sum();
        for least in [1, 2, 3] {
            let n = (total / 7).max(least).min(total);
            let rule = Collapse::parse(&format!("below {least} seats")).unwrap();
            let renamed = merged(&sizes, &rule, n);
            let mut found: BTreeMap<String, u64> = BTreeMap::new();
            for (name, size) in &sizes {
                *found.entry(renamed.get(name).unwrap_or(name).clone()).or_default() += size;
            }
            let seats = allocate(&found, n, &Allocation::default()).unwrap();
            for (name, size) in &found {
                assert!(seats[name] >= least.min(*size), "{sizes:?} {n} {found:?} {seats:?}");
            }
        }
    }
}
