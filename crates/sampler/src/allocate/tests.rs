//! The published allocation cases, and the rules that no published case covers.

use super::*;

fn sizes(list: &[(&str, u64)]) -> BTreeMap<String, u64> {
    list.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect()
}

fn seats(list: &[(&str, u64)], n: u64, rules: &Allocation) -> Vec<u64> {
    allocate(&sizes(list), n, rules).unwrap().into_values().collect()
}

fn minimum(minimum: u64) -> Allocation {
    Allocation { minimum, ..Allocation::default() }
}

/// The example of Wikipedia's "Highest averages method", by way of marberts/sps (MIT).
#[test]
fn the_published_webster_example_comes_out() {
    let votes = [
        ("a", 47000),
        ("b", 16000),
        ("c", 15900),
        ("d", 12000),
        ("e", 6000),
        ("f", 0),
        ("g", 3100),
    ];
    assert_eq!(seats(&votes, 10, &Allocation::default()), [4, 2, 2, 1, 1, 0, 0]);
}

/// Dakar, Kaolack and Ziguinchor, from survey-methods/samplics.
#[test]
fn exact_shares_are_kept() {
    let towns = [("Dakar", 500), ("Kaolack", 300), ("Ziguinchor", 200)];
    assert_eq!(seats(&towns, 100, &Allocation::default()), [50, 30, 20]);
    assert_eq!(seats(&towns, 50, &Allocation::default()), [25, 15, 10]);
}

/// A stratum ten times the other, with no minimum, one and two each, from marberts/sps (MIT).
#[test]
fn published_minima_come_out() {
    let strata = [("a", 5), ("b", 50)];
    assert_eq!(seats(&strata, 4, &minimum(0)), [0, 4]);
    assert_eq!(seats(&strata, 4, &minimum(1)), [1, 3]);
    assert_eq!(seats(&strata, 4, &minimum(2)), [2, 2]);
}

#[test]
fn ties_go_to_the_larger_then_to_the_smaller_name() {
    assert_eq!(seats(&[("a", 5), ("b", 5)], 1, &Allocation::default()), [1, 0]);
    // After one seat of b (15/3) both claim 5: the larger stratum has it.
    assert_eq!(seats(&[("a", 5), ("b", 15)], 2, &Allocation::default()), [0, 2]);
    let equal = Allocation { method: Method::Equal, ..Allocation::default() };
    assert_eq!(seats(&[("a", 2), ("b", 9), ("c", 9)], 4, &equal), [1, 2, 1]);
}

#[test]
fn minima_come_first_and_nothing_gets_more_than_it_has() {
    assert_eq!(seats(&[("a", 1), ("b", 100), ("c", 3)], 10, &minimum(2)), [1, 7, 2]);
    assert_eq!(seats(&[("a", 1), ("b", 2)], 10, &Allocation::default()), [1, 2]);
    assert_eq!(seats(&[("a", 1), ("b", 100)], 3, &minimum(0)), [0, 3]);
}

#[test]
fn minima_above_the_sample_size_name_the_strata() {
    let error = allocate(&sizes(&[("a", 1), ("b", 9)]), 2, &minimum(2)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a minimum of 2 in each stratum needs 3 cases, and n is 2: a 1, b 2"
    );
}

#[test]
fn fixed_numbers_stand_or_fall_as_given() {
    let fixed = |given: &[(&str, u64)]| Allocation {
        method: Method::Fixed(sizes(given)),
        ..Allocation::default()
    };
    assert_eq!(seats(&[("a", 4), ("b", 9)], 0, &fixed(&[("b", 9)])), [0, 9]);
    let error = allocate(&sizes(&[("a", 4)]), 0, &fixed(&[("a", 5)])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "stratum \"a\": expected at most the 4 eligible, found a fixed 5"
    );
}

#[test]
fn neyman_weighs_by_spread() {
    let weights = sizes(&[("a", 100_000), ("b", 500_000)]);
    let rules = Allocation { method: Method::Neyman(weights), ..Allocation::default() };
    assert_eq!(seats(&[("a", 100), ("b", 100)], 12, &rules), [2, 10]);
}

/// Sizes and spreads of Valliant, Dever & Kreuter (the hospitals of `PracTools`): n = 100 gives the
/// real numbers 34.6, 4.2, 10.5, … of which Sainte-Laguë makes whole ones.
#[test]
fn neyman_seats_are_next_to_the_published_real_numbers() {
    let strata = [("1", 215), ("2", 65), ("3", 252), ("4", 50), ("5", 149), ("6", 144)];
    let spreads = [26_787_207, 10_645_109, 6_909_676, 11_085_034, 9_817_762, 44_553_355_u64];
    let total: f64 = strata.iter().zip(spreads).map(|((_, n), s)| *n as f64 * s as f64).sum();
    let weights =
        strata.iter().zip(spreads).map(|((name, _), s)| ((*name).to_owned(), s)).collect();
    let rules = Allocation { method: Method::Neyman(weights), ..Allocation::default() };
    for (seat, ((_, size), spread)) in
        seats(&strata, 100, &rules).into_iter().zip(strata.iter().zip(spreads))
    {
        let real = 100.0 * *size as f64 * spread as f64 / total;
        assert!((seat as f64 - real).abs() < 1.0, "{seat} beside {real}");
    }
}

#[test]
fn nested_strata_follow_the_first_column_first() {
    let nested = |method, minimum| Allocation { method, minimum, nested: true };
    let list = [("CIN / A", 60), ("CIN / B", 30), ("CP / A", 5), ("CP / B", 5)];
    assert_eq!(seats(&list, 10, &nested(Method::Proportional, 0)), [6, 3, 1, 0]);
    assert_eq!(seats(&list, 10, &nested(Method::Equal, 0)), [3, 2, 3, 2]);
    // CP's two leaves need four of the ten, though its share would be one.
    assert_eq!(seats(&list, 10, &nested(Method::Proportional, 2)), [4, 2, 2, 2]);
    let neyman = nested(Method::Neyman(BTreeMap::new()), 0);
    assert_eq!(
        allocate(&sizes(&list), 10, &neyman).unwrap_err().to_string(),
        "allocation neyman does not nest: expected proportional or equal"
    );
}
