//! The inspection frameworks (`profiles/`): a pack goes by the one in force on its day and says which, and results of
//! inspections are checked against the one of their letter's day.

use crate::support::Desk;

const LETTERS: &str = "letter,letter_date,judgement,grade,recommendation,finding_id\n\
    Inspection of March 2025,12/03/2025,Overall effectiveness,Good,,\n\
    Inspection of March 2025,12/03/2025,Care leavers,RI,,\n\
    Inspection of May 2026,12/05/2026,Care leavers,Good,,\n\
    Inspection of May 2026,12/05/2026,The impact of leaders on social work practice with children and families,Outstanding,,\n\
    Inspection of May 2026,12/05/2026,,,The frequency of supervision,F1\n";

fn page(desk: &Desk, as_at: &str, more: &[&str]) -> String {
    let mut arguments = vec!["pack", "visit", "--format", "html", "--as-at", as_at];
    arguments.extend(more);
    desk.run(&arguments).done();
    desk.read(&format!("packs/{as_at}-visit.html"))
}

#[test]
fn a_pack_goes_by_the_framework_in_force_on_its_day_and_says_which() {
    let desk = Desk::with_workspace();
    assert!(page(&desk, "2026-03-31", &[]).contains("profile ilacs-2023-01"));
    assert!(page(&desk, "2026-04-01", &[]).contains("profile ilacs-2026-04"));
    // The day of the visit comes before the as-at day.
    assert!(
        page(&desk, "2026-03-30", &["--visit", "2026-04-20"]).contains("profile ilacs-2026-04")
    );
    desk.run(&["export", "--to", "out"]).done();
    let records = desk.read("out/records.json");
    assert!(records.contains("ilacs-2023-01") && records.contains("ilacs-2026-04"), "{records}");
}

#[test]
fn results_of_inspections_are_printed_in_the_words_of_their_own_framework() {
    let desk = Desk::with_workspace();
    desk.write("letters.csv", LETTERS);
    let report = desk.run(&[
        "import",
        "findings",
        "letters.csv",
        "--as-at",
        "2026-09-30",
        "--format",
        "json",
    ]);
    assert_eq!(report.done().json()["stored"], 5);
    let page = page(&desk, "2026-09-30", &[]);
    for words in [
        "What inspectors judged",
        "Overall effectiveness",
        "Requires improvement to be good",
        "The frequency of supervision",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("Inspection of May 2026") < at("Inspection of March 2025"), "the latest first");
    let again = desk.run(&[
        "import",
        "findings",
        "letters.csv",
        "--as-at",
        "2026-09-30",
        "--format",
        "json",
    ]);
    assert_eq!(again.done().json()["unchanged"], 5);
}

#[test]
fn a_judgement_that_the_framework_of_the_day_does_not_have_is_refused() {
    let desk = Desk::with_workspace();
    desk.write("letters.csv", "letter,letter_date,judgement,grade\nInspection,12/05/2026,Overall effectiveness,Good\nInspection,12/05/2026,Care leavers,Fine\nInspection,12/05/2021,Care leavers,Good\n");
    let ran =
        desk.run(&["import", "findings", "letters.csv", "--as-at", "2026-09-30"]).ends_with(1);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn a_council_may_add_a_framework_and_one_with_a_fault_is_named_with_its_place() {
    let desk = Desk::with_workspace();
    let later = desk
        .read("profiles/ilacs-2026-04.yaml")
        .replace("from: 2026-04-01", "from: 2028-04-01")
        .replace("headings: {}", "headings: {scope: Scope of the visit}");
    desk.write("profiles/ilacs-2028-04.yaml", &later);
    let text = page(&desk, "2028-05-31", &[]);
    assert!(text.contains("profile ilacs-2028-04"));
    assert!(page(&desk, "2026-09-30", &[]).contains("profile ilacs-2026-04"));
    desk.write("profiles/ilacs-2028-04.yaml", later.replace("2028-04-01", "soon"));
    let doctor = desk.run(&["doctor"]).ends_with(1);
    assert!(
        doctor.stdout.contains("profiles/ilacs-2028-04.yaml, line")
            && doctor.stdout.contains("a date like 2026-04-01"),
        "{}",
        doctor.stdout
    );
}

#[test]
fn a_workspace_without_the_folder_goes_by_the_shipped_frameworks() {
    let desk = Desk::with_workspace();
    std::fs::remove_dir_all(desk.path("profiles")).unwrap();
    assert!(page(&desk, "2026-09-30", &[]).contains("profile ilacs-2026-04"));
    desk.run(&["doctor"]).done();
}

#[test]
fn a_snapshot_takes_the_frameworks_along() {
    let desk = Desk::with_workspace();
    let later = desk.read("profiles/ilacs-2026-04.yaml").replace("2026-04-01", "2028-04-01");
    desk.write("profiles/own-2028.yaml", later);
    desk.run(&["snapshot", "copy.db"]).done();
    desk.run(&["doctor"]).done();
}
