//! Tests of the estimates on small designs worked by hand; the California figures are in
//! `tests/reference.rs`.

use super::*;

fn sample(strata: &[(&str, Option<u64>)], rows: &[(usize, f64)]) -> Sample {
    let strata = strata
        .iter()
        .map(|(name, population)| Stratum {
            name: (*name).to_owned(),
            population: *population,
            chances: Chances::Equal,
        })
        .collect();
    let rows = rows
        .iter()
        .map(|&(stratum, value)| Row {
            stratum,
            cluster: None,
            speaks_for: 1,
            pull: 1.0,
            value,
            inside: true,
        })
        .collect();
    Sample { strata, rows }
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-12 * b.abs().max(1.0), "{a} is not {b}");
}

#[test]
fn a_simple_draw_has_the_textbook_error() {
    // Values 1, 2, 3, 6 of a list of 16: mean 3, s² = 14/3, v = (1 − 1/4)·s²/4 = 0.875.
    let drawn = sample(&[("all", Some(16))], &[(0, 1.0), (0, 2.0), (0, 3.0), (0, 6.0)]);
    let found = estimate(&drawn, Measure::Mean, Confidence::USUAL).unwrap();
    near(found.mean, 3.0);
    near(found.se, 0.875_f64.sqrt());
    assert_eq!((found.n, found.df), (4, 3));
}

#[test]
fn strata_are_weighted_by_the_list() {
    // Stratum a: 1, 3 of 10; b: 5, 9 of 30: mean (10·2 + 30·7)/40; v = Σ (N_h/N)²(1−f)s²/n.
    let drawn =
        sample(&[("a", Some(10)), ("b", Some(30))], &[(0, 1.0), (1, 5.0), (0, 3.0), (1, 9.0)]);
    let found = estimate(&drawn, Measure::Mean, Confidence::USUAL).unwrap();
    near(found.mean, 5.75);
    let expected: f64 = 0.0625 * 0.8 * 2.0 / 2.0 + 0.5625 * (1.0 - 2.0 / 30.0) * 8.0 / 2.0;
    near(found.se, expected.sqrt());
}

#[test]
fn a_census_has_no_interval() {
    let drawn = sample(&[("all", Some(3))], &[(0, 1.0), (0, 0.0), (0, 1.0)]);
    let found = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap();
    near(found.interval.low, found.mean);
    near(found.interval.high, found.mean);
    assert_eq!(found.method, Method::Census);
}

#[test]
fn all_alike_falls_back_to_wilson_at_the_cases() {
    let drawn = sample(&[("all", Some(500))], &[(0, 1.0); 20]);
    let found = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap();
    let plain = crate::interval::wilson(20, 20, Confidence::USUAL).unwrap();
    near(found.interval.low, plain.low);
    assert_eq!(found.method, Method::WilsonPlain);
}

#[test]
fn the_only_stratum_with_one_case_is_named() {
    let drawn = sample(&[("b", Some(9))], &[(0, 1.0)]);
    let fault = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "stratum \"b\" has one case of 9: no variance can be estimated; expected at least two"
    );
    let whole = sample(&[("a", Some(9)), ("b", Some(1))], &[(0, 1.0), (0, 0.0), (1, 1.0)]);
    let found = estimate(&whole, Measure::Share, Confidence::USUAL).unwrap();
    assert_eq!((found.collapsed, found.basis), (0, Basis::DesignBased), "one of one is all");
}

#[test]
fn a_lone_stratum_keeps_its_weight_and_shares_a_neighbours_variance() {
    // a: 1, 0 of 9; b: 1 of 9. The mean weighs a and b by the list: (9·½ + 9·1)/18 = 0.75. For the
    // variance they are one group of 3 of 18 with z = w(y − 0.75)/18: 1/16, −3/16 and 1/8.
    let drawn = sample(&[("a", Some(9)), ("b", Some(9))], &[(0, 1.0), (0, 0.0), (1, 1.0)]);
    let found = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap();
    near(found.mean, 0.75);
    let z = [0.0625, -0.1875, 0.125];
    let squares: f64 = z.iter().map(|z| z * z).sum();
    near(found.se, (3.0 / 2.0 * (1.0 - 3.0 / 18.0) * squares).sqrt());
    assert_eq!((found.df, found.collapsed, found.basis), (2, 1, Basis::Approximate));
}

#[test]
fn an_equal_allocation_is_weighted_back_to_the_list() {
    // 900 cases all good, 100 all poor, 20 of each drawn: 90% of the list is good, not 50%.
    let rows: Vec<(usize, f64)> =
        (0..40).map(|row| (row / 20, f64::from(u8::from(row < 20)))).collect();
    let drawn = sample(&[("Big", Some(900)), ("Small", Some(100))], &rows);
    let found = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap();
    near(found.mean, 0.9);
    assert!(found.interval.low < 0.9 && 0.9 < found.interval.high);
}

#[test]
fn a_child_drawn_from_a_family_speaks_for_all_of_its_children() {
    // 30 families of five, all poor, and 150 single children, all good: half of the 300 children.
    let mut rows = Vec::new();
    for family in 0..60 {
        let (speaks_for, value) = if family < 10 { (5, 0.0) } else { (1, 1.0) };
        rows.push(Row { stratum: 0, cluster: None, speaks_for, pull: 1.0, value, inside: true });
    }
    let strata =
        vec![Stratum { name: "all".to_owned(), population: Some(180), chances: Chances::Equal }];
    let found = estimate(&Sample { strata, rows }, Measure::Share, Confidence::USUAL).unwrap();
    near(found.mean, 0.5);
    assert!(found.interval.low < 0.4 && found.interval.high > 0.6, "{found:?}");
}

#[test]
fn a_census_of_families_with_one_child_read_of_each_is_no_census_of_children() {
    let row = |speaks_for, value| Row {
        stratum: 0,
        cluster: None,
        speaks_for,
        pull: 1.0,
        value,
        inside: true,
    };
    let strata =
        vec![Stratum { name: "all".to_owned(), population: Some(2), chances: Chances::Equal }];
    let drawn = Sample { strata, rows: vec![row(3, 1.0), row(1, 0.0)] };
    let found = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap();
    near(found.mean, 0.75);
    assert!(found.method != Method::Census && found.se > 0.0);
}

#[test]
fn a_domain_has_the_degrees_of_freedom_of_its_own_strata() {
    let mut drawn = sample(
        &[("a", Some(50)), ("b", Some(50)), ("c", Some(50))],
        &[(0, 1.0), (0, 2.0), (0, 3.0), (1, 1.0), (1, 4.0), (2, 2.0), (2, 3.0)],
    );
    for row in drawn.rows.iter_mut().filter(|row| row.stratum == 2) {
        row.inside = false;
    }
    let found = estimate(&drawn, Measure::Mean, Confidence::USUAL).unwrap();
    assert_eq!((found.n, found.df), (5, 3));
}

#[test]
fn more_drawn_than_listed_is_refused() {
    let drawn = sample(&[("a", Some(1))], &[(0, 1.0), (0, 0.0)]);
    let fault = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap_err();
    assert!(matches!(fault, Error::Population { n: 2, population: 1, .. }));
    assert!(estimate(&sample(&[], &[]), Measure::Mean, Confidence::USUAL).is_err());
}
