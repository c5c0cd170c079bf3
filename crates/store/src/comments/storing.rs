//! Plain comments, stored one by one as they are read, so that a million of them need little memory.

use assay_model::print::hex;
use assay_model::{CaseId, Comment};
use rusqlite::CachedStatement;
use sha2::{Digest, Sha256};

use super::Wire;
use crate::commitment::canonical;
use crate::import::{ImportDraft, Stored};
use crate::rows::texts_digest;
use crate::{Error, Tx};

/// A plain comment as its row says it; making one needs no store.
pub struct WrittenComment {
    id: String,
    case: Option<CaseId>,
    body: String,
}

impl WrittenComment {
    /// Writes a comment.
    ///
    /// # Errors
    /// When it cannot be written as canonical JSON.
    pub fn of(comment: Comment) -> Result<Self, Error> {
        let body = canonical(&to_wire(&comment))?;
        Ok(Self { id: comment.id, case: comment.case, body })
    }
}

/// Takes the plain comments of one import as they come, and stores those that are not there yet.
pub struct CommentSink<'tx> {
    insert: CachedStatement<'tx>,
    same: CachedStatement<'tx>,
    hold: CachedStatement<'tx>,
    counts: Stored,
    /// The digest of the rows stored, as [`rows_digest`] computes it from the table.
    rows: Sha256,
}

impl CommentSink<'_> {
    /// Stores one comment unless it is there already with the same text and context; with another text it
    /// replaces nothing and is an error.
    ///
    /// # Errors
    /// When the store cannot be written, or the id has another text.
    pub fn put(&mut self, comment: &WrittenComment) -> Result<(), Error> {
        let WrittenComment { id, case, body } = comment;
        let case = case.as_ref().map(CaseId::as_str);
        if self.insert.execute((self.counts.import as i64, id, case, body))? == 1 {
            self.counts.stored += 1;
            self.rows.update([id.as_str(), case.unwrap_or_default(), body, ""].join("\0"));
            return Ok(());
        }
        let there: String = self.same.query_row([id], |row| row.get(0))?;
        if there != *body {
            return Err(Error::Already { kind: "comment", key: id.clone() });
        }
        self.counts.unchanged += 1;
        self.hold.execute((self.counts.import as i64, id))?;
        Ok(())
    }

    /// Ends the taking; hand the answer to [`Tx::close_comments`].
    #[must_use]
    pub fn end(self) -> CommentsTaken {
        let rows_sha256 = (self.counts.stored > 0).then(|| hex(&self.rows.finalize()));
        CommentsTaken { counts: self.counts, rows_sha256 }
    }
}

/// What a [`CommentSink`] has stored, until the import is closed with it.
pub struct CommentsTaken {
    counts: Stored,
    rows_sha256: Option<String>,
}

impl Tx<'_> {
    /// Begins an import of plain comments, which are stored one by one as they come.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn comment_sink(&self) -> Result<CommentSink<'_>, Error> {
        let insert = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO comments (import, id, case_id, body) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let same = self.connection.prepare_cached("SELECT body FROM comments WHERE id = ?1")?;
        let hold = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO held (what, row, import)
             SELECT 'comment', number, ?1 FROM comments WHERE id = ?2 AND import <> ?1",
        )?;
        let counts = Stored { import: self.next_import()?, ..Stored::default() };
        Ok(CommentSink { insert, same, hold, counts, rows: Sha256::new() })
    }

    /// Closes an import of plain comments with what was read.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn close_comments(
        &mut self,
        taken: CommentsTaken,
        draft: &ImportDraft,
    ) -> Result<Stored, Error> {
        let CommentsTaken { counts, rows_sha256 } = taken;
        self.close_import(counts.import, draft, counts, rows_sha256)?;
        Ok(counts)
    }

    /// Stores the plain comments of an import, one by one as they come.
    ///
    /// # Errors
    /// When the store cannot be written, or an id has another text.
    pub fn import_comments(
        &mut self,
        draft: &ImportDraft,
        comments: impl IntoIterator<Item = Comment>,
    ) -> Result<Stored, Error> {
        let mut sink = self.comment_sink()?;
        for comment in comments {
            sink.put(&WrittenComment::of(comment)?)?;
        }
        let taken = sink.end();
        self.close_comments(taken, draft)
    }
}

/// Returns the digest of an import's comments as they are in the table, or none without rows.
pub(crate) fn rows_digest(
    connection: &rusqlite::Connection,
    import: u64,
) -> Result<Option<String>, Error> {
    let statement = connection.prepare_cached(
        "SELECT id, case_id, body, number FROM comments WHERE import = ?1
         UNION ALL SELECT id, case_id, body, number FROM undone_comments WHERE import = ?1 ORDER BY number",
    )?;
    texts_digest(statement, import, 3, "comment")
}

fn to_wire(comment: &Comment) -> Wire {
    Wire {
        domain: comment.domain.clone(),
        month: comment.month.map(|month| month.to_string()),
        date: comment.date.map(|date| date.to_string()),
        service: comment.service.clone(),
        team: comment.team.clone(),
        plan_type: comment.plan_type.clone(),
        auditor: comment.auditor.clone(),
        grade: comment.grade.map(|grade| grade.code().to_owned()),
        score: comment.score.map(assay_model::Score::hundredths),
        text: comment.text.clone(),
    }
}
