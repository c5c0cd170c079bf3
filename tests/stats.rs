//! `assay stats`: published figures come out of the program itself, and every fault names its cell.

use std::fmt::Write as _;

use crate::support::{Desk, shared};

fn near(found: &serde_json::Value, expected: f64, tolerance: f64) {
    let number = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((number - expected).abs() <= tolerance, "{number} is not {expected}");
}

#[test]
fn an_interval_is_exact_in_counts_of_the_list() {
    let desk = Desk::empty();
    let asked = ["stats", "interval", "--hits", "45", "--n", "100", "--population", "300"];
    let json = desk.run(&[&asked[..], &["--format", "json"]].concat()).done().json();
    assert_eq!(json["exact"], serde_json::json!([111, 160]));
    let plain = ["stats", "interval", "--hits", "4", "--n", "20", "--format", "json"];
    let json = desk.run(&plain).done().json();
    assert_eq!(json["exact"], serde_json::Value::Null);
    near(&json["wilson"][0], 0.0806576625797981, 1e-14);
    near(&json["clopper_pearson"][1], 0.436614002996668, 1e-12);
    let ran = desk.run(&["stats", "interval", "--hits", "5", "--n", "4"]).ends_with(2);
    assert_eq!(ran.stderr, "error: expected at most 4 hits of 4, found 5\n");
}

#[test]
fn an_estimate_follows_the_design() {
    let desk = Desk::empty();
    desk.write("drawn.csv", "team,size,score\nA,10,1\nB,30,5\nA,10,3\nB,30,9\n");
    let asked = [
        "stats",
        "estimate",
        "drawn.csv",
        "--value",
        "score",
        "--strata",
        "team",
        "--population",
        "size",
        "--format",
        "json",
    ];
    let json = desk.run(&asked).done().json();
    near(&json["mean"], 5.75, 1e-12);
    near(&json["se"], (0.05_f64 + 2.1).sqrt(), 1e-12);
    assert_eq!((json["n"].as_u64(), json["df"].as_u64()), (Some(4), Some(2)));
}

#[test]
fn yes_and_no_make_a_share() {
    let desk = Desk::empty();
    desk.write("seen.csv", "seen,service\nyes,CIN\nno,CIN\nyes,LAC\nyes,CIN\n");
    let asked = ["stats", "estimate", "seen.csv", "--value", "seen", "--domain", "service=CIN"];
    let json = desk.run(&[&asked[..], &["--format", "json"]].concat()).done().json();
    near(&json["mean"], 2.0 / 3.0, 1e-12);
    assert_eq!(json["n"], 3);
    assert!(json["low"].as_f64().unwrap() > 0.0 && json["high"].as_f64().unwrap() < 1.0);
}

#[test]
fn a_faulty_cell_is_named() {
    let desk = Desk::empty();
    desk.write("drawn.csv", "team,score\nA,1\nA,n/k\nB,2\n");
    let ran = desk.run(&["stats", "estimate", "drawn.csv", "--value", "score"]).ends_with(2);
    assert!(
        ran.stderr.contains("drawn.csv, row 3, column \"score\": expected a number, found \"n/k\""),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["stats", "estimate", "drawn.csv", "--value", "grade"]).ends_with(2);
    assert!(
        ran.stderr.contains("expected a column \"grade\", found team, score"),
        "{}",
        ran.stderr
    );
    desk.write("shares.csv", "team,done\nA,0.7\nA,48%\nB,0.4\nB,81\n");
    let ran = desk.run(&["stats", "estimate", "shares.csv", "--value", "done"]).ends_with(2);
    let mixed = "row 5, column \"done\": expected shares of a column written in one way, found \"81\" in row 5 and \"48%\" in row 3";
    assert!(ran.stderr.contains(mixed), "{}", ran.stderr);
    desk.write("summed.csv", "team,case,score\nA,K1,6\nA,K2,8\nB,K3,7\nB,Average score,7\n,,21\n");
    let ran = desk.run(&["stats", "estimate", "summed.csv", "--value", "score"]).done();
    assert!(ran.stderr.contains("row 5") && ran.stderr.contains("row 6"), "{}", ran.stderr);
    desk.write("one.csv", "team,score\nA,1\nA,2\nB,2\n");
    let asked = ["stats", "estimate", "one.csv", "--value", "score", "--strata", "team"];
    let ran = desk.run(&asked).done();
    let said =
        "1 stratum has one case and shares its neighbour's variance: the interval is approximate";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    desk.write("one.csv", "team,score\nB,2\n");
    let ran = desk.run(&asked).ends_with(2);
    assert!(ran.stderr.contains("stratum \"B\" has one case"), "{}", ran.stderr);
}

#[test]
fn agreement_of_the_sas_table() {
    let desk = Desk::empty();
    let cells = [(1, 2, 4), (1, 3, 1), (2, 2, 8), (3, 2, 1), (3, 3, 5)];
    let mut text = String::from("first,second\n");
    for (first, second, times) in cells {
        for _ in 0..times {
            writeln!(text, "{first},{second}").unwrap();
        }
    }
    desk.write("reads.csv", text);
    let json = desk.run(&["stats", "agree", "reads.csv", "--format", "json"]).done().json();
    assert_eq!(json["n"], 19);
    near(&json["kappa"], 0.4842, 5e-5);
    near(&json["se"]["kappa_linear"], 0.1457, 5e-5);
    assert_eq!(json["fleiss"], serde_json::Value::Null);
    desk.write("words.csv", "case_id,first,second\n1,good,ri\n2,good,good\n");
    let ran = desk.run(&["stats", "agree", "words.csv"]).ends_with(2);
    assert!(ran.stderr.contains("hint: name the steps in order"), "{}", ran.stderr);
    let scale = ["stats", "agree", "words.csv", "--scale", "good,ri", "--format", "json"];
    near(&desk.run(&scale).done().json()["percent"], 50.0, 1e-12);
}

#[test]
fn a_chart_tells_signals_variation_and_assurance() {
    let desk = Desk::empty();
    let values = [6.2, 6.3, 6.1, 6.4, 6.2, 6.3, 6.2, 6.1, 5.6, 5.5, 5.7, 5.6, 5.5, 5.6, 5.5];
    let mut text = String::from("period,value\n");
    for (i, value) in values.iter().enumerate() {
        writeln!(text, "{},{value}", i + 1).unwrap();
    }
    desk.write("scores.csv", text);
    let asked = ["stats", "chart", "scores.csv", "--kind", "xmr", "--target", "7", "--good", "up"];
    let json = desk.run(&[&asked[..], &["--format", "json"]].concat()).done().json();
    near(&json["mean"], 5.92, 1e-12);
    near(&json["lower"], 5.483, 1e-12);
    assert_eq!(json["points"][3]["signal"], "outside limit");
    assert_eq!(json["points"][8]["signal"], "two of three");
    assert_eq!((&json["variation"], &json["assurance"]), (&"concern".into(), &"fails".into()));
    let rebased = [&asked[..], &["--rebase", "9", "--format", "json"]].concat();
    let json = desk.run(&rebased).done().json();
    assert_eq!(json["upper"], serde_json::Value::Null);
    near(&json["mean"], 39.0 / 7.0, 1e-12);
}

#[test]
fn the_california_strata_come_out_to_their_digits() {
    // R survey, data(api): svymean(~api00, dstrat) 662.2874, SE 9.408941. The file is no part of the
    // project and is used where a developer has it.
    let Some(file) = shared("reference/sampling/apistrat.csv") else { return };
    let desk = Desk::empty();
    let file = file.to_str().expect("a plain path");
    let asked = [
        "stats",
        "estimate",
        file,
        "--value",
        "api00",
        "--strata",
        "stype",
        "--population",
        "fpc",
        "--format",
        "json",
    ];
    let json = desk.run(&asked).done().json();
    // Ours are weighted by N_h/n_h exactly; the file's own weights are rounded to single precision.
    near(&json["mean"], 662.2874, 5e-5);
    near(&json["se"], 9.408941, 5e-7);
    near(&json["low"], 643.7322, 5e-5);
    assert_eq!((json["n"].as_u64(), json["df"].as_u64()), (Some(200), Some(197)));
}

#[test]
fn faults_of_a_table_are_told_with_their_place() {
    let desk = Desk::empty();
    let check = |content: &str, asked: &[&str], told: &str| {
        desk.write("table.csv", content);
        let ran = desk.run(&[&["stats", asked[0], "table.csv"], &asked[1..]].concat()).ends_with(2);
        assert!(ran.stderr.contains(told), "{told} is not in: {}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{}", ran.stdout);
    };
    let estimate = ["estimate", "--value", "v"];
    check("", &estimate, "table.csv: the file is empty");
    check("v\n", &estimate, "expected rows under the headings, found none");
    check(
        "g,v\nA,1\nB,2\n",
        &["estimate", "--value", "v", "--domain", "g=C"],
        "column \"g\": expected one of A, B, found no row with \"C\" and a value",
    );
    check(
        "first,second\n1,2\n1,2,3\n",
        &["agree"],
        "table.csv, row 3: expected 2 cells as there are headings, found 3",
    );
    check("first\n1\n", &["agree"], "expected two columns of ratings or more, found 1");
    check("period,count,n\n1,-2,10\n", &["chart", "--kind", "p"], "found -2");
    check("period,count,n\n1,12,10\n", &["chart", "--kind", "p"], "expected a count from 0 to 10");
    check("period,value\n1,x\n", &["chart", "--kind", "xmr"], "row 2, column \"value\"");
}

#[test]
fn nothing_one_all_and_none_have_answers_or_errors() {
    let desk = Desk::empty();
    let interval = |hits: &str, n: &str| {
        desk.run(&["stats", "interval", "--hits", hits, "--n", n, "--format", "json"])
    };
    let ran = interval("0", "0").ends_with(2);
    assert_eq!(ran.stderr, "error: expected at least one case, found none\n");
    near(&interval("0", "1").done().json()["clopper_pearson"][1], 0.975, 1e-12);
    near(&interval("20", "20").done().json()["wilson"][1], 1.0, 1e-15);
    near(&interval("0", "20").done().json()["wilson"][0], 0.0, 1e-15);
    desk.write("all.csv", "v\nyes\nyes\nyes\n");
    let ran =
        desk.run(&["stats", "estimate", "all.csv", "--value", "v", "--format", "json"]).done();
    near(&ran.json()["mean"], 1.0, 1e-15);
    near(&ran.json()["high"], 1.0, 1e-15);
    desk.write("same.csv", "first,second\n1,1\n2,2\n2,2\n");
    let json = desk.run(&["stats", "agree", "same.csv", "--format", "json"]).done().json();
    near(&json["kappa"], 1.0, 1e-12);
    near(&json["percent"], 100.0, 1e-12);
    desk.write("one.csv", "v\n3\n");
    desk.run(&["stats", "estimate", "one.csv", "--value", "v"]).ends_with(2);
}

#[test]
fn one_simple_draw_has_its_exact_interval_and_blank_clusters_are_their_own() {
    let desk = Desk::empty();
    let rows = ["1.0,300\n".repeat(45), "0.0,300\n".repeat(55)].concat();
    desk.write("simple.csv", format!("good,size\n{rows}"));
    let asked = ["stats", "estimate", "simple.csv", "--value", "good", "--population", "size"];
    let ran = desk.run(&[&asked[..], &["--format", "json"]].concat()).done();
    near(&ran.json()["low"], 111.0 / 300.0, 1e-12);
    near(&ran.json()["high"], 160.0 / 300.0, 1e-12);
    assert!(ran.stderr.contains("exact, hypergeometric"), "{}", ran.stderr);

    // Three cases without a family are three families, and "Team  1" is Team 1.
    let table = "family,team,size,good\nF1,Team 1,40,1\nF1,Team  1,40,1\n,Team 1,40,0\n,Team\u{a0}1,40,1\n,Team 1,40,0\n";
    desk.write("families.csv", table);
    let asked = ["stats", "estimate", "families.csv", "--value", "good", "--cluster", "family"];
    let more = ["--strata", "team", "--population", "size", "--format", "json"];
    let ran = desk.run(&[&asked[..], &more].concat()).done();
    assert_eq!((ran.json()["n"].as_u64(), ran.json()["df"].as_u64()), (Some(5), Some(3)));
    assert!(ran.stderr.contains("3 rows have no cluster"), "{}", ran.stderr);
}

#[test]
fn a_target_that_no_share_reaches_is_refused_with_what_was_meant() {
    let desk = Desk::empty();
    desk.write("p.csv", "period,count,n\n2026-01,9,10\n2026-02,8,10\n");
    let asked = ["stats", "chart", "p.csv", "--kind", "p", "--target", "95"];
    let ran = desk.run(&asked).ends_with(2);
    assert!(ran.stderr.contains("expected a target from 0 to 1"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: for 95% write 95% or 0.95"), "{}", ran.stderr);
}

#[test]
fn weeks_quarters_and_years_have_an_order_and_gaps() {
    let desk = Desk::empty();
    let check = |labels: [&str; 4], missing: &str, first: &str| {
        let rows: Vec<String> = labels.iter().map(|label| format!("{label},5")).collect();
        desk.write("c.csv", format!("period,value\n{}\n", rows.join("\n")));
        let asked = ["stats", "chart", "c.csv", "--kind", "run", "--format", "json"];
        let json = desk.run(&asked).done().json();
        assert!(json["notes"].to_string().contains(missing), "{json}");
        assert_eq!(json["points"][0]["period"], first, "{json}");
    };
    check(["W05 2026", "W02 2026", "W03 2026", "W06 2026"], "2026-W04", "W02 2026");
    check(["Q1 2026", "Q2 2025", "Q3 2025", "Q2 2026"], "2025 Q4", "Q2 2025");
    check(["2023/24", "2020/21", "2021/22", "2024/25"], "2022/23", "2020/21");
    check(["05/01/2026", "12/01/2026", "19/01/2026", "02/02/2026"], "2026-W05", "05/01/2026");
    check(["Jan-26", "Feb-26", "Apr-26", "May-26"], "2026-03", "Jan-26");
}

#[test]
fn an_id_column_is_no_rater_wherever_it_is() {
    let desk = Desk::empty();
    let row = |n: usize| format!("good,{},C{n}", if n.is_multiple_of(4) { "good" } else { "poor" });
    let rows: Vec<String> = (0..12).map(row).collect();
    let scale = ["--scale", "poor,good", "--format", "json"];
    desk.write("a.csv", format!("first,second,Case ID\n{}\n", rows.join("\n")));
    let ran = desk.run(&[&["stats", "agree", "a.csv"][..], &scale].concat()).done();
    near(&ran.json()["percent"], 25.0, 1e-9);
    desk.write("b.csv", format!("first,second,number on file\n{}\n", rows.join("\n")));
    let ran = desk.run(&["stats", "agree", "b.csv"]).ends_with(2);
    assert!(
        ran.stderr.contains("\"number on file\" has another value in every row"),
        "{}",
        ran.stderr
    );
}
