//! `assay pack`: the three profiles from a workspace, twice the same bytes, recorded once.

use crate::support::Desk;

#[test]
fn a_pack_without_data_says_what_it_lacks() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["pack", "visit", "--as-at", "2026-09-30"]).done();
    assert_eq!(ran.stdout, "DESK/packs/2026-09-30-visit.html\n");
    let page = desk.read("packs/2026-09-30-visit.html");
    assert!(page.contains("Annex: what this pack lacks"));
    assert!(page.contains("No audit with an overall judgement falls in the period."));
    assert!(page.contains("OFFICIAL-SENSITIVE: children&#39;s social care audit"));
}

#[test]
fn the_same_pack_again_is_the_same_bytes_and_one_entry() {
    let desk = Desk::with_workspace();
    let arguments = ["pack", "board", "--as-at", "2026-09-30"];
    desk.run(&arguments).done();
    let first = desk.read("packs/2026-09-30-board.html");
    desk.run(&arguments).done();
    assert_eq!(first, desk.read("packs/2026-09-30-board.html"));
    let ledger = desk.run(&["ledger", "--format", "json"]).done().json();
    let kinds: Vec<&str> = ledger
        .as_array()
        .expect("entries")
        .iter()
        .filter_map(|entry| entry["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["init", "pack"]);
    assert!(!first.contains("OFFICIAL-SENSITIVE"));
}

#[test]
fn an_unknown_profile_is_told_the_ones_there_are() {
    let ran = Desk::with_workspace().run(&["pack", "bored"]).ends_with(2);
    assert_eq!(
        ran.stderr,
        "error: there is no pack profile \"bored\"\nhint: the profiles in pack.yaml are visit, board, monthly; add your own there\n"
    );
}

#[test]
fn a_template_that_runs_away_is_stopped_and_named_as_the_cause() {
    let desk = Desk::with_workspace();
    let doubled = "{% set x = x ~ x %}".repeat(40);
    desk.write(
        "templates/cover.html",
        format!("{{% set x = \"sixteen letters.\" %}}{doubled}{{{{ x }}}}"),
    );
    let ran = desk.run(&["pack", "board", "--as-at", "2026-09-30"]).ends_with(2);
    let limit = "error: the templates reach the limit on rendering: a page of 64 MB, 20 seconds or 128 MB of memory\n";
    assert!(ran.stderr.starts_with(limit), "{}", ran.stderr);
    assert!(ran.stderr.contains("templates"), "{}", ran.stderr);
    assert!(!desk.path("packs/2026-09-30-board.html").exists());
}

#[test]
fn a_council_s_own_template_is_used_and_its_faults_are_placed() {
    let desk = Desk::with_workspace();
    let arguments = ["pack", "board", "--as-at", "2026-09-30"];
    desk.write("templates/colophon.html", "<p>Printed for {{ pack.council }} & friends</p>\n");
    desk.run(&arguments).done();
    assert!(desk.read("packs/2026-09-30-board.html").contains("Printed for Your Council"));
    desk.write("templates/colophon.html", "<p>\n{{ pack.counsel }}</p>\n");
    let ran = desk.run(&arguments).ends_with(2);
    assert!(
        ran.stderr.starts_with("error: template colophon.html, line 2, column 9: "),
        "{}",
        ran.stderr
    );
}
