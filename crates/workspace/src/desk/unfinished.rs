//! Does the work on files that belongs to a kept change, in its order: at the end of the job that made the change, or at
//! the next opening where that job was stopped. Doing a piece twice does no harm.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use assay_store::{FileWork, Store};
use assay_views::records::Recovered;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::lock::{IndexLock, Patience};
use crate::desk::next::Next;

/// How often the deleted is swept off the disk again when somebody reads, some ten seconds each.
const SWEEPS: usize = 6;

/// Does all work that is written down and not done. A piece that cannot be done does not hold up the others, but those on
/// the same path, which have their order.
///
/// # Errors
/// The first piece that could not be done: a file cannot be written or removed, or somebody reads the store while it is to
/// be scoured. What is left is done at the next opening.
pub(super) fn finish(root: &Path, store: &mut Store, patience: Patience) -> Result<Recovered> {
    let mut done = Recovered::default();
    let mut left: Option<Error> = None;
    let mut left_paths = BTreeSet::new();
    let mut last = 0;
    while let Some((number, work)) = store.next_unfinished(last)? {
        last = number;
        let path = work.path().to_owned();
        if left_paths.contains(&path) {
            continue;
        }
        match one((root, store, patience), work, &mut done) {
            Ok(()) => store.strike_off(number)?,
            Err(fault) => {
                left_paths.extend((!path.is_empty()).then_some(path));
                left.get_or_insert(fault);
            }
        }
    }
    left.map_or(Ok(done), Err)
}

/// Does one piece.
fn one(
    (root, store, patience): (&Path, &mut Store, Patience),
    work: FileWork,
    done: &mut Recovered,
) -> Result<()> {
    match work {
        FileWork::Write { path, bytes } => {
            files::write(&inside(root, &path)?, &bytes)?;
            done.written += 1;
        }
        FileWork::WriteFrame { path, draw } => {
            if let Some(frame) = store.frame_of(&draw)? {
                files::write(&inside(root, &path)?, &frame)?;
                done.written += 1;
            }
        }
        FileWork::Remove { path } => {
            remove(&inside(root, &path)?)?;
            done.removed += 1;
        }
        FileWork::DropIndex => {
            drop_index(root, patience)?;
            done.index_removed = true;
        }
        FileWork::Scour => {
            scour(store, patience)?;
            done.scoured = true;
        }
    }
    Ok(())
}

/// Makes what was deleted leave the disk. It waits for readers, but not where nobody waits for it.
fn scour(store: &mut Store, patience: Patience) -> Result<()> {
    let mut done = store.scour();
    let more = if patience == Patience::None { 0 } else { SWEEPS - 1 };
    for _ in 0..more {
        if !matches!(done, Err(assay_store::Error::Busy)) {
            break;
        }
        done = store.scour();
    }
    Ok(done?)
}

/// Returns a path in the workspace as work on files names it.
pub(crate) fn named(parts: &[&str]) -> String {
    parts.join("/")
}

/// Returns the name of a path for work on files; none where it is not in the workspace.
pub(crate) fn name_of(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components().map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    });
    Some(named(&parts.collect::<Option<Vec<_>>>()?))
}

/// Returns the path of a name. One that leads out of the workspace was written by no program of ours.
fn inside(root: &Path, name: &str) -> Result<PathBuf> {
    let mut path = root.to_owned();
    for part in name.split('/') {
        let mut parts = Path::new(part).components();
        let (Some(Component::Normal(part)), None) = (parts.next(), parts.next()) else {
            let what = format!("a file that a change is to write or remove: \"{name}\"");
            return Err(Error::damaged(what).then(Next::Restore));
        };
        path.push(part);
    }
    Ok(path)
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::file("remove", path, fault)
                .hint("close it in other programs, and try again"))
        }
        _ => Ok(()),
    }
}

/// Removes the search index and what was learnt from comments; the next search makes it again.
///
/// # Errors
/// When a file of it cannot be removed.
fn drop_index(root: &Path, patience: Patience) -> Result<()> {
    let held = match patience {
        Patience::Usual => Some(IndexLock::take(root)?),
        Patience::Short | Patience::None => IndexLock::try_take(root)?,
    };
    let Some(_held) = held else { return Err(Error::Busy { holder: None }) };
    for inner in [folder::INDEX, folder::FRESH_INDEX] {
        let index = root.join(inner);
        files::remove_folder(&index).map_err(|source| {
            Error::file("remove the index", &index, source)
                .then(Next::RebuildIndex { by_hand: true })
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
