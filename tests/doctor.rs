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

/// The words of the store's engine, which help nobody who reads a message.
fn assert_no_engine(said: &str) {
    for word in ["malformed", "database", "sqlite", "btree", "no such table"] {
        assert!(!said.to_lowercase().contains(word), "{word}: {said}");
    }
}

#[test]
fn damage_of_the_store_is_named_by_its_table_in_our_words() {
    let desk = Desk::with_workspace();
    desk.write("list.csv", "case_id,team\nQX-77,Duty\n");
    desk.run(&["import", "cases", "list.csv"]).done();
    let path = desk.path("evidence.db");
    let whole = std::fs::read(&path).unwrap();
    let place = |text: &str| whole.windows(text.len()).position(|part| part == text.as_bytes());
    let page = place("QX-77").expect("the row of the list") / 4096 * 4096;
    let mut bytes = whole.clone();
    bytes[page..page + 4096].fill(0xff);
    std::fs::write(&path, bytes).unwrap();
    let (found, hint) = fault(&desk, "store");
    assert!(found.starts_with("evidence.db is damaged: "), "{found}");
    assert!(hint.starts_with("restore the last backup: move evidence.db"), "{hint}");
    let ran = desk.run(&["doctor", "--deep"]).ends_with(1);
    assert_no_engine(&format!("{}{}", ran.stdout, ran.stderr));
    let ran = desk.run(&["freeze", "--plan", "health-check", "--id", "2026-09-hc"]).ends_with(2);
    assert_no_engine(&ran.stderr);
    assert!(
        ran.stderr.contains("damaged: a part of it is not as it was written"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_first_page_that_is_damaged_is_said_with_the_file() {
    let desk = Desk::with_workspace();
    let path = desk.path("evidence.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..108].fill(0xff);
    std::fs::write(&path, bytes).unwrap();
    let ran = desk.run(&["report"]).ends_with(2);
    assert!(ran.stderr.contains("evidence.db is damaged: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: restore the last backup"), "{}", ran.stderr);
    assert_no_engine(&ran.stderr);
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

#[test]
fn a_byte_of_the_search_index_is_found_by_a_deep_look() {
    let desk = Desk::with_workspace();
    desk.write("said.csv", "comment_id,comment\n1,There was drift and delay.\n2,A good visit.\n");
    desk.run(&["import", "comments", "said.csv"]).done();
    desk.run(&["search", "drift"]).done();
    desk.run(&["doctor", "--deep"]).done();
    let folder = desk.path("index");
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let store = files.into_iter().find(|path| path.extension().is_some_and(|e| e == "store"));
    let store = store.expect("a file of what was said");
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&store, bytes).unwrap();
    let findings = desk.run(&["doctor", "--deep", "--format", "json"]).ends_with(1).json();
    let found = findings.as_array().unwrap().iter().find(|f| f["check"] == "index").unwrap();
    let name = store.file_name().unwrap().to_str().unwrap();
    assert_eq!(found["found"], format!("index/{name} is not the file that was written"));
    assert!(found["hint"].as_str().unwrap().contains("assay index rebuild"), "{found}");
    desk.run(&["index", "rebuild"]).done();
    desk.run(&["doctor", "--deep"]).done();
}

#[test]
fn an_index_whose_own_files_do_not_fit_is_built_again_by_the_next_search() {
    let desk = Desk::with_workspace();
    desk.write("said.csv", "comment_id,comment\n1,There was drift and delay.\n");
    desk.run(&["import", "comments", "said.csv"]).done();
    desk.run(&["search", "drift"]).done();
    let meta = desk.path("index/meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    std::fs::write(&meta, text.replacen("\"max_doc\"", "\"max_dog\"", 1)).unwrap();
    let found = desk.run(&["search", "drift", "--format", "json"]).done().json();
    assert_eq!(found["total"], 1, "{found}");
    desk.run(&["doctor", "--deep"]).done();
}

#[test]
fn what_is_on_hold_is_said_and_is_no_fault() {
    let desk = Desk::with_workspace();
    desk.run(&["hold", "put", "--everything", "--reason", "inquiry"]).done();
    let findings = desk.run(&["doctor", "--format", "json"]).done().json();
    let found = findings.as_array().unwrap().iter().find(|f| f["check"] == "holds").unwrap();
    let said = found["found"].as_str().unwrap();
    assert!(said.starts_with("not to be destroyed: everything since "), "{said}");
}
