//! `assay pack`: the three profiles from a workspace, twice the same bytes, recorded once.

use crate::support::{Desk, Ran};

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
    let limit = "error: the templates reach the limit on rendering: a page of 64 MB, 20 seconds or 256 MB of memory\n";
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

const BO: &[u8] = b"four plain words here\n";

/// A workspace in which Bo can be the second person.
fn with_bo() -> Desk {
    let desk = Desk::with_workspace();
    desk.run_with_input(&["people", "add", "Bo Hart", "--login", "bo"], BO).done();
    desk
}

/// Issues a draft with Bo's passphrase.
fn issue(desk: &Desk, draft: &str) -> Ran {
    desk.run_with_input(&["pack", "issue", draft, "--second", "Bo Hart"], BO)
}

#[test]
fn a_draft_says_so_and_is_issued_by_a_second_person_who_is_on_record() {
    let desk = with_bo();
    desk.run(&["pack", "board", "--as-at", "2026-09-30", "--format", "all"]).done();
    assert!(desk.read("packs/2026-09-30-board.html").contains("DRAFT, not issued"));
    let alone = desk.run(&["pack", "issue", "board"]).ends_with(2);
    assert!(alone.stderr.contains("cannot be the second person"), "{}", alone.stderr);
    assert!(!desk.path("packs/issued").exists());
    let issued = issue(&desk, "2026-09-30-board").done();
    assert!(issued.stdout.contains("issued/2026-09-30-board.html"), "{}", issued.stdout);
    assert!(issued.stderr.contains("agreed by passphrase"), "{}", issued.stderr);
    let page = desk.read("packs/issued/2026-09-30-board.html");
    assert!(!page.contains("DRAFT") && page.contains("agreed by passphrase at the same login"));
    assert!(!page.contains("Bo Hart"), "a published page names nobody");
    for ending in ["xlsx", "docx"] {
        assert!(desk.path(&format!("packs/issued/2026-09-30-board.{ending}")).exists());
    }
    let ledger = desk.run(&["ledger", "--format", "json"]).done().json();
    let last = ledger.as_array().expect("entries").last().expect("an entry").clone();
    assert_eq!(last["kind"], "issue");
    let again = issue(&desk, "board").ends_with(2);
    assert!(again.stderr.contains("nothing changed since"), "{}", again.stderr);
    desk.run(&["doctor"]).done();
}

#[test]
fn a_draft_that_would_come_out_another_way_is_not_issued() {
    let desk = with_bo();
    desk.run(&["pack", "board", "--as-at", "2026-09-30"]).done();
    let settings = desk.read("pack.yaml");
    desk.write("pack.yaml", settings.replace("title:", "title: New "));
    let refused = issue(&desk, "board").ends_with(2);
    assert!(refused.stderr.contains("would not be issued as it was read"), "{}", refused.stderr);
    assert!(!desk.path("packs/issued").exists());
    let unknown = issue(&desk, "2026-08-31-board").ends_with(2);
    assert!(unknown.stderr.contains("the drafts are 2026-09-30-board"), "{}", unknown.stderr);
}

#[test]
fn a_pack_is_compared_with_the_last_issued_and_not_with_a_draft() {
    let desk = with_bo();
    desk.run(&["pack", "board", "--as-at", "2026-07-31"]).done();
    issue(&desk, "board").done();
    desk.run(&["pack", "board", "--as-at", "2026-08-31"]).done();
    desk.run(&["pack", "visit", "--as-at", "2026-07-31"]).done();
    issue(&desk, "visit").done();
    desk.run(&["pack", "visit", "--as-at", "2026-08-31"]).done();
    desk.run(&["pack", "visit", "--as-at", "2026-09-30"]).done();
    let page = desk.read("packs/2026-09-30-visit.html");
    assert!(page.contains("since the pack of 31 July 2026"));
}
