//! Does the work on files that belongs to a kept change, in its order: at the end of the job that made the change, or at
//! the next opening where that job was stopped. Doing a piece twice does no harm.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use assay_store::{FileWork, Store, Unfinished};
use assay_views::records::Recovered;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::lock::{IndexLock, Patience};
use crate::desk::next::Next;

/// How often the deleted is swept off the disk again when somebody reads, some ten seconds each.
const SWEEPS: usize = 6;

/// What came of the work that was written down.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// What was done.
    pub(super) done: Recovered,
    /// How many pieces were done and struck off.
    pub(super) pieces: u64,
    /// The pieces that could not be done, with their numbers and why. They are tried at the next opening.
    pub(super) left: Vec<(u64, Error)>,
}

/// Does all work that is written down and not done. A piece that cannot be done holds up no other. Of several pieces on
/// one file the last counts.
///
/// # Errors
/// When the store cannot be read or written.
pub(super) fn finish(root: &Path, store: &mut Store, patience: Patience) -> Result<Finished> {
    let mut finished = Finished::default();
    let mut leaves_bytes = false;
    for piece in only_the_last(store)? {
        let done = store
            .unfinished_work(piece.number)
            .map_err(Error::from)
            .and_then(|work| one((root, store, patience), work, &mut finished.done));
        match done {
            // What a piece that is left carries would stay on the disk when that is struck off: it is swept once more then.
            Ok(()) if piece.is_scouring && leaves_bytes => {}
            Ok(()) => {
                store.strike_off(piece.number)?;
                finished.pieces += 1;
            }
            Err(fault) => {
                leaves_bytes |= piece.brings_bytes;
                finished.left.push((piece.number, fault));
            }
        }
    }
    Ok(finished)
}

/// Strikes off pieces that a later one on the same file replaces, and returns the others in their order.
fn only_the_last(store: &mut Store) -> Result<Vec<Unfinished>> {
    let mut pieces = store.unfinished()?;
    let last: BTreeMap<String, u64> =
        pieces.iter().filter_map(|piece| Some((piece.path.clone()?, piece.number))).collect();
    let is_replaced = |piece: &Unfinished| {
        piece.path.as_ref().is_some_and(|path| last.get(path) != Some(&piece.number))
    };
    for piece in pieces.extract_if(.., |piece| is_replaced(piece)) {
        store.strike_off(piece.number)?;
    }
    Ok(pieces)
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
            done.removed += u64::from(remove(&inside(root, &path)?)?);
        }
        FileWork::DropIndex => done.index_removed |= drop_index(root, patience)?,
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
    if patience == Patience::None && matches!(done, Err(assay_store::Error::Busy)) {
        return Err(Error::refused(
            "what was deleted cannot leave the disk while somebody reads the store",
        )
        .then(Next::Wait));
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
///
/// # Errors
/// When the name leads out of the workspace.
pub(super) fn inside(root: &Path, name: &str) -> Result<PathBuf> {
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

/// Removes a file; says whether there was one.
fn remove(path: &Path) -> Result<bool> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(fault) => {
            Err(Error::file("remove", path, fault)
                .hint("close it in other programs, and try again"))
        }
    }
}

/// Removes the search index and what was learnt from comments, which the next search makes again; says whether there
/// was one.
///
/// # Errors
/// When a file of it cannot be removed.
fn drop_index(root: &Path, patience: Patience) -> Result<bool> {
    let held = match patience {
        Patience::Usual => Some(IndexLock::take(root)?),
        Patience::Short | Patience::None => IndexLock::try_take(root)?,
    };
    let Some(_held) = held else { return Err(Error::Busy { holder: None }) };
    let mut was_there = false;
    for inner in [folder::INDEX, folder::FRESH_INDEX] {
        let index = root.join(inner);
        was_there |= index.exists();
        files::remove_folder(&index).map_err(|source| {
            Error::file("remove the index", &index, source)
                .then(Next::RebuildIndex { by_hand: true })
        })?;
    }
    Ok(was_there)
}

#[cfg(test)]
mod tests;
