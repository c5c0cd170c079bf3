//! The published series come out to their digits; gaps, rebases and short series behave.

use super::*;

fn series(values: &[f64]) -> Vec<Period> {
    let period =
        |(i, v): (usize, &f64)| Period { label: format!("{}", i + 1), seen: Seen::Value(*v) };
    values.iter().enumerate().map(period).collect()
}

fn options(kind: Kind) -> Options {
    Options { kind, screen: Screen::On, rebases: vec![], target: None, good: Some(Good::Up) }
}

fn check(values: &[f64], options: &Options, mean: f64, lower: f64, upper: f64) -> Chart {
    let found = chart(&series(values), options).unwrap();
    for (found, expected) in
        [(found.mean, mean), (found.lower.unwrap(), lower), (found.upper.unwrap(), upper)]
    {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
    found
}

fn signals(chart: &Chart) -> Vec<&'static str> {
    chart.points.iter().map(|point| point.signal.map_or("-", Signal::words)).collect()
}

const RNORM: [f64; 20] = [
    -0.56047565,
    -0.23017749,
    1.55870831,
    0.07050839,
    0.12928774,
    1.71506499,
    0.46091621,
    -1.26506123,
    -0.68685285,
    -0.44566197,
    1.2240818,
    0.35981383,
    0.40077145,
    0.11068272,
    -0.55584113,
    1.78691314,
    0.49785048,
    -1.96661716,
    0.7013559,
    -0.47279141,
];

#[test]
fn the_nhs_series_come_out_to_their_digits() {
    // NHSRplotthedots, test-ptd_spc_standard.R: set.seed(123); rnorm(20).
    let plain = check(&RNORM, &options(Kind::Xmr), 0.1416238035, -3.0113795941, 3.2946272011);
    assert!(signals(&plain).iter().all(|signal| *signal == "-"));
    assert_eq!(plain.variation, Variation::Common);
    let mut with_outlier = RNORM;
    with_outlier[14] = 10.0;
    let screened = check(
        &with_outlier,
        &options(Kind::Xmr),
        0.66941586,
        -2.383665596188235,
        3.722497316188235,
    );
    assert_eq!(screened.notes.len(), 1, "{:?}", screened.notes);
    let kept = Options { screen: Screen::Off, ..options(Kind::Xmr) };
    check(&with_outlier, &kept, 0.66941586, -4.5966251804, 5.9354569004);
}

#[test]
fn a_shift_below_is_told_in_the_published_order() {
    let values = [6.2, 6.3, 6.1, 6.4, 6.2, 6.3, 6.2, 6.1, 5.6, 5.5, 5.7, 5.6, 5.5, 5.6, 5.5];
    let wanted = Options { target: Some(7.0), ..options(Kind::Xmr) };
    let found = check(&values, &wanted, 5.92, 5.483, 6.357);
    let (two, shift) = ("two of three", "shift");
    let mut expected = vec![shift, shift, shift, "outside limit", shift, shift, shift, shift];
    expected.extend([two, two, shift, two, two, two, two]);
    assert_eq!(signals(&found), expected);
    assert_eq!((found.variation, found.assurance), (Variation::Concern, Some(Assurance::Fails)));
}

#[test]
fn a_trend_up_is_an_improvement() {
    let values =
        [70.0, 69.0, 72.0, 71.0, 70.5, 71.5, 72.5, 73.5, 74.5, 75.5, 76.5, 77.5, 77.0, 76.0];
    let wanted = Options { target: Some(60.0), ..options(Kind::Xmr) };
    let found = check(&values, &wanted, 73.35714285714286, 70.49252747252747, 76.22175824175825);
    let (out, trend) = ("outside limit", "trend");
    assert_eq!(
        signals(&found),
        [
            out,
            out,
            "shift",
            "two of three",
            trend,
            trend,
            trend,
            trend,
            trend,
            trend,
            out,
            out,
            out,
            "shift"
        ]
    );
    assert_eq!(
        (found.variation, found.assurance),
        (Variation::Improvement, Some(Assurance::Meets))
    );
}

#[test]
fn fewer_days_overdue_are_good() {
    let values = [12., 11., 13., 12., 14., 13., 12., 11., 12., 13., 12., 13., 25., 12., 11.];
    let wanted = Options { target: Some(20.0), good: Some(Good::Down), ..options(Kind::Xmr) };
    let found = check(&values, &wanted, 13.066666666666666, 9.963333333333333, 16.17);
    assert_eq!(found.points[12].signal, Some(Signal::OutsideLimit));
    assert_eq!(found.points[5].signal, Some(Signal::Shift));
    assert_eq!((found.variation, found.assurance), (Variation::Common, Some(Assurance::Meets)));
}

#[test]
fn a_missing_month_is_a_gap_and_no_zero() {
    let mut months = series(&[5.0, 6.0, 9.0, 6.0]);
    for (period, label) in months.iter_mut().zip(["2026-01", "2026-02", "2026-04", "2026-05"]) {
        period.label = label.into();
    }
    let found = chart(&months, &options(Kind::Xmr)).unwrap();
    // Moving ranges 1 and 3, not 1, 3 and 3: the mean is 2.
    assert!((found.upper.unwrap() - (6.5 + 2.66 * 2.0)).abs() < 1e-12);
    assert!(found.notes.iter().any(|note| note.starts_with("missing: 2026-03")));
    let blank = Period { label: "2026-03".into(), seen: Seen::Gap };
    months.insert(2, blank);
    let same = chart(&months, &options(Kind::Xmr)).unwrap();
    assert_eq!((same.mean, same.upper), (found.mean, found.upper));
    assert_eq!(same.points[2].value, None);
}

#[test]
fn a_rebase_begins_anew_and_is_told() {
    let values = [1.0, 2.0, 1.0, 2.0, 1.0, 8.0, 9.0, 8.0, 9.0];
    let wanted = Options { rebases: vec![5], ..options(Kind::Xmr) };
    let found = chart(&series(&values), &wanted).unwrap();
    assert!((found.points[0].mean - 1.4).abs() < 1e-12);
    assert!((found.mean - 8.5).abs() < 1e-12);
    assert_eq!(found.upper, None, "the limits vary");
    assert!(found.notes.contains(&"centre and limits begin anew at 6".to_owned()));
    let far = Options { rebases: vec![9], ..options(Kind::Xmr) };
    assert!(chart(&series(&values), &far).is_err());
}

fn counts(of: &[(f64, f64)]) -> Vec<Period> {
    let period = |(i, &(count, n)): (usize, &(f64, f64))| Period {
        label: format!("{}", i + 1),
        seen: Seen::Count { count, n },
    };
    of.iter().enumerate().map(period).collect()
}

#[test]
fn a_p_chart_has_limits_by_base_held_to_a_share() {
    let found =
        chart(&counts(&[(5.0, 50.0), (10.0, 100.0), (3.0, 20.0), (2.0, 30.0)]), &options(Kind::P))
            .unwrap();
    assert!((found.mean - 0.1).abs() < 1e-12);
    let second = &found.points[1];
    assert!((second.upper.unwrap() - 0.19).abs() < 1e-12);
    assert_eq!(found.points[2].lower, Some(0.0));
    assert_eq!(found.upper, None);
}

#[test]
fn laneys_chart_widens_by_the_spread_between_points() {
    // z = ±2 in turn: the mean moving range is 4, sigma z = 4/1.128.
    let n = 10_000.0;
    let step = 2.0 * (0.25_f64 / n).sqrt();
    let of: Vec<(f64, f64)> =
        (0..14).map(|i| (n * if i % 2 == 0 { 0.5 + step } else { 0.5 - step }, n)).collect();
    let found = chart(&counts(&of), &options(Kind::PPrime)).unwrap();
    let half = 3.0 * (0.25_f64 / n).sqrt() * 4.0 / 1.128;
    assert!((found.upper.unwrap() - (0.5 + half)).abs() < 1e-12);
    let plain = chart(&counts(&of), &options(Kind::P)).unwrap();
    assert!((plain.upper.unwrap() - (0.5 + 3.0 * (0.25_f64 / n).sqrt())).abs() < 1e-12);
}

#[test]
fn a_run_chart_signals_over_the_chart() {
    let mut values = vec![1.0; 10];
    values.extend(vec![3.0; 10]);
    for (i, value) in values.iter_mut().enumerate() {
        *value += (i % 3) as f64 / 10.0;
    }
    let found = chart(&series(&values), &options(Kind::Run)).unwrap();
    assert_eq!((found.runs.useful, found.runs.longest, found.runs.crossings), (20, 10, 1));
    assert!(found.runs.signal);
    assert_eq!(found.variation, Variation::Improvement);
    assert!(found.points.iter().all(|point| point.signal.is_none() && point.lower.is_none()));
}

#[test]
fn points_on_the_centre_are_not_useful() {
    let found = chart(&series(&[1.0, 2.0, 2.0, 2.0, 3.0]), &options(Kind::Run)).unwrap();
    assert_eq!((found.runs.useful, found.runs.crossings, found.runs.signal), (2, 1, false));
}

#[test]
fn bad_series_are_refused() {
    assert!(chart(&[], &options(Kind::Xmr)).is_err());
    assert!(chart(&series(&[0.5]), &options(Kind::P)).is_err());
    assert!(chart(&counts(&[(3.0, 2.0)]), &options(Kind::P)).is_err());
    let one = chart(&series(&[0.5]), &options(Kind::Xmr)).unwrap();
    assert_eq!((one.lower, one.upper), (None, None));
    let flat = chart(&series(&[2.0; 15]), &options(Kind::Xmr)).unwrap();
    assert_eq!(flat.upper, Some(2.0));
    assert_eq!(flat.variation, Variation::Common);
}
