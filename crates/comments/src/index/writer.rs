//! Puts comments into the index and takes them out. Taking one out for good merges the index, since the
//! engine only marks deleted text until then.

use std::collections::HashSet;

use assay_model::{CaseId, Comment};
use tantivy::{IndexWriter, Term};

use super::tables::origin;
use super::{Index, IndexError};
use crate::query::{Field, fold};

/// Memory the engine may fill before it writes a part of the index, per thread.
const MEMORY_PER_THREAD: usize = 60_000_000;
/// Up to so many comments one thread builds the index, so that equal scores come in the order added.
const ONE_THREAD_UP_TO: usize = 50_000;

/// Writes to the index; nothing is seen by searches before [`Writer::commit`].
pub struct Writer<'i> {
    index: &'i Index,
    engine: IndexWriter,
    removed: HashSet<String>,
}

impl Index {
    /// Returns a writer. `expected` is roughly how many comments are to be added.
    ///
    /// # Errors
    /// When another writer is at work or the folder cannot be written.
    pub fn writer(&self, expected: usize) -> Result<Writer<'_>, IndexError> {
        let threads = if expected <= ONE_THREAD_UP_TO {
            1
        } else {
            std::thread::available_parallelism().map_or(1, usize::from).min(2)
        };
        let engine = self.engine.writer_with_num_threads(threads, MEMORY_PER_THREAD * threads)?;
        Ok(Writer { index: self, engine, removed: HashSet::new() })
    }
}

impl Writer<'_> {
    /// Adds a comment with the themes the rules found in it.
    ///
    /// # Errors
    /// When the engine failed.
    pub fn add(&mut self, comment: &Comment, themes: &[&str]) -> Result<(), IndexError> {
        self.engine.add_document(self.index.tables.document(comment, themes))?;
        Ok(())
    }

    /// Marks everything deleted that came from where this comment came from: a new version of an audit
    /// replaces all its comments. Once a writer: what it added since stays.
    pub fn remove_origin_of(&mut self, comment: &Comment) {
        let origin = origin(comment);
        if self.removed.insert(origin.to_owned()) {
            self.engine.delete_term(Term::from_field_text(self.index.tables.origin, origin));
        }
    }

    /// Marks every comment about this case deleted.
    pub fn remove_case(&mut self, case: &CaseId) {
        let field = self.index.tables.field(Field::Case);
        let term = Term::from_field_text(field, &fold(case.as_str()));
        self.engine.delete_term(term);
    }

    /// Marks the comment with this id deleted. Adding it again afterwards replaces it.
    pub fn remove(&mut self, comment_id: &str) {
        self.engine.delete_term(Term::from_field_text(self.index.tables.id, comment_id));
    }

    /// Makes what was written visible to searches.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn commit(mut self) -> Result<(), IndexError> {
        self.engine.commit()?;
        self.engine.wait_merging_threads()?;
        self.index.reader.reload()?;
        Ok(())
    }

    /// Makes what was written visible and merges the whole index, so that the text of removed comments is
    /// no longer on the disk.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn commit_and_forget(mut self) -> Result<(), IndexError> {
        self.engine.commit()?;
        let parts = self.index.engine.searchable_segment_ids()?;
        if !parts.is_empty() {
            self.engine.merge(&parts).wait()?;
        }
        self.engine.garbage_collect_files().wait()?;
        self.engine.wait_merging_threads()?;
        self.index.reader.reload()?;
        Ok(())
    }
}
