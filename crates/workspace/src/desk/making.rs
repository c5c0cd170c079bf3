//! Making a workspace: the folder, the commented settings, an empty store. `assay.yaml` is written last, so
//! that a folder without it was never finished; one that `init` left half made is made again. It opens none.

use std::path::Path;

use assay_store::{Opening, Store};

use crate::desk::disk::{self, Disk};
use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::session::Session;
use assay_views::records::MadeWorkspace;

/// Makes a new workspace with the commented settings and an empty store.
pub(crate) fn init(root: &Path, session: &Session) -> Result<MadeWorkspace> {
    files::refuse_odd_names(root)?;
    let place = disk::refuse_synced(root)?;
    clear_the_way(root)?;
    files::make_folder(root)?;
    files::keep_for_owner(root)?;
    let opening = Opening { entropy: session.random_bytes()?, journal: place.journal() };
    let mut store = Store::create(&root.join(folder::STORE), opening)?;
    let program = env!("CARGO_PKG_VERSION");
    store.write(session.actor(), session.now(), |tx| {
        tx.append("init", serde_json::json!({ "program": program })).map(drop)
    })?;
    let is_mark = |(name, _): &&(&str, &str)| *name == folder::SETTINGS;
    let shipped = assay_config::shipped::FILES;
    for (name, text) in shipped.iter().filter(|file| !is_mark(file)) {
        files::write(&root.join(name), text.as_bytes())?;
    }
    let frameworks = assay_config::shipped::PROFILES;
    files::make_folder(&root.join(assay_config::framework::FOLDER))?;
    for (name, text) in frameworks {
        files::write(&root.join(name), text.as_bytes())?;
    }
    for (name, text) in shipped.iter().filter(is_mark) {
        files::write(&root.join(name), text.as_bytes())?;
    }
    let names = shipped.iter().chain(frameworks).map(|(name, _)| (*name).to_owned()).collect();
    let notes = match &place {
        Disk::Network(server) => vec![MadeWorkspace::on_network(server)],
        Disk::Local | Disk::Synced(_) => Vec::new(),
    };
    Ok(MadeWorkspace { root: root.to_owned(), files: names, notes })
}

/// Refuses a folder with something in it: nothing of anybody's is mixed with a workspace. What a stopped
/// `init` left is taken away, as it holds nothing yet.
fn clear_the_way(root: &Path) -> Result<()> {
    if root.join(folder::SETTINGS).exists() {
        return Err(Error::taken(format!("{} is a workspace already", root.display()))
            .hint("go on working in it, or name another folder"));
    }
    let names = names(root)?;
    if names.is_empty() {
        return Ok(());
    }
    if names.iter().any(|name| !is_ours(root, name)) {
        return Err(Error::taken(format!("{} is not empty", root.display()))
            .hint("name a new folder, or an empty one"));
    }
    if !holds_nothing(&root.join(folder::STORE)) {
        let message =
            format!("{} holds a store with work in it and no {}", root.display(), folder::SETTINGS);
        return Err(Error::taken(message).hint(
            "put assay.yaml back from a backup, or from a new workspace, and go on working",
        ));
    }
    for name in names {
        let path = root.join(name);
        let removed = if path.is_dir() {
            std::fs::remove_dir_all(&path)
        } else {
            std::fs::remove_file(&path)
        };
        removed.map_err(|source| Error::file("remove", &path, source))?;
    }
    Ok(())
}

/// Returns whether the folder is one that `init` began and did not finish.
pub(crate) fn is_half_made(root: &Path) -> bool {
    !root.join(folder::SETTINGS).exists()
        && names(root).is_ok_and(|names| {
            names.iter().any(|name| name == folder::STORE)
                && names.iter().all(|name| is_ours(root, name))
                && holds_nothing(&root.join(folder::STORE))
        })
}

fn names(root: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(root) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fault) => return Err(Error::file("look into", root, fault)),
    };
    let named = entries.map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned()));
    named.collect::<std::io::Result<_>>().map_err(|source| Error::file("look into", root, source))
}

/// Whether `init` wrote the file, and nobody has changed it since.
fn is_ours(root: &Path, name: &str) -> bool {
    let is_shipped = |(shipped, text): &(&str, &str)| {
        *shipped == name && std::fs::read(root.join(name)).is_ok_and(|has| has == text.as_bytes())
    };
    let is_store = name
        .strip_prefix(folder::STORE)
        .is_some_and(|rest| ["", "-wal", "-shm", "-journal"].contains(&rest));
    is_store
        || (name == assay_config::framework::FOLDER && is_as_shipped(&root.join(name)))
        || files::is_half_written(name)
        || assay_config::shipped::FILES.iter().any(is_shipped)
}

/// Whether a folder holds frameworks as they are shipped, and nothing else.
fn is_as_shipped(folder: &Path) -> bool {
    let is_ours = |name: &String| {
        let file = format!("{}/{name}", assay_config::framework::FOLDER);
        let text = assay_config::shipped::profile(&file);
        files::is_half_written(name)
            || std::fs::read(folder.join(name))
                .is_ok_and(|has| text.is_some_and(|t| has == t.as_bytes()))
    };
    folder.is_dir() && names(folder).is_ok_and(|names| names.iter().all(is_ours))
}

/// Whether a store was only begun: none, an empty file, or at most the entry of its making.
fn holds_nothing(store: &Path) -> bool {
    match std::fs::metadata(store) {
        Err(_) => true,
        Ok(data) if data.len() == 0 => true,
        Ok(_) => Store::open_read_only(store)
            .and_then(|store| store.verify_ledger())
            .is_ok_and(|ledger| ledger.entries <= 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::of_this_machine(Some("A".to_owned()), None)
    }

    #[test]
    fn what_a_stopped_init_left_is_made_again() {
        let top = tempfile::tempdir().unwrap();
        let root = top.path().join("council");
        init(&root, &session()).unwrap();
        std::fs::remove_file(root.join(folder::SETTINGS)).unwrap();
        std::fs::write(root.join(".assay-left"), "half").unwrap();
        assert!(is_half_made(&root));
        init(&root, &session()).unwrap();
        assert!(root.join(folder::SETTINGS).exists() && !root.join(".assay-left").exists());
        assert!(!is_half_made(&root));
    }

    #[test]
    fn settings_that_somebody_wrote_are_never_taken_away() {
        let top = tempfile::tempdir().unwrap();
        std::fs::write(top.path().join("plans.yaml"), "plans: mine\n").unwrap();
        init(top.path(), &session()).unwrap_err();
        assert_eq!(std::fs::read(top.path().join("plans.yaml")).unwrap(), b"plans: mine\n");
    }

    #[test]
    fn a_store_with_work_in_it_is_never_taken_for_half_made() {
        let top = tempfile::tempdir().unwrap();
        let root = top.path().join("council");
        init(&root, &session()).unwrap();
        let mut store = Store::open(&root.join(folder::STORE), [1; 32]).unwrap();
        let actor = session().actor().clone();
        store
            .write(&actor, session().now(), |tx| tx.append("hold", serde_json::json!({})).map(drop))
            .unwrap();
        drop(store);
        std::fs::remove_file(root.join(folder::SETTINGS)).unwrap();
        assert!(!is_half_made(&root));
        let refused = init(&root, &session()).unwrap_err();
        assert!(refused.to_string().contains("holds a store with work in it"), "{refused}");
    }
}
