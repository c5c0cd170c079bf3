//! What people type into every form of ours, and what is asked for in an address, is text on every page.

use super::browser::{Browser, hidden};
use super::walk::{is_sound, walk};
use super::work::{PLAN, store_list};
use crate::support::Desk;

const BAD: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
const PASSPHRASE: &str = "seven green bottles standing";

/// Sends a form that has to be taken.
#[track_caller]
fn send(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.send_form(path, fields);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    is_text(path, &answer.body);
    answer.body
}

#[track_caller]
fn is_text(path: &str, body: &str) {
    for bad in ["<script>alert", "<img src=x", "onerror=alert(1)>"] {
        assert!(!body.contains(bad), "{path}: {bad} in\n{body}");
    }
}

fn a_sample(browser: &Browser) {
    store_list(browser, 60);
    let mut plan = PLAN;
    plan[1].1 = BAD;
    send(browser, "/samples/plans/new", &plan);
    let frozen =
        [("plan", "ours"), ("id", "2026-09-ours"), ("source", "words"), ("source_words", BAD)];
    send(browser, "/samples/freeze", &frozen);
    let seed = [("how", "typed"), ("seed", "01382438112797316654"), ("seed_source", BAD)];
    send(browser, "/samples/2026-09-ours/draw", &seed);
    let csv = browser.get("/samples/2026-09-ours/selection.csv").body;
    let of = |role: &str| {
        let line = csv.lines().find(|line| line.contains(&format!(",{role},"))).expect(role);
        line.split(',').next().unwrap().to_owned()
    };
    let page = format!("/samples/2026-09-ours/cases/{}", of("selected"));
    let other = [("reason", "other"), ("other", BAD), ("approver", BAD)];
    send(browser, &format!("{page}/replace"), &other);
    let other = (0..60)
        .map(|n| (1000 + n).to_string())
        .find(|case| !csv.contains(&format!("{case},")))
        .expect("a case that was not drawn");
    send(browser, "/samples/2026-09-ours/target", &[("case", &other), ("reason", BAD)]);
    send(browser, "/samples/freeze", &[("plan", "ours"), ("id", "2026-09-second")]);
    send(browser, "/samples/2026-09-second/abandon", &[("abandon_reason", BAD)]);
}

fn people_and_actions(desk: &Desk, browser: &Browser) {
    let enrolled = [("name", BAD), ("passphrase", PASSPHRASE), ("passphrase_again", PASSPHRASE)];
    send(browser, "/people/add", &enrolled);
    desk.write(
        "in/actions.csv",
        "action_id,case_id,source,action,owner,opened_on,due_on\na1,1002,audit,Visit,Jo,2026-01-01,2026-02-01\na2,1003,audit,Ring,Jo,2026-01-01,2026-02-01\n",
    );
    desk.run(&["import", "actions", "in/actions.csv"]).done();
    let done = [("id", "a1"), ("act", "done"), ("on", "30/9/2026"), ("evidence", BAD)];
    send(browser, "/actions/one", &done);
    let verified = [
        ("id", "a1"),
        ("act", "verified"),
        ("second_name", BAD),
        ("second_passphrase", PASSPHRASE),
    ];
    send(browser, "/actions/one", &verified);
    let closed = [("id", "a2"), ("act", "not-done"), ("reason", "other"), ("other", BAD)];
    send(browser, "/actions/one", &closed);
    let hold = [("hold_kind", "case"), ("hold_which", "1004"), ("hold_reason", BAD)];
    send(browser, "/history/holds/put", &hold);
}

fn themes_and_quotes(desk: &Desk, browser: &Browser) {
    desk.write(
        "in/comments.csv",
        "case_id,text,domain,grade,date,auditor,team\n1002,The zebra was not minuted,Planning,good,2026-09-01,Ann,A\n",
    );
    desk.run(&["import", "comments", "in/comments.csv"]).done();
    let path = "/comments/themes/new";
    let from = hidden(&browser.get(path).body, "from");
    let mut theme = vec![
        ("from", from.as_str()),
        ("code", "zebras"),
        ("label", BAD),
        ("subject", "zebras"),
        ("definition", BAD),
        ("included", BAD),
        ("excluded", BAD),
        ("name", BAD),
        ("any", "zebra"),
        ("step", "try"),
    ];
    send(browser, path, &theme);
    theme.pop();
    theme.push(("step", "save"));
    send(browser, path, &theme);
    let review = "/comments/review/zebras";
    let id = hidden(&browser.get(review).body, "comment");
    let id = id.replace("&#x2F;", "/");
    send(browser, review, &[("comment", &id), ("queue", "hits"), ("says", "yes"), ("note", BAD)]);
    let council =
        desk.read("assay.yaml").replace("the front door", "the <script>alert(1)</script>");
    let from = hidden(&browser.get("/settings/assay.yaml").body, "from");
    send(browser, "/settings/assay.yaml", &[("from", &from), ("text", &council)]);
}

#[test]
fn what_people_type_is_text_on_every_page() {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    let browser = Browser::open(&desk.path(""));
    a_sample(&browser);
    people_and_actions(&desk, &browser);
    themes_and_quotes(&desk, &browser);
    let pages = walk(&browser, |path, answer| {
        is_sound(path, answer);
        // What is downloaded is no page, and browsers are told not to take it for one.
        if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            is_text(path, &answer.body);
        }
    });
    assert!(pages > 40, "{pages} pages");
}

#[test]
fn what_is_asked_for_in_an_address_is_text() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let bad = super::browser::encoded(&[("", BAD)]).split_off(1);
    let addresses = [
        "/comments?q=",
        "/comments?team=",
        "/comments?month=",
        "/comments/themes?from=",
        "/help?q=",
        "/samples/new?plan=",
        "/samples/new?plan=monthly&n=",
        "/inspection?cases=",
        "/measures?section=",
        "/measures?profile=",
        "/actions?owner=",
        "/history?kind=",
        "/?said=",
        "/case-lists?kind=",
        "/samples/",
        "/audits/",
        "/packs/",
        "/packs/quotes/",
        "/settings/",
        "/help/",
        "/comments/review/",
        "/comments/themes/",
        "/comments/one?id=",
        "/actions/one?id=",
    ];
    for address in addresses {
        let path = format!("{address}{bad}");
        let answer = browser.follow(&path);
        assert!(answer.status < 500, "{path}: {answer:?}");
        is_text(&path, &answer.body);
    }
}
