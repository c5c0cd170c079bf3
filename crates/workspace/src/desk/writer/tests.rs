//! Work on files of one job that another job meets.

use std::path::PathBuf;

use assay_model::Actor;
use assay_store::FileWork;

use crate::{Error, Session, Workspace};

fn session() -> Session {
    let actor = Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
    Session::made_up(actor, "2026-09-01T09:00:00Z".parse().unwrap(), "7")
}

/// A workspace with a piece of work that cannot be done, as a folder with something in it is where its file goes.
fn with_blocked_work() -> (tempfile::TempDir, Workspace, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    Workspace::init(&root, &session()).unwrap();
    let mut workspace = Workspace::open(&root, session()).unwrap();
    let blocked = root.join("draws/a");
    std::fs::create_dir_all(blocked.join("in the way")).unwrap();
    let failed = job(&mut workspace, "draws/a").unwrap_err();
    assert!(failed.to_string().contains("draws"), "{failed}");
    (folder, workspace, blocked)
}

/// A job that writes one file.
fn job(workspace: &mut Workspace, path: &str) -> Result<(), Error> {
    let mut writer = workspace.writer()?;
    let now = writer.session.now();
    writer.write(now, |tx| {
        tx.append("job", serde_json::json!({}))?;
        tx.then(&[FileWork::Write { path: path.into(), bytes: b"x".to_vec() }])
    })?;
    writer.finish()
}

#[test]
fn a_job_does_not_fail_by_what_another_has_left_and_it_is_said() {
    let (_folder, mut workspace, _) = with_blocked_work();
    job(&mut workspace, "packs/b").unwrap();
    let left = workspace.unfinished().unwrap().to_string();
    assert!(left.contains("draws"), "{left}");
    assert_eq!(std::fs::read(workspace.root().join("packs/b")).unwrap(), b"x");
}

#[test]
fn nothing_is_destroyed_while_a_file_waits_that_may_name_it() {
    let (_folder, mut workspace, blocked) = with_blocked_work();
    let refused = workspace.writer().unwrap().finish_before_destroying().unwrap_err();
    let said = "an earlier run has still to write or remove a file that may name what is to go: ";
    assert!(refused.to_string().starts_with(said), "{refused}");
    std::fs::remove_dir_all(blocked).unwrap();
    workspace.writer().unwrap().finish_before_destroying().unwrap();
}

#[test]
fn after_the_last_change_of_a_job_that_destroys_there_is_no_other() {
    let (_folder, mut workspace, _) = with_blocked_work();
    let mut writer = workspace.writer().unwrap();
    let now = writer.session.now();
    writer.write_last(now, |tx| tx.append("job", serde_json::json!({})).map(drop)).unwrap();
    let late = writer.write(now, |tx| tx.append("late", serde_json::json!({})).map(drop));
    assert!(matches!(late, Err(assay_store::Error::AfterTheLast)), "{late:?}");
    drop(writer);
    assert!(
        workspace
            .writer()
            .unwrap()
            .write(now, |tx| tx.append("next", serde_json::json!({})).map(drop))
            .is_ok()
    );
}

#[test]
fn what_can_be_done_at_an_opening_is_done_and_on_record_though_a_piece_fails() {
    let (_folder, workspace, _) = with_blocked_work();
    let root = workspace.root().to_owned();
    drop(workspace);
    std::fs::create_dir_all(root.join("packs")).unwrap();
    std::fs::write(root.join("packs/.x1.assay-part"), "QX-1").unwrap();
    let again = Workspace::open(&root, session()).unwrap();
    assert_eq!(again.recovered().left_over, 1);
    assert!(again.unfinished().is_some());
    assert!(!root.join("packs/.x1.assay-part").exists());
    let kinds = crate::records::ledger::list(&again.reader().unwrap()).unwrap();
    assert_eq!(kinds.last().map(|entry| entry.kind.as_str()), Some("finished"));
}
