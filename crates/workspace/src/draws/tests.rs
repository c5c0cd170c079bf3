//! A whole draw in a made-up world: frozen, drawn, verified, remedied, and tampered with.

use std::collections::BTreeMap;

use assay_model::{Actor, Auditor, CaseId, CaseRecord, Timestamp};
use assay_store::{CaseList, ImportDraft, Source};

use super::draw::{DrawOptions, DrawReport, draw};
use assay_views::draws::{FreezeReport, Verified};

use super::freeze::{FreezeOptions, freeze};
use super::reassign::ReassignOptions;
use super::remedy::{Opened, ReplaceOptions};
use super::*;
use crate::desk::next::Next;
use crate::desk::place::Workspace;
use crate::desk::session::Session;
use crate::records::people::Second;

struct Council {
    _folder: tempfile::TempDir,
    workspace: Workspace,
}

fn council(cases: usize) -> Council {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let now: Timestamp = "2026-09-01T09:00:00Z".parse().unwrap();
    let actor = Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
    let session = || Session::made_up(actor.clone(), now, "7");
    Workspace::init(&root, &session()).unwrap();
    let mut workspace = Workspace::open(&root, session()).unwrap();
    let list: Vec<CaseRecord> = (0..cases)
        .map(|i| CaseRecord {
            id: CaseId::parse(&format!("C{i:04}")).unwrap(),
            closed_on: (i % 10 == 9).then(|| "2026-08-01".parse().unwrap()),
            restricted: i % 25 == 3,
            fields: BTreeMap::from([
                ("plan_type".to_owned(), ["children in need", "looked after"][i % 2].to_owned()),
                ("team".to_owned(), format!("Team {}", i % 3)),
                ("worker".to_owned(), format!("Worker {}", i % 7)),
            ])
            .into(),
        })
        .collect();
    let draft = ImportDraft {
        kind: "cases".to_owned(),
        files: vec![Source {
            name: "list.csv".to_owned(),
            sha256: assay_sampler::Digest::of(b"list").to_string(),
        }],
        ..ImportDraft::default()
    };
    let lists = [CaseList { name: "children".to_owned(), cases: list }];
    workspace
        .writer()
        .unwrap()
        .write(now, |tx| {
            tx.import_cases(&draft, &lists)?;
            tx.append("import", serde_json::json!({}))
        })
        .unwrap();
    Council { _folder: folder, workspace }
}

impl Council {
    fn freeze(&mut self, id: &str, n: u64) -> FreezeReport {
        let options =
            FreezeOptions { plan: "monthly".into(), id: id.into(), n: Some(n), seed_source: None };
        freeze(&mut self.workspace.writer().unwrap(), &options).unwrap()
    }

    fn draw(&mut self, id: &str) -> DrawReport {
        let seed = Some("73951048273649501827".to_owned());
        let options = DrawOptions {
            id: id.into(),
            seed,
            seed_source: Some("dice".into()),
            ..DrawOptions::default()
        };
        draw(&mut self.workspace.writer().unwrap(), &options).unwrap()
    }

    fn verify(&mut self, id: &str) -> Verified {
        verify::of_draw(&mut self.workspace, id).unwrap()
    }

    fn auditors(&mut self, count: usize) {
        let now = self.workspace.session().now();
        self.workspace
            .writer()
            .unwrap()
            .write(now, |tx| {
                for i in 0..count {
                    let auditor = Auditor {
                        name: format!("Auditor {i}"),
                        login: format!("aud{i}"),
                        team: format!("Team {}", i % 3),
                        ..Auditor::default()
                    };
                    tx.keep(&auditor, None)?;
                }
                tx.append("import", serde_json::json!({}))
            })
            .unwrap();
    }

    fn tamper(&self, file: &str, from: &str, to: &str) {
        let path = self.workspace.root().join("draws/2026-09-monthly").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }
}

const ID: &str = "2026-09-monthly";

#[test]
fn a_draw_is_frozen_drawn_and_verified() {
    let mut council = council(200);
    let frozen = council.freeze(ID, 20);
    assert_eq!((frozen.cases, frozen.eligible), (200, 172));
    assert_eq!(frozen.excluded, BTreeMap::from([("closed".into(), 20), ("restricted".into(), 8)]));
    assert_eq!(frozen.receipt.lines().count(), 3);
    let drawn = council.draw(ID);
    assert_eq!(drawn.manifest.n(), 20);
    assert_eq!(drawn.manifest.second_read.len(), 2);
    let report = council.verify(ID);
    assert_eq!(report.first_difference, None);
    assert!(report.answers.iter().all(|one| one.answer == Some(true)), "{report:?}");
    assert_eq!(report.draws_of_this_list, Some(1));
    let path = council.workspace.root().join("draws").join(ID).join("manifest.json");
    let bare = verify::of_path(&path, None).unwrap();
    assert_eq!(bare.first_difference, None);
    assert_eq!(bare.ledger_intact, None);
}

#[test]
fn every_tampering_with_the_files_is_named() {
    let check = |file: &str, from: &str, to: &str, expected: &str| {
        let mut council = council(60);
        council.freeze(ID, 12);
        let drawn = council.draw(ID);
        let first = drawn.manifest.strata[0].selected[0].case.to_string();
        council.tamper(file, &from.replace("FIRST", &first), to);
        let report = council.verify(ID);
        let found = report.first_difference.as_deref().unwrap_or("no difference");
        assert!(found.starts_with(expected), "{file}: {found}");
    };
    check("frame.tsv", "Team 2", "Team 9", "frame.tsv, line 3: expected");
    check(
        "manifest.json",
        "73951048273649501827",
        "73951048273649501828",
        "manifest.json, seed: expected \"73951048273649501827\" as recorded",
    );
    check("manifest.json", "FIRST", "C0999", "stratum \"children in need / Team 0\": selected 1");
    check("manifest.json", "\"dice\"", "\"coin\"", "manifest.json, line 8: expected");
    check("selection.csv", "FIRST", "C0999", "selection.csv, line 2: expected");
    check("manifest.json", "{", "", "manifest.json is not a manifest");
}

#[test]
fn a_missing_file_is_a_difference() {
    for file in ["frame.tsv", "manifest.json", "selection.csv"] {
        let mut council = council(60);
        council.freeze(ID, 12);
        council.draw(ID);
        let folder = council.workspace.root().join("draws").join(ID);
        std::fs::remove_file(folder.join(file)).unwrap();
        let report = council.verify(ID);
        assert!(report.first_difference.as_deref().unwrap().contains(file), "{report:?}");
    }
}

#[test]
fn recently_selected_cases_are_left_out_next_time_and_draws_are_counted() {
    let mut council = council(200);
    council.freeze(ID, 20);
    council.draw(ID);
    let second = council.freeze("2026-09-again", 20);
    assert_eq!(second.excluded.get("audited"), Some(&20));
    remedy::abandon(&mut council.workspace.writer().unwrap(), ID, "wrong list").unwrap();
    let third = council.freeze("2026-09-third", 20);
    assert_eq!(third.excluded.get("audited"), None);
    council.draw("2026-09-third");
    assert_eq!(council.verify("2026-09-third").draws_of_this_list, Some(2));
}

#[test]
fn remedies_leave_the_draw_verifiable() {
    let mut council = council(200);
    council.auditors(6);
    council.freeze(ID, 20);
    let drawn = council.draw(ID);
    assert_eq!(drawn.manifest.assignments.len(), 22);
    let case = drawn.manifest.strata[0].selected[0].case.to_string();
    let options = ReplaceOptions {
        case: case.clone(),
        reason: "duplicate child".into(),
        approver: "B".into(),
        opened: Opened::Unopened,
        second: Second::ThisLogin,
    };
    let replaced = remedy::replace(&mut council.workspace.writer().unwrap(), ID, &options).unwrap();
    let stand_in = replaced.manifest.replacements[0].replaced_by.clone();
    assert!(replaced.manifest.assignments.iter().any(|a| a.case == stand_in));
    assert!(replaced.manifest.assignments.iter().all(|a| a.case.as_str() != case));
    remedy::extend(&mut council.workspace.writer().unwrap(), ID, 30).unwrap();
    let taken = drawn.manifest.strata[1].selected[0].case.to_string();
    let to = drawn
        .manifest
        .assignments
        .iter()
        .filter(|a| a.case.as_str() == taken)
        .map(|a| a.auditor.clone())
        .collect::<Vec<_>>();
    let free = (0..6).map(|i| format!("aud{i}")).find(|login| !to.contains(login)).unwrap();
    let to =
        ReassignOptions { case: taken, to: free, reason: "leave".into(), role: ReadRole::First };
    reassign::reassign(&mut council.workspace.writer().unwrap(), ID, &to).unwrap();
    let targeted =
        remedy::target(&mut council.workspace.writer().unwrap(), ID, "C0009", "re-audit").unwrap();
    assert_eq!(targeted.manifest.targeted.len(), 1);
    let report = council.verify(ID);
    assert_eq!(report.first_difference, None);
    assert_eq!(
        council.workspace.reader().unwrap().store.manifests(&draw_id(ID).unwrap()).unwrap().len(),
        5
    );
}

#[test]
fn weak_seeds_second_draws_and_taken_ids_are_refused() {
    let mut council = council(60);
    council.freeze(ID, 12);
    let weak = DrawOptions { id: ID.into(), seed: Some("42".into()), ..DrawOptions::default() };
    let error = draw(&mut council.workspace.writer().unwrap(), &weak).unwrap_err();
    assert_eq!(error.to_string(), "the seed has 2 digits: expected at least 20");
    council.draw(ID);
    let again = DrawOptions { id: ID.into(), ..DrawOptions::default() };
    let error = draw(&mut council.workspace.writer().unwrap(), &again).unwrap_err();
    assert_eq!(error.to_string(), "draw 2026-09-monthly is drawn already");
    let options =
        FreezeOptions { plan: "monthly".into(), id: ID.into(), n: None, seed_source: None };
    let error = freeze(&mut council.workspace.writer().unwrap(), &options).unwrap_err();
    assert_eq!(error.to_string(), "draw 2026-09-monthly is drawn already");
    let options =
        FreezeOptions { plan: "montly".into(), id: "b".into(), n: None, seed_source: None };
    let error = freeze(&mut council.workspace.writer().unwrap(), &options).unwrap_err();
    assert_eq!(error.next_step(), Some(Next::Words("did you mean monthly?".to_owned())));
}
