//! Copies of the whole store: a backup to put back, and a snapshot for another person to read.

use std::path::Path;

use assay_store::Store;
use assay_views::records::CopyReport;

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::place::Workspace;

/// Writes a backup of the store to a new file, while others may work, and reads it again.
///
/// # Errors
/// When the file exists, cannot be written, or does not read back whole.
pub fn backup(workspace: &Workspace, target: &Path) -> Result<CopyReport> {
    refuse_folder(target)?;
    workspace.store.backup(target)?;
    reread(target)
}

/// Writes a snapshot: the store and the settings in one file that is only read.
///
/// # Errors
/// When the file exists, cannot be written, or does not read back whole.
pub fn snapshot(workspace: &Workspace, target: &Path) -> Result<CopyReport> {
    refuse_folder(target)?;
    let settings = assay_config::shipped::FILES
        .iter()
        .map(|(name, _)| Ok(((*name).to_owned(), workspace.settings_text(name)?)))
        .collect::<Result<Vec<_>>>()?;
    workspace.store.snapshot(target, &settings)?;
    reread(target)
}

fn refuse_folder(target: &Path) -> Result<()> {
    if target.is_dir() {
        return Err(Error::taken(format!("{} is a folder", target.display()))
            .hint("name a file in it, e.g. evidence-2026-09-30.db"));
    }
    Ok(())
}

fn reread(target: &Path) -> Result<CopyReport> {
    let copy = Store::open_read_only(target)?;
    let damaged = |found: String| {
        Error::damaged(format!("the copy {} does not read back whole: {found}", target.display()))
            .then(Next::CopyElsewhere)
    };
    if let Some(found) = copy.integrity()?.into_iter().next() {
        return Err(damaged(found));
    }
    let check = copy.verify_ledger()?;
    if let Some(difference) = check.difference {
        return Err(damaged(difference.to_string()));
    }
    let bytes =
        std::fs::metadata(target).map_err(|source| Error::file("read", target, source))?.len();
    let head = copy.head(&[])?.hash;
    Ok(CopyReport { file: target.to_owned(), bytes, entries: check.entries, head })
}
