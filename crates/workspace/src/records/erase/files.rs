//! The erased case in files: those of the draws are written anew, forms that name it and the index
//! are removed, and whatever else may name it is listed for somebody to decide.

use std::path::{Path, PathBuf};

use assay_model::CaseId;
use assay_store::erase::without_id;
use assay_store::{ErasedDraw, FileWork};
use assay_tables::{Book, Limits};

use crate::desk::error::{Error, Result};
use crate::desk::folder;
use crate::desk::reader::Reader;
use crate::desk::unfinished::name_of;
use crate::draws::{erased, outputs};

/// Work on the files of draws, and the files that it removes.
#[derive(Debug, Default)]
pub(super) struct InDraws {
    pub(super) work: Vec<FileWork>,
    pub(super) removed: Vec<PathBuf>,
}

/// Returns the writing of the draws' files anew and the removal of the form workbooks that name the case.
pub(super) fn in_draws(root: &Path, draws: &[ErasedDraw], ids: &[CaseId]) -> Result<InDraws> {
    let mut all = InDraws::default();
    for draw in draws {
        let inner = root.join(folder::DRAWS).join(&draw.draw);
        if !inner.is_dir() {
            continue;
        }
        all.work.extend(erased::rewriting(root, draw)?);
        for path in listed(&inner)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_rewritten =
                [outputs::FRAME, outputs::MANIFEST, outputs::SELECTION].contains(&name.as_str());
            if !is_rewritten && names(&path, ids) {
                all.remove(root, path);
            }
        }
    }
    all.removed.sort();
    all.removed.dedup();
    Ok(all)
}

/// Returns the writing of frozen list and manifest of draws past their time anew, and the removal of their other files,
/// which name every case.
pub(super) fn in_whole_draws(root: &Path, draws: &[ErasedDraw]) -> Result<Vec<FileWork>> {
    let mut all = InDraws::default();
    for draw in draws {
        let inner = root.join(folder::DRAWS).join(&draw.draw);
        if !inner.is_dir() {
            continue;
        }
        let rewriting = erased::rewriting(root, draw)?;
        for path in listed(&inner)? {
            all.remove(root, path);
        }
        all.work.extend(rewriting);
    }
    Ok(all.work)
}

impl InDraws {
    fn remove(&mut self, root: &Path, path: PathBuf) {
        // A path that is no text is one that no program of ours wrote; a person has to look.
        if let Some(name) = name_of(root, &path) {
            self.work.push(FileWork::Remove { path: name });
            self.removed.push(path);
        }
    }
}

/// Returns the packs, exports, copies and other files in the workspace's folder that name the case or cannot be
/// looked into: a backup, a snapshot, a table that was imported from here.
pub(super) fn may_still_name(workspace: &Reader, ids: &[CaseId]) -> Result<Vec<PathBuf>> {
    let mut left = Vec::new();
    for inner in [folder::PACKS, folder::FEEDBACK, "exports", "forms"] {
        let top = workspace.root.join(inner);
        if top.is_dir() {
            left.extend(listed(&top)?.into_iter().filter(|path| names(path, ids)));
        }
    }
    let others = listed_here(&workspace.root)?.into_iter().filter(|path| path.is_file());
    left.extend(others.filter(|path| !is_own(path) && names(path, ids)));
    left.sort();
    Ok(left)
}

/// The store and its logs, which the erasure rewrites, locks, and settings.
fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_store = name.starts_with(folder::STORE) && !name.ends_with(".backup");
    let is_note = ["assay.lock", "assay-index.lock", "assay-out.lock", "assay.pages"]
        .contains(&name.as_str());
    is_store || is_note || assay_config::shipped::text(&name).is_some()
}

fn names(path: &Path, ids: &[CaseId]) -> bool {
    if is_workbook(path) {
        return workbook_names(path, ids);
    }
    match std::fs::read_to_string(path) {
        Ok(text) => without_id(&text, ids) != text,
        // A document or picture: it may name the case, and a person has to look.
        Err(_) => true,
    }
}

fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Returns whether a cell of the workbook names the case; one that cannot be read may.
fn workbook_names(path: &Path, ids: &[CaseId]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Ok(bytes) = std::fs::read(path) else { return true };
    let Ok(mut book) = Book::open(&name, bytes, &Limits::default()) else { return true };
    (0..book.sheets().len()).any(|index| {
        let Ok(sheet) = book.read(index) else { return true };
        sheet.rows.iter().flat_map(assay_tables::Row::cells).any(|cell| {
            let text = cell.to_string();
            without_id(&text, ids) != text
        })
    })
}

fn listed(top: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![top.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in listed_here(&next)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn listed_here(inner: &Path) -> Result<Vec<PathBuf>> {
    let failed = |source| Error::file("list", inner, source);
    std::fs::read_dir(inner)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
        .collect()
}
