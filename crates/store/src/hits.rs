//! What the theme rules found in each comment, kept under the digest of the rules that found it. It
//! is a cache: it can be thrown away at any time, and needs no ledger entry.

use assay_model::CaseId;

use crate::{Error, Store};

/// The hits of one comment, in the theme engine's own JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentHits {
    /// The comment.
    pub comment: String,
    /// The case it is about: its hits are erased with it.
    pub case: Option<CaseId>,
    /// The hits, as the theme engine wrote them.
    pub hits: String,
}

impl Store {
    /// Keeps the hits of comments under the digest of the rules; those of other rules are dropped.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn cache_hits(&mut self, rules: &str, all: &[CommentHits]) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM theme_hits WHERE rules <> ?1", [rules])?;
        let mut insert = transaction.prepare_cached(
            "INSERT OR REPLACE INTO theme_hits (rules, comment_id, case_id, hits) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for one in all {
            insert.execute((
                rules,
                &one.comment,
                one.case.as_ref().map(CaseId::as_str),
                &one.hits,
            ))?;
        }
        drop(insert);
        transaction.commit()?;
        Ok(())
    }

    /// Hands over the kept hits of these rules: comment and hits, in the byte order of comment ids.
    ///
    /// # Errors
    /// When the store cannot be read, or the receiver's own.
    pub fn each_hits<E: From<Error>>(
        &self,
        rules: &str,
        mut receive: impl FnMut(&str, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT comment_id, hits FROM theme_hits WHERE rules = ?1 ORDER BY comment_id",
            )
            .map_err(Error::from)?;
        let mut rows = statement.query([rules]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let comment: String = row.get(0).map_err(Error::from)?;
            let hits: String = row.get(1).map_err(Error::from)?;
            receive(&comment, &hits)?;
        }
        Ok(())
    }
}
