//! Worked figures of the coefficients, from SAS, R irr, Krippendorff and Gwet, and the edges.

use super::*;

fn ratings(rows: &[&[&str]], scale: Option<&[&str]>) -> Ratings {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    let scale: Option<Vec<String>> =
        scale.map(|steps| steps.iter().map(|step| (*step).to_owned()).collect());
    Ratings::new(&cells, scale.as_deref()).unwrap()
}

fn numbers(rows: &[Vec<u32>]) -> Ratings {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(u32::to_string).collect()).collect();
    Ratings::new(&cells, None).unwrap()
}

/// Spreads a table of counts into rows of two ratings.
fn table(counts: &[&[usize]]) -> Ratings {
    let mut rows = Vec::new();
    for (i, row) in (1..).zip(counts) {
        for (j, count) in (1..).zip(*row) {
            rows.extend(std::iter::repeat_n(vec![i, j], *count));
        }
    }
    numbers(&rows)
}

fn near(found: Option<f64>, expected: f64, tolerance: f64) {
    let found = found.expect("defined");
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

fn value(coefficient: Option<Coefficient>) -> Option<f64> {
    coefficient.map(|c| c.value)
}

fn se(coefficient: Option<Coefficient>) -> Option<f64> {
    coefficient.and_then(|c| c.se)
}

#[test]
fn kappa_of_the_sas_table() {
    // SAS PROC FREQ, table 10.
    let found = agreement(&table(&[&[0, 4, 1], &[0, 8, 0], &[0, 1, 5]]));
    near(value(found.kappa), 0.4842, 5e-5);
    near(se(found.kappa), 0.138, 5e-4);
    near(value(found.kappa_linear), 0.4701, 5e-5);
    near(se(found.kappa_linear), 0.1457, 5e-5);
    assert_eq!((found.n, found.fleiss), (19, None));
    near(value(found.percent), 100.0 * 13.0 / 19.0, 1e-10);
}

#[test]
fn weighted_kappa_of_irr_anxiety() {
    // R irr, data(anxiety), raters 2 and 3: categories 5 is used by neither and dropped.
    let two = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
    let three = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2];
    let rows: Vec<Vec<u32>> = two.iter().zip(three).map(|(a, b)| vec![*a, b]).collect();
    let found = agreement(&numbers(&rows));
    near(value(found.kappa), -0.006289308, 5e-10);
    near(value(found.kappa_linear), 0.1459075, 5e-8);
    near(value(found.kappa_quadratic), 0.2520325, 5e-8);
}

#[test]
fn fleiss_kappa_of_wikipedias_table() {
    let counts: [[usize; 5]; 10] = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ];
    let rows: Vec<Vec<u32>> = counts
        .iter()
        .map(|row| (1..).zip(row).flat_map(|(k, n)| std::iter::repeat_n(k, *n)).collect())
        .collect();
    let found = numbers(&rows);
    let own = gwet::own_agreement(&found.complete(), Weights::Identity);
    let printed = [1.0, 0.253, 0.308, 0.44, 0.33, 0.462, 0.242, 0.176, 0.286, 0.286];
    for (own, printed) in own.iter().zip(printed) {
        near(Some(*own), printed, 5e-4);
    }
    let all = agreement(&found);
    near(value(all.fleiss), 0.21, 5e-3);
    assert_eq!(all.kappa, None, "kappa is for two raters");
}

#[test]
fn fleiss_kappa_and_z_of_the_diagnoses() {
    // Fleiss 1971 by R irr: kappa 0.4302445, z 17.65183.
    let found = numbers(&diagnoses());
    let kappa = fleiss::fleiss(&found.complete()).unwrap();
    near(Some(kappa.value), 0.4302445, 5e-8);
    near(Some(kappa.value / fleiss::error_by_chance(&found.complete())), 17.65183, 5e-6);
}

#[test]
fn krippendorffs_own_example_comes_out() {
    // "Computing Krippendorff's alpha-reliability", data C: four observers, twelve units, missing.
    let rows: &[&[&str]] = &[
        &["1", "1", "", "1"],
        &["2", "2", "3", "2"],
        &["3", "3", "3", "3"],
        &["3", "3", "3", "3"],
        &["2", "2", "2", "2"],
        &["1", "2", "3", "4"],
        &["4", "4", "4", "4"],
        &["1", "1", "2", "1"],
        &["2", "2", "2", "2"],
        &["", "5", "5", "5"],
        &["", "", "1", "1"],
        &["", "", "3", ""],
    ];
    let found = agreement(&ratings(rows, None));
    near(value(found.alpha_nominal), 0.743, 5e-4);
    near(value(found.alpha_ordinal), 0.815, 5e-4);
    near(value(found.alpha_interval), 0.849, 5e-4);
    assert_eq!(found.n, 8, "rows with a missing rating count for alpha only");
}

#[test]
fn gwets_coefficients_of_two_raters() {
    // Gwet 2008, table 1 shape: 118 + 2 agree of 125, AC1 by hand: pa 0.96, p = (123 + 119.. )/250.
    let found = agreement(&table(&[&[118, 5], &[2, 0]]));
    let share = (123.0 + 120.0) / 250.0;
    let chance = 2.0 * share * (1.0 - share);
    let seen = 118.0 / 125.0;
    near(value(found.ac1), (seen - chance) / (1.0 - chance), 1e-12);
    near(value(found.ac2_quadratic), (seen - chance) / (1.0 - chance), 1e-12);
}

#[test]
fn linearised_errors_are_near_the_jackknife() {
    let rows = diagnoses();
    let all = agreement(&numbers(&rows));
    let left_out: Vec<Agreement> = (0..rows.len())
        .map(|out| {
            let kept: Vec<Vec<u32>> = rows
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != out)
                .map(|(_, r)| r.clone())
                .collect();
            agreement(&numbers(&kept))
        })
        .collect();
    for pick in [
        |a: &Agreement| a.fleiss,
        |a: &Agreement| a.ac1,
        |a: &Agreement| a.ac2_quadratic,
        |a: &Agreement| a.alpha_nominal,
        |a: &Agreement| a.alpha_ordinal,
        |a: &Agreement| a.alpha_interval,
    ] {
        let values: Vec<f64> = left_out.iter().map(|a| pick(a).unwrap().value).collect();
        let jackknife = error_of_mean(&values) * (values.len() as f64 - 1.0);
        let linear = se(pick(&all)).unwrap();
        assert!((linear / jackknife - 1.0).abs() < 0.08, "{linear} and {jackknife}");
    }
}

#[test]
fn when_all_agree_the_coefficients_are_one() {
    let found = agreement(&table(&[&[5, 0], &[0, 7]]));
    for coefficient in [found.kappa, found.kappa_quadratic, found.ac1, found.alpha_ordinal] {
        near(value(coefficient), 1.0, 1e-12);
        near(se(coefficient), 0.0, 1e-9);
    }
}

#[test]
fn one_category_alone_leaves_chance_undefined() {
    let found = agreement(&table(&[&[5]]));
    near(value(found.percent), 100.0, 1e-12);
    assert_eq!((found.kappa, found.ac1, found.alpha_nominal), (None, None, None));
    let none = agreement(&ratings(&[&["1", ""], &["", "2"]], None));
    assert_eq!((none.n, none.percent, none.alpha_nominal), (0, None, None));
}

#[test]
fn words_need_a_scale_and_follow_it() {
    let rows = vec![vec!["good".to_owned(), "ri".to_owned()]];
    assert_eq!(
        Ratings::new(&rows, None).unwrap_err().to_string(),
        "expected numbers, found the rating \"good\", which has no order"
    );
    let scale = ["good".to_owned(), "inadequate".to_owned()];
    assert!(Ratings::new(&rows, Some(&scale)).is_err());
    let ordered = ratings(
        &[&["good", "ri"], &["ri", "inadequate"]],
        Some(&["outstanding", "good", "ri", "inadequate"]),
    );
    let used: Vec<&str> = ordered.categories.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(used, ["good", "ri", "inadequate"], "those used, in the scale's order");
}

#[test]
fn the_order_of_subjects_changes_nothing() {
    let mut rows = diagnoses();
    let before = agreement(&numbers(&rows));
    rows.reverse();
    let after = agreement(&numbers(&rows));
    near(value(after.fleiss), before.fleiss.unwrap().value, 1e-13);
    near(se(after.alpha_ordinal), se(before.alpha_ordinal).unwrap(), 1e-13);
}

/// Fleiss 1971, table 1: six psychiatrists, thirty patients.
fn diagnoses() -> Vec<Vec<u32>> {
    let text = "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 \
        124444 222333 144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 \
        144445 222224 111155 224444 133333 555555";
    text.split(' ').map(|row| row.chars().filter_map(|c| c.to_digit(10)).collect()).collect()
}
