//! The work of a round by pages alone: a plan, a frozen list, a draw, its forms, returns, and the closing; then
//! actions, packs, settings and people.

use super::browser::Browser;
use crate::golden::unpacked;
use crate::support::Desk;

fn list(n: u32) -> String {
    let row = |i: u32| format!("{},{},CIN,w{}\n", 1000 + i, ["A", "B", "C"][i as usize % 3], i % 7);
    format!("Case ID,Team,Plan type,Worker\n{}", (0..n).map(row).collect::<String>())
}

pub(super) fn store_list(browser: &Browser, n: u32) {
    let csv = list(n);
    let files = [("list.csv", csv.as_bytes())];
    let brought = browser.upload("/case-lists", &[("kind", "cases")], &files);
    let at = brought.header("location").expect("a preview");
    let stored = browser.send_form(&format!("{at}/store"), &[]);
    assert!(stored.body.contains(&format!("Stored {n} of")), "{}", stored.body);
}

pub(super) const PLAN: [(&str, &str); 14] = [
    ("name", "ours"),
    ("purpose", "a trial"),
    ("source", "children"),
    ("n", "12"),
    ("columns", "team"),
    ("minimum", "0"),
    ("reserves", "2"),
    ("months", "12"),
    ("selection", "tickets"),
    ("unit", "case"),
    ("allocation", "proportional"),
    ("cap", "0"),
    ("twice", "0"),
    ("own_team", "allowed"),
];

#[test]
fn a_sample_is_planned_frozen_drawn_and_verified_in_the_pages() {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    let browser = Browser::open(&desk.path(""));
    store_list(&browser, 60);
    let mut bad = PLAN;
    bad[3].1 = "many";
    let refused = browser.post("/samples/plans/new", &bad);
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("Enter a whole number, not &quot;many&quot;"),
        "{}",
        refused.body
    );
    let mut merging = PLAN.to_vec();
    merging.push(("collapse", "above all"));
    let refused = browser.post("/samples/plans/new", &merging);
    assert!(refused.body.contains("Enter below 2 seats"), "{}", refused.body);
    let planned = browser.send_form("/samples/plans/new", &PLAN);
    assert!(planned.body.contains("What it can say"), "{}", planned.body);
    let written = desk.read("plans.yaml");
    let own = written.rsplit("  ours:\n").next().unwrap_or_default();
    assert!(own.contains("collapse: below 2 seats"), "{own}");
    let looked = browser.get("/samples/new?plan=ours&n=60");
    assert!(looked.body.contains("Every case is read: exact"), "{}", looked.body);

    let fields = [("plan", "ours"), ("id", "2026-09-ours"), ("source", "dice")];
    let frozen = browser.send_form("/samples/freeze", &fields);
    assert!(frozen.body.contains("ten-sided dice, thrown before a witness"), "{}", frozen.body);
    let receipt = browser.get("/samples/2026-09-ours/receipt.txt");
    assert!(receipt.body.contains("60 cases, 60 eligible"), "{}", receipt.body);

    let weak = [("how", "typed"), ("seed", "1234"), ("seed_source", "dice, A. Khan")];
    let weak = browser.post("/samples/2026-09-ours/draw", &weak);
    assert_eq!(weak.status, 422, "{}", weak.body);
    assert!(weak.body.contains("href=\"#seed\""));
    let seed = [
        ("how", "typed"),
        ("seed", "01382438112797316654"),
        ("seed_source", "dice, A. Khan and B. Lee"),
    ];
    let drawn = browser.send_form("/samples/2026-09-ours/draw", &seed);
    assert!(drawn.body.contains("The cases are drawn."), "{}", drawn.body);
    let verified = browser.get("/samples/2026-09-ours/verify");
    assert!(verified.body.contains("Nothing differs."), "{}", verified.body);
    let by_command = desk.run(&["verify", "2026-09-ours"]).done();
    assert!(by_command.stdout.contains("the ledger's chain holds: yes"), "{by_command:?}");

    let written = browser.send_form("/samples/2026-09-ours/forms", &[("layout", "")]);
    assert!(written.body.contains("Form 1"), "{}", written.body);
    let zip = browser.get("/samples/2026-09-ours/forms.zip");
    assert!(zip.bytes.starts_with(b"PK") && zip.header("content-disposition").is_some());
    assert_eq!(browser.get("/samples/2026-09-ours/forms/99").status, 404);
}

#[test]
fn a_case_is_replaced_by_the_next_reserve_with_its_reason() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    store_list(&browser, 60);
    browser.send_form("/samples/plans/new", &PLAN);
    browser.send_form("/samples/freeze", &[("plan", "ours"), ("id", "2026-09-ours")]);
    browser.send_form("/samples/2026-09-ours/draw", &[("how", "machine")]);
    let csv = browser.get("/samples/2026-09-ours/selection.csv").body;
    let line = csv.lines().find(|line| line.contains(",selected,")).expect("a selected case");
    let case = line.split(',').next().unwrap();
    let page = format!("/samples/2026-09-ours/cases/{case}");
    let empty = browser.post(&format!("{page}/replace"), &[]);
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("Choose why the case cannot be audited"));
    let fields = [("reason", "record not accessible"), ("approver", "Head of QA")];
    let done = browser.send_form(&format!("{page}/replace"), &fields);
    assert!(done.body.contains("The case is replaced."), "{}", done.body);
    assert!(done.body.contains("Approved by Head of QA"), "{}", done.body);
    assert!(browser.get("/samples/2026-09-ours/verify").body.contains("Nothing differs."));
}

#[test]
fn returns_are_answered_file_by_file_and_the_round_is_closed() {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    let browser = Browser::open(&desk.path(""));
    store_list(&browser, 60);
    browser.send_form("/samples/plans/new", &PLAN);
    browser.send_form("/samples/freeze", &[("plan", "ours"), ("id", "2026-09-ours")]);
    browser.send_form("/samples/2026-09-ours/draw", &[("how", "machine")]);
    browser.send_form("/samples/2026-09-ours/forms", &[("layout", "")]);
    let form = browser.get("/samples/2026-09-ours/forms/1").bytes;
    let files: [(&str, &[u8]); 2] = [("back.xlsx", &form), ("broken.xlsx", b"not a workbook")];
    let audits = browser.get("/audits").body;
    assert!(audits.contains("name=\"blanks\"") && audits.contains("name=\"newer\""), "{audits}");
    let answered = browser.upload("/audits/returns", &[("newer", "accept")], &files);
    let page = browser.follow(&answered.header("location").expect("what became of them"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("back.xlsx") && page.body.contains("broken.xlsx"), "{}", page.body);
    assert!(page.body.contains("1 file was not taken in"), "{}", page.body);

    let round = browser.get("/audits/2026-09-ours");
    assert!(round.body.contains("Remind them"), "{}", round.body);
    let unsure = browser.post("/audits/2026-09-ours/close", &[]);
    assert_eq!(unsure.status, 422);
    let closed = browser.send_form("/audits/2026-09-ours/close", &[("sure", "yes")]);
    assert!(closed.body.contains("The round is closed"), "{}", closed.body);
    assert!(browser.get("/").body.contains("1 round is closed"), "{}", browser.get("/").body);
}

#[test]
fn a_pack_is_made_shown_in_a_frame_of_its_own_and_its_download_put_on_record() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let none = browser.post("/packs", &[("profile", "board")]);
    assert_eq!(none.status, 422);
    assert!(none.body.contains("Choose at least one form"), "{}", none.body);
    let made = browser.send_form("/packs", &[("profile", "board"), ("format", "html")]);
    assert!(made.body.contains("The pack is made."), "{}", made.body);
    let policy = made.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-src 'self'"), "{policy}");
    let shown = "/packs/2026-09-30-board/shown/0";
    assert!(made.body.contains(shown), "{}", made.body);
    let framed = browser.get(shown);
    let policy = framed.header("content-security-policy").unwrap();
    assert!(policy.contains("sandbox") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert!(policy.contains("style-src 'sha256-") && !policy.contains("script-src"), "{policy}");
    let before = year.run(&["ledger"]).done().stdout.matches("download").count();
    let taken = browser.post("/packs/2026-09-30-board/take/0", &[]);
    assert!(taken.header("content-disposition").unwrap().contains("attachment"));
    assert_eq!(taken.bytes, framed.bytes);
    let after = year.run(&["ledger"]).done().stdout.matches("download").count();
    assert_eq!(after, before + 1);
    assert_eq!(browser.get("/packs/2026-09-30-board/shown/7").status, 404);
}

#[test]
fn a_verdict_is_given_and_can_be_changed() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let themes = browser.get("/comments/themes").body;
    let code = themes.split("href=\"/comments/themes/").nth(1).expect("a theme");
    let code = code.split(['?', '"']).next().unwrap().to_owned();
    let path = format!("/comments/review/{code}");
    let first = browser.get(&path);
    let id = super::browser::hidden(&first.body, "comment");
    let neither = browser.post(&path, &[("comment", &id), ("queue", "hits")]);
    assert_eq!(neither.status, 422, "{}", neither.body);
    let said =
        [("comment", id.as_str()), ("queue", "hits"), ("says", "no"), ("note", "of another child")];
    let next = browser.send_form(&path, &said);
    assert!(next.body.contains("Your last decisions"), "{}", next.body);
    assert_ne!(super::browser::hidden(&next.body, "comment"), id, "it moves on");
    let address = format!("{path}?{}", super::browser::encoded(&[("last", &id), ("comment", &id)]));
    let again = browser.get(&address);
    assert!(again.body.contains("You said <strong>no</strong> before"), "{}", again.body);
    let changed = [("comment", id.as_str()), ("queue", "hits"), ("says", "yes")];
    browser.send_form(&path, &changed);
    let again = browser.get(&address);
    assert!(again.body.contains("You said <strong>yes</strong> before"), "{}", again.body);
}

#[test]
fn a_fault_in_settings_is_named_and_nothing_is_saved() {
    let desk = Desk::with_workspace();
    let browser = Browser::open(&desk.path(""));
    let page = browser.get("/settings/report.yaml");
    let from = super::browser::hidden(&page.body, "from");
    let before = desk.read("report.yaml");
    let bad = [("from", from.as_str()), ("text", "headline: [\n")];
    let refused = browser.post("/settings/report.yaml", &bad);
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("Report.yaml, line") || refused.body.contains("expected"),
        "{}",
        refused.body
    );
    assert_eq!(desk.read("report.yaml"), before);
    let good = format!("{before}# ours\r\n");
    let saved = browser.send_form("/settings/report.yaml", &[("from", &from), ("text", &good)]);
    assert!(saved.body.contains("report.yaml is saved."), "{}", saved.body);
    assert_eq!(desk.read("report.yaml"), format!("{before}# ours\n"));
    let late = browser.post("/settings/report.yaml", &[("from", &from), ("text", &before)]);
    assert!(late.body.contains("Somebody has changed report.yaml"), "{}", late.body);
    assert_eq!(browser.get("/settings/..%2Fevidence.db").status, 404);
}

#[test]
fn one_person_is_not_two_and_a_wrong_passphrase_is_no_second_one() {
    let desk = Desk::with_workspace();
    desk.write(
        "in/actions.csv",
        "action_id,case_id,source,action,owner,opened_on,due_on\na1,2,audit,Visit the family,Jo,2026-01-01,2026-02-01\n",
    );
    desk.run(&["import", "actions", "in/actions.csv"]).done();
    let browser = Browser::open(&desk.path(""));
    let words = "seven green bottles standing";
    let differ = [("name", "Sam"), ("passphrase", words), ("passphrase_again", "another")];
    assert!(browser.post("/people/add", &differ).body.contains("The two passphrases differ"));
    let enrolled = [("name", "Sam"), ("passphrase", words), ("passphrase_again", words)];
    let added = browser.send_form("/people/add", &enrolled);
    assert!(added.body.contains("Sam is enrolled."), "{}", added.body);
    assert!(!added.body.contains(words));

    let act = |fields: &[(&str, &str)]| {
        let mut all = vec![("id", "a1")];
        all.extend(fields);
        browser.send_form("/actions/one", &all)
    };
    let empty = act(&[("act", "done"), ("on", "30/9/2026"), ("evidence", "")]);
    assert!(empty.body.contains("Say what shows that it was done"), "{}", empty.body);
    let done = act(&[("act", "done"), ("on", "30 September 2026"), ("evidence", "visit record")]);
    assert!(done.body.contains("It is put on record."), "{}", done.body);
    let alone = act(&[("act", "verified")]);
    assert_eq!(alone.status, 422, "one person is not two: {}", alone.body);
    let wrong = act(&[
        ("act", "verified"),
        ("second_name", "Sam"),
        ("second_passphrase", "wrong words here, sorry"),
    ]);
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(!wrong.body.contains("wrong words here"));
    // The next try has to wait for a moment, which the page says.
    assert!(wrong.body.contains("not the passphrase of Sam"), "{}", wrong.body);
    let hasty = act(&[("act", "verified"), ("second_name", "Sam"), ("second_passphrase", words)]);
    assert_eq!(hasty.status, 422, "{}", hasty.body);
}

#[test]
fn a_second_person_finishes_a_step_at_this_login() {
    let desk = Desk::with_workspace();
    desk.write(
        "in/actions.csv",
        "action_id,case_id,source,action,owner,opened_on,due_on\na1,2,audit,Visit the family,Jo,2026-01-01,2026-02-01\n",
    );
    desk.run(&["import", "actions", "in/actions.csv"]).done();
    let browser = Browser::open(&desk.path(""));
    let words = "seven green bottles standing";
    let enrolled = [("name", "Sam"), ("passphrase", words), ("passphrase_again", words)];
    browser.send_form("/people/add", &enrolled);
    let act = |fields: &[(&str, &str)]| {
        let mut all = vec![("id", "a1")];
        all.extend(fields);
        browser.send_form("/actions/one", &all)
    };
    act(&[("act", "done"), ("on", "30 September 2026"), ("evidence", "visit record")]);
    let right = act(&[("act", "verified"), ("second_name", "Sam"), ("second_passphrase", words)]);
    assert!(right.body.contains("Verified on"), "{}", right.body);
}
