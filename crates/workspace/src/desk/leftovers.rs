//! Half-written files and folders that a stopped run left: they may hold what was to be erased. They have a name that
//! nothing else has, and are looked for where only the one writer writes; of what is written without its lock, such as an
//! export, the lock for that names it.

use std::path::{Path, PathBuf};

use assay_store::PROBE;

use crate::desk::files::BESIDE;
use crate::desk::folder;
use crate::desk::lock::OutLock;

/// How deep the folders go in which the one writer writes: `draws/ID/forms`.
const DEPTH: usize = 3;

/// Removes what was left. The caller holds the writer's lock. Returns how many files and folders that were; one that
/// cannot be removed stays for the next time.
pub(super) fn sweep(root: &Path) -> u64 {
    let mut found = half_written(root);
    // Whoever holds this lock is at work, and what it names is not left over. It is held here until all is removed.
    let out = OutLock::try_take(root);
    let named = match &out {
        Some(out) => out.left_by_the_last(),
        None => OutLock::named(root),
    };
    found.retain(|path| Some(path) != named.as_ref());
    found.extend(named.filter(|_| out.is_some()));
    for path in probes(root) {
        removed(&path);
    }
    found.iter().filter(|path| removed(path)).count() as u64
}

/// Returns whether there is something to sweep.
pub(super) fn is_any(root: &Path) -> bool {
    !half_written(root).is_empty() || !probes(root).is_empty() || OutLock::named(root).is_some()
}

fn half_written(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for inner in [folder::DRAWS, folder::PACKS, folder::FEEDBACK] {
        collect(&root.join(inner), (DEPTH, BESIDE), &mut found);
    }
    found
}

/// In the folder itself others write without the lock; what they make to see whether they may is empty, and nothing is said
/// of it.
fn probes(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(root, (1, PROBE), &mut found);
    found
}

fn collect(inner: &Path, (depth, beginning): (usize, &str), found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(inner) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with(beginning) {
            found.push(path);
        } else if depth > 1 && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, (depth - 1, beginning), found);
        }
    }
}

fn removed(path: &Path) -> bool {
    if path.is_dir() {
        std::fs::remove_dir_all(path).is_ok()
    } else {
        std::fs::remove_file(path).is_ok()
    }
}
