//! Tests of the estimates on small designs worked by hand; the California figures are in
//! `tests/reference.rs`.

use super::*;

fn sample(strata: &[(&str, Option<u64>)], rows: &[(usize, f64)]) -> Sample {
    let strata = strata
        .iter()
        .map(|(name, population)| Stratum { name: (*name).to_owned(), population: *population })
        .collect();
    let rows = rows
        .iter()
        .map(|&(stratum, value)| Row { stratum, cluster: None, value, inside: true })
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
fn a_stratum_of_one_is_named() {
    let drawn = sample(&[("a", Some(9)), ("b", Some(9))], &[(0, 1.0), (0, 0.0), (1, 1.0)]);
    let fault = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "stratum \"b\" has one case of 9: no variance can be estimated; expected at least two"
    );
    let whole = sample(&[("a", Some(9)), ("b", Some(1))], &[(0, 1.0), (0, 0.0), (1, 1.0)]);
    assert!(estimate(&whole, Measure::Share, Confidence::USUAL).is_ok(), "one of one is all");
}

#[test]
fn more_drawn_than_listed_is_refused() {
    let drawn = sample(&[("a", Some(1))], &[(0, 1.0), (0, 0.0)]);
    let fault = estimate(&drawn, Measure::Share, Confidence::USUAL).unwrap_err();
    assert!(matches!(fault, Error::Population { n: 2, population: 1, .. }));
    assert!(estimate(&sample(&[], &[]), Measure::Mean, Confidence::USUAL).is_err());
}
