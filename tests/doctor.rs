//! `assay doctor`, and what it finds.

use crate::support::Desk;

fn fault(desk: &Desk, what: &str) -> (String, String) {
    let findings = desk.run(&["doctor", "--format", "json"]).ends_with(1).json();
    let found = findings.as_array().unwrap().iter().find(|f| f["check"] == what).unwrap().clone();
    assert_eq!(found["sound"], false, "{findings}");
    (found["found"].as_str().unwrap().to_owned(), found["hint"].as_str().unwrap().to_owned())
}

#[test]
fn a_fresh_workspace_is_sound() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["doctor"]).done();
    assert!(ran.stdout.contains("ledger         yes    intact, 1 entries"), "{}", ran.stdout);
    assert!(ran.stdout.contains("journal        yes    a write-ahead log"), "{}", ran.stdout);
    assert!(ran.stdout.contains("each row       –      not looked at"), "{}", ran.stdout);
    assert_eq!(
        ran.stderr,
        "hint: each row: assay doctor --deep recomputes what the ledger says of every row\n"
    );
    let findings = desk.run(&["doctor", "--format", "json"]).done().json();
    let of = |what: &str| {
        findings.as_array().unwrap().iter().find(|found| found["check"] == what).unwrap()["sound"]
            .clone()
    };
    assert_eq!(of("each row"), serde_json::Value::Null, "nobody looked");
    assert_eq!(of("ledger"), true);
}

#[test]
fn a_fault_in_the_settings_is_named_with_its_place() {
    let desk = Desk::with_workspace();
    desk.write("terms.yaml", "grades: {}\nnouns:\n  looked_afer: children in care\n");
    let (found, hint) = fault(&desk, "settings");
    assert_eq!(found, "terms.yaml, line 3, column 3: expected a known word, found \"looked_afer\"");
    assert_eq!(hint, "did you mean looked_after?");
}

#[test]
fn a_changed_ledger_is_named_by_its_entry() {
    let desk = Desk::with_workspace();
    let path = desk.path("evidence.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let body = b"\"program\":\"";
    let place = bytes.windows(body.len()).position(|part| part == body).expect("the entry's body");
    bytes[place + body.len()] = b'7';
    std::fs::write(&path, bytes).unwrap();
    let (found, _) = fault(&desk, "ledger");
    assert!(found.starts_with("ledger entry 1 does not have the hash"), "{found}");
}

#[cfg(unix)]
#[test]
fn a_store_that_others_may_read_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    if crate::support::windows::is_under_test() {
        println!(
            "SKIPPED: Windows has access lists; crates/workspace reads their texts in a test of its own"
        );
        return;
    }
    let desk = Desk::with_workspace();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(desk.path("evidence.db"), open).unwrap();
    let (found, hint) = fault(&desk, "access");
    assert!(found.contains("evidence.db"), "{found}");
    assert!(hint.contains("chmod"), "{hint}");
}

#[test]
fn a_file_that_is_no_store_is_refused_with_the_mend() {
    let desk = Desk::with_workspace();
    desk.write("evidence.db", "lost");
    let ran = desk.run(&["doctor"]).ends_with(2);
    assert!(ran.stderr.contains("found another kind of file"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: restore the last backup"), "{}", ran.stderr);
}

#[test]
fn a_workspace_that_came_to_lie_in_a_synchronised_folder_is_named_and_only_read() {
    let desk = Desk::empty();
    desk.run(&["init", "council"]).done();
    std::fs::create_dir(desk.path("Dropbox")).unwrap();
    std::fs::rename(desk.path("council"), desk.path("Dropbox/council")).unwrap();
    let there = ["--workspace", "Dropbox/council"];
    let ran = desk.run(&[&there[..], &["doctor"]].concat()).ends_with(1);
    assert!(ran.stdout.contains("Dropbox keeps it in step with other machines"), "{}", ran.stdout);
    assert!(ran.stdout.contains("journal        yes    a rollback journal"), "{}", ran.stdout);
    desk.write("list.csv", "case_id\n1\n");
    let import = ["import", "cases", "list.csv"];
    let ran = desk.run(&[&there[..], &import].concat()).ends_with(2);
    assert!(ran.stderr.contains("by Dropbox"), "{}", ran.stderr);
    desk.run(&[&there[..], &["ledger", "--verify"]].concat()).done();
}
