//! A case erased from a workspace with a draw: gone from every file, and the draw still verifies.

use std::collections::BTreeMap;
use std::path::Path;

use assay_model::{
    Actor, AuditKind, AuditReturn, CaseAlias, CaseId, CaseRecord, Covers, DomainResult, Judgement,
    Timestamp,
};
use assay_store::{CaseList, ImportDraft};

use super::*;
use crate::desk::place::Workspace;
use crate::desk::session::Session;
use crate::draws::draw::{DrawOptions, draw};
use crate::draws::freeze::{FreezeOptions, freeze};
use crate::draws::verify;

const DRAW: &str = "2026-09-monthly";
pub(crate) const REQUEST: &Why<'_> = &Why { reason: "request", serves: None };

pub(crate) fn person(login: &str) -> Actor {
    Actor { name: login.into(), login: login.into(), machine: "m".into() }
}

fn id(number: usize) -> CaseId {
    CaseId::parse(&format!("QX-{number:05}")).unwrap()
}

/// A workspace of 120 cases with a draw of 20, and a return on the first case drawn.
#[expect(clippy::too_many_lines, reason = "one scenario")]
pub(crate) fn council() -> (tempfile::TempDir, Workspace, CaseId) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let now: Timestamp = "2026-09-01T09:00:00Z".parse().unwrap();
    Workspace::init(&root, &Session::made_up(person("asker"), now, "7")).unwrap();
    let mut workspace =
        Workspace::open(&root, Session::made_up(person("asker"), now, "8")).unwrap();
    let case = |number: usize| CaseRecord {
        id: id(number),
        closed_on: None,
        restricted: false,
        fields: BTreeMap::from([
            ("plan_type".to_owned(), "looked after".to_owned()),
            ("team".to_owned(), format!("Team {}", number % 3)),
        ])
        .into(),
    };
    let list = CaseList { name: "children".into(), cases: (0..120).map(case).collect() };
    let draft = ImportDraft { kind: "cases".into(), ..ImportDraft::default() };
    workspace
        .writer()
        .unwrap()
        .write(now, |tx| {
            tx.import_cases(&draft, &[list])?;
            tx.append("import", json!({}))
        })
        .unwrap();
    let frozen =
        FreezeOptions { plan: "monthly".into(), id: DRAW.into(), n: Some(20), seed_source: None };
    freeze(&mut workspace.writer().unwrap(), &frozen).unwrap();
    let options = DrawOptions { id: DRAW.into(), ..DrawOptions::default() };
    let drawn = draw(&mut workspace.writer().unwrap(), &options).unwrap().manifest;
    let first = drawn.strata[0].selected[0].case.clone();
    let audit = AuditReturn {
        draw: Some(drawn.draw.clone()),
        case: first.clone(),
        auditor: "jlee".into(),
        audited_on: "2026-09-10".parse().ok(),
        month: None,
        kind: AuditKind::Monthly,
        tool: "2025".into(),
        overall: Some(Judgement::Good),
        domains: vec![DomainResult {
            domain: "Planning".into(),
            score: assay_model::Score::parse("7"),
            judgement: None,
            not_applicable: false,
            comment: format!("the plan of {} is specific", first.as_str()),
        }],
        answers: Vec::new(),
        views: Vec::new(),
        worker_took_part: None,
        good_practice: String::new(),
        actions: Vec::new(),
        urgent: None,
        received_on: None,
        saved_at: None,
    };
    let alias = CaseAlias { old: CaseId::parse("UNBORN-77").unwrap(), new: first.clone() };
    workspace
        .writer()
        .unwrap()
        .write(now, |tx| {
            tx.put_return(&audit, None)?;
            tx.keep(&alias, None)?;
            tx.append("import", json!({}))
        })
        .unwrap();
    (folder, workspace, first)
}

/// The files below the folder whose bytes hold the text.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if std::fs::read(&path).unwrap().windows(text.len()).any(|p| p == text.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn one_login_cannot_erase() {
    let (folder, mut workspace, case) = council();
    for _ in 0..2 {
        let outcome =
            erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap();
        assert_eq!(outcome, Outcome::asked("asker".into(), Ground::Request));
    }
    assert!(!holding(folder.path(), case.as_str()).is_empty());
}

#[test]
fn copies_and_tables_in_the_folder_that_may_name_the_case_are_said() {
    let (_folder, mut workspace, case) = council();
    let root = workspace.root().to_owned();
    crate::records::copies::backup(&mut workspace, &root.join("mine.db")).unwrap();
    std::fs::write(root.join("list.csv"), format!("id\n{}\n", case.as_str())).unwrap();
    std::fs::write(root.join("other.csv"), "id\nno-such-case-1\n").unwrap();
    erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap();
    workspace.session_mut().act_as(person("colleague"));
    let Outcome::Done(report) =
        erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap()
    else {
        panic!("a second login carries it out")
    };
    assert_eq!(report.left, ["list.csv", "mine.db"].map(|name| root.join(name)));
}

#[test]
fn an_erased_case_is_in_no_file_and_the_draw_still_verifies() {
    let (folder, mut workspace, case) = council();
    assert!(holding(folder.path(), case.as_str()).len() >= 4);
    erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap();
    workspace.session_mut().act_as(person("colleague"));
    let Outcome::Done(report) =
        erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap()
    else {
        panic!("a second login carries it out")
    };
    assert_eq!((report.ids, report.draws.as_slice()), (2, [DRAW.to_owned()].as_slice()));
    assert_eq!(report.left, Vec::<std::path::PathBuf>::new());
    assert_eq!(holding(folder.path(), case.as_str()), Vec::<String>::new());
    assert_eq!(holding(folder.path(), "UNBORN-77"), Vec::<String>::new());

    let verified = verify::of_draw(&mut workspace, DRAW).unwrap();
    assert_eq!(verified.first_difference, None);
    assert!(verified.withdrawn > 0);
    assert_eq!(
        (verified.erased, verify::of_ledger(&workspace.reader().unwrap(), None).unwrap().erased),
        (1, 1)
    );
    let manifest = workspace.root().join("draws").join(DRAW).join("manifest.json");
    assert_eq!(verify::of_path(&manifest, None).unwrap().first_difference, None);
    let kinds: Vec<String> = workspace
        .reader()
        .unwrap()
        .store
        .ledger()
        .unwrap()
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    assert_eq!(kinds.last().map(String::as_str), Some("erase"));
}

#[test]
fn a_draw_tampered_with_after_an_erasure_is_still_found() {
    let (_folder, mut workspace, case) = council();
    erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap();
    workspace.session_mut().act_as(person("colleague"));
    erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap();
    let frame = workspace.root().join("draws").join(DRAW).join("frame.tsv");
    let text = std::fs::read_to_string(&frame).unwrap();
    std::fs::write(&frame, text.replacen("eligible", "closed", 1)).unwrap();
    assert!(verify::of_draw(&mut workspace, DRAW).unwrap().first_difference.is_some());
}

#[test]
fn a_case_on_hold_is_not_erased() {
    let (_folder, mut workspace, case) = council();
    crate::records::hold::put(
        &mut workspace.writer().unwrap(),
        &Covers::Case(case.clone()),
        "court order",
    )
    .unwrap();
    let refused =
        erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap_err();
    assert!(refused.to_string().ends_with("is on hold since 2026-09-01: court order"), "{refused}");
    crate::records::hold::lift(
        &mut workspace.writer().unwrap(),
        &Covers::Case(case.clone()),
        "order ended",
    )
    .unwrap();
    assert!(erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).is_ok());
}

#[test]
fn an_erasure_says_what_it_served_and_both_people_have_to_mean_the_same() {
    let (_folder, mut workspace, case) = council();
    let to_serve = |serves| Why { reason: "wrong child", serves: Some(serves) };
    let unlawful = to_serve(Ground::Unlawful);
    let asked = erase(&mut workspace.writer().unwrap(), &case, &unlawful, &Second::ThisLogin);
    assert_eq!(asked.unwrap(), Outcome::asked("asker".into(), Ground::Unlawful));
    workspace.session_mut().act_as(person("colleague"));
    let order = to_serve(Ground::Order);
    let refused = erase(&mut workspace.writer().unwrap(), &case, &order, &Second::ThisLogin);
    let refused = refused.unwrap_err().to_string();
    assert!(refused.starts_with("the request was to serve the duty to erase"), "{refused}");
    let done = erase(&mut workspace.writer().unwrap(), &case, REQUEST, &Second::ThisLogin).unwrap();
    let Outcome::Done(report) = done else { panic!("a second login carries it out") };
    assert_eq!(report.serves, Ground::Unlawful);
    let reader = workspace.reader().unwrap();
    assert_eq!(reader.store.all::<Erasure>().unwrap()[0].serves, Some(Ground::Unlawful));
    assert_eq!(reader.store.ledger().unwrap().pop().unwrap().body["serves"], "unlawful");
}

#[test]
fn a_child_is_erased_under_the_id_it_has_now() {
    let (_folder, mut workspace, case) = council();
    let old = CaseId::parse("UNBORN-77").unwrap();
    let refused =
        erase(&mut workspace.writer().unwrap(), &old, REQUEST, &Second::ThisLogin).unwrap_err();
    assert_eq!(refused.to_string(), format!("UNBORN-77 is an id that {case} had before"));
    let held = crate::records::disclose::disclose(&workspace.reader().unwrap(), &old).unwrap();
    assert_eq!(held["other_ids"][0], case.as_str());
    assert_eq!(held["lists"][0]["case_id"], case.as_str());
}

#[test]
fn what_is_not_held_cannot_be_erased() {
    let (_folder, mut workspace, _) = council();
    let unknown = CaseId::parse("QX-99999").unwrap();
    let refused =
        erase(&mut workspace.writer().unwrap(), &unknown, REQUEST, &Second::ThisLogin).unwrap_err();
    assert_eq!(refused.to_string(), "nothing is held on QX-99999");
}

#[test]
fn everything_held_on_a_case_is_disclosed() {
    let (_folder, workspace, case) = council();
    let held = crate::records::disclose::disclose(&workspace.reader().unwrap(), &case).unwrap();
    assert_eq!(held["lists"][0]["list"], "children");
    assert_eq!(held["records"][0]["kind"], "return");
    assert_eq!(held["comments"].as_array().unwrap().len(), 1);
    assert_eq!(held["draws"][0]["role"], "selected");
}
