//! Tests of `change.rs`.

use super::*;
use crate::estimate::Basis;

fn share(hits: u64, n: u64) -> Estimate {
    Estimate::of_share(hits, n, Confidence::USUAL).unwrap()
}

fn mean(mean: f64, se: f64, n: u64) -> Estimate {
    let interval = Interval { low: 0.0, high: 0.0 };
    let (method, basis) = (Method::Student, Basis::DesignBased);
    Estimate { mean, se, interval, n, df: n - 1, method, basis, collapsed: 0 }
}

#[test]
fn newcombes_own_example_comes_out() {
    // 56/70 less 48/80, method 10: 0.2000 (0.0524, 0.3339), Newcombe 1998, table II (a).
    let change = between(&share(48, 80), &share(56, 70), Measure::Share, Confidence::USUAL);
    let interval = change.interval.unwrap();
    assert!((change.difference - 0.2).abs() < 1e-12);
    assert_eq!(format!("{:.4} {:.4}", interval.low, interval.high), "0.0524 0.3339");
    assert_eq!(change.verdict, Verdict::Signal);
    assert_eq!(change.to_string(), "up 20 points, interval 5 to 33, n = 80 and 70: signal");
    assert_eq!(of_shares((48, 80), (56, 70), Confidence::USUAL), Some(change));
    assert_eq!(of_shares((0, 0), (56, 70), Confidence::USUAL), None);
}

#[test]
fn a_fall_of_a_mean_is_printed_with_interval_bases_and_verdict() {
    // Equal errors and bases: Welch's df is 2(n − 1) = 198, t = 1.972017.
    let before = mean(6.2, 0.1, 100);
    let change = between(&before, &mean(5.5, 0.1, 100), Measure::Mean, Confidence::USUAL);
    let interval = change.interval.unwrap();
    assert!((interval.high - (-0.7 + 1.972_017_478 * 0.02_f64.sqrt())).abs() < 1e-6);
    assert_eq!(change.to_string(), "down 0.7, interval −1.0 to −0.4, n = 100 and 100: signal");
    let few = between(&before, &mean(2.0, 0.1, 9), Measure::Mean, Confidence::USUAL);
    assert_eq!(few.verdict.words(), "too few to tell");
}

#[test]
fn a_change_is_the_difference_of_the_unrounded_figures() {
    let printed = |before, after| {
        let ends = [before, after].map(|value| mean(value, 0.1, 100));
        between(&ends[0], &ends[1], Measure::Mean, Confidence::USUAL).texts().signed
    };
    // 6.1 to 4.4 as printed, yet down 1.63.
    assert_eq!(printed(6.06, 4.43), "−1.6");
    assert_eq!(printed(5.96, 6.04), "+0.1");
    assert_eq!(printed(5.94, 5.96), "0.0");
}

#[test]
fn without_an_estimate_there_is_no_interval_and_nothing_to_tell() {
    let change = too_few((6.0, 1), (5.0, 40), Measure::Mean);
    assert_eq!(change.to_string(), "down 1.0, n = 1 and 40: too few to tell");
    assert_eq!(change.texts().interval, "–");
}
