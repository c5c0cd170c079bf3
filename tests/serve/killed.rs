//! The program killed while an audit is typed: every answer that was said to be saved is there afterwards, and at most the
//! one on its way is lost.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};

use super::browser::{Browser, OURS, encoded, hidden};
use super::fill;
use crate::support::{Desk, program};

const BOX: &str = "good-practice";
const MARK: &str = "was-good-practice";

/// Starts the program itself, once the pages at the other port have ended, and comes in.
fn started(desk: &Desk, other: u16) -> (Child, Browser) {
    loop {
        let (mut child, port, path) = start(desk);
        if port != other {
            return (child, Browser::come_in(port, &path));
        }
        // A second start opens the pages that are open, and ends.
        child.wait().expect("it ends");
    }
}

fn start(desk: &Desk) -> (Child, u16, String) {
    let mut child = Command::new(program())
        .args(["--as-at", "2026-09-30", "serve", "--no-open"])
        .current_dir(desk.path(""))
        .env_remove("ASSAY_WORKSPACE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut launch = String::new();
    let out = child.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut launch).expect("a launch address");
    let rest = launch.trim().strip_prefix("http://127.0.0.1:").expect("an address of ours");
    let (port, path) = rest.split_once('/').expect("a path");
    (child, port.parse().expect("a port"), format!("/{path}"))
}

/// Sends an answer and does not wait for what becomes of it.
fn send_and_go(browser: &Browser, path: &str, fields: &[(&str, &str)]) {
    let mut all = vec![("form_token", browser.token())];
    all.extend(fields);
    let body = encoded(&all);
    let request = format!(
        "POST {path} HTTP/1.1\r\n{}{OURS}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        browser.headers(),
        body.len()
    );
    let mut wire = TcpStream::connect((Ipv4Addr::LOCALHOST, browser.port)).expect("a connection");
    wire.write_all(request.as_bytes()).expect("it is sent");
}

#[test]
fn a_program_that_is_killed_loses_at_most_the_answer_on_its_way() {
    let round = fill::round();
    let form = round.form();
    let (about, save) = (format!("{form}/part/about"), format!("{form}/save"));
    // The pages of this test's own end, so that the program itself opens the workspace.
    round.browser.send_form("/end", &[]);
    let mut kept = String::new();
    for turn in 0..6 {
        let (mut child, browser) = started(&round.desk, round.browser.port);
        let page = browser.get(&about);
        assert_eq!(page.status, 200, "{}", page.body);
        if turn > 0 {
            let is_there = page.body.contains(&format!(">{kept}</textarea>"));
            let on_its_way = format!(">On its way {}.</textarea>", turn - 1);
            assert!(is_there || page.body.contains(&on_its_way), "{kept}: {}", page.body);
        }
        let mark = hidden(&page.body, MARK);
        kept = format!("Saved {turn}.");
        let saved = browser.post(&save, &[("held", "0"), (BOX, &kept), (MARK, &mark)]).body;
        assert!(saved.starts_with("saved\n"), "{saved}");
        let now =
            saved.lines().find_map(|line| line.strip_prefix("good-practice ")).expect("a mark");
        let next = format!("On its way {turn}.");
        send_and_go(&browser, &save, &[("held", "0"), (BOX, &next), (MARK, now)]);
        // Each turn a little later: before the answer is read, while it is written, after.
        std::thread::yield_now();
        (0..turn * 200_000_u64).for_each(|n| {
            let _ = std::hint::black_box(n);
        });
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
    }
    let doctor = round.desk.run(&["doctor"]);
    assert!(doctor.code <= 1, "{doctor:?}");
    round.desk.run(&["verify", "2026-09-ours"]).done();
}
