//! What must hold for any figures: intervals contain the point and widen with confidence; strata that
//! are ignored change nothing; a census has no interval; the order of rows changes nothing.

use assay_measures::Confidence;
use assay_measures::chart::{self, Kind, Options, Period, Screen, Seen};
use assay_measures::estimate::{Chances, Measure, Row, Sample, Stratum, estimate};
use assay_measures::interval::{clopper_pearson, exact, wilson};
use proptest::prelude::*;

fn simple(values: &[f64], population: Option<u64>) -> Sample {
    Sample {
        strata: vec![Stratum { name: "all".into(), population, chances: Chances::Equal }],
        rows: values.iter().map(|v| row(0, *v)).collect(),
    }
}

fn row(stratum: usize, value: f64) -> Row {
    Row { stratum, cluster: None, speaks_for: 1, pull: 1.0, value, inside: true }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn intervals_contain_the_point_and_widen_with_confidence(
        n in 1_u64..200, share in 0.0_f64..=1.0, more in 0_u64..2000,
    ) {
        let hits = (share * n as f64).round() as u64;
        let population = n + more;
        let point = hits as f64 / n as f64;
        let [narrow, wide] = [0.8, 0.99].map(|level| Confidence::new(level).unwrap());
        for method in [wilson, clopper_pearson] {
            let (a, b) = (method(hits, n, narrow).unwrap(), method(hits, n, wide).unwrap());
            prop_assert!(a.low <= point + 1e-12 && point <= a.high + 1e-12);
            prop_assert!(b.low <= a.low + 1e-12 && a.high <= b.high + 1e-12);
        }
        let (a, b) = (exact(hits, n, population, narrow).unwrap(), exact(hits, n, population, wide).unwrap());
        prop_assert!(b.low <= a.low && a.low <= a.high && a.high <= b.high);
        prop_assert!(hits <= a.low && a.high <= population - (n - hits));
        let expected = point * population as f64;
        prop_assert!(a.low as f64 <= expected + 1.0 && expected - 1.0 <= a.high as f64);
    }

    #[test]
    fn a_census_has_no_interval(values in prop::collection::vec(0_u8..=1, 1..60)) {
        let n = values.len() as u64;
        let hits = values.iter().map(|v| u64::from(*v)).sum();
        let whole = exact(hits, n, n, Confidence::USUAL).unwrap();
        prop_assert_eq!((whole.low, whole.high), (hits, hits));
        let values: Vec<f64> = values.iter().map(|v| f64::from(*v)).collect();
        let found = estimate(&simple(&values, Some(n)), Measure::Share, Confidence::USUAL).unwrap();
        prop_assert_eq!(found.interval.low.to_bits(), found.interval.high.to_bits());
    }

    #[test]
    fn proportional_strata_leave_the_mean_of_a_simple_draw(
        values in prop::collection::vec(0.0_f64..10.0, 4..60), factor in 2_u64..20,
    ) {
        // Two strata of sizes in the same proportion as their draws: the weights are all the same.
        let half = values.len() / 2;
        let strata = vec![
            Stratum { name: "a".into(), population: Some(half as u64 * factor), chances: Chances::Equal },
            Stratum { name: "b".into(), population: Some((values.len() - half) as u64 * factor), chances: Chances::Equal },
        ];
        let rows = values.iter().enumerate().map(|(i, v)| row(usize::from(i >= half), *v)).collect();
        let split = estimate(&Sample { strata, rows }, Measure::Mean, Confidence::USUAL).unwrap();
        let whole = simple(&values, Some(values.len() as u64 * factor));
        let whole = estimate(&whole, Measure::Mean, Confidence::USUAL).unwrap();
        prop_assert!((split.mean - whole.mean).abs() < 1e-9);
        prop_assert_eq!(whole.df, split.df + 1);
    }

    #[test]
    fn clusters_of_one_case_are_no_clusters(values in prop::collection::vec(0.0_f64..10.0, 2..40)) {
        let plain = simple(&values, Some(500));
        let mut clustered = plain.clone();
        for (i, row) in clustered.rows.iter_mut().enumerate() {
            row.cluster = Some(i);
        }
        let [a, b] = [plain, clustered].map(|s| estimate(&s, Measure::Mean, Confidence::USUAL).unwrap());
        prop_assert!((a.se - b.se).abs() < 1e-12 && a.df == b.df);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        rows in prop::collection::vec((0_usize..3, 0.0_f64..10.0, any::<bool>()), 9..60), turn in 1_usize..50,
    ) {
        let strata: Vec<Stratum> = (0..3)
            .map(|i| Stratum { name: i.to_string(), population: Some(1000 + i), chances: Chances::Equal })
            .collect();
        let mut rows: Vec<Row> = rows
            .into_iter()
            .map(|(stratum, value, inside)| Row { stratum, cluster: None, speaks_for: 1, pull: 1.0, value, inside })
            .collect();
        let before = estimate(&Sample { strata: strata.clone(), rows: rows.clone() }, Measure::Mean, Confidence::USUAL);
        let middle = turn % rows.len();
        rows.rotate_left(middle);
        let after = estimate(&Sample { strata, rows }, Measure::Mean, Confidence::USUAL);
        match (before, after) {
            (Ok(a), Ok(b)) => prop_assert!((a.mean - b.mean).abs() < 1e-9 && (a.se - b.se).abs() < 1e-9),
            (a, b) => prop_assert_eq!(a.is_err(), b.is_err()),
        }
    }

    #[test]
    fn a_chart_moves_and_stretches_with_its_values(
        values in prop::collection::vec(-100.0_f64..100.0, 2..40), shift in -50.0_f64..50.0,
    ) {
        let series = |shift: f64| -> Vec<Period> {
            values.iter().enumerate()
                .map(|(i, v)| Period { label: i.to_string(), seen: Seen::Value(v + shift) })
                .collect()
        };
        let options = Options { kind: Kind::Xmr, screen: Screen::Off, rebases: vec![], target: None, good: None };
        let [plain, moved] = [0.0, shift].map(|s| chart::chart(&series(s), &options).unwrap());
        prop_assert!((moved.mean - plain.mean - shift).abs() < 1e-9);
        prop_assert!((moved.upper.unwrap() - plain.upper.unwrap() - shift).abs() < 1e-8);
    }
}
