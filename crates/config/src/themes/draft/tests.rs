//! Tests of `draft`: what is written is read back, and each fault is at its setting.

use super::*;
use crate::shipped;

const FILE: &str = "themes.yaml";

fn shipped_text() -> &'static str {
    shipped::text(FILE).expect("shipped")
}

fn first() -> ThemeDraft {
    drafts(shipped_text(), FILE).expect("it reads").remove(0)
}

#[test]
fn every_theme_of_the_program_is_written_as_it_was_read() {
    for theme in drafts(shipped_text(), FILE).unwrap() {
        let edited = with(shipped_text(), FILE, &theme).unwrap();
        assert_eq!(drafts(&edited.text, FILE).unwrap(), drafts(shipped_text(), FILE).unwrap());
        let shipped = read(shipped_text(), FILE).unwrap();
        assert_eq!(changed(shipped.book(), edited.themes.book()), Vec::<String>::new());
    }
}

#[test]
fn a_change_is_in_its_own_theme_alone_and_what_is_above_stays() {
    let mut theme = first();
    theme.rules[1].any.push("late ..3 note".into());
    theme.definition = "What's: \"new\" # here".to_owned();
    let edited = with(shipped_text(), FILE, &theme).unwrap();
    let shipped = read(shipped_text(), FILE).unwrap();
    assert_eq!(changed(shipped.book(), edited.themes.book()), [theme.code.clone()]);
    let above = shipped_text().find("  - code:").unwrap();
    assert_eq!(edited.text[..above], shipped_text()[..above]);
    let again = drafts(&edited.text, FILE).unwrap();
    assert_eq!(again[0], theme);
}

#[test]
fn a_new_theme_comes_behind_the_others() {
    let theme = ThemeDraft {
        code: "late_reports".into(),
        label: "Late reports".into(),
        subject: "reports".into(),
        definition: "A report came after its day.".into(),
        rules: vec![RuleDraft {
            name: "late".into(),
            any: vec!["report ..3 late".into()],
            ..RuleDraft::default()
        }],
        ..ThemeDraft::default()
    };
    let edited = with(shipped_text(), FILE, &theme).unwrap();
    assert_eq!(drafts(&edited.text, FILE).unwrap().last(), Some(&theme));
    let small = "themes:\n  - code: a\n    label: A\n    subject: s\n    definition: d\n    rules:\n      - name: r\n        any: [x]\n\nlists:\n  b: [c]\n";
    let edited = with(small, FILE, &theme).unwrap();
    assert!(edited.text.ends_with("\nlists:\n  b: [c]\n"), "{}", edited.text);
    assert_eq!(drafts(&edited.text, FILE).unwrap().len(), 2);
}

#[test]
fn each_fault_is_at_its_setting() {
    let check = |change: fn(&mut ThemeDraft), rule: Option<usize>, setting: &str, words: &str| {
        let mut theme = first();
        change(&mut theme);
        let faults = with(shipped_text(), FILE, &theme).expect_err(setting);
        let fault = &faults[0];
        assert_eq!((fault.rule, fault.setting), (rule, setting), "{faults:?}");
        assert!(fault.words.contains(words), "{}", fault.words);
    };
    check(|t| t.label.clear(), None, "label", "what people call");
    check(|t| t.definition = "a\nb".into(), None, "definition", "line break");
    check(|t| t.code = "No Code".into(), None, "code", "lower-case");
    check(|t| t.rules.clear(), None, "file", "at least one rule");
    check(|t| t.rules[2].name.clear(), Some(2), "name", "a name");
    check(|t| t.rules[1].name = t.rules[0].name.clone(), Some(0), "name", "once");
    check(|t| t.rules[3].any.clear(), Some(3), "any", "at least one pattern");
    check(|t| t.rules[2].any.push("(note|".into()), Some(2), "any", "(note|");
    check(|t| t.rules[2].any.push("$no_such_list".into()), Some(2), "any", "no_such_list");
    check(|t| t.rules[0].unless.push("late ..99 x".into()), Some(0), "unless", "..99");
}

#[test]
fn a_file_that_is_written_otherwise_is_left_alone() {
    let flow =
        "themes: [{code: a, label: A, subject: s, definition: d, rules: [{name: r, any: [x]}]}]\n";
    let mut theme = drafts(flow, FILE).unwrap().remove(0);
    theme.label = "B".into();
    assert!(with(flow, FILE, &theme).is_err());
}
