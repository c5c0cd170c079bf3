//! Tests of `edit`: a change is tried before it is kept, counts afterwards, and is on record with its theme and day.

use assay_model::{Comment, Month};
use assay_store::ImportDraft;
use serde_json::json;

use super::*;
use crate::comments::themes::behind::{Behind, list};
use crate::{Session, Workspace};

const THEME: &str = "minutes_not_shared";

fn with_comments(texts: &[&str]) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let session = || Session::of_this_machine(None, Some("2099-12-31".parse().unwrap()));
    let root = folder.path().join("w");
    Workspace::init(&root, &session()).unwrap();
    let mut workspace = Workspace::open(&root, session()).unwrap();
    let comment = |(number, text): (usize, &&str)| Comment {
        id: format!("c{number}"),
        case: None,
        draw: None,
        domain: "Planning".into(),
        month: Month::parse("2026-09"),
        date: Some("2026-09-10".parse().unwrap()),
        service: String::new(),
        team: "CIN 1".into(),
        plan_type: String::new(),
        auditor: String::new(),
        grade: None,
        score: None,
        kind: None,
        text: (*text).into(),
    };
    let comments: Vec<Comment> = texts.iter().enumerate().map(comment).collect();
    let now = workspace.session().now();
    workspace
        .writer()
        .unwrap()
        .write(now, |tx| {
            tx.import_comments(&ImportDraft::default(), comments)?;
            tx.append("import", json!({}))
        })
        .unwrap();
    (folder, workspace)
}

fn counted(workspace: &Workspace) -> usize {
    let wanted = Behind { theme: THEME.into(), from: None, to: None, team: None, domain: None };
    list(&workspace.reader().unwrap(), &wanted).unwrap().len()
}

fn with_a_rule(workspace: &Workspace) -> (ThemeDraft, String) {
    let opened = open(&workspace.reader().unwrap()).unwrap();
    let mut theme = opened.theme(THEME).unwrap().clone();
    theme.rules.push(RuleDraft {
        name: "only in the pigeon post".into(),
        any: vec!["minutes ..3 pigeon".into()],
        counts: "either".into(),
        ..RuleDraft::default()
    });
    (theme, opened.from)
}

#[test]
fn a_rule_is_tried_kept_and_on_record() {
    let texts = ["The minutes came by pigeon.", "A good plan.", "Minutes by pigeon again."];
    let (_folder, mut workspace) = with_comments(&texts);
    let (theme, from) = with_a_rule(&workspace);
    let before = counted(&workspace);
    let tried = try_on_comments(&workspace.reader().unwrap(), &theme, 1).unwrap();
    let Edited::Done(trial) = tried else { panic!("{tried:?}") };
    let found = &trial.themes[0];
    assert_eq!((trial.base_comments, found.added, found.lost), (3, 2, 0), "{found:?}");
    assert_eq!((found.added_comments.len(), found.is_edited), (1, true));
    assert!(found.labelled.is_some(), "the program has comments labelled with it");
    assert_eq!(counted(&workspace), before, "nothing is kept by trying");
    assert_eq!(changes(&workspace.reader().unwrap()).unwrap(), []);

    let saved = save(&mut workspace.writer().unwrap(), &from, &theme).unwrap();
    assert!(matches!(saved, Edited::Done(())), "{saved:?}");
    assert_eq!(counted(&workspace), before + 2);
    let on_record = changes(&workspace.reader().unwrap()).unwrap();
    assert_eq!(on_record.len(), 1);
    assert_eq!(on_record[0].themes, [THEME]);
    let since = |from: Option<Month>| changes_since(&workspace.reader().unwrap(), from).unwrap();
    let month = Month::of(on_record[0].on);
    let said = since(Some(month));
    let expected = format!(
        "The rules of \u{201c}Minutes not shared\u{201d} were changed on {}.",
        assay_model::print::date(on_record[0].on)
    );
    assert!(said.len() == 1 && said[0].starts_with(&expected), "{said:?}");
    assert_eq!(since(None), said);
    assert_eq!(since(Some(month.plus(1))), [""; 0], "before the months asked for");

    let late = save(&mut workspace.writer().unwrap(), &from, &theme).unwrap_err();
    assert!(late.to_string().contains("somebody has changed"), "{late}");
}

#[test]
fn a_fault_is_at_its_rule_and_nothing_is_kept() {
    let (_folder, mut workspace) = with_comments(&["A good plan."]);
    let (mut theme, from) = with_a_rule(&workspace);
    let last = theme.rules.len() - 1;
    theme.rules[last].any.push("(minutes".into());
    let tried = try_on_comments(&workspace.reader().unwrap(), &theme, 1).unwrap();
    let Edited::Faults(faults) = tried else { panic!("{tried:?}") };
    assert_eq!((faults[0].rule, faults[0].setting), (Some(last), "any"), "{faults:?}");
    let saved = save(&mut workspace.writer().unwrap(), &from, &theme).unwrap();
    assert!(matches!(saved, Edited::Faults(_)), "{saved:?}");
    assert_eq!(open(&workspace.reader().unwrap()).unwrap().from, from);
}

#[test]
fn verdicts_say_how_often_the_rules_are_right_before_and_after() {
    use crate::comments::themes::verdicts::{Given, comment, give};
    use crate::records::people::Second;
    use assay_model::verdict::{Reading, Says};

    let texts = ["The minutes came by pigeon.", "Minutes by pigeon again."];
    let (_folder, mut workspace) = with_comments(&texts);
    for (id, says) in [("c0", Says::Yes), ("c1", Says::No)] {
        let found = comment(&workspace.reader().unwrap(), id).unwrap();
        let given =
            Given { theme: THEME.into(), says, reading: Reading::Open, note: String::new() };
        give(&mut workspace.writer().unwrap(), &found, given, &Second::ThisLogin).unwrap();
    }
    let (theme, _) = with_a_rule(&workspace);
    let tried = try_on_comments(&workspace.reader().unwrap(), &theme, 5).unwrap();
    let Edited::Done(trial) = tried else { panic!("{tried:?}") };
    let found = &trial.themes[0];
    let verdicts = found.verdicts.expect("two verdicts");
    assert_eq!((verdicts.comments, verdicts.before.missed), (2, 1));
    assert_eq!((verdicts.after.right, verdicts.after.wrong, verdicts.after.missed), (1, 1, 0));
    // What a person decided stays as they decided it.
    assert_eq!((found.added, found.lost, found.before, found.after), (0, 0, 1, 1));
}
