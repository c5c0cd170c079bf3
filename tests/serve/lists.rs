//! Case lists: looked at before anything is kept, stored, and looked at afterwards.

use super::browser::Browser;
use crate::support::Desk;

const MESSY: &[u8] =
    b"Case ID,Team,CIN Start Date\n1001,A,2026-03-01\n1002,B,n/k\n,C,2026-03-02\nTotal,3,\n";

#[test]
fn nothing_is_stored_before_store() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let brought = browser.upload("/case-lists", &[("kind", "cases")], &[("messy.csv", MESSY)]);
    let at = brought.header("location").expect("a preview");
    let preview = browser.follow(&at);
    assert_eq!(preview.status, 200, "{}", preview.body);
    for words in ["Check before storing", "messy.csv", "row refused", "Store the other rows"] {
        assert!(preview.body.contains(words), "{words} is not in:\n{}", preview.body);
    }
    assert!(!desk.run(&["ledger"]).done().stdout.contains("import"));
    let book = browser.get(&format!("{at}/problems.xlsx"));
    assert!(book.bytes.starts_with(b"PK"), "a workbook");

    let stopped = browser.post(&format!("{at}/store"), &[]);
    assert_eq!(stopped.status, 422, "refused rows stop it until they are left out on purpose");
    assert!(!desk.run(&["ledger"]).done().stdout.contains("import"));

    let stored = browser.send_form(&format!("{at}/store"), &[("refused", "skip")]);
    assert!(stored.body.contains("Stored 2 of"), "{}", stored.body);
    let record = browser.get("/case-lists/imports/1");
    assert!(record.body.contains("messy.csv") && record.body.contains("row refused"));
    let gone = browser.follow(&at);
    assert_eq!(gone.status, 410);
    let left: Vec<_> = std::fs::read_dir(desk.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("upload"))
        .collect();
    assert!(left.is_empty(), "uploads are gone once they are stored: {left:?}");
}

#[test]
fn a_form_without_a_file_says_so_at_its_field() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let answer = browser.upload("/case-lists", &[("kind", "cases")], &[]);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Choose a file") && answer.body.contains("href=\"#files\""));
}

#[test]
fn what_is_no_workbook_is_refused_in_words() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let files: [(&str, &[u8]); 3] = [
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n not a workbook"),
        ("half.xlsx", b"PK\x03\x04 cut off"),
        ("empty.csv", b""),
    ];
    for (name, bytes) in files {
        let brought = browser.upload("/case-lists", &[("kind", "cases")], &[(name, bytes)]);
        let preview = browser.follow(&brought.header("location").expect("a preview"));
        assert!(preview.body.contains("A file cannot be read"), "{name}: {}", preview.body);
        assert!(!preview.body.contains("Store it?"), "{name}");
    }
    assert!(!desk.run(&["ledger"]).done().stdout.contains("import"));
}
