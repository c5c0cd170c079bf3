//! The digest and size of every file of the index, written next to them by whoever indexes: a byte that changed since is
//! found. Whether what they say is what the store has, `checked` finds.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use assay_views::doctor::IndexFault;

use super::cursor;
use crate::desk::error::{Error, Result};
use crate::desk::files;

/// The file that has them.
const FILE: &str = "assay-index-sums";
/// How the names of the search engine's own locks begin.
const LOCKS: &str = ".tantivy-";
/// Files that are written again under their names; all others are written once.
const REWRITTEN: [&str; 4] = ["meta.json", ".managed.json", "assay-index-version", cursor::FILE];

/// A file's digest and size.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sum {
    sha256: String,
    size: u64,
}

/// Writes the digests of what is in the folder now. Those of files that are written once are taken over from before.
pub(super) fn write(folder: &Path) -> Result<()> {
    let before = read(folder).unwrap_or_default();
    let mut lines = String::new();
    for (name, size) in listed(folder)? {
        let known = before.get(&name).filter(|sum| sum.size == size && is_written_once(&name));
        let sum = if let Some(sum) = known {
            sum.sha256.clone()
        } else {
            let path = folder.join(&name);
            files::digest(&path).map_err(|source| files::unread(&path, source))?.to_string()
        };
        let _ = writeln!(lines, "{sum} {size} {name}");
    }
    files::write(&folder.join(FILE), lines.as_bytes())
}

/// Returns whether the index is as it was left, as far as that is told by the sizes of its files and by those that are
/// written again each time: quick enough for every search.
pub(super) fn looks_whole(folder: &Path) -> bool {
    let (Some(sums), Ok(there)) = (read(folder), listed(folder)) else { return false };
    there.len() == sums.len()
        && sums.iter().all(|(name, sum)| {
            there.get(name) == Some(&sum.size)
                && (is_written_once(name) || is_as_it_was(folder, name, sum))
        })
}

/// Reads every file and returns the first that is not the one that was written.
pub(super) fn first_fault(folder: &Path) -> Result<Option<IndexFault>> {
    let Some(sums) = read(folder) else { return Ok(Some(IndexFault::Unfinished)) };
    let there = listed(folder)?;
    let changed = sums.iter().find(|(name, sum)| !is_as_it_was(folder, name, sum));
    let added = there.keys().find(|name| !sums.contains_key(*name));
    Ok(changed.map(|(name, _)| name).or(added).map(|name| IndexFault::File(name.clone())))
}

fn is_written_once(name: &str) -> bool {
    !REWRITTEN.contains(&name)
}

fn is_as_it_was(folder: &Path, name: &str, sum: &Sum) -> bool {
    files::digest(&folder.join(name)).is_ok_and(|found| found.to_string() == sum.sha256)
}

fn read(folder: &Path) -> Option<BTreeMap<String, Sum>> {
    let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
    let of = |line: &str| {
        let (sha256, rest) = line.split_once(' ')?;
        let (size, name) = rest.split_once(' ')?;
        Some((name.to_owned(), Sum { sha256: sha256.to_owned(), size: size.parse().ok()? }))
    };
    text.lines().map(of).collect()
}

/// The files in the folder with their sizes, without this one and the engine's locks.
fn listed(folder: &Path) -> Result<BTreeMap<String, u64>> {
    let failed = |source| Error::file("list", folder, source);
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != FILE && !name.starts_with(LOCKS) {
            found.insert(name, entry.metadata().map_err(failed)?.len());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_a_lost_file_and_one_too_many_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        for (name, text) in
            [("meta.json", "{}"), ("a.store", "words"), (".tantivy-writer.lock", "")]
        {
            std::fs::write(path.join(name), text).unwrap();
        }
        assert!(!looks_whole(path), "never finished");
        write(path).unwrap();
        assert!(looks_whole(path));
        assert_eq!(first_fault(path).unwrap(), None);

        std::fs::write(path.join("a.store"), "sword").unwrap();
        assert!(looks_whole(path), "the size is the same, and it is not read");
        let fault = |name: &str| Some(IndexFault::File(name.to_owned()));
        assert_eq!(first_fault(path).unwrap(), fault("a.store"));
        write(path).unwrap();
        assert_eq!(
            first_fault(path).unwrap(),
            fault("a.store"),
            "what is written once is not summed anew"
        );
        std::fs::write(path.join("a.store"), "words").unwrap();

        std::fs::write(path.join("meta.json"), "[]").unwrap();
        assert!(!looks_whole(path));
        std::fs::write(path.join("meta.json"), "{}").unwrap();
        std::fs::write(path.join("b.store"), "").unwrap();
        assert!(!looks_whole(path));
        assert_eq!(first_fault(path).unwrap(), fault("b.store"));
        std::fs::remove_file(path.join("b.store")).unwrap();
        std::fs::remove_file(path.join("a.store")).unwrap();
        assert_eq!(first_fault(path).unwrap(), fault("a.store"));
    }
}
