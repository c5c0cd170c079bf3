//! Returns have versions, and their comments carry what was known at the freeze.

mod support;

use std::collections::BTreeMap;

use assay_model::case::field;
use assay_model::{
    AuditKind, AuditReturn, CaseId, CaseRecord, Comment, DomainResult, DrawId, FreezeTerms,
    Judgement, Score,
};
use assay_store::{
    CaseList, CommentCursor, DrawCase, DrawRole, Error, FrozenList, ImportDraft, Put, Store,
};
use support::change;

fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

fn audit(case: &str) -> AuditReturn {
    AuditReturn {
        draw: Some(DrawId::parse("2026-09-monthly").unwrap()),
        case: id(case),
        auditor: "jlee".into(),
        audited_on: Some("2026-09-10".parse().unwrap()),
        month: None,
        kind: AuditKind::Monthly,
        tool: "2025".into(),
        overall: Some(Judgement::Good),
        domains: vec![
            DomainResult {
                domain: "Planning".into(),
                score: Score::parse("6.5"),
                judgement: Some(Judgement::Good),
                not_applicable: false,
                comment: "The plan is specific.".into(),
            },
            DomainResult {
                domain: "Permanence".into(),
                score: None,
                judgement: None,
                not_applicable: true,
                comment: String::new(),
            },
        ],
        answers: Vec::new(),
        views: Vec::new(),
        worker_took_part: None,
        good_practice: String::new(),
        actions: Vec::new(),
        urgent: None,
        received_on: Some("2026-09-12".parse().unwrap()),
        saved_at: None,
    }
}

fn case(text: &str, team: &str) -> CaseRecord {
    let fields = BTreeMap::from([(field::TEAM.to_owned(), team.to_owned())]);
    CaseRecord { id: id(text), closed_on: None, restricted: false, fields: fields.into() }
}

fn with_draw() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
    let list = |team: &str| CaseList {
        name: "children".into(),
        cases: vec![case("C1", team), case("C2", team), case("C3", team)],
    };
    let draft = ImportDraft { kind: "cases".into(), ..ImportDraft::default() };
    let import = change(&mut store, |tx| tx.import_cases(&draft, &[list("CIN 1")])).import;
    let draw = DrawId::parse("2026-09-monthly").unwrap();
    change(&mut store, |tx| {
        tx.freeze(&FrozenList {
            id: draw.clone(),
            as_at: "2026-09-01".parse().unwrap(),
            month: assay_model::Month::parse("2026-09"),
            plan_name: "monthly".into(),
            plan_text: "monthly:\n".into(),
            list: "children".into(),
            import,
            sources: Vec::new(),
            continuity: vec!["none".into()],
            terms: FreezeTerms { n: 2, ..FreezeTerms::default() },
            salt: [9; 32],
            frame: b"C1\n".to_vec(),
        })
    });
    let cases = [("C1", DrawRole::Selected), ("C2", DrawRole::Targeted)].map(|(case, role)| {
        DrawCase { case: id(case), role, first_reader: None, second_reader: None }
    });
    change(&mut store, |tx| {
        let entry = tx.next_entry()?;
        tx.put_manifest(&draw, entry, b"{}", &cases)
    });
    // The child moves on after the freeze: comments keep the team at the freeze.
    change(&mut store, |tx| tx.import_cases(&draft, &[list("CIN 2")]));
    (folder, store)
}

#[test]
fn the_same_return_changes_nothing_and_another_is_a_version() {
    let (_folder, mut store) = with_draw();
    let mut first = audit("C1");
    let Put::New(number) = change(&mut store, |tx| tx.put_return(&first, None)) else {
        panic!("a first return is new")
    };
    first.received_on = Some("2026-09-30".parse().unwrap());
    assert_eq!(change(&mut store, |tx| tx.put_return(&first, None)), Put::Unchanged(number));
    first.overall = Some(Judgement::Inadequate);
    assert!(matches!(change(&mut store, |tx| tx.put_return(&first, None)), Put::Changed(_)));
    let returns = store.returns().unwrap();
    assert_eq!(returns.len(), 1);
    assert_eq!(returns[0].audit, first);
    let versions = store.return_versions(&assay_store::returns::key(&first)).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].audit.overall, Some(Judgement::Good));
}

#[test]
fn comments_carry_the_team_at_the_freeze_and_what_their_audit_was_made_for() {
    let (_folder, mut store) = with_draw();
    let mut second = audit("C1");
    second.kind = AuditKind::SecondRead;
    second.auditor = "kmay".into();
    for audit in [audit("C1"), audit("C2"), second] {
        change(&mut store, |tx| tx.put_return(&audit, None));
    }
    let comments = store.comments().unwrap();
    let seen: Vec<(&str, &str, Option<AuditKind>)> =
        comments.iter().map(|c| (c.id.as_str(), c.team.as_str(), c.kind)).collect();
    assert_eq!(
        seen,
        [
            ("2026-09-monthly/C1/jlee/Planning", "CIN 1", Some(AuditKind::Monthly)),
            ("2026-09-monthly/C2/jlee/Planning", "CIN 1", Some(AuditKind::Monthly)),
            ("2026-09-monthly/C1/kmay/second read/Planning", "CIN 1", Some(AuditKind::SecondRead)),
        ]
    );
    assert_eq!(comments[0].month, assay_model::Month::parse("2026-09"));
}

#[test]
fn returns_fall_into_parts_that_are_all_of_them_in_order() {
    let (_folder, mut store) = with_draw();
    assert!(store.return_parts(2).unwrap().is_empty());
    let cases: Vec<String> = (0..7).map(|n| format!("P{n}")).collect();
    for case in &cases {
        change(&mut store, |tx| tx.put_return(&audit(case), None));
    }
    for parts in 0..12 {
        let parts = store.return_parts(parts).unwrap();
        let mut read = Vec::new();
        for numbers in parts.clone() {
            store
                .each_scored_return(numbers, |stored| {
                    read.push(stored.audit.case.as_str().to_owned());
                    Ok::<(), Error>(())
                })
                .unwrap();
        }
        assert_eq!(read, cases, "{parts:?}");
    }
}

#[test]
fn a_reader_can_tell_that_somebody_else_stored_something() {
    let (_folder, mut store) = with_draw();
    let reader = Store::open_read_only(store.path()).unwrap();
    let before = reader.data_version().unwrap();
    assert_eq!(reader.data_version().unwrap(), before);
    change(&mut store, |tx| tx.put_return(&audit("C1"), None));
    assert_ne!(reader.data_version().unwrap(), before);
}

#[test]
fn a_reader_of_comments_goes_on_where_it_stopped() {
    let (_folder, mut store) = with_draw();
    change(&mut store, |tx| tx.put_return(&audit("C1"), None));
    let plain = |row: u32| Comment {
        id: format!("survey.csv:{row}"),
        text: "Too many workers".into(),
        ..Comment::default()
    };
    let draft = ImportDraft { kind: "comments".into(), ..ImportDraft::default() };
    let stored = change(&mut store, |tx| tx.import_comments(&draft, [plain(2), plain(3)]));
    assert_eq!((stored.stored, stored.unchanged), (2, 0));
    let mut seen = Vec::new();
    let cursor = store
        .each_comment(CommentCursor::default(), |c| {
            seen.push(c.id);
            Ok::<(), Error>(())
        })
        .unwrap();
    assert_eq!(seen, ["2026-09-monthly/C1/jlee/Planning", "survey.csv:2", "survey.csv:3"]);
    change(&mut store, |tx| tx.import_comments(&draft, [plain(3), plain(4)]));
    change(&mut store, |tx| tx.put_return(&audit("C2"), None));
    let mut later = Vec::new();
    store
        .each_comment(cursor, |c| {
            later.push(c.id);
            Ok::<(), Error>(())
        })
        .unwrap();
    assert_eq!(later, ["2026-09-monthly/C2/jlee/Planning", "survey.csv:4"]);
}

#[test]
fn what_is_asked_of_one_case_is_what_reading_everything_finds() {
    let (_folder, mut store) = with_draw();
    let stroke = |mut audit: AuditReturn| {
        audit.domains[0].domain = "Planning/review".into();
        audit
    };
    let second = AuditReturn { kind: AuditKind::SecondRead, ..audit("C1") };
    let elsewhere = AuditReturn { draw: None, auditor: "a/b".into(), ..audit("C1") };
    for audit in [audit("C1"), stroke(audit("C2")), second, elsewhere] {
        change(&mut store, |tx| tx.put_return(&audit, None));
    }
    let corrected = AuditReturn { overall: Some(Judgement::Inadequate), ..audit("C1") };
    change(&mut store, |tx| tx.put_return(&corrected, None));
    let plain = |row: u32, case: &str| Comment {
        id: format!("survey.csv:{row}"),
        case: Some(id(case)),
        text: "Too many workers".into(),
        ..Comment::default()
    };
    let draft = ImportDraft { kind: "comments".into(), ..ImportDraft::default() };
    change(&mut store, |tx| tx.import_comments(&draft, [plain(2, "C1"), plain(3, "C3")]));

    let all = store.comments().unwrap();
    assert_eq!(all.len(), 6);
    for comment in &all {
        assert_eq!(store.comment(&comment.id).unwrap().as_ref(), Some(comment));
    }
    assert_eq!(store.comment("2026-09-monthly/C1/jlee/Nothing").unwrap(), None);
    for case in ["C1", "C2", "C3"] {
        let of_case: Vec<Comment> =
            all.iter().filter(|c| c.case == Some(id(case))).cloned().collect();
        assert_eq!(store.comments_on(&[&id(case)]).unwrap(), of_case, "{case}");
        let returns: Vec<_> =
            store.returns().unwrap().into_iter().filter(|r| r.audit.case == id(case)).collect();
        assert_eq!(store.returns_of(&[&id(case)]).unwrap(), returns, "{case}");
    }
    let draw = DrawId::parse("2026-09-monthly").unwrap();
    let drawn: Vec<_> =
        store.returns().unwrap().into_iter().filter(|r| r.audit.draw.is_some()).collect();
    assert_eq!(drawn.len(), 3);
    assert_eq!(store.returns_of_draw(&draw).unwrap(), drawn);
    assert_eq!(store.versions_of(&[&id("C1"), &id("C2")]).unwrap().len(), 5);
    let mut with_returns = store.ids_of_returns().unwrap();
    with_returns.sort();
    assert_eq!(with_returns, [id("C1"), id("C2")]);
}

#[test]
fn a_draw_is_read_back_as_it_was_kept() {
    let (_folder, store) = with_draw();
    let draw = store.draw(&DrawId::parse("2026-09-monthly").unwrap()).unwrap().unwrap();
    assert_eq!(draw.state.word(), "drawn");
    assert_eq!(draw.frozen.frame, b"C1\n");
    assert_eq!(draw.frozen.terms.n, 2);
    assert_eq!(draw.manifest.unwrap().bytes, b"{}");
    assert_eq!(store.draws().unwrap().len(), 1);
    assert_eq!(store.draw_cases(&draw.frozen.id).unwrap()[1].role, DrawRole::Targeted);
}
