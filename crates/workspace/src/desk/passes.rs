//! The long passes over the store, with their progress: every comment, every return, every event. Each can be
//! called off between two records.

use assay_model::Comment;
use assay_store::{CommentCursor, EVERY, StoredReturn};

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// What each pass is called.
const COMMENTS: &str = "reading comments";
const RETURNS: &str = "reading returns";

impl Reader {
    /// Hands over every comment, in the order of the store.
    ///
    /// # Errors
    /// Those of the receiver, a store that cannot be read, or [`Error::Cancelled`].
    pub(crate) fn each_comment(
        &self,
        mut receive: impl FnMut(Comment) -> Result<()>,
    ) -> Result<()> {
        let all = CommentCursor::default();
        let stage = self.stage(COMMENTS, Some(self.store.roughly_how_many(all)?));
        self.store.each_comment(all, |comment| {
            stage.step()?;
            receive(comment)
        })?;
        Ok(())
    }

    /// Hands over the latest version of every return, in the order of the store.
    ///
    /// # Errors
    /// Those of the receiver, a store that cannot be read, or [`Error::Cancelled`].
    pub(crate) fn each_return(
        &self,
        mut receive: impl FnMut(StoredReturn) -> Result<()>,
    ) -> Result<()> {
        let stage = self.stage(RETURNS, Some(self.store.count_returns(&EVERY)?));
        self.store.each_return(EVERY, |stored| {
            stage.step()?;
            receive(stored)
        })
    }

    /// Returns the latest version of every return.
    ///
    /// # Errors
    /// When the store cannot be read, or [`Error::Cancelled`].
    pub(crate) fn returns(&self) -> Result<Vec<StoredReturn>> {
        let mut returns = Vec::new();
        self.each_return(|stored| {
            returns.push(stored);
            Ok::<(), Error>(())
        })?;
        Ok(returns)
    }
}
