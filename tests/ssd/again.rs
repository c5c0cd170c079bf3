//! Datasets after other imports: the same again, a later one, by another schema, events of another source.

use super::council::{council, edit, export_of, fields, import, told};

#[test]
fn the_same_folder_twice_changes_nothing_and_an_undo_takes_all_of_it_back() {
    let desk = council();
    import(&desk, &[]).done();
    let again = import(&desk, &[]).done().json();
    assert_eq!((&again["stored"], &again["unchanged"]), (&0.into(), &22.into()));
    let imports = desk.run(&["import", "list", "--format", "json"]).done().json();
    let numbers: Vec<String> =
        imports.as_array().unwrap().iter().rev().map(|one| one["import"].to_string()).collect();
    desk.run(&["doctor"]).done();
    for number in &numbers {
        desk.run(&["import", "undo", number]).done();
    }
    desk.run(&["doctor"]).done();
    let indicators = desk.run(&["indicators", "--as-at", "2026-09-30", "--format", "json"]).done();
    assert_eq!(indicators.json()["indicators"], serde_json::json!([]));
}

#[test]
fn a_case_that_was_restricted_stays_so() {
    let desk = council();
    desk.write("list.csv", "case_id,team,restricted\nP1,T,yes\nP2,T,no\n");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-08-31"]).done();
    let ran = import(&desk, &[]).done();
    assert!(ran.stderr.contains("1 case stays so"), "{}", ran.stderr);
    let children = export_of(&desk, "children");
    assert_eq!(fields(&children, "P1", &["restricted"]), ["yes"]);
    assert_eq!(fields(&children, "P2", &["restricted"]), ["no"]);
}

#[test]
fn events_of_another_source_are_told_since_they_count_twice() {
    let desk = council();
    desk.write("visits.csv", "case_id,date,seen\nP1,05/06/2026,yes\n");
    desk.run(&["import", "events", "visits.csv", "--as-at", "2026-08-31"]);
    let report = import(&desk, &[]).ends_with(1).json();
    assert!(
        told(&report)
            .iter()
            .any(|line| line.starts_with("lost ssd_cin_visits.csv - : visits that import")),
        "{:#?}",
        told(&report)
    );
}

#[test]
fn a_later_extract_updates_events_by_their_ids() {
    let desk = council();
    import(&desk, &[]).done();
    edit(&desk, "ssd_cla_visits.csv", "10/07/2026,Y,Y", "11/07/2026,Y,N");
    let mut arguments = vec!["import", "ssd", "extract", "--format", "json"];
    arguments.extend(["--as-at", "2026-10-31"]);
    let report = desk.run(&arguments).ends_with(0).json();
    assert_eq!(report["events"]["updated"], 1, "{report:#}");
    // The posts of another month are new.
    assert_eq!(report["events"]["new"], 3);
}

/// Edits the schema of the workspace.
fn edit_schema(desk: &crate::support::Desk, from: &str, to: &str) {
    let text = desk.read("ssd-2026.yaml");
    assert!(text.contains(from), "the schema has no {from}");
    desk.write("ssd-2026.yaml", text.replace(from, to));
}

fn visits(desk: &crate::support::Desk) -> Vec<serde_json::Value> {
    // An export writes over nothing.
    let _ = std::fs::remove_dir_all(desk.path("out"));
    desk.run(&["export", "--to", "out", "--format", "json"]).done();
    serde_json::from_str(&desk.read("out/events-visits.json")).expect("JSON")
}

#[test]
fn an_edited_schema_reads_the_same_files_anew_and_counts_no_event_twice() {
    let desk = council();
    import(&desk, &[]).done();
    assert_eq!(visits(&desk).len(), 6);
    // The same ids, one field less: of each visit the later reading counts, although it fills less.
    edit_schema(&desk, "cinv_cin_visit_seen_alone, kind", "cinv_cin_visit_alone, kind");
    let report = import(&desk, &[]).done().json();
    assert_eq!(report["events"]["updated"], 2, "{report:#}");
    let of_need = visits(&desk);
    assert_eq!(of_need.len(), 6);
    let of_need = of_need.iter().filter(|visit| visit["visit_type"] == "child in need");
    assert!(of_need.clone().all(|visit| visit["seen_alone"].as_str().unwrap_or("").is_empty()));
}

#[test]
fn events_that_the_schema_before_read_and_this_one_does_not_are_reported() {
    let desk = council();
    import(&desk, &[]).done();
    edit_schema(
        &desk,
        "    constants: {visit_type: child protection}\n",
        "    constants: {visit_type: child protection}\n    leave_out: {seen_alone: [\"no\"]}\n",
    );
    let report = import(&desk, &[]).ends_with(1).json();
    let lost: Vec<String> =
        told(&report).into_iter().filter(|line| line.starts_with("lost")).collect();
    assert_eq!(
        lost,
        [
            "lost ssd_cp_visits.csv - : 1 event of visits that import 1 read of this file, and that are not among those read now; the same events of a file each time it is read"
        ]
    );
    desk.run(&["import", "undo", "1"]).done();
    assert_eq!(visits(&desk).len(), 5);
}
