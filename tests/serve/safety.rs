//! Requests that no page of ours sends: each is refused in plain words, and nothing is changed by it.

use std::io::Write as _;
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use assay_web::Limits;

use super::browser::{Answer, Browser, OURS, encoded, quick, read, send, started};
use crate::support::Desk;

/// The ledger, which every change would show in, and the names in the folder.
fn state(desk: &Desk) -> String {
    let mut names: Vec<String> = std::fs::read_dir(desk.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with("evidence.db"))
        .collect();
    names.sort();
    format!("{}{names:?}", desk.run(&["ledger"]).done().stdout)
}

fn check(name: &str, answer: &Answer, status: u16, words: &str) {
    assert_eq!(answer.status, status, "{name}: {answer:?}");
    assert!(answer.body.contains(words), "{name}: \"{words}\" is not in:\n{}", answer.body);
    for bad in ["panicked", "SQLITE", "src/", "/home/", "RUST"] {
        assert!(!answer.body.contains(bad), "{name}: {bad} in\n{}", answer.body);
    }
    assert!(answer.header("content-security-policy").is_some(), "{name}: {}", answer.head);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of requests")]
fn what_does_not_come_from_our_pages_is_refused_and_changes_nothing() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let port = browser.port;
    let before = state(&desk);
    let cookie = &browser.cookie;
    let form = encoded(&[("form_token", browser.token()), ("folder", "/tmp/made-by-a-stranger")]);
    let ask = |head: &str| send(port, &format!("{head}Connection: close\r\n\r\n"));
    let post = |headers: &str, body: &str| browser.post_raw("/first-run/make", headers, body);
    let ours = OURS;

    let host = |host: &str| ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n"));
    check("a wrong host", &host("evil.example"), 421, "on this computer alone");
    check("a wrong port", &host("127.0.0.1:1"), 421, "on this computer alone");
    check(
        "no host",
        &ask(&format!("GET / HTTP/1.1\r\nCookie: {cookie}\r\n")),
        421,
        "on this computer alone",
    );
    let no_cookie = ask(&format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"));
    check("no cookie", &no_cookie, 403, "Open assay again from its icon");
    let (name, _) = cookie.split_once('=').unwrap();
    let stale = ask(&format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {name}={}\r\n",
        "0".repeat(64)
    ));
    check("a stale cookie", &stale, 403, "Open assay again from its icon");

    let elsewhere = "was not sent from these pages";
    let cases = [
        ("another site", "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n"),
        ("another origin alone", "Origin: https://evil.example\r\n"),
        ("the same site on another port", "Origin: null\r\nSec-Fetch-Site: same-site\r\n"),
        ("a null origin alone", "Origin: null\r\n"),
        ("neither origin nor site", ""),
        (
            "our origin from another site",
            &format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site\r\n"),
        ),
    ];
    for (name, headers) in cases {
        check(name, &post(headers, &form), 403, elsewhere);
    }
    check("no token", &post(ours, "folder=x"), 403, "did not come from a form");
    check("a wrong token", &post(ours, "form_token=0&folder=x"), 403, "did not come from a form");
    let large = format!("{form}&x={}", "y".repeat(30_000));
    check("a large form", &post(ours, &large), 413, "more than one form may bring");
    let file = vec![b'x'; 300_000];
    let upload = browser.upload("/case-lists", &[("kind", "cases")], &[("large.csv", &file)]);
    check("a large file", &upload, 413, "more than one form may bring");
    let unsigned =
        browser.upload_raw("/case-lists", &[("kind", "cases")], &[("a.csv", b"Case ID\n1\n")]);
    check("a file before its token", &unsigned, 403, "did not come from a form");

    let long = format!("X-Long: {}\r\n", "h".repeat(10_000));
    let headers = ask(&format!(
        "GET / HTTP/1.1\r\n{}{long}",
        browser.headers().replace("Connection: close\r\n", "")
    ));
    check("10,000 bytes of headers", &headers, 431, "too large");
    let head = ask(&format!("GET / HTTP/1.1\r\nX-Long: {}\r\n", "h".repeat(100_000)));
    assert!(matches!(head.status, 0 | 431), "100,000 bytes of headers: {}", head.status);
    let some: [(&str, &[u8]); 4] =
        ["1.csv", "2.csv", "3.csv", "4.csv"].map(|name| (name, &b"x"[..]));
    let many = browser.upload("/case-lists", &[("kind", "cases")], &some);
    check("four files", &many, 413, "more than one form may bring");
    check("a long address", &browser.get(&format!("/{}", "a".repeat(5_000))), 414, "too long");
    for path in [
        "/../../etc/passwd",
        "/assets/../evidence.db",
        "/case-lists/imports/..%2f..%2fevidence.db",
        "/assay.yaml",
        "/evidence.db",
        "/%00",
        "/%ff",
    ] {
        let answer = browser.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        assert!(!answer.body.contains("root:") && !answer.body.contains("SQLite"), "{path}");
    }
    let put = ask(&format!(
        "PUT / HTTP/1.1\r\n{}Content-Length: 0\r\n",
        browser.headers().replace("Connection: close\r\n", "")
    ));
    check("another method", &put, 405, "neither");
    check("a page that is only looked at", &browser.post("/", &[]), 405, "only looked at");
    assert_eq!(state(&desk), before);
    assert!(!std::path::Path::new("/tmp/made-by-a-stranger").exists());
}

#[test]
fn a_body_or_head_that_does_not_arrive_is_not_waited_for() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let slow = |request: &str| {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, browser.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        read(&mut stream)
    };
    let body = slow(&format!(
        "POST /end HTTP/1.1\r\n{}{}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nform_token=",
        browser.headers(),
        OURS
    ));
    check("a slow body", &body, 408, "did not arrive in time");
    let head = slow("GET / HTTP/1.1\r\nHost: 127.0.0.1");
    assert!(matches!(head.status, 0 | 408), "a head that never ends: {head:?}");
    assert_eq!(browser.get("/").status, 200, "others are answered all the same");
}

#[test]
fn a_connection_too_many_waits_until_another_ends() {
    let desk = Desk::with_workspace();
    // Each of the server's addresses keeps a place for who comes next.
    let limits = Limits { connections: 2, ..quick() };
    let (port, launch) = started(Some(&desk.path("")), &desk.path(""), limits);
    let begun = Instant::now();
    let idle = || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    let both = [idle(), idle()];
    let browser = Browser::come_in(port, &launch);
    assert_eq!(browser.get("/").status, 200);
    // An idle one ends when its head has not arrived in time.
    assert!(begun.elapsed() >= limits.header_time, "{:?}", begun.elapsed());
    drop(both);
}

#[test]
fn a_wrong_host_does_not_use_the_launch_token_up() {
    let desk = Desk::with_workspace();
    let (port, launch) = started(Some(&desk.path("")), &desk.path(""), quick());
    let wrong = send(port, &format!("GET {launch} HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
    assert_eq!(wrong.status, 421);
    Browser::come_in(port, &launch);
}

#[test]
fn names_of_files_lead_nowhere() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let list: &[u8] = b"Case ID,Team\n1,A\n";
    let names = [
        "../../evil.csv",
        "..\\..\\evil.csv",
        "/etc/evil.csv",
        "CON.csv",
        "a\tb.csv",
        "...csv",
        "<script>alert(1)<script>.csv",
    ];
    for name in names {
        let brought = browser.upload("/case-lists", &[("kind", "cases")], &[(name, list)]);
        let preview = browser
            .follow(&brought.header("location").unwrap_or_else(|| panic!("{name}: {brought:?}")));
        assert_eq!(preview.status, 200, "{name}: {}", preview.body);
        assert!(!preview.body.contains("<script>alert"), "{name}");
    }
    assert!(!desk.path("../evil.csv").exists() && !desk.path("evil.csv").exists());
}

#[test]
fn every_answer_has_the_headers_that_shut_the_rest_of_the_world_out() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let page = browser.get("/");
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
    let expected = [
        ("content-security-policy", policy),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in expected {
        assert_eq!(page.header(name).as_deref(), Some(value), "{name}");
    }
    let style = page.body.split("href=\"").find(|rest| rest.starts_with("/assets/")).unwrap();
    let style = browser.get(style.split('"').next().unwrap());
    assert!(style.header("cache-control").unwrap().contains("immutable"), "{}", style.head);
    assert_eq!(style.header("content-type").as_deref(), Some("text/css; charset=utf-8"));
    let lost =
        send(browser.port, &format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", browser.port));
    assert_eq!(lost.header("content-security-policy").as_deref(), Some(policy));
}
