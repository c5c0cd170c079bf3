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

#[test]
fn columns_are_named_by_hand_and_the_map_is_kept() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let odd = b"Run by Performance\nPerson No,Squad,Plan type\n1,A,CIN\n2,B,CIN\n";
    let brought = browser.upload("/case-lists", &[("kind", "cases")], &[("odd.csv", odd)]);
    let at = brought.header("location").expect("a preview");
    let page = browser.get(&at).body;
    assert!(page.contains("These look like the headers"), "{page}");
    assert!(page.contains("<label for=\"column-1\">Squad</label>"), "{page}");
    let headers = [("header-0", "Person No"), ("header-1", "Squad"), ("header-2", "Plan type")];
    let chosen = [("column-0", "case_id"), ("column-1", "team"), ("column-2", "plan_type")];
    let mut fields = [headers, chosen].concat();
    let columns = format!("{at}/columns");
    let unnamed = browser.post(&columns, &fields);
    assert_eq!(unnamed.status, 422);
    assert!(unnamed.body.contains("href=\"#name\""), "{}", unnamed.body);
    assert!(unnamed.body.contains("value=\"team\" selected"), "what was chosen stays");
    fields.push(("name", "squads"));
    let mut twice = fields.clone();
    twice[5].1 = "team";
    let twice = browser.send_form(&columns, &twice);
    assert!(twice.body.contains("Two columns are taken for team"), "{}", twice.body);
    let read = browser.send_form(&columns, &fields);
    assert!(read.body.contains("The columns are kept as squads"), "{}", read.body);
    assert!(read.body.contains("headers in row 2, 2 rows below"), "{}", read.body);
    assert!(desk.read("maps.yaml").contains("  squads:\n    of: cases\n"));
    let stored = browser.send_form(&format!("{at}/store"), &[("map", "squads")]);
    assert!(stored.body.contains("Stored 2 of 2 rows read"), "{}", stored.body);
    // The name is taken now, and another file is read with the map that was kept.
    let again = [("kind", "cases"), ("map", "squads")];
    let more = b"Person No,Squad,Plan type\n3,A,CIN\n";
    let brought = browser.upload("/case-lists", &again, &[("more.csv", more)]);
    let at = brought.header("location").expect("a preview");
    assert!(browser.get(&at).body.contains("1 row below"), "{}", browser.get(&at).body);
    let same = browser.send_form(&format!("{at}/columns"), &fields);
    assert!(same.body.contains("There is a map &quot;squads&quot; already"), "{}", same.body);
}

#[test]
fn refused_rows_are_not_stored_before_it_is_said_what_becomes_of_the_others() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let list = b"Case ID,Team\n1,A\n,B\n";
    let brought = browser.upload("/case-lists", &[("kind", "cases")], &[("list.csv", list)]);
    let at = brought.header("location").expect("a preview");
    let unsaid = browser.post(&format!("{at}/store"), &[]);
    assert_eq!(unsaid.status, 422);
    assert!(unsaid.body.contains("href=\"#refused\""), "{}", unsaid.body);
    let said = browser.send_form(&format!("{at}/store"), &[("refused", "skip")]);
    assert!(said.body.contains("Stored 1 of 2 rows read"), "{}", said.body);
}
