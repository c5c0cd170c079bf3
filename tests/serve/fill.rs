//! An audit as a form in the page, without script: filled in, saved, come back to, completed and corrected; by two people
//! at once; and what becomes of what was only begun.

use super::browser::{Answer, Browser, hidden};
use super::work::{PLAN, store_list};
use crate::support::Desk;

const BAD: &str = "<script>alert(1)</script>";

/// A round of twelve cases, with two auditors and two second reads.
pub(super) struct Round {
    pub(super) desk: Desk,
    pub(super) browser: Browser,
    /// Case, role and auditor of every read.
    reads: Vec<(String, String, String)>,
}

pub(super) fn round() -> Round {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    desk.write("in/auditors.csv", "Login,Name,Team\njlee,Jo Lee,X\namir,Amir Khan,Y\n");
    desk.run(&["import", "auditors", "in/auditors.csv"]).done();
    let browser = Browser::open(&desk.path(""));
    store_list(&browser, 60);
    let mut plan = PLAN;
    for (name, value) in &mut plan {
        if *name == "twice" {
            *value = "2";
        }
    }
    browser.send_form("/samples/plans/new", &plan);
    browser.send_form("/samples/freeze", &[("plan", "ours"), ("id", "2026-09-ours")]);
    browser.send_form("/samples/2026-09-ours/draw", &[("how", "machine")]);
    let csv = browser.get("/samples/2026-09-ours/selection.csv").body;
    // The columns: case, stratum, order, role, auditor.
    let reads = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|cells| (cells[0].to_owned(), cells[3].to_owned(), cells[4].to_owned()))
        .collect();
    Round { desk, browser, reads }
}

impl Round {
    fn first(&self) -> (&str, &str) {
        let of = |(case, role, who): &'_ &(String, String, String)| {
            role == "selected" && who == "jlee" && !self.is_twice(case)
        };
        let (case, _, who) = self.reads.iter().find(of).expect("a case of jlee's");
        (case, who)
    }

    fn is_twice(&self, wanted: &str) -> bool {
        self.reads.iter().any(|(case, role, _)| role == "second read" && case == wanted)
    }

    pub(super) fn form(&self) -> String {
        format!("/audits/2026-09-ours/cases/{}/fill", self.first().0)
    }

    /// Fills in every part of a form.
    fn fill_in(&self, form: &str) {
        for (part, answers) in parts() {
            let answer = save(&self.browser, &format!("{form}/part/{part}"), &answers, "next");
            assert_eq!(answer.status, 303, "{part}: {}", answer.body);
        }
    }
}

/// Every part with answers that will do.
pub(super) fn parts() -> Vec<(&'static str, Vec<(String, &'static str)>)> {
    let own = |pairs: &[(&str, &'static str)]| -> Vec<(String, &'static str)> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), *text)).collect()
    };
    let mut parts = vec![(
        "about",
        own(&[
            ("date-of-audit", "12 September 2026"),
            ("overall-judgement", "good"),
            ("worker-took-part", "yes"),
            ("good-practice", BAD),
        ]),
    )];
    for domain in [
        "assessment",
        "planning",
        "visits-and-recording",
        "child-s-voice-and-lived-experience",
        "supervision-and-management-oversight",
        "meetings-and-multi-agency-working",
    ] {
        let answers =
            [("score-0-to-10", "7"), ("judgement", "good"), ("comment", "Seen alone,\r\nin time.")];
        let answers = answers.map(|(key, text)| (format!("{domain}-{key}"), text));
        parts.push((domain, answers.to_vec()));
    }
    let permanence = "permanence-and-outcomes";
    parts.push((permanence, vec![(format!("{permanence}-not-applicable"), "n/a")]));
    parts.push((
        "views",
        own(&[
            ("views-child-asked", "yes"),
            ("views-family-asked", "no"),
            ("views-family-if-not-asked-why-not", "abroad"),
        ]),
    ));
    parts.push((
        "actions",
        own(&[
            ("action-1-action-agreed", "Ring the school"),
            ("action-1-owner", "Auditor"),
            ("action-1-due", "1/10/2026"),
        ]),
    ));
    parts
}

/// The marks of a part's page.
pub(super) fn marks(page: &str) -> Vec<(String, String)> {
    let fields = page.split("name=\"was-").skip(1);
    fields
        .map(|rest| {
            let (key, rest) = rest.split_once("\" value=\"").expect("a mark");
            (key.to_owned(), rest.split('"').next().expect("a value").to_owned())
        })
        .collect()
}

/// Sends a part's form as its page has it, with these answers.
fn send(browser: &Browser, at: &str, page: &str, answers: &[(String, &str)], then: &str) -> Answer {
    let held = hidden(page, "held");
    let marks: Vec<(String, String)> =
        marks(page).into_iter().map(|(key, mark)| (format!("was-{key}"), mark)).collect();
    let mut fields = vec![("held", held.as_str()), ("then", then)];
    fields.extend(marks.iter().map(|(key, mark)| (key.as_str(), mark.as_str())));
    fields.extend(answers.iter().map(|(key, text)| (key.as_str(), *text)));
    browser.post(at, &fields)
}

fn save(browser: &Browser, at: &str, answers: &[(String, &str)], then: &str) -> Answer {
    let page = browser.get(at);
    assert_eq!(page.status, 200, "{at}: {}", page.body);
    send(browser, at, &page.body, answers, then)
}

fn one(key: &str, text: &'static str) -> [(String, &'static str); 1] {
    [(key.to_owned(), text)]
}

#[test]
#[expect(clippy::too_many_lines, reason = "one scenario")]
fn an_audit_is_filled_in_saved_come_back_to_and_completed() {
    let round = round();
    let (browser, form) = (&round.browser, round.form());
    let (case, auditor) = round.first();
    let list = browser.get(&format!("/audits/2026-09-ours/cases?auditor={auditor}"));
    assert!(list.body.contains("Begin with case"), "{}", list.body);

    let wrong = save(
        browser,
        &format!("{form}/part/planning"),
        &one("planning-score-0-to-10", "eleven"),
        "next",
    );
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("<title>Error: Planning"), "{}", wrong.body);
    assert!(
        wrong.body.contains("expected a score from 0 to 10, found &quot;eleven&quot;"),
        "{}",
        wrong.body
    );
    assert!(
        wrong.body.contains("href=\"#planning-score-0-to-10\"")
            && wrong.body.contains("value=\"eleven\"")
    );

    let at = format!("{form}/part/about");
    let later = save(browser, &at, &one("good-practice", BAD), "later");
    let later = browser.follow(&later.header("location").expect("the list"));
    assert!(
        later.body.contains("Saved ") && later.body.contains("Go on with case"),
        "{}",
        later.body
    );
    let back = browser.get(&form);
    assert!(back.body.contains("You were here") && back.body.contains("0 of"), "{}", back.body);
    let on =
        browser.get(&format!("{form}/on")).header("location").expect("the first question left");
    assert!(on.contains("/part/about") && on.ends_with("#date-of-audit"), "{on}");
    assert!(browser.follow(&on).body.contains("You were here: good practice"));
    let part = browser.get(&at);
    assert!(part.body.contains("&lt;script&gt;") && !part.body.contains(BAD), "{}", part.body);

    let early = browser.post(&format!("{form}/check"), &[("held", "0")]);
    assert_eq!(early.status, 422);
    assert!(early.body.contains("<title>Error: Check and complete"), "{}", early.body);
    let trouble = "Date of audit: enter a date";
    assert!(early.body.contains(trouble), "{}", early.body);
    assert!(early.body.contains(&format!("{form}/part/about?missing=yes#date-of-audit")));
    let field = browser.get(&format!("{form}/part/about?missing=yes"));
    assert!(
        field.body.matches(trouble).count() == 2,
        "in the summary and at its field: {}",
        field.body
    );

    round.fill_in(&form);
    let check = browser.get(&format!("{form}/check"));
    assert!(
        check.body.contains("What becomes final") && !check.body.contains("Still needed"),
        "{}",
        check.body
    );
    let done = browser.send_form(&format!("{form}/check"), &[("held", "0")]);
    assert!(
        done.body.contains("You are done") && done.body.contains("Next case ("),
        "{}",
        done.body
    );
    assert!(done.body.contains("Ledger entry "), "{}", done.body);
    let stored = round.desk.run(&["disclose", "--case", case, "--format", "json"]).stdout;
    assert!(
        stored.contains("\"auditor\":\"jlee\"") && stored.contains("Seen alone,\\nin time."),
        "{stored}"
    );
    assert!(stored.contains("2026-10-01") && !stored.contains("audits_begun"), "{stored}");
    let state = browser.get("/audits/2026-09-ours/cases").body;
    assert!(state.contains("since 30 September 2026"), "{state}");
    assert!(round.desk.run(&["doctor"]).code == 0);
}

#[test]
fn a_correction_needs_a_reason_and_makes_a_new_version() {
    let round = round();
    let (browser, form) = (&round.browser, round.form());
    round.fill_in(&form);
    browser.send_form(&format!("{form}/check"), &[("held", "0")]);

    let at = format!("{form}/part/planning");
    let page = browser.get(&at).body;
    assert!(page.contains("value=\"7\"") && hidden(&page, "held") == "1", "{page}");
    let unchanged = browser.post(&format!("{form}/check"), &[("held", "1"), ("reason", "why")]);
    assert!(unchanged.body.contains("nothing to correct"), "{}", unchanged.body);
    let mut answers = one("planning-score-0-to-10", "5").to_vec();
    answers.extend([
        ("planning-judgement".to_owned(), "good"),
        ("planning-comment".to_owned(), "Seen alone,\r\nin time."),
    ]);
    assert_eq!(save(browser, &at, &answers, "next").status, 303);
    let none = browser.post(&format!("{form}/check"), &[("held", "1")]);
    assert_eq!(none.status, 422);
    assert!(none.body.contains("Write why the audit is corrected"), "{}", none.body);
    let stale = browser.post(&format!("{form}/check"), &[("held", "0"), ("reason", "why")]);
    assert!(stale.body.contains("has come in since the page was opened"), "{}", stale.body);
    let done = browser.send_form(
        &format!("{form}/check"),
        &[("held", "1"), ("reason", "the score was of another file")],
    );
    assert!(done.body.contains("The correction of case"), "{}", done.body);
    assert!(done.body.contains("version 2"), "{}", done.body);
    let all = round.desk.run(&["disclose", "--case", round.first().0, "--format", "json"]).stdout;
    assert!(
        all.contains("the score was of another file") && all.contains("\"version\":2"),
        "{all}"
    );
    let ledger = round.desk.run(&["ledger", "--format", "json"]).done().stdout;
    assert!(!ledger.contains("another file"), "no free text is on the ledger");
}

#[test]
fn the_later_of_two_browsers_is_told_what_changed() {
    let round = round();
    let (browser, form) = (&round.browser, round.form());
    let at = format!("{form}/part/about");
    let seen = browser.get(&at).body;
    assert_eq!(send(browser, &at, &seen, &one("good-practice", "First."), "next").status, 303);
    // The other browser shows the page as it was, and types into another box too.
    let mut answers = one("good-practice", "Second.").to_vec();
    answers.push(("worker-took-part".to_owned(), "yes"));
    let told = send(browser, &at, &seen, &answers, "next");
    assert_eq!(told.status, 422);
    assert!(told.body.contains("Changed meanwhile: "), "{}", told.body);
    assert!(told.body.contains("saved &quot;First.&quot;"), "{}", told.body);
    assert!(told.body.contains(">Second.</textarea>"), "what was typed stays: {}", told.body);
    // A box that the other browser did not touch is not put back to what it was.
    let untouched = send(browser, &at, &seen, &one("date-of-audit", "1/9/2026"), "next");
    assert_eq!(untouched.status, 303, "{}", untouched.body);
    let now = browser.get(&at).body;
    assert!(now.contains("First.") && now.contains("1/9/2026"), "{now}");
    let knowing = send(browser, &at, &told.body, &answers, "next");
    assert_eq!(knowing.status, 303, "{}", knowing.body);
    assert!(browser.get(&at).body.contains(">Second.</textarea>"));

    let key = "was-good-practice";
    let mark = hidden(&browser.get(&at).body, key);
    let fields = [("held", "0"), ("good-practice", "Third."), (key, mark.as_str())];
    let saved = browser.post(&format!("{form}/save"), &fields).body;
    assert!(saved.starts_with("saved\n") && saved.contains("\ngood-practice "), "{saved}");
    let late = [("held", "0"), ("good-practice", "Fourth."), (key, mark.as_str())];
    let late = browser.post(&format!("{form}/save"), &late).body;
    assert!(late.starts_with("changed\nChanged meanwhile"), "{late}");
    round.fill_in(&form);
    browser.send_form(&format!("{form}/check"), &[("held", "0")]);
    let after = browser.post(&format!("{form}/save"), &fields).body;
    assert!(after.starts_with("refused\n") && after.contains("has come in"), "{after}");
}

#[test]
fn what_was_only_begun_is_disclosed_erased_and_said_of_a_replaced_case() {
    let round = round();
    let (browser, form) = (&round.browser, round.form());
    let case = round.first().0;
    let at = format!("{form}/part/about");
    save(browser, &at, &one("good-practice", "A word on this child."), "next");
    let held = round.desk.run(&["disclose", "--case", case, "--format", "json"]).stdout;
    assert!(held.contains("audits_begun") && held.contains("A word on this child."), "{held}");

    let replaced = format!("/samples/2026-09-ours/cases/{case}/replace");
    browser
        .send_form(&replaced, &[("reason", "record not accessible"), ("approver", "Head of QA")]);
    let gone = browser.get(&form);
    assert_eq!(gone.status, 409, "{}", gone.body);
    assert!(gone.body.contains("was replaced") && gone.body.contains("1 answer"), "{}", gone.body);
    let list = browser.get("/audits/2026-09-ours/cases").body;
    assert!(list.contains("Another case takes its place. 1 answer begun"), "{list}");
    let unsure = browser.post(&format!("{form}/discard"), &[]);
    assert!(
        unsure.status == 422 && unsure.body.contains("Tick that what was begun"),
        "{}",
        unsure.body
    );
    let gone = browser.send_form(&format!("{form}/discard"), &[("sure", "yes")]);
    assert!(
        gone.body.contains("is discarded") && !gone.body.contains("Another case takes"),
        "{}",
        gone.body
    );

    let other = round.reads.iter().find(|(id, role, _)| role == "selected" && id != case).unwrap();
    let form = format!("/audits/2026-09-ours/cases/{}/fill", other.0);
    save(
        browser,
        &format!("{form}/part/about"),
        &one("good-practice", "A word that goes."),
        "next",
    );
    let words = "seven green bottles standing";
    let enrolled = [("name", "Sam"), ("passphrase", words), ("passphrase_again", words)];
    browser.send_form("/people/add", &enrolled);
    for second in [&[][..], &[("second_name", "Sam"), ("second_passphrase", words)]] {
        let mut fields = vec![("erase_case", other.0.as_str()), ("erase_reason", "request")];
        fields.extend(second);
        let asked = browser.send_form("/history/erase", &fields);
        assert_eq!(asked.status, 200, "{}", asked.body);
    }
    drop(round.browser);
    let bytes = std::fs::read(round.desk.path("evidence.db")).unwrap();
    let text = b"A word that goes.";
    assert!(!bytes.windows(text.len()).any(|part| part == text));
}

#[test]
fn a_second_read_is_a_form_of_its_own() {
    let round = round();
    let (case, _, second) =
        round.reads.iter().find(|(_, role, _)| role == "second read").expect("a second read");
    let first = format!("/audits/2026-09-ours/cases/{case}/fill");
    save(
        &round.browser,
        &format!("{first}/part/about"),
        &one("good-practice", "Of the first."),
        "next",
    );
    let form = format!("/audits/2026-09-ours/cases/{case}/second-read");
    let page = round.browser.get(&form);
    assert!(
        page.body.contains("Second read") && page.body.contains(second.as_str()),
        "{}",
        page.body
    );
    assert!(!page.body.contains("You were here"), "{}", page.body);
    assert!(!round.browser.get(&format!("{form}/part/about")).body.contains("Of the first."));
    round.fill_in(&form);
    let done = round.browser.send_form(&format!("{form}/check"), &[("held", "0")]);
    assert!(done.body.contains("You are done"), "{}", done.body);
    let all = round.desk.run(&["disclose", "--case", case, "--format", "json"]).stdout;
    assert!(all.contains("\"kind\":\"second read\"") && all.contains("Of the first."), "{all}");
}
