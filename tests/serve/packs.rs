//! A pack from its draft to what is handed on: read, downloaded, and issued with a second person.

use super::browser::{Answer, Browser};
use crate::golden::unpacked;
use crate::support::Desk;

const WORDS: &str = "seven green bottles standing";
const DRAFT: &str = "/packs/2026-09-30-board";
const ISSUED: &str = "/packs/issued/2026-09-30-board";

/// A year with a draft for the board and two people who have passphrases.
fn drafted() -> (Desk, Browser) {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let made = browser.send_form("/packs", &[("profile", "board"), ("format", "html")]);
    assert!(made.body.contains("This is a draft, and every page of it says so."), "{}", made.body);
    for name in ["Sam", "Kim"] {
        let enrolled = [("name", name), ("passphrase", WORDS), ("passphrase_again", WORDS)];
        browser.send_form("/people/add", &enrolled);
    }
    (year, browser)
}

fn issue(browser: &Browser, who: &str, passphrase: &str) -> Answer {
    let fields = [("was_read", "yes"), ("second_name", who), ("second_passphrase", passphrase)];
    browser.send_form(&format!("{DRAFT}/issue"), &fields)
}

#[test]
fn a_draft_is_issued_with_a_second_person_and_has_its_receipt() {
    let (year, browser) = drafted();
    let list = browser.get("/packs").body;
    assert!(list.contains(&format!("href=\"{DRAFT}\"")), "{list}");
    assert!(list.contains("draft</strong>") && !list.contains("issued</strong>"), "{list}");
    let taken = browser.post(&format!("{DRAFT}/take/0"), &[]);
    let named = taken.header("content-disposition").unwrap();
    assert!(named.contains("2026-09-30-board-draft.html"), "{named}");

    let unread = browser.send_form(&format!("{DRAFT}/issue"), &[("second_name", "Sam")]);
    assert_eq!(unread.status, 422);
    assert!(unread.body.contains("href=\"#was_read\""), "{}", unread.body);
    let alone = issue(&browser, "", "");
    assert_eq!(alone.status, 422, "{}", alone.body);
    assert!(alone.body.contains("cannot be the second person"), "{}", alone.body);
    // A field that was left empty is no wrong passphrase, after which somebody has to wait.
    let empty = issue(&browser, "Sam", "");
    assert!(empty.body.contains("The passphrase of Sam is not typed"), "{}", empty.body);
    let wrong = issue(&browser, "Sam", "nine other words altogether");
    assert!(wrong.body.contains("not the passphrase of Sam"), "{}", wrong.body);
    assert_eq!(browser.get(ISSUED).status, 404);

    // Neither the download nor the wrong passphrase makes the draft another one.
    let issued = issue(&browser, "Kim", WORDS);
    assert!(issued.body.contains("The pack is issued, agreed by passphrase"), "{}", issued.body);
    assert!(issued.body.contains("Kim, by passphrase at the same login"), "{}", issued.body);
    let receipt = browser.get(&format!("{ISSUED}/receipt.txt")).body;
    let digest = receipt.lines().last().unwrap().trim().strip_prefix("SHA-256: ").unwrap();
    let final_file = browser.post(&format!("{ISSUED}/take/0"), &[]);
    assert_eq!(final_file.bytes, browser.get(&format!("{ISSUED}/shown/0")).bytes);
    assert_ne!(final_file.bytes, taken.bytes);
    let named = final_file.header("content-disposition").unwrap();
    assert!(named.contains("\"2026-09-30-board.html\""), "{named}");
    let kept = std::fs::read(year.path("packs/issued/2026-09-30-board.html")).unwrap();
    assert_eq!(final_file.bytes, kept);
    year.run(&["verify", "packs/issued/2026-09-30-board.html"]).done();
    assert_eq!(digest.len(), 64);
    let number = receipt.split("Ledger entry ").nth(1).unwrap().lines().next().unwrap();
    let ledger = year.run(&["ledger"]).done().stdout;
    let entry = ledger.lines().find(|line| line.split_whitespace().next() == Some(number));
    assert!(entry.is_some_and(|line| line.contains("issue")), "{number}\n{ledger}");

    let list = browser.get("/packs").body;
    assert!(list.contains(&format!("href=\"{ISSUED}\"")) && list.contains("issued</strong>"));
    assert!(!list.contains(&format!("href=\"{DRAFT}\"")), "{list}");
    let draft = browser.get(DRAFT).body;
    assert!(draft.contains("Hand on the issued pack"), "{draft}");
    assert!(!draft.contains(&format!("{DRAFT}/issue")), "{draft}");
    // Another page has another key; with the same one it would be the same form, sent twice.
    let once_more = [
        ("form_key", "another"),
        ("was_read", "yes"),
        ("second_name", "Kim"),
        ("second_passphrase", WORDS),
    ];
    let twice = browser.send_form(&format!("{DRAFT}/issue"), &once_more);
    assert!(twice.body.contains("nothing changed since"), "{}", twice.body);
}

#[test]
fn a_draft_is_not_issued_after_what_it_shows_has_changed() {
    let (year, browser) = drafted();
    year.write(
        "in/actions.csv",
        "action_id,case_id,source,action,owner,opened_on,due_on\na1,2,audit,Visit the family,Jo,2026-01-01,2026-02-01\n",
    );
    year.run(&["import", "actions", "in/actions.csv"]).done();
    let page = browser.get(DRAFT).body;
    assert!(page.contains("what is issued has to be what was read"), "{page}");
    assert!(!page.contains(&format!("{DRAFT}/issue")), "{page}");
    // Whoever had the page open before is told.
    let late = issue(&browser, "Kim", WORDS);
    assert_eq!(late.status, 422);
    assert!(late.body.contains("Make the draft again"), "{}", late.body);
    assert!(browser.get("/packs").body.contains("draft</strong>"));
}
