//! Reads comments into the index with the themes they count for: what the rules find, less what people
//! rejected, and what they confirmed. While the cores read one batch for its themes, the batch before goes in.

use std::collections::HashSet;

use assay_comments::Index;
use assay_comments::index::Writer;
use assay_model::{Comment, ThemeVerdict};
use assay_store::{CommentCursor, Store};

use super::cursor::Cursor;
use super::failed;
use crate::comments::themes::reading::{BATCH, Counted, ThemeReaders};
use crate::desk::error::{Error, Result};
use crate::desk::progress::Stage;
use crate::desk::reader::Reader;

/// Reads in what came since the cursor: comments, and verdicts on comments that are there already. Returns how
/// far it has read now.
pub(super) fn read_in(workspace: &Reader, index: &Index, after: Cursor) -> Result<Cursor> {
    let is_first = after == Cursor::default();
    let (verdicts, last_verdict) = workspace.store.since::<ThemeVerdict>(after.verdicts)?;
    let waiting = workspace.store.roughly_how_many(after.comments)?;
    let mut cursor = Cursor { verdicts: last_verdict, ..after };
    if waiting > 0 || !verdicts.is_empty() {
        let stage = workspace.stage("indexing comments", Some(waiting));
        let mut changed: HashSet<String> = if is_first {
            HashSet::new()
        } else {
            verdicts.into_iter().map(|v| v.comment).collect()
        };
        let writer = index.writer(waiting as usize).map_err(failed)?;
        let readers = ThemeReaders::of(workspace)?;
        let mut inlet = Inlet { writer, readers, batch: Vec::new(), ready: Vec::new(), stage };
        cursor.comments = each(&workspace.store, after.comments, |comment| {
            changed.remove(&comment.id);
            if !is_first {
                inlet.writer.remove_origin_of(&comment);
            }
            inlet.take(comment)
        })?;
        if !changed.is_empty() {
            each(&workspace.store, CommentCursor::default(), |comment| {
                if !changed.remove(&comment.id) {
                    return Ok(());
                }
                inlet.writer.remove(&comment.id);
                inlet.take(comment)
            })?;
        }
        inlet.finish()?;
    }
    Ok(cursor)
}

/// Why reading stopped: the store's fault, or the index's.
struct Stopped(Error);

impl From<assay_store::Error> for Stopped {
    fn from(fault: assay_store::Error) -> Self {
        Self(fault.into())
    }
}

fn each(
    store: &Store,
    after: CommentCursor,
    mut receive: impl FnMut(Comment) -> Result<()>,
) -> Result<CommentCursor> {
    store
        .each_comment(after, |comment| receive(comment).map_err(Stopped))
        .map_err(|stopped| stopped.0)
}

/// Where comments go in, in the order in which they come.
struct Inlet<'i> {
    writer: Writer<'i>,
    readers: ThemeReaders,
    batch: Vec<Comment>,
    /// Comments whose themes are known and that are not yet in.
    ready: Vec<(Comment, Vec<Counted>)>,
    stage: Stage<'i>,
}

impl Inlet<'_> {
    fn take(&mut self, comment: Comment) -> Result<()> {
        self.batch.push(comment);
        if self.batch.len() < BATCH {
            return Ok(());
        }
        self.pass()
    }

    /// Reads the batch for its themes and meanwhile lets in what is ready.
    fn pass(&mut self) -> Result<()> {
        let (writer, readers, batch) = (&mut self.writer, &mut self.readers, &self.batch);
        let ready = std::mem::take(&mut self.ready);
        let counted = std::thread::scope(|scope| {
            let reading = scope.spawn(|| readers.read(batch));
            let put = put(writer, &ready);
            let counted = reading.join().expect("a reader does not panic");
            put.map(|()| counted)
        })?;
        self.stage.advance(ready.len() as u64);
        // Nothing is in the index before it is committed.
        self.stage.go_on()?;
        self.ready = self.batch.drain(..).zip(counted).collect();
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.pass()?;
        put(&mut self.writer, &self.ready)?;
        self.writer.commit().map_err(failed)
    }
}

fn put(writer: &mut Writer<'_>, ready: &[(Comment, Vec<Counted>)]) -> Result<()> {
    for (comment, counted) in ready {
        let themes: Vec<&str> = counted.iter().map(|counted| counted.theme.as_str()).collect();
        writer.add(comment, &themes).map_err(failed)?;
    }
    Ok(())
}
