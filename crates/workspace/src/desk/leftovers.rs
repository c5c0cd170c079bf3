//! Half-written files and folders that a stopped run left: they may hold what was to be erased. They have a name that
//! nothing else has. Whether one is left or still being written, its lock says: in the folders of the one writer that
//! writer's, in the index that of whoever makes it, for a copy or an export the one that names it, for what pages were sent
//! the one in its folder.

use std::path::{Path, PathBuf};

use crate::desk::files::{is_half_written, remove_whatever};
use crate::desk::folder;
use crate::desk::lock::{IndexLock, OutLock};
use crate::desk::sent;

/// How the names of files began that earlier versions made to see whether a folder can be written.
const PROBE: &str = ".assay-probe-";

/// How deep the folders go in which the one writer writes: `draws/ID/forms`.
const DEPTH: usize = 3;

/// Removes what was left. The caller holds the writer's lock. Returns how many files and folders that were; one that
/// cannot be removed stays for the next time.
pub(super) fn sweep(root: &Path) -> u64 {
    let mut found = sent::left(root);
    // Whoever holds this lock is at work, and what they write may be in the same folders. It is held here until all is
    // removed.
    let out = OutLock::try_take(root);
    if out.is_some() || !OutLock::is_held(root) {
        found.extend(half_written(root));
    }
    let index = IndexLock::try_take(root);
    if matches!(index, Ok(Some(_))) {
        found.extend(in_index(root));
    }
    let named = out.as_ref().and_then(OutLock::left_by_the_last);
    found.extend(named.filter(|named| !found.contains(named)));
    found.iter().filter(|path| remove_whatever(path)).count() as u64
}

/// Returns whether there is something to sweep.
pub(super) fn is_any(root: &Path) -> bool {
    !half_written(root).is_empty()
        || !in_index(root).is_empty()
        || OutLock::names(root).is_some()
        || !sent::left(root).is_empty()
}

fn half_written(root: &Path) -> Vec<PathBuf> {
    let inner = [folder::DRAWS, folder::PACKS, folder::FEEDBACK];
    let mut found: Vec<PathBuf> = inner
        .iter()
        .flat_map(|inner| collected(&root.join(inner), DEPTH, &is_half_written))
        .collect();
    // In the folder itself are also those of what pages were sent, which have a lock of their own.
    let is_ours = |name: &str| name.ends_with(assay_store::PART) || name.starts_with(PROBE);
    found.extend(collected(root, 1, &is_ours));
    found
}

fn in_index(root: &Path) -> Vec<PathBuf> {
    collected(&root.join(folder::INDEX), 1, &is_half_written)
}

fn collected(inner: &Path, depth: usize, is_wanted: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(inner) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if is_wanted(&entry.file_name().to_string_lossy()) {
            found.push(path);
        } else if depth > 1 && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.extend(collected(&path, depth - 1, is_wanted));
        }
    }
    found
}
