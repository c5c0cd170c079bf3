//! One-off draws, sample sizes, and plans in words.

use crate::draw::{council, list};
use crate::support::Desk;

const SEED: &[&str] = &["--seed", "73951048273649501827"];

fn sample(desk: &Desk, file: &str, more: &[&str]) -> crate::support::Ran {
    desk.run(&[&["sample", file, "--id-column", "case_id"], SEED, more].concat())
}

#[test]
fn a_row_whose_id_says_that_there_is_none_is_refused_with_its_row() {
    let desk = Desk::empty();
    for (name, placeholder) in [("a.csv", "TBC"), ("b.csv", "n/a"), ("c.csv", "-")] {
        desk.write(name, format!("case_id,team\n501,North\n{placeholder},South\n503,North\n"));
        let ran = sample(&desk, name, &["--n", "2"]).ends_with(2);
        assert!(ran.stderr.contains("row 3"), "{}", ran.stderr);
        assert!(ran.stderr.contains("expected a case id"), "{}", ran.stderr);
    }
}

#[test]
fn the_order_of_the_rows_does_not_matter_and_a_larger_draw_begins_with_the_smaller() {
    let desk = Desk::empty();
    let text = list(400);
    desk.write("a.csv", &text);
    let (header, rows) = text.split_once('\n').unwrap();
    let mut reversed: Vec<&str> = rows.lines().rev().collect();
    reversed.insert(0, header);
    desk.write("b.csv", reversed.join("\r\n"));
    let strata = ["--strata", "team", "--strata", "plan_type", "--reserves", "2", "--n", "40"];
    let first = sample(&desk, "a.csv", &strata).done().stdout;
    assert_eq!(first, sample(&desk, "b.csv", &strata).done().stdout);
    assert!(first.starts_with("case_id,stratum,role,order,ticket\n"));
    assert!(first.contains(",Team 0 / child protection,selected,1,"), "{first}");
    let small = sample(&desk, "a.csv", &["--n", "10"]).done().stdout;
    let large = sample(&desk, "a.csv", &["--n", "20"]).done().stdout;
    assert!(large.starts_with(&small), "{large}");
}

#[test]
fn ids_that_are_near_are_reported_and_protected_ones_are_read() {
    let desk = Desk::empty();
    desk.write("near.csv", "case_id,team\nK031,A\nk031,A\nL7,B\n");
    let ran = sample(&desk, "near.csv", &["--n", "3"]).ends_with(1);
    let near = "row 3: \"k031\" is near \"K031\" in row 2, and may be the same case";
    assert!(ran.stderr.contains(near), "{}", ran.stderr);
    desk.write("excel.csv", "case_id,team\n=\"0058\",A\n'0742,B\n");
    let drawn = sample(&desk, "excel.csv", &["--n", "2"]).done().stdout;
    assert!(drawn.contains("\n0058,") && drawn.contains("\n0742,"), "{drawn}");
}

#[test]
fn a_row_taken_out_changes_at_most_one_other() {
    let desk = Desk::empty();
    let text = list(400);
    desk.write("a.csv", &text);
    let cases = |text: &str| -> Vec<String> {
        text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    let before = cases(&sample(&desk, "a.csv", &["--n", "10"]).done().stdout);
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with(&before[3])).collect();
    desk.write("b.csv", without.join("\n"));
    let after = cases(&sample(&desk, "b.csv", &["--n", "10"]).done().stdout);
    let stayed = before.iter().filter(|case| after.contains(case)).count();
    assert_eq!(stayed, 9);
}

#[test]
fn an_id_that_is_there_twice_is_refused_with_both_rows() {
    let desk = Desk::empty();
    desk.write("a.csv", "case_id,team\n1,A\n2,B\n\n 1,C\n");
    let ran = sample(&desk, "a.csv", &["--n", "1"]).ends_with(2);
    assert!(
        ran.stderr.contains("a.csv, row 5: case id \"1\" is in row 2 already"),
        "{}",
        ran.stderr
    );
    let weak = desk.run(&["sample", "a.csv", "--id-column", "case_id", "--n", "1", "--seed", "7"]);
    assert!(weak.ends_with(2).stderr.contains("the seed has 1 digits: expected at least 20"));
}

#[test]
fn faults_name_their_rows_and_columns() {
    let desk = Desk::empty();
    desk.write("a.csv", "case_id,team\n1,A\n1.2E+15,B\n3,x / y\n");
    let ran = sample(&desk, "a.csv", &["--n", "1", "--strata", "team"]).ends_with(2);
    assert!(
        ran.stderr.contains("a.csv, row 3: case id: expected an id as it was typed"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("a.csv, row 4: stratum: expected a value without"),
        "{}",
        ran.stderr
    );
    let ran = sample(&desk, "a.csv", &["--n", "1", "--strata", "worker"]).ends_with(2);
    assert!(ran.stderr.contains("expected a column \"worker\""), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: the columns are case_id, team"), "{}", ran.stderr);
}

#[test]
fn quoted_and_windows_files_give_the_same_cases() {
    let desk = Desk::empty();
    let text = list(120);
    desk.write("a.csv", &text);
    let quoted: Vec<String> = text
        .lines()
        .map(|line| line.split(',').map(|f| format!("\"{f}\"")).collect::<Vec<_>>().join(";"))
        .collect();
    desk.write("b.csv", format!("\u{feff}{}\r\n", quoted.join("\r\n")));
    let latin: Vec<u8> =
        format!("{text}é1,looked after,Team 1,W,,\n").chars().map(|c| c as u8).collect();
    desk.write("c.csv", latin);
    desk.write("d.csv", format!("{text}é1,looked after,Team 1,W,,\n"));
    let args = ["--n", "12", "--strata", "team"];
    let run = |file: &str| sample(&desk, file, &args).done().stdout;
    assert_eq!(run("a.csv"), run("b.csv"));
    assert_eq!(run("c.csv"), run("d.csv"));
}

#[test]
fn sizes_come_with_a_sentence() {
    let desk = Desk::empty();
    let found = desk.run(&["size", "--population", "3000", "--rate", "3%", "--format", "json"]);
    assert_eq!(
        found.done().json(),
        serde_json::json!({
            "n": 97, "method": "discovery",
            "sentence": "if 90 of the 3,000 were inadequate, 97 files would show at least one with 95% confidence",
        })
    );
    let found = desk.run(&["size", "--population", "3000", "--margin", "0.05", "--format", "json"]);
    assert_eq!(found.done().json()["n"], 341);
    let odd = desk.run(&["size", "--population", "3000", "--rate", "lots"]).ends_with(2);
    assert!(odd.stderr.contains("expected a share such as 5% or 0.05"), "{}", odd.stderr);
}

#[test]
fn a_header_may_stand_under_a_title_and_equal_ids_are_found_however_they_are_written() {
    let desk = Desk::empty();
    desk.write("titled.csv", "List of cases,,\n\nCase ID,Team,Note\n1,A,x\n2,B,\"y, z\"\n,,\n");
    let seed = ["--seed", "73951048273649501827"];
    let of = |file: &str| {
        desk.run(&[&["sample", file, "--id-column", "case id", "--n", "5"], &seed[..]].concat())
    };
    assert_eq!(of("titled.csv").done().stdout.lines().count(), 3);
    // Windows-1252, read row by row: the two are one id once they are normalised.
    desk.write("old.csv", b"Case ID\nZo\xeb\nZo\xeb\xa0\n");
    let twice = of("old.csv").ends_with(2);
    assert!(twice.stderr.contains("is in row 2 already"), "{}", twice.stderr);
    let none = desk.run(&["sample", "titled.csv", "--id-column", "ID", "--n", "5"]).ends_with(2);
    assert!(none.stderr.contains("the columns are Case ID, Team, Note"), "{}", none.stderr);
    let folder = desk.run(&["sample", ".", "--id-column", "ID", "--n", "5"]).ends_with(2);
    assert!(folder.stderr.contains(". is a folder"), "{}", folder.stderr);
}

#[test]
fn plans_are_read_back_in_words_and_made_by_answers() {
    let desk = council(200);
    assert!(desk.run(&["plan", "list"]).done().stdout.contains("health-check"));
    let shown = desk.run(&["plan", "show", "monthly"]).done().stdout;
    assert!(
        shown.starts_with("From the list \"children\", open cases. 104 cases by lowest ticket")
    );
    let check = desk.run(&["plan", "check", "monthly", "--format", "json"]).done().json();
    assert_eq!(check[0]["n"], 104);
    let answers = b"cin-dip\nchildren in need, \"dip\"\n\n12\nteam\n1\n\n6\n";
    let made = desk.run_with_input(&["plan", "new"], answers).done();
    assert!(made.stdout.contains("12 cases by lowest ticket, spread over team"), "{}", made.stdout);
    assert!(made.stdout.contains("    collapse: below 2 seats\n"), "{}", made.stdout);
    let taken = desk.run_with_input(&["plan", "new"], answers).ends_with(2);
    assert!(taken.stderr.contains("there is a plan \"cin-dip\" already"), "{}", taken.stderr);
    let nothing = desk.run(&["plan", "new"]).ends_with(2);
    assert!(nothing.stderr.contains("a name for the plan"), "{}", nothing.stderr);
    let odd = desk.run_with_input(&["plan", "new"], b"b\n\n\nmany\n").ends_with(2);
    assert!(odd.stderr.contains("at least 1, found \"many\""), "{}", odd.stderr);
    let plain = b"plain\nx\n\n20\nteam\n\n\n0\n\n\n\n\n\n\nnone\n";
    let made = desk.run_with_input(&["plan", "new"], plain).done();
    assert!(!made.stdout.contains("collapse"), "{}", made.stdout);
    let walk = b"walk\nx\n\n30\nteam, start_date\n\n\n0\nsystematic\n\n\n\n10%\n";
    let made = desk.run_with_input(&["plan", "new"], walk).done();
    assert!(
        made.stdout
            .contains("30 cases at even steps through the list sorted by team, then start date"),
        "{}",
        made.stdout
    );
    desk.run(&["plan", "check", "walk", "--n", "50"]).done();
    desk.run(&["freeze", "--plan", "cin-dip", "--id", "dip-1"]).done();
    desk.run(&["draw", "dip-1"]).done();
    let sql = desk.run(&["sql", "dip-1", "--engine", "duckdb"]).done().stdout;
    assert!(sql.contains("sha256("), "{sql}");
}
