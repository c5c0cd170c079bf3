//! A reviewer's hour: find, read in context, confirm and reject, check a sample, see what goes with what.

use crate::support::Desk;

const COMMENTS: &str = "comment_id,case_id,team,month,auditor,grade,comment\n\
    c1,101,CIN 1,2026-08,ana,requires_improvement,Core group held but not written up.\n\
    c2,102,CIN 2,2026-08,ben,good,The visit was not written up.\n\
    c3,103,CIN 2,2026-09,cat,good,Lovely direct work and all is on file.\n\
    c4,104,CIN 2,2026-09,ana,inadequate,The horse at the farm knows more of that afternoon than our Mosaic.\n";

fn desk() -> Desk {
    let desk = Desk::with_workspace();
    desk.write("comments.csv", COMMENTS);
    desk.run(&["import", "comments", "comments.csv"]).done();
    desk
}

fn json(desk: &Desk, arguments: &[&str]) -> serde_json::Value {
    let ran = desk.run(&[arguments, &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

fn found(desk: &Desk) -> Vec<String> {
    let page = json(desk, &["search", "theme:not_written_up"]);
    let hits = page["hits"].as_array().expect("hits").iter();
    let mut ids: Vec<String> =
        hits.filter_map(|hit| hit["comment_id"].as_str().map(str::to_owned)).collect();
    ids.sort();
    ids
}

fn counted(desk: &Desk) -> (u64, u64) {
    let rows = json(desk, &["themes", "count"]);
    let rows = rows.as_array().expect("rows");
    let row = rows.iter().find(|row| row["theme"] == "not_written_up").expect("a row");
    (row["comments"].as_u64().expect("a count"), row["base_comments"].as_u64().expect("a base"))
}

#[test]
fn verdicts_decide_what_counts_and_are_signed() {
    let desk = desk();
    assert_eq!(counted(&desk), (2, 4));
    desk.run(&["themes", "review", "not_written_up", "c2", "--reject", "--note", "it is there"])
        .done();
    assert_eq!(counted(&desk), (1, 4));
    desk.run(&["themes", "review", "not_written_up", "c4", "--confirm"]).done();
    assert_eq!(counted(&desk), (2, 4));
    let behind = json(&desk, &["themes", "comments", "not_written_up"]);
    let ids: Vec<&str> =
        behind.as_array().expect("rows").iter().filter_map(|c| c["comment_id"].as_str()).collect();
    assert_eq!(ids, ["c1", "c4"]);
    let why = json(&desk, &["themes", "explain", "c2"]);
    assert_eq!(why["verdicts"][0]["verdict"], "rejected");
    assert_eq!(why["verdicts"][0]["note"], "it is there");
    assert!(why["rules"].as_array().expect("rules").iter().any(|r| r["counts"] == true));
    let ran = desk.run(&["themes", "review", "no_such", "c2", "--reject"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("the themes are not_written_up"), "{}", ran.stderr);
}

#[test]
fn a_search_for_a_theme_goes_by_verdicts_as_counts_do() {
    let desk = desk();
    assert_eq!(found(&desk), ["c1", "c2"]);
    desk.run(&["themes", "review", "not_written_up", "c2", "--reject"]).done();
    desk.run(&["themes", "review", "not_written_up", "c4", "--confirm"]).done();
    assert_eq!(found(&desk), ["c1", "c4"]);
    desk.run(&["themes", "review", "not_written_up", "c2", "--confirm"]).done();
    assert_eq!(found(&desk), ["c1", "c2", "c4"]);
    desk.run(&["index", "rebuild"]).done();
    assert_eq!(found(&desk), ["c1", "c2", "c4"]);
}

#[test]
fn a_blind_second_reading_measures_agreement_and_changes_no_figure() {
    let desk = desk();
    let ran = desk.run_with_input(&["themes", "review", "not_written_up"], b"y\nperhaps\nn\n");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("expected y, n, s or q, found \"perhaps\""), "{}", ran.stderr);
    assert!(ran.stderr.contains("Core group held but not «written up»"), "{}", ran.stderr);
    assert_eq!(counted(&desk), (1, 4));
    desk.write(
        "second.csv",
        "comment_id,theme,verdict,reading,reviewer\nc1,not_written_up,rejected,blind,second\nc2,not_written_up,rejected,blind,second\n",
    );
    desk.run(&["import", "verdicts", "second.csv"]).done();
    assert_eq!(counted(&desk), (1, 4), "a blind reading decides nothing");
    let agreement = json(&desk, &["themes", "agree"]);
    assert_eq!(agreement[0]["n"], 2);
    assert_eq!(agreement[0]["percent"], 50.0);
}

#[test]
fn a_sample_is_repeated_by_its_seed_and_gives_precision() {
    let desk = desk();
    let sample = ["themes", "sample", "not_written_up", "--n", "2", "--seed", "3856 dice 9927"];
    let drawn = json(&desk, &sample);
    assert_eq!(drawn["population"], 2);
    assert_eq!(drawn["comments"], json(&desk, &sample)["comments"]);
    let unchecked = json(&desk, &["themes", "checked"]);
    assert_eq!(unchecked[0]["precision"], serde_json::Value::Null);
    let sheet = desk.run(&[&sample[..], &["--format", "csv"]].concat()).stdout;
    let filled: String = sheet
        .lines()
        .map(|line| line.replacen(",,,", if line.contains("c1,") { ",yes,," } else { ",no,," }, 1))
        .map(|line| line + "\n")
        .collect();
    desk.write("filled.csv", &filled);
    desk.run(&["import", "verdicts", "filled.csv"]).done();
    let checked = json(&desk, &["themes", "checked"]);
    assert_eq!(
        (&checked[0]["precision"]["yes"], &checked[0]["precision"]["n"]),
        (&1.into(), &2.into())
    );
}

#[test]
fn verdicts_on_comments_not_held_here_are_refused_with_their_row() {
    let desk = desk();
    desk.write("v.csv", "comment_id,theme,verdict\nc9,not_written_up,yes\nc1,nonsense,yes\n");
    let ran = desk.run(&["import", "verdicts", "v.csv"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for told in ["v.csv, row 2", "the id of a comment held here", "a theme of themes.yaml"] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
}

#[test]
fn suggestions_are_kept_apart_and_name_their_words() {
    let desk = desk();
    let found = json(&desk, &["themes", "suggest", "not_written_up"]);
    assert!(found.as_array().expect("rows").iter().all(|row| row["comment_id"] != "c1"), "{found}");
    assert_eq!(counted(&desk), (2, 4), "a suggestion does not count");
    let input = "comment_id,comment\n1,Core group held but not written up.\n2,\"Three sessions of direct work, the carer tells me, and not one has found its way into the system.\"\n";
    let plain = desk.run_with_input(&["tag"], input.as_bytes()).stdout;
    let with = desk.run_with_input(&["tag", "--suggestions"], input.as_bytes()).stdout;
    assert!(!plain.contains("\"source\":\"model\""));
    assert_eq!(plain.lines().count(), with.lines().count());
    let (first, second): (serde_json::Value, serde_json::Value) = {
        let mut lines = with.lines().map(|line| serde_json::from_str(line).expect("JSON"));
        (lines.next().expect("a line"), lines.next().expect("a line"))
    };
    let sources = |line: &serde_json::Value| -> Vec<String> {
        let hits = line["hits"].as_array().expect("hits").iter();
        hits.filter(|h| h["theme"] == "not_written_up").map(|h| h["source"].to_string()).collect()
    };
    assert!(sources(&first).iter().all(|source| source == "\"rule\""), "{first}");
    assert!(!sources(&second).is_empty(), "{second}");
}

#[test]
fn phrases_that_rise_are_listed_with_both_counts() {
    let desk = Desk::with_workspace();
    let mut rows = String::from("comment_id,month,auditor,comment\n");
    for n in 0..24 {
        let who = ["ana", "ben", "cat"][n % 3];
        rows.push_str(&format!(
            "a{n},2026-06,{who},Visit {n} was made and the plan for child {n} is clear\n"
        ));
        rows.push_str(&format!("b{n},2026-09,{who},Visit {n} was made; edge of care panel never asked about child {n}\n"));
    }
    desk.write("comments.csv", rows);
    desk.run(&["import", "comments", "comments.csv"]).done();
    let found = json(&desk, &["emerging", "--period", "2026-09", "--against", "2026-06"]);
    let rows = found["phrases"].as_array().expect("phrases");
    let panel = |row: &&serde_json::Value| row["phrase"].to_string().contains("care panel");
    let row = rows.iter().find(panel).unwrap_or_else(|| panic!("{found}"));
    assert_eq!((&row["comments"], &row["before"]), (&24.into(), &0.into()));
    assert!(row["false_share"].as_f64().is_some_and(|share| share < 0.1), "{found}");
    assert_eq!((&found["chance"]["shuffles"], &found["chance"]["seed"]), (&200.into(), &1.into()));
    let ran = desk.run(&["themes", "emerging", "--period", "2026-01", "--against", "2026-06"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("no comments from 2026-01 to 2026-01"), "{}", ran.stderr);
}

#[test]
fn phrases_that_chance_would_list_too_are_set_aside() {
    let desk = Desk::with_workspace();
    let mut rows = String::from("comment_id,month,auditor,comment\n");
    let mut state = 7_u64;
    for n in 0..1200_usize {
        let month = if n % 2 == 0 { "2026-06" } else { "2026-09" };
        let who = ["ana", "ben", "cat", "dan"][n / 7 % 4];
        // Knuth's MMIX generator: which words stand together has nothing to do with the month.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (state >> 40) as usize;
        let habit = ["red", "blue", "green", "grey", "white", "black"][mixed % 6];
        let thing = ["folder", "drawer", "cabinet", "shelf", "box"][mixed / 6 % 5];
        let place = ["attic", "cellar", "office", "garage", "shed"][mixed / 30 % 5];
        rows.push_str(&format!("c{n},{month},{who},Case {n}: {habit} {thing} {place}\n"));
    }
    desk.write("comments.csv", rows);
    desk.run(&["import", "comments", "comments.csv"]).done();
    let asked = ["themes", "emerging", "--period", "2026-09", "--against", "2026-06"];
    let ran = desk.run(&asked).done();
    assert!(ran.stderr.contains("none stands out from chance"), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("chance alone lists"), "{}", ran.stderr);
    let all = desk.run(&[&asked[..], &["--all", "--format", "json"]].concat()).done().json();
    let shares = all["phrases"].as_array().expect("phrases").iter().map(|p| &p["false_share"]);
    assert!(shares.clone().count() > 0, "{all}");
    assert!(shares.clone().all(|share| share.as_f64().is_some_and(|s| s > 0.1)), "{all}");
}

#[test]
fn themes_stand_against_the_judgement_and_beside_each_other() {
    let desk = desk();
    let risk = json(&desk, &["themes", "risk"]);
    let row = &risk.as_array().expect("rows")[0];
    assert_eq!(row["with"], serde_json::json!([1, 2]));
    assert_eq!(row["ratio"], serde_json::Value::Null, "too few");
    let subjects = json(&desk, &["themes", "subjects"]);
    let all = subjects.as_array().expect("rows");
    assert!(all.iter().all(|s| {
        let parts = ["shortcoming", "mixed", "strength", "not_mentioned"];
        parts.iter().map(|p| s[p].as_u64().expect("a count")).sum::<u64>() == 4
    }));
    assert!(json(&desk, &["themes", "together"]).is_array());
}
