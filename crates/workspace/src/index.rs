//! Keeps the search index in step with the store: opened and caught up, built afresh when it is missing or
//! was built with other words or rules. It is a cache; nothing is lost with it.

use std::collections::BTreeSet;
use std::path::Path;

use assay_comments::Index;
use assay_comments::index::IndexError;
use assay_comments::themes::{Matcher, Themes};
use assay_model::{CaseId, Comment};
use assay_store::CommentCursor;

use crate::error::{Error, Result};
use crate::files;
use crate::place::Workspace;
use crate::progress::Progress;
use crate::themes;

/// The index's folder in the workspace.
pub const FOLDER: &str = "index";
/// How far the index has read the store, and by which rules.
const CURSOR: &str = "assay-index-cursor";

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
    let opened = match cursor(&folder, &themes) {
        Some(cursor) => Index::open(&folder, themes.dictionary().clone()).ok().map(|i| (i, cursor)),
        None => None,
    };
    let Some((index, cursor)) = opened else { return Ok(build(workspace, &themes, progress)?.0) };
    read_in(workspace, &index, &themes, cursor, progress)?;
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
    let Some(cursor) = cursor(&folder, &themes) else {
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
    let read = read_in(workspace, &index, themes, CommentCursor::default(), progress)?;
    Ok((index, read))
}

fn read_in(
    workspace: &Workspace,
    index: &Index,
    themes: &std::sync::Arc<Themes>,
    after: CommentCursor,
    progress: &dyn Progress,
) -> Result<u64> {
    let mut fresh: Vec<Comment> = Vec::new();
    let cursor = workspace.store.each_comment(after, |comment| {
        fresh.push(comment);
        Ok::<(), assay_store::Error>(())
    })?;
    if !fresh.is_empty() {
        progress.start("indexing comments", Some(fresh.len() as u64));
        let mut writer = index.writer(fresh.len()).map_err(failed)?;
        if after != CommentCursor::default() {
            for comment in &fresh {
                writer.remove_origin_of(comment);
            }
        }
        let mut matcher = Matcher::new(themes.clone());
        for comment in &fresh {
            let found: BTreeSet<String> =
                matcher.hits(&comment.text).into_iter().map(|hit| hit.theme).collect();
            let found: Vec<String> = found.into_iter().collect();
            writer.add(comment, &found).map_err(failed)?;
            progress.advance(1);
        }
        writer.commit().map_err(failed)?;
        progress.finish();
    }
    if cursor != after || after == CommentCursor::default() {
        let text = format!("{:016x} {} {}\n", themes.digest(), cursor.returns, cursor.imported);
        files::write(&workspace.root.join(FOLDER).join(CURSOR), text.as_bytes())?;
    }
    Ok(fresh.len() as u64)
}

/// Returns how far the index has read, if it was built with these rules.
fn cursor(folder: &Path, themes: &Themes) -> Option<CommentCursor> {
    let text = std::fs::read_to_string(folder.join(CURSOR)).ok()?;
    let mut words = text.split_whitespace();
    let digest = u64::from_str_radix(words.next()?, 16).ok()?;
    let returns = words.next()?.parse().ok()?;
    let imported = words.next()?.parse().ok()?;
    (digest == themes.digest()).then_some(CommentCursor { returns, imported })
}

pub(crate) fn failed(error: IndexError) -> Error {
    Error::new(error.to_string())
        .hint("the index is only a cache: assay index rebuild builds it again")
        .because(error)
}
