//! What each kind of hold keeps from erasing and retention, and how it is lifted.

use assay_model::{CaseId, Comment, Covers, Days};
use assay_store::ImportDraft;

use super::*;
use crate::desk::place::Workspace;
use crate::records::erase::erase;
use crate::records::erase::tests::{REQUEST, council};
use crate::records::people::Second;
use crate::records::retention::tests::{count, years_on};
use crate::records::retention::{apply, due};

fn put_on(workspace: &mut Workspace, covers: &Covers) {
    put(&mut workspace.writer().unwrap(), covers, "inquiry").unwrap();
}

fn days(text: &str) -> Covers {
    Covers::Period(Days::parse(text).unwrap())
}

fn refusal(workspace: &mut Workspace, case: &CaseId) -> Option<String> {
    let asked = erase(&mut workspace.writer().unwrap(), case, REQUEST, &Second::ThisLogin);
    asked.err().map(|error| error.to_string())
}

#[test]
fn nothing_is_destroyed_while_everything_is_on_hold() {
    let (_folder, mut workspace, case) = council();
    put_on(&mut workspace, &Covers::Everything);
    let said = "everything is on hold since 2026-09-01: inquiry";
    assert_eq!(refusal(&mut workspace, &case).as_deref(), Some(said));
    years_on(&workspace, 8);
    let refused = apply(&mut workspace.writer().unwrap()).unwrap_err();
    assert_eq!(refused.to_string(), said);
    assert_eq!(refused.next_step(), Some(Next::LiftHold));
    let report = due(&mut workspace.writer().unwrap()).unwrap();
    let returns = report.kinds.iter().find(|kind| kind.kind == "returns").unwrap();
    assert_eq!((returns.count.count(), returns.on_hold), (0, Some(1)));
    assert_eq!(report.holds[0].covers.words, "everything");
    lift(&mut workspace.writer().unwrap(), &Covers::Everything, "it has reported").unwrap();
    assert_eq!(count(&apply(&mut workspace.writer().unwrap()).unwrap(), "returns"), 1);
}

#[test]
fn a_list_on_hold_keeps_every_case_that_was_ever_on_it() {
    let (_folder, mut workspace, case) = council();
    put_on(&mut workspace, &Covers::List("children".into()));
    let said = "the list children is on hold since 2026-09-01: inquiry";
    assert_eq!(refusal(&mut workspace, &case).as_deref(), Some(said));
    years_on(&workspace, 8);
    let report = apply(&mut workspace.writer().unwrap()).unwrap();
    assert_eq!((count(&report, "returns"), count(&report, "draws")), (0, 0));
    assert!(report.on_hold >= 120, "{report:?}");
}

#[test]
fn days_on_hold_keep_what_is_dated_within_them_and_nothing_else() {
    let (_folder, mut workspace, case) = council();
    put_on(&mut workspace, &days("2020-01-01..2020-12-31"));
    assert_eq!(
        refusal(&mut workspace, &case),
        None,
        "nothing is dated then: the request is stored"
    );
    put_on(&mut workspace, &days("2026-09-10"));
    let said = "what is dated 2026-09-10..2026-09-10 is on hold since 2026-09-01: inquiry";
    assert_eq!(refusal(&mut workspace, &case).as_deref(), Some(said));
    years_on(&workspace, 8);
    let report = apply(&mut workspace.writer().unwrap()).unwrap();
    assert_eq!((count(&report, "returns"), count(&report, "draws")), (0, 1));
    put_on(&mut workspace, &days("2026-01-01..2026-12-31"));
    lift(&mut workspace.writer().unwrap(), &days("2026-09-10"), "over").unwrap();
    let report = due(&mut workspace.writer().unwrap()).unwrap();
    assert_eq!(count(&report, "returns"), 0);
}

#[test]
fn a_theme_on_hold_keeps_the_cases_whose_comments_count_for_it() {
    let (_folder, mut workspace, case) = council();
    let of = |id: &str, case: Option<CaseId>, text: &str| Comment {
        id: id.into(),
        case,
        text: text.into(),
        ..Comment::default()
    };
    let told = "There has been drift and delay in this case.";
    let other = CaseId::parse("QX-00119").unwrap();
    let comments = [
        of("a", Some(other.clone()), told),
        of("b", None, told),
        of("c", None, "The meal was good."),
    ];
    let now = workspace.session().now();
    let draft = ImportDraft { kind: "comments".into(), ..ImportDraft::default() };
    let stored = workspace.writer().unwrap().write(now, |tx| {
        tx.import_comments(&draft, comments)?;
        tx.append("import", json!({})).map(drop)
    });
    stored.unwrap();
    put_on(&mut workspace, &Covers::Theme("drift_and_delay".into()));
    assert_eq!(refusal(&mut workspace, &case), None, "its comment is of something else");
    let said = "the theme drift_and_delay is on hold since 2026-09-01: inquiry";
    assert_eq!(refusal(&mut workspace, &other).as_deref(), Some(said));
    years_on(&workspace, 8);
    let report = apply(&mut workspace.writer().unwrap()).unwrap();
    assert_eq!(count(&report, "comments"), 1, "the one about the meal");
    assert_eq!(count(&report, "returns"), 1);

    let settings = workspace.root().join("themes.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("drift_and_delay", "renamed")).unwrap();
    let refused = due(&mut workspace.writer().unwrap()).unwrap_err().to_string();
    assert_eq!(refused, "the theme drift_and_delay is on hold and is not in themes.yaml");
}

#[test]
fn what_is_not_there_cannot_be_put_on_hold_and_what_is_not_on_hold_not_lifted() {
    let (_folder, mut workspace, case) = council();
    let mut refused = |covers: &Covers| {
        put(&mut workspace.writer().unwrap(), covers, "inquiry").unwrap_err().to_string()
    };
    assert_eq!(refused(&Covers::List("kids".into())), "no list \"kids\" was ever imported");
    assert_eq!(refused(&Covers::Theme("kids".into())), "no theme \"kids\"");
    let nobody = CaseId::parse("QX-99999").unwrap();
    assert_eq!(refused(&Covers::Case(nobody)), "nothing is held on QX-99999");
    put_on(&mut workspace, &Covers::Case(case.clone()));
    let lifted = lift(&mut workspace.writer().unwrap(), &Covers::Everything, "over").unwrap_err();
    assert_eq!(lifted.to_string(), "everything is not on hold");
    let again = put(&mut workspace.writer().unwrap(), &Covers::Case(case), "again").unwrap_err();
    assert!(again.to_string().ends_with("is on hold already"), "{again}");
}

#[test]
fn a_case_is_kept_under_every_id_the_child_has_had() {
    let (_folder, mut workspace, case) = council();
    put_on(&mut workspace, &Covers::Case(case.clone()));
    let held = covered::on_hold(&workspace.reader().unwrap()).unwrap();
    for id in [case.as_str(), "UNBORN-77"] {
        assert!(held.covers(id), "{id}");
        assert!(held.covers(&format!("{id}|2026-01-01")), "an event of {id}");
    }
    assert!(!held.covers("QX-99999"));
}
