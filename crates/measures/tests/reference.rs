//! Published figures from files a developer may have next to the project (`ASSAY_SHARED`, else
//! `../shared`): every series, table and interval in them comes out to its printed digits. The same
//! figures stand typed in the tests of each module; these files are no part of the project.

use std::path::{Path, PathBuf};

use assay_measures::Confidence;
use assay_measures::agree::{Ratings, agreement};
use assay_measures::chart::anhoej::{fewest_usual, longest_usual};
use assay_measures::chart::{self, Good, Kind, Options, Period, Screen, Seen};
use assay_measures::interval::{clopper_pearson, wilson};
use serde_json::Value;

fn shared(inner: &str) -> Option<String> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("ASSAY_SHARED").map_or(beside, PathBuf::from);
    std::fs::read_to_string(folder.join("reference").join(inner)).ok()
}

fn json(inner: &str) -> Option<Value> {
    Some(serde_json::from_str(&shared(inner)?).expect("the file is JSON"))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

#[test]
fn every_published_process_chart_comes_out() {
    let Some(file) = json("spc/xmr_reference.json") else { return };
    for case in file["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let periods: Vec<Period> = numbers(&case["y"])
            .into_iter()
            .enumerate()
            .map(|(i, y)| Period { label: (i + 1).to_string(), seen: Seen::Value(y) })
            .collect();
        let up = case["improvement_direction"] == "increase";
        let options = Options {
            kind: Kind::Xmr,
            screen: if case["screen_outliers"] == true { Screen::On } else { Screen::Off },
            rebases: vec![],
            target: case["target"].as_f64(),
            good: Some(if up { Good::Up } else { Good::Down }),
        };
        let found = chart::chart(&periods, &options).unwrap();
        let expected = &case["expect"];
        for (found, key) in [(Some(found.mean), "mean"), (found.lower, "lpl"), (found.upper, "upl")]
        {
            let published = expected[key].as_f64().unwrap();
            let off = (found.unwrap() - published).abs();
            assert!(off < 1e-8, "{name}, {key}: {found:?} is not {published}");
        }
        let causes = expected["special_cause_type"].as_array().unwrap();
        for (point, cause) in found.points.iter().zip(causes) {
            let words = match cause.as_str().unwrap() {
                "Common Cause" => None,
                "Above UCL" | "Below LCL" => Some("outside limit"),
                text if text.starts_with("7 Point Trend") => Some("trend"),
                text if text.starts_with("2 in 3") => Some("two of three"),
                text if text.starts_with("7 Points") => Some("shift"),
                other => panic!("{other}"),
            };
            assert_eq!(point.signal.map(chart::Signal::words), words, "{name}, {}", point.label);
        }
        let assurance = match expected["assurance"].as_str() {
            Some("consistent_pass") => Some("meets"),
            Some("consistent_fail") => Some("fails"),
            Some(_) => Some("varies"),
            None => None,
        };
        assert_eq!(found.assurance.map(chart::Assurance::word), assurance, "{name}");
        let last = expected["point_type"].as_array().unwrap().last().unwrap().as_str().unwrap();
        let word = last.trim_start_matches("special_cause_").trim_end_matches("_cause");
        assert_eq!(found.variation.word(), word, "{name}");
    }
}

#[test]
fn the_whole_table_of_run_chart_limits_comes_out() {
    let Some(text) = shared("spc/anhoej_critical_values.csv") else { return };
    for line in text.lines().skip(1) {
        let cells: Vec<usize> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(
            (longest_usual(cells[0]), fewest_usual(cells[0])),
            (cells[1], cells[2]),
            "{line}"
        );
    }
}

#[test]
fn every_published_binomial_interval_comes_out() {
    let Some(file) = json("sampling/binomial_confint_R_binom.json") else { return };
    let methods: Vec<&str> =
        file["methods"].as_array().unwrap().iter().map(|m| m.as_str().unwrap()).collect();
    let place = |name: &str| methods.iter().position(|method| *method == name).unwrap();
    for (key, ends) in file["ci"].as_object().unwrap() {
        let (hits, n) = key.split_once('/').unwrap();
        let (hits, n) = (hits.parse().unwrap(), n.parse().unwrap());
        let exact = clopper_pearson(hits, n, Confidence::USUAL).unwrap();
        let score = wilson(hits, n, Confidence::USUAL).unwrap();
        for (method, found) in [("exact", exact), ("wilson", score)] {
            for (end, found) in [("low", found.low), ("upp", found.high)] {
                let published = ends[end][place(method)].as_f64().unwrap();
                assert!((found - published).abs() < 5e-9, "{key}, {method}: {found}, {published}");
            }
        }
    }
}

#[test]
fn every_published_coefficient_comes_out() {
    let Some(file) = json("sampling/kappa_fleiss_expected.json") else { return };
    let ratings = |rows: Vec<Vec<String>>| agreement(&Ratings::new(&rows, None).unwrap());
    let near = |found: Option<f64>, published: &Value, tolerance: f64| {
        let published = published.as_f64().unwrap();
        let found = found.unwrap();
        assert!((found - published).abs() <= tolerance, "{found} is not {published}");
    };
    let table = &file["sas_table10"];
    let mut rows = Vec::new();
    for (i, row) in table["table"].as_array().unwrap().iter().enumerate() {
        for (j, count) in numbers(row).into_iter().enumerate() {
            rows.extend(std::iter::repeat_n(vec![i.to_string(), j.to_string()], count as usize));
        }
    }
    let found = ratings(rows);
    near(found.kappa.map(|k| k.value), &table["kappa"], 5e-5);
    near(found.kappa.and_then(|k| k.se), &table["ase"], 5e-4);
    near(found.kappa_linear.map(|k| k.value), &table["weighted_linear"]["kappa"], 5e-5);
    near(found.kappa_linear.and_then(|k| k.se), &table["weighted_linear"]["ase"], 5e-5);

    let text = |row: &Value| numbers(row).iter().map(f64::to_string).collect::<Vec<_>>();
    let diagnoses = &file["fleiss_1971_diagnoses"];
    let rows = diagnoses["ratings"].as_array().unwrap().iter().map(text).collect();
    near(ratings(rows).fleiss.map(|k| k.value), &diagnoses["kappa"], 5e-8);

    let anxiety = &file["irr_anxiety_r2_r3"];
    let (two, three) = (text(&anxiety["rater2"]), text(&anxiety["rater3"]));
    let found = ratings(two.into_iter().zip(three).map(|(a, b)| vec![a, b]).collect());
    near(found.kappa.map(|k| k.value), &anxiety["unweighted"]["kappa"], 5e-10);
    near(found.kappa_linear.map(|k| k.value), &anxiety["linear"]["kappa"], 5e-8);
    near(found.kappa_quadratic.map(|k| k.value), &anxiety["quadratic"]["kappa"], 5e-8);
}
