//! The theme editor and quotes, without script: what is typed is tried before it is saved, faults are at their field,
//! and what two people must do is not done by one.

use super::browser::{Browser, encoded, hidden};
use crate::golden::unpacked;

const RULE: &str = "/comments/themes/not_written_up/rules/1";

#[test]
fn a_rule_is_tried_before_it_is_saved_and_the_record_names_its_theme() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let before = year.read("themes.yaml");
    let form = browser.get(RULE);
    assert!(form.body.contains("Try it on every comment"), "{}", form.body);
    let from = hidden(&form.body, "from");
    let fields = |any: &'static str, step: &'static str| {
        [
            ("from", from.clone()),
            ("name", "not written up".to_owned()),
            ("counts", "denied".to_owned()),
            ("any", any.to_owned()),
            ("unless", String::new()),
            ("step", step.to_owned()),
        ]
    };
    let send = |fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        browser.send_form(RULE, &fields)
    };
    let bad = send(&fields("^$write_up\n(minutes|", "try"));
    assert_eq!(bad.status, 422, "{}", bad.body);
    assert!(bad.body.contains("<title>Error: The rule"), "{}", bad.body);
    assert!(bad.body.contains("href=\"#any\"") && bad.body.contains("(minutes|"), "{}", bad.body);

    let tried = send(&fields("nobody ever wrote this", "try"));
    assert!(tried.body.contains("What the change would do"), "{}", tried.body);
    assert!(tried.body.contains("count for it"), "{}", tried.body);
    assert!(tried.body.contains("Labelled comments that come with the program"), "{}", tried.body);
    assert_eq!(hidden(&tried.body, "any"), "nobody ever wrote this");
    assert_eq!(year.read("themes.yaml"), before, "trying keeps nothing");

    let again = send(&fields("nobody ever wrote this", "change"));
    assert!(again.body.contains(">nobody ever wrote this</textarea>"), "{}", again.body);
    let saved = send(&fields("nobody ever wrote this", "save"));
    assert!(saved.body.contains("The change is saved."), "{}", saved.body);
    assert!(year.read("themes.yaml").contains("any: [\"nobody ever wrote this\"]"));
    // These pages are as at an earlier day than the change, which is left out there.
    let months = browser.get("/comments/themes/not_written_up/months");
    assert_eq!(months.status, 200, "{}", months.body);
    assert!(!months.body.contains("Its rules were changed on"), "{}", months.body);
    let entries = year.run(&["ledger", "--format", "json"]).done().json();
    assert_eq!(entries.as_array().unwrap().last().unwrap()["kind"], "settings");

    let late = send(&fields("^$write_up", "save"));
    assert_eq!(late.status, 422, "{}", late.body);
    assert!(late.body.contains("Somebody has changed themes.yaml"), "{}", late.body);
    assert_eq!(browser.get("/comments/themes/not_written_up/rules/99").status, 404);
    assert_eq!(browser.get("/comments/themes/no_such_theme/rules/1").status, 404);
}

#[test]
fn a_theme_of_ones_own_is_begun_and_its_rule_taken_out_again() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let path = "/comments/themes/new";
    let from = hidden(&browser.get(path).body, "from");
    let fields = |code: &'static str, step: &'static str| {
        vec![
            ("from", from.as_str()),
            ("code", code),
            ("label", "Plans"),
            ("subject", "plans"),
            ("definition", "A plan\nis spoken of."),
            ("included", "The plan is clear.\n"),
            ("name", "a plan"),
            ("any", "plan\nplanning"),
            ("step", step),
        ]
    };
    let taken = browser.send_form(path, &fields("not_written_up", "try"));
    assert!(taken.body.contains("There is a theme not_written_up already"), "{}", taken.body);
    let bad = browser.send_form(path, &fields("No Code", "try"));
    assert!(bad.body.contains("href=\"#code\""), "{}", bad.body);
    let tried = browser.send_form(path, &fields("own_plans", "try"));
    assert!(tried.body.contains("Would be added"), "{}", tried.body);
    let saved = browser.send_form(path, &fields("own_plans", "save"));
    assert!(saved.body.contains("The change is saved."), "{}", saved.body);
    assert!(saved.body.contains("A plan is spoken of."), "{}", saved.body);
    assert!(browser.get("/comments/themes").body.contains("/comments/themes/own_plans"));

    let rule = "/comments/themes/own_plans/rules/new";
    let from = hidden(&browser.get(rule).body, "from");
    let second = [("from", from.as_str()), ("name", "more"), ("any", "=steps"), ("step", "save")];
    browser.send_form(rule, &second);
    let rule = "/comments/themes/own_plans/rules/2";
    let from = hidden(&browser.get(rule).body, "from");
    let without =
        [("from", from.as_str()), ("name", "more"), ("any", "=steps"), ("step", "remove")];
    let tried = browser.send_form(rule, &without);
    assert!(tried.body.contains(": removed"), "{}", tried.body);
    let gone = [("from", from.as_str()), ("is_removed", "yes"), ("step", "save")];
    assert!(browser.send_form(rule, &gone).body.contains("The change is saved."));
    assert_eq!(browser.get(rule).status, 404);
}

#[test]
fn a_quote_is_approved_by_a_second_person_alone() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    let words = "seven green bottles standing";
    let enrolled = [("name", "Sam"), ("passphrase", words), ("passphrase_again", words)];
    browser.send_form("/people/add", &enrolled);
    let search = browser.get("/comments?q=plan").body;
    let link = search.split("/comments/one?id=").nth(1).expect("a comment");
    let id = link.split('"').next().unwrap();
    let page = browser.get(&format!("/comments/one?id={id}"));
    let id = hidden(&page.body, "id").replace("&amp;", "&").replace("&#x2F;", "/");
    let theme = page.body.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap();
    let proposed = browser.send_form("/comments/one", &[("id", &id), ("theme", theme)]);
    assert!(proposed.body.contains("waits for approval"), "{}", proposed.body);
    let href = proposed.body.split("action=\"").find(|rest| rest.contains("/approve\"")).unwrap();
    let approve = href.split('"').next().unwrap().to_owned();
    let nobody = browser.send_form(&approve, &[("by", "")]);
    assert!(nobody.body.contains("Say who answers for it"), "{}", nobody.body);
    let alone = browser.send_form(&approve, &[("by", "The director")]);
    assert!(alone.body.contains("cannot be the second person"), "{}", alone.body);
    let both = [("by", "The director"), ("second_name", "Sam"), ("second_passphrase", words)];
    let approved = browser.send_form(&approve, &both);
    assert!(approved.body.contains("The quote is approved."), "{}", approved.body);
    assert!(approved.body.contains("by passphrase"), "{}", approved.body);
    // Another page has another key; with the same one it would be the same form, sent twice.
    let once_more = [("form_key", "another"), ("id", id.as_str()), ("theme", theme)];
    let again = browser.send_form("/comments/one", &once_more);
    assert_eq!(again.status, 422, "{}", again.body);
    let list = browser.get("/packs/quotes").body;
    assert!(list.contains("1 quote; none waits for approval."), "{list}");
    let back = approve.replace("/approve", "/withdraw");
    let taken = browser.send_form(&back, &[("reason", "the family could know it")]);
    assert!(taken.body.contains("taken back"), "{}", taken.body);
    let query = encoded(&[("q", "nothing like it")]);
    assert_eq!(browser.get(&format!("/packs/quotes/{query}")).status, 404);
}
