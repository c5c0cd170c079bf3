//! A walk over every page that a link leads to: each is there, none runs what was stored in it.

use std::collections::{BTreeSet, VecDeque};

use super::browser::{Answer, Browser, OURS, encoded};
use crate::golden::unpacked;
use crate::support::Desk;

/// How many pages of one kind are looked at, such as those of cases.
const OF_A_KIND: usize = 2;

/// Looks at every page that can be reached by links, a few of each kind.
pub(super) fn walk(browser: &Browser, mut look: impl FnMut(&str, &Answer)) -> usize {
    let mut seen = BTreeSet::new();
    let mut kinds: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let mut wait = VecDeque::from(["/".to_owned()]);
    while let Some(path) = wait.pop_front() {
        let kind = kind_of(&path);
        let of_kind = kinds.entry(kind).or_default();
        if *of_kind == OF_A_KIND || !seen.insert(path.clone()) {
            continue;
        }
        *of_kind += 1;
        let answer = browser.follow(&path);
        look(&path, &answer);
        if !answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            continue;
        }
        for rest in answer.body.split("href=\"").skip(1) {
            let link = rest.split(['"', '#']).next().unwrap_or_default().replace("&amp;", "&");
            if link.starts_with('/') && !link.starts_with("/assets/") {
                wait.push_back(link);
            }
        }
    }
    seen.len()
}

/// Returns the kind of a page: its path without numbers and without which theme and rule it is of, and the names of what it
/// is asked for.
fn kind_of(path: &str) -> String {
    let (page, asked) = path.split_once('?').unwrap_or((path, ""));
    let page: String = page.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    // The parts of an audit's form are laid out alike.
    let page = page.split_once("/part/").map_or(page.clone(), |(form, _)| format!("{form}/part"));
    let mut parts: Vec<&str> = page.split('/').collect();
    for at in 1..parts.len() {
        if ["themes", "review", "rules"].contains(&parts[at - 1]) && parts[at] != "new" {
            parts[at] = "*";
        }
    }
    let page = parts.join("/");
    let names: Vec<&str> = asked.split('&').filter_map(|part| part.split('=').next()).collect();
    format!("{page}?{}", names.join("&"))
}

pub(super) fn is_sound(path: &str, answer: &Answer) {
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    let kind = answer.header("content-type").unwrap_or_default();
    if !kind.starts_with("text/html") {
        return;
    }
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
    if policy.contains("sandbox") {
        return;
    }
    assert!(answer.body.contains("<h1"), "{path} has a heading");
    for bad in [" style=\"", "<style", "javascript:", " onclick", " onload", "<script>"] {
        assert!(!answer.body.contains(bad), "{path}: {bad} is in it");
    }
    let ids = answer.body.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut once = BTreeSet::new();
    for id in ids {
        assert!(once.insert(id), "{path}: the id {id} is there twice");
    }
}

#[test]
fn every_link_of_a_years_workspace_leads_to_a_page() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let pages = walk(&browser, is_sound);
    assert!(pages > 5, "{pages} pages");
}

/// Every form of the pages, as somebody elsewhere would send it: without its token, and from another site.
#[test]
fn no_form_of_any_page_is_taken_from_elsewhere() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let mut actions = BTreeSet::new();
    walk(&browser, |_, answer| {
        let forms = answer.body.split("<form method=\"post\" action=\"").skip(1);
        actions.extend(forms.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()));
    });
    assert!(actions.len() > 20, "{actions:?}");
    let ledger = || year.run(&["ledger"]).done().stdout;
    let before = ledger();
    let signed = encoded(&[("form_token", browser.token())]);
    let elsewhere = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";
    for action in &actions {
        for (what, headers, body) in [
            ("no token", OURS, "sure=yes"),
            ("a wrong token", OURS, "form_token=00&sure=yes"),
            ("another site", elsewhere, signed.as_str()),
        ] {
            let answer = browser.post_raw(action, headers, body);
            assert_eq!(answer.status, 403, "{action}, {what}: {answer:?}");
        }
    }
    assert_eq!(ledger(), before);
}

#[test]
fn every_link_of_a_new_workspace_leads_to_a_page() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    walk(&browser, is_sound);
}

#[test]
fn what_was_stored_is_text_on_every_page() {
    const BAD: &str = "<script>alert(1)</script>";
    let desk = Desk::with_workspace();
    let cases = format!("Case ID,Team,Worker,Plan type\n{BAD},{BAD},{BAD},{BAD}\n2,B,{BAD},CIN\n");
    desk.write("in/list.csv", cases);
    desk.write("in/auditors.csv", format!("Login,Name,Team,Manager\n{BAD},{BAD},{BAD},{BAD}\n"));
    let comments = format!(
        "case_id,text,domain,grade,date,auditor,team\n2,{BAD} chronology,{BAD},{BAD},2026-09-01,{BAD},{BAD}\n"
    );
    desk.write("in/comments.csv", comments);
    let actions = format!(
        "action_id,case_id,source,action,owner,opened_on,due_on\na{BAD},2,audit,{BAD},{BAD},2026-01-01,2026-02-01\n"
    );
    desk.write("in/actions.csv", actions);
    for kind in ["cases", "auditors", "comments", "actions"] {
        let file = if kind == "cases" { "list".to_owned() } else { kind.to_owned() };
        let ran = desk.run(&["import", kind, &format!("in/{file}.csv"), "--skip-refused"]);
        assert!(ran.code < 2, "{kind}: {ran:?}");
    }
    let browser = Browser::open(&desk.path(""));
    walk(&browser, |path, answer| {
        is_sound(path, answer);
        assert!(!answer.body.contains(BAD), "{path}:\n{}", answer.body);
    });
}
