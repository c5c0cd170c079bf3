//! Keeps the search index in step with the store: opened and caught up, built afresh when it is missing or
//! was built with other words or rules. It is a cache; nothing is lost with it. `cursor` keeps how far it has
//! read, `reading` reads on. One indexes at a time, under a lock of its own; who searches meanwhile reads the last
//! good index, and who may not write makes one in memory.

mod checked;
pub(in crate::comments) mod cursor;
mod reading;
mod sums;

use std::sync::Arc;

use assay_comments::Index;
use assay_comments::index::IndexError;
use assay_comments::themes::Themes;
use assay_model::ThemeVerdict;
use assay_store::CommentCursor;
use assay_views::doctor::IndexFault;
use assay_views::records::IndexReport;

use crate::comments::themes;
use crate::desk::error::{Error, Fault, Result};
use crate::desk::files;
use crate::desk::folder::FRESH_INDEX;
use crate::desk::lock::IndexLock;
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use cursor::Cursor;
pub use cursor::FOLDER;

/// Opens the index and reads in what is new; builds it afresh when it must be.
///
/// # Errors
/// When the store, the themes or the folder cannot be read or written.
pub fn catch_up(workspace: &Reader) -> Result<Index> {
    let themes = themes::of_workspace(workspace)?;
    let held = match IndexLock::try_take(&workspace.root) {
        Ok(Some(held)) => held,
        Ok(None) => match opened(workspace, &themes) {
            Some((last_good, _)) => return Ok(last_good),
            None => IndexLock::take(&workspace.root)?,
        },
        Err(Error::NotPermitted(_)) => return in_memory(workspace, &themes),
        Err(other) => return Err(other),
    };
    let folder = workspace.root.join(FOLDER);
    // Nobody else indexes: an index that is not as its indexer left it was changed, or never finished.
    let whole = sums::looks_whole(&folder).then(|| opened(workspace, &themes)).flatten();
    let Some((index, cursor)) = whole else {
        return Ok(build(workspace, &themes, &held)?.0);
    };
    let read = reading::read_in(workspace, &index, cursor)?;
    if read != cursor {
        read.write(&folder, &themes)?;
        sums::write(&folder)?;
    }
    Ok(index)
}

/// Opens the index in the folder, if it is whole and was made with these themes.
fn opened(workspace: &Reader, themes: &Arc<Themes>) -> Option<(Index, Cursor)> {
    let folder = workspace.root.join(FOLDER);
    let cursor = Cursor::read(&folder, themes)?;
    Some((Index::open(&folder, themes.dictionary().clone()).ok()?, cursor))
}

/// Makes an index that lives as long as the search: for who may not write in the folder.
fn in_memory(workspace: &Reader, themes: &Arc<Themes>) -> Result<Index> {
    let index = Index::in_memory(themes.dictionary().clone()).map_err(failed)?;
    reading::read_in(workspace, &index, Cursor::default())?;
    Ok(index)
}

/// Builds the index afresh.
///
/// # Errors
/// When the store, the themes or the folder cannot be read or written.
pub fn rebuild(workspace: &Reader) -> Result<IndexReport> {
    let themes = themes::of_workspace(workspace)?;
    let held = IndexLock::take(&workspace.root)?;
    let (index, read) = build(workspace, &themes, &held)?;
    Ok(IndexReport { read, comments: index.len() })
}

/// What is wrong with an index, or in the good case how many comments it holds. None where there is none.
type State = Option<std::result::Result<u64, IndexFault>>;

/// How closely to look at the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closely {
    /// Whether it opens, and how many comments it has.
    Counted,
    /// Every byte of its files, and every comment against the store.
    Compared,
}

/// Returns the state of the index. A fault counts only where nobody is putting a fresh index in its place.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn state(workspace: &Reader, closely: Closely) -> Result<State> {
    let found = state_now(workspace, closely)?;
    if !matches!(found, Some(Err(_))) {
        return Ok(found);
    }
    let _nobody_indexes = match IndexLock::take(&workspace.root) {
        Ok(held) => held,
        Err(Error::NotPermitted(_)) => return Ok(found),
        Err(other) => return Err(other),
    };
    state_now(workspace, closely)
}

fn state_now(workspace: &Reader, closely: Closely) -> Result<State> {
    let folder = workspace.root.join(FOLDER);
    if !folder.exists() {
        return Ok(None);
    }
    let themes = themes::of_workspace(workspace)?;
    if closely == Closely::Compared
        && let Some(fault) = sums::first_fault(&folder)?
    {
        return Ok(Some(Err(fault)));
    }
    let Some(Cursor { comments: cursor, verdicts }) = Cursor::read(&folder, &themes) else {
        return Ok(Some(Err(IndexFault::Unfinished)));
    };
    let Ok(index) = Index::open(&folder, themes.dictionary().clone()) else {
        return Ok(Some(Err(IndexFault::Damaged)));
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
        return Ok(Some(Err(IndexFault::Other { held: index.len(), wanted })));
    }
    let is_up_to_date = || {
        let (_, last) = workspace.store.since::<ThemeVerdict>(verdicts)?;
        Ok::<_, Error>(waiting == 0 && last == verdicts)
    };
    if closely == Closely::Compared
        && is_up_to_date()?
        && let Some(fault) = checked::first_fault(workspace, &index)?
    {
        return Ok(Some(Err(fault)));
    }
    Ok(Some(Ok(index.len())))
}

/// Builds the index next to the old one and puts it in its place when it is whole, so that who searches finds
/// one or the other.
fn build(workspace: &Reader, themes: &Arc<Themes>, _held: &IndexLock) -> Result<(Index, u64)> {
    let (folder, fresh) = (workspace.root.join(FOLDER), workspace.root.join(FRESH_INDEX));
    let index = Index::create(&fresh, themes.dictionary().clone()).map_err(failed)?;
    files::keep_for_owner(&fresh)?;
    reading::read_in(workspace, &index, Cursor::default())?.write(&fresh, themes)?;
    sums::write(&fresh)?;
    // Windows moves no folder with an open file in it.
    let read = index.len();
    drop(index);
    if folder.exists() {
        files::remove_folder(&folder)
            .map_err(|cause| Error::file("remove the old search index in", &folder, cause))?;
    }
    files::rename_folder(&fresh, &folder)
        .map_err(|cause| Error::file("put the search index in", &folder, cause))?;
    let index = Index::open(&folder, themes.dictionary().clone()).map_err(failed)?;
    Ok((index, read))
}

pub(crate) fn failed(error: IndexError) -> Error {
    Error::Index(Fault::of(error).then(Next::RebuildIndex { by_hand: false }))
}
