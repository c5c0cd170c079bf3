//! Everything that was brought in or decided, out again: one CSV and one JSON a table, the files of
//! the draws, the ledger, every record with all its versions, and the digest of each file, which is on record. The folder appears whole or not at all.

mod cases;
mod records;
mod returns;
mod table;

use std::path::{Path, PathBuf};

use assay_model::Date;
use assay_views::records::{ExportReport, ExportedFile};

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::lock::OutLock;
use crate::desk::next::{Made, Next};
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;
use crate::records::written;
use table::Out;

/// Writes everything to a new folder: the one named, else `exports/DATE` in the workspace.
///
/// # Errors
/// When the folder has something in it, or cannot be written.
pub fn export(workspace: &mut Workspace, target: Option<&Path>) -> Result<ExportReport> {
    let made = write(&*workspace.reader()?, target)?;
    let sums = made.folder.join(written::SUMS);
    let not_on_record = written::put_on_record(workspace, written::EXPORT, &sums)?;
    Ok(ExportReport { not_on_record, ..made })
}

fn write(workspace: &Reader, target: Option<&Path>) -> Result<ExportReport> {
    let folder =
        target.map_or_else(|| usual(&workspace.root, workspace.session.as_at()), Path::to_path_buf);
    files::refuse_odd_names(&folder)?;
    let is_full = std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_full || folder.is_file() {
        return Err(Error::taken(format!("{} is not empty", folder.display()))
            .then(Next::NameFolder(Made::Export)));
    }
    let above = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    files::make_folder(above)?;
    let failed = |source| Error::file("write to", above, source);
    // The name is on record before there is anything under it. What a stopped export of this name left is removed.
    let part = assay_store::part_of(&folder);
    let _being_written = OutLock::take(&workspace.root, workspace.session.actor(), &part)?;
    files::remove_folder(&part).map_err(failed)?;
    let name = part.file_name().unwrap_or_default();
    let mut named = tempfile::Builder::new();
    let beside = named.prefix(name).rand_bytes(0).tempdir_in(above).map_err(failed)?;
    let mut out = Out::new(beside.path());
    let parts = [cases::write, records::write];
    let stage = workspace.stage("writing tables", Some(parts.len() as u64));
    for part in parts {
        part(workspace, &mut out)?;
        stage.step()?;
    }
    let sums = written::sums(beside.path())?;
    out.file(written::SUMS, sums.as_bytes())?;
    let files = out.written().into_iter().map(|(file, rows)| ExportedFile { file, rows }).collect();
    if folder.exists() {
        std::fs::remove_dir(&folder).map_err(|source| Error::file("replace", &folder, source))?;
    }
    files::rename_folder(beside.path(), &folder)
        .map_err(|source| Error::file("write", &folder, source))?;
    drop(beside.keep());
    Ok(ExportReport { folder, files, not_on_record: None })
}

fn usual(root: &Path, as_at: Date) -> PathBuf {
    root.join("exports").join(as_at.to_string())
}
