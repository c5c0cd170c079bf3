//! Keeps the search index in step with the store: opened and caught up, built afresh when it is missing or
//! was built with other words or rules. It is a cache; nothing is lost with it. `cursor` keeps how far it has
//! read, `reading` reads on.

mod cursor;
mod reading;

use assay_comments::Index;
use assay_comments::index::IndexError;
use assay_comments::themes::Themes;
use assay_model::CaseId;
use assay_store::CommentCursor;

use crate::comments::themes;
use crate::desk::error::{Error, Fault, Result};
use crate::desk::files;
use crate::desk::next::Next;
use crate::desk::place::Workspace;
use crate::desk::progress::Progress;
use cursor::Cursor;

/// The index's folder in the workspace.
pub const FOLDER: &str = "index";

/// What was done to the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexReport {
    /// Comments read into it now.
    pub read: u64,
    /// Comments it holds.
    pub comments: u64,
}

/// Opens the index and reads in what is new; builds it afresh when it must be.
///
/// # Errors
/// When the store, the themes or the folder cannot be read or written.
pub fn catch_up(workspace: &Workspace, progress: &dyn Progress) -> Result<Index> {
    let themes = themes::of_workspace(workspace)?;
    let folder = workspace.root.join(FOLDER);
    let opened = match Cursor::read(&folder, &themes) {
        Some(cursor) => Index::open(&folder, themes.dictionary().clone()).ok().map(|i| (i, cursor)),
        None => None,
    };
    let Some((index, cursor)) = opened else { return Ok(build(workspace, &themes, progress)?.0) };
    reading::read_in(workspace, &index, &themes, cursor, progress)?;
    Ok(index)
}

/// Builds the index afresh.
///
/// # Errors
/// When the store, the themes or the folder cannot be read or written.
pub fn rebuild(workspace: &Workspace, progress: &dyn Progress) -> Result<IndexReport> {
    let themes = themes::of_workspace(workspace)?;
    let (index, read) = build(workspace, &themes, progress)?;
    Ok(IndexReport { read, comments: index.len() })
}

/// Takes every comment about the case out of the index, and its text off the disk.
///
/// # Errors
/// When the folder cannot be written.
pub fn forget(workspace: &Workspace, case: &CaseId) -> Result<()> {
    let themes = themes::of_workspace(workspace)?;
    let folder = workspace.root.join(FOLDER);
    match Index::open(&folder, themes.dictionary().clone()) {
        Ok(index) => {
            let mut writer = index.writer(0).map_err(failed)?;
            writer.remove_case(case);
            writer.commit_and_forget().map_err(failed)
        }
        Err(_) if folder.exists() => std::fs::remove_dir_all(&folder)
            .map_err(|cause| Error::file("remove the old search index in", &folder, cause)),
        Err(_) => Ok(()),
    }
}

/// Returns what is wrong with the index, or in the good case how much it holds. None where there is none.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn state(workspace: &Workspace) -> Result<Option<std::result::Result<u64, String>>> {
    let folder = workspace.root.join(FOLDER);
    if !folder.exists() {
        return Ok(None);
    }
    let themes = themes::of_workspace(workspace)?;
    let Some(Cursor { comments: cursor, .. }) = Cursor::read(&folder, &themes) else {
        return Ok(Some(Err("it was made with other themes, or never finished".to_owned())));
    };
    let index = match Index::open(&folder, themes.dictionary().clone()) {
        Ok(index) => index,
        Err(fault) => return Ok(Some(Err(fault.to_string()))),
    };
    let (mut wanted, mut waiting) = (0, 0);
    let last = workspace.store.each_comment(CommentCursor::default(), |_| {
        wanted += 1;
        Ok::<(), assay_store::Error>(())
    })?;
    if last != cursor {
        workspace.store.each_comment(cursor, |_| {
            waiting += 1;
            Ok::<(), assay_store::Error>(())
        })?;
    }
    // What came in since is read at the next search and is no fault.
    if waiting == 0 && index.len() != wanted {
        return Ok(Some(Err(format!("it holds {} of {wanted} comments", index.len()))));
    }
    Ok(Some(Ok(index.len())))
}

fn build(
    workspace: &Workspace,
    themes: &std::sync::Arc<Themes>,
    progress: &dyn Progress,
) -> Result<(Index, u64)> {
    let folder = workspace.root.join(FOLDER);
    let index = Index::create(&folder, themes.dictionary().clone()).map_err(failed)?;
    files::keep_for_owner(&folder)?;
    let read = reading::read_in(workspace, &index, themes, Cursor::default(), progress)?;
    Ok((index, read))
}

pub(crate) fn failed(error: IndexError) -> Error {
    Error::Index(Fault::of(error).then(Next::RebuildIndex { by_hand: false }))
}
