//! The demo's folder: a new one, an empty one, or one that an earlier demo made. Anything of anybody
//! else's is left alone.

use std::collections::BTreeSet;
use std::path::Path;

use super::INBOX;
use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::next::{Made, Next};

/// The file that says a folder is a demo's.
const MARK: &str = "made-up.txt";
const WORDS: &str =
    "Everything in this folder is made up by `assay demo`: the council, the children, the
workers, the auditors and what they found. Running the demo again makes it anew.
";

/// Clears what an earlier demo made, or refuses the folder.
///
/// # Errors
/// When the folder holds what no demo made, or cannot be cleared.
pub(super) fn clear(root: &Path) -> Result<()> {
    let shown = root.display();
    if !root.exists() {
        return Ok(());
    }
    if !root.is_dir() {
        return Err(
            Error::taken(format!("{shown} is not a folder")).then(Next::NameFolder(Made::Demo))
        );
    }
    let entries = std::fs::read_dir(root).map_err(|source| Error::file("read", root, source))?;
    let found: BTreeSet<String> = entries
        .filter_map(std::result::Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    if !found.is_empty() && !found.contains(MARK) {
        return Err(Error::taken(format!("{shown} is not empty, and no demo made what is in it"))
            .then(Next::NameFolder(Made::Demo)));
    }
    if let Some(strange) = found.iter().find(|name| !is_ours(name)) {
        return Err(Error::taken(format!("{shown} holds {strange}, which no demo made"))
            .hint("move it away, or name a new folder"));
    }
    for path in found.iter().map(|name| root.join(name)) {
        let gone = if path.is_dir() {
            std::fs::remove_dir_all(&path)
        } else {
            std::fs::remove_file(&path)
        };
        gone.map_err(|source| Error::file("clear", &path, source))?;
    }
    Ok(())
}

/// Marks the folder as a demo's.
pub(super) fn mark(root: &Path) -> Result<()> {
    files::write(&root.join(MARK), WORDS.as_bytes())
}

fn is_ours(name: &str) -> bool {
    let shipped = assay_config::shipped::FILES.iter().any(|(file, _)| *file == name);
    let known = [
        MARK,
        INBOX,
        folder::DRAWS,
        folder::INDEX,
        folder::PACKS,
        "assay.lock",
        "assay-index.lock",
        "index-new",
    ];
    shipped || known.contains(&name) || name.starts_with(folder::STORE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(root: &Path, folder: &Path) -> String {
        clear(root).unwrap_err().to_string().replace(&folder.display().to_string(), "DIR")
    }

    #[test]
    fn a_folder_of_somebody_elses_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        clear(root).unwrap();
        clear(&root.join("new")).unwrap();
        std::fs::write(root.join("budget.xlsx"), "keep").unwrap();
        assert_eq!(refusal(root, root), "DIR is not empty, and no demo made what is in it");
        mark(root).unwrap();
        assert_eq!(refusal(root, root), "DIR holds budget.xlsx, which no demo made");
        assert_eq!(std::fs::read_to_string(root.join("budget.xlsx")).unwrap(), "keep");
        assert_eq!(refusal(&root.join("budget.xlsx"), root), "DIR/budget.xlsx is not a folder");
    }

    #[test]
    fn what_an_earlier_demo_made_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        mark(folder.path()).unwrap();
        std::fs::create_dir_all(folder.path().join("draws/2026-09-monthly")).unwrap();
        std::fs::write(folder.path().join("evidence.db-wal"), "").unwrap();
        clear(folder.path()).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
