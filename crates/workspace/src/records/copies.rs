//! Copies of the whole store: a backup to put back, and a snapshot for another person to read.

use std::path::Path;

use assay_store::{Copied, Store};
use assay_views::records::CopyReport;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::lock::OutLock;
use crate::desk::next::Next;
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;
use crate::records::written;

/// Writes a backup of the store to a new file, while others may work, and reads it again.
///
/// # Errors
/// When the file exists, cannot be written, or does not read back whole.
pub fn backup(workspace: &mut Workspace, target: &Path) -> Result<CopyReport> {
    let made = write_backup(&*workspace.reader()?, target)?;
    on_record(workspace, written::BACKUP, made)
}

/// Puts a copy on record with its digest, so that it can be compared with it later.
fn on_record(
    workspace: &mut Workspace,
    kind: &'static str,
    made: CopyReport,
) -> Result<CopyReport> {
    let not_on_record = written::put_on_record(workspace, kind, &made.file)?;
    Ok(CopyReport { not_on_record, ..made })
}

fn write_backup(workspace: &Reader, target: &Path) -> Result<CopyReport> {
    refuse_folder(target)?;
    let _being_written = being_written(workspace, target)?;
    copied(workspace, |step| workspace.store.backup(target, step))?;
    reread(workspace, target)
}

/// Writes a snapshot: the store and the settings in one file that is only read.
///
/// # Errors
/// When the file exists, cannot be written, or does not read back whole.
pub fn snapshot(workspace: &mut Workspace, target: &Path) -> Result<CopyReport> {
    let made = write_snapshot(&*workspace.reader()?, target)?;
    on_record(workspace, written::SNAPSHOT, made)
}

fn write_snapshot(workspace: &Reader, target: &Path) -> Result<CopyReport> {
    refuse_folder(target)?;
    let frameworks = crate::desk::frameworks::names(workspace)?;
    let shipped = assay_config::shipped::FILES.iter().map(|(name, _)| (*name).to_owned());
    let mut settings = shipped
        .chain(frameworks.iter().cloned())
        .map(|name| Ok((name.clone(), workspace.settings_text(&name)?)))
        .collect::<Result<Vec<_>>>()?;
    let listed = frameworks.into_iter().collect::<Vec<_>>().join("\n");
    settings.push((assay_config::framework::FOLDER.to_owned(), listed));
    let _being_written = being_written(workspace, target)?;
    copied(workspace, |step| workspace.store.snapshot(target, &settings, step))?;
    reread(workspace, target)
}

fn being_written(workspace: &Reader, target: &Path) -> Result<Option<OutLock>> {
    OutLock::take(&workspace.root, workspace.session.actor(), &assay_store::part_of(target))
}

/// Copies with progress; called off, it leaves no copy.
fn copied(
    workspace: &Reader,
    copy: impl FnOnce(&mut dyn FnMut(Copied) -> Result<()>) -> Result<()>,
) -> Result<()> {
    let stage = workspace.stage("copying", None);
    let mut before = 0;
    copy(&mut |at| {
        stage.advance(at.done.saturating_sub(before));
        before = at.done;
        stage.go_on()
    })
}

fn refuse_folder(target: &Path) -> Result<()> {
    files::refuse_odd_names(target)?;
    if target.is_dir() {
        return Err(Error::taken(format!("{} is a folder", target.display()))
            .hint("name a file in it, e.g. evidence-2026-09-30.db"));
    }
    Ok(())
}

fn reread(workspace: &Reader, target: &Path) -> Result<CopyReport> {
    let _stage = workspace.stage("reading it again", None);
    let copy = Store::open_read_only(target)?;
    let damaged = |found: String| {
        Error::damaged(format!("the copy {} does not read back whole: {found}", target.display()))
            .then(Next::CopyElsewhere)
    };
    let parts = copy.damaged_parts()?;
    if !parts.is_empty() {
        return Err(damaged(parts.join(", ")));
    }
    let check = copy.verify_ledger()?;
    if let Some(difference) = check.difference {
        return Err(damaged(difference.to_string()));
    }
    let bytes =
        std::fs::metadata(target).map_err(|source| Error::file("read", target, source))?.len();
    let head = copy.head(&[])?.hash;
    Ok(CopyReport {
        file: target.to_owned(),
        bytes,
        entries: check.entries,
        head,
        not_on_record: None,
    })
}
