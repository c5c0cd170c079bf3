//! Work on files: done once each, one that cannot be done holding up no other, and none outside of the workspace.

use assay_model::Actor;
use assay_store::Opening;

use super::*;

/// A store with this work written down, and its folder.
fn with_work(work: &[FileWork]) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let opening = Opening::from([7; 32]);
    let mut store = Store::create(&folder.path().join(folder::STORE), opening).unwrap();
    let actor = Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
    let now = "2026-09-01T09:00:00Z".parse().unwrap();
    store
        .write(&actor, now, |tx| {
            tx.append("init", serde_json::json!({}))?;
            tx.then(work)
        })
        .unwrap();
    (folder, store)
}

fn write(path: &str, text: &str) -> FileWork {
    FileWork::Write { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

#[test]
fn a_path_in_the_workspace_has_one_name_on_every_system() {
    let root = Path::new("top").join("w");
    let path = root.join("draws").join("a").join("frame.tsv");
    assert_eq!(name_of(&root, &path).unwrap(), "draws/a/frame.tsv");
    assert_eq!(inside(&root, "draws/a/frame.tsv").unwrap(), path);
    assert_eq!(name_of(&root, Path::new("elsewhere.csv")), None);
    assert_eq!(name_of(&root, &root.join("..").join("elsewhere")), None);
    for odd in ["../elsewhere.csv", "draws/../../x", "/etc/x", "", "draws//x", "draws/./x"] {
        assert!(inside(&root, odd).is_err(), "{odd}");
    }
}

#[test]
fn a_piece_that_cannot_be_done_holds_up_no_other_and_is_named() {
    let (folder, mut store) = with_work(&[write("draws/a", "1"), write("packs/b", "2")]);
    std::fs::create_dir_all(folder.path().join("draws/a/in the way")).unwrap();
    let finished = finish(folder.path(), &mut store, Patience::None).unwrap();
    assert_eq!((finished.pieces, finished.done.written), (1, 1));
    assert_eq!(finished.left.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1]);
    assert_eq!(std::fs::read(folder.path().join("packs/b")).unwrap(), b"2");
    let left = store.unfinished().unwrap();
    assert_eq!(left[0].path.as_deref(), Some("draws/a"));
}

#[test]
fn of_several_pieces_on_one_file_the_last_counts() {
    let remove = FileWork::Remove { path: "packs/c".into() };
    let work = [write("packs/b", "old"), write("packs/b", "new"), write("packs/c", "x"), remove];
    let (folder, mut store) = with_work(&work);
    let finished = finish(folder.path(), &mut store, Patience::None).unwrap();
    // What was not there is not counted as removed.
    assert_eq!((finished.pieces, finished.done.written, finished.done.removed), (2, 1, 0));
    assert_eq!(std::fs::read(folder.path().join("packs/b")).unwrap(), b"new");
    assert!(!folder.path().join("packs/c").exists());
    assert!(!store.has_unfinished().unwrap());
}

#[test]
fn what_a_piece_that_is_left_carries_is_swept_off_the_disk_once_that_is_done() {
    let text = "QX-carried-by-a-piece";
    let (folder, mut store) = with_work(&[write("draws/a", text), FileWork::Scour]);
    let blocked = folder.path().join("draws/a");
    std::fs::create_dir_all(blocked.join("in the way")).unwrap();
    let first = finish(folder.path(), &mut store, Patience::None).unwrap();
    assert_eq!((first.left.len(), first.pieces, first.done.scoured), (1, 0, true));
    std::fs::remove_dir_all(&blocked).unwrap();
    let second = finish(folder.path(), &mut store, Patience::None).unwrap();
    assert_eq!((second.left.len(), second.pieces), (0, 2));
    let bytes = std::fs::read(folder.path().join(folder::STORE)).unwrap();
    assert!(!bytes.windows(text.len()).any(|part| part == text.as_bytes()));
}
