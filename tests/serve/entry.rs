//! Coming in, coming back, starting twice, and ending.

use super::browser::{Browser, quick, send, started};
use crate::support::Desk;

#[test]
fn without_a_workspace_the_first_page_makes_one() {
    let desk = Desk::empty();
    let (port, launch) = started(None, &desk.path(""), quick());
    let browser = Browser::come_in(port, &launch);
    let first = browser.follow("/");
    assert!(first.body.contains("Welcome to assay"), "{}", first.body);

    let empty = browser.post("/first-run/make", &[("folder", "")]);
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("<title>Error: Begin"), "{}", empty.body);
    assert!(empty.body.contains("href=\"#folder\""));

    let folder = desk.path("ours");
    let made = browser.send_form("/first-run/make", &[("folder", folder.to_str().unwrap())]);
    assert!(made.body.contains("The workspace is made."), "{}", made.body);
    assert!(made.body.contains("Three things to do"), "{}", made.body);
    assert!(made.body.contains("Runs on this computer. Nothing is sent anywhere."));
    assert!(made.body.contains(folder.to_str().unwrap()));
    assert!(folder.join("assay.yaml").is_file());
    assert!(folder.join("assay.pages").is_file());
}

#[test]
fn a_launch_address_works_once_and_a_second_start_gets_a_fresh_one() {
    let desk = Desk::with_workspace();
    let (port, launch) = started(Some(&desk.path("")), &desk.path(""), quick());
    let browser = Browser::come_in(port, &launch);
    let again = send(port, &format!("GET {launch} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
    assert_eq!(again.status, 403);
    assert!(again.body.contains("Open assay again from its icon"), "{}", again.body);
    assert!(!again.body.contains("<input"), "no box to type a token in");

    let fresh = assay_web::running_address(&desk.path("")).expect("the pages that are open");
    let fresh = fresh.strip_prefix(&format!("http://127.0.0.1:{port}")).expect("the same port");
    let second = Browser::come_in(port, fresh);
    assert_eq!(second.cookie, browser.cookie, "the pages that were open stay open");
}

#[test]
fn the_second_start_of_the_program_opens_the_first_ones_pages() {
    let desk = Desk::with_workspace();
    let (port, launch) = started(Some(&desk.path("")), &desk.path(""), quick());
    let _first = Browser::come_in(port, &launch);
    let ran = desk.run(&["serve", "--no-open"]).done();
    assert!(ran.stdout.starts_with(&format!("http://127.0.0.1:{port}/launch/")), "{ran:?}");
    assert!(ran.stderr.contains("open already"), "{ran:?}");
}

#[test]
fn ending_is_asked_first_and_takes_the_note_away() {
    let desk = Desk::with_workspace();
    let (port, launch) = started(Some(&desk.path("")), &desk.path(""), quick());
    let browser = Browser::come_in(port, &launch);
    assert!(browser.get("/end").body.contains("Go on working"));
    assert!(desk.path("assay.pages").is_file());
    let ended = browser.post("/end", &[]);
    assert!(ended.body.contains("Assay has ended"), "{}", ended.body);
    let gone = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        !desk.path("assay.pages").exists()
    });
    assert!(gone, "the note is taken away");
    assert!(assay_web::running_address(&desk.path("")).is_none());
}

#[test]
fn a_form_sent_twice_is_done_once() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let list = b"Case ID,Team\n1,A\n2,B\n";
    let brought = browser.upload("/case-lists", &[("kind", "cases")], &[("list.csv", list)]);
    let preview = browser.follow(&brought.header("location").expect("a preview"));
    let key = super::browser::hidden(&preview.body, "form_key");
    let path = format!("{}/store", brought.header("location").unwrap());
    let ours = &browser;
    let fields = [("form_key", key.as_str())];
    let answers: Vec<_> = std::thread::scope(|scope| {
        let sent: Vec<_> = (0..2).map(|_| scope.spawn(|| ours.post(&path, &fields))).collect();
        sent.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    assert_eq!(answers[0].header("location"), answers[1].header("location"));
    assert_eq!(answers[0].status, 303, "{:?}", answers[0]);
    let entries = desk.run(&["ledger"]).done().stdout;
    assert_eq!(entries.matches("import").count(), 1, "{entries}");
}
