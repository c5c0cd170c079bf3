//! Erasing what is held on one case, for good: rows, records with their salts, and the id in frozen
//! lists and manifests, where `erased-1`, `erased-2`… stands in its place and tickets are kept. What
//! other records say is kept; the id in them is replaced too. Commitments stay, so the chain is whole.

mod draws;
pub(crate) mod redraw;
pub(crate) mod scrub;

use assay_model::CaseId;

use crate::{Error, Store, Tx};

/// Tables of rows that were taken back: they are held too, and are erased with a case.
pub(crate) const TAKEN_BACK: [&str; 3] = ["undone_cases", "undone_events", "undone_comments"];

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erased {
    /// Records withdrawn: returns, actions, verdicts… of every version.
    pub records: u64,
    /// Records and rows of others in which the id was replaced.
    pub scrubbed: u64,
    /// Rows of case lists.
    pub cases: u64,
    /// Events.
    pub events: u64,
    /// Plain comments.
    pub comments: u64,
    /// Audits begun and not completed.
    pub drafts: u64,
    /// The draws whose frozen list or manifests held the id.
    pub draws: Vec<ErasedDraw>,
}

/// What stands in a draw in place of the erased id, and the bytes its files have now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedDraw {
    /// The draw.
    pub draw: String,
    /// What stands in place of the id, e.g. `erased-1`.
    pub stand_in: String,
    /// The frozen list now.
    pub frame: Vec<u8>,
    /// The latest manifest now, once drawn.
    pub manifest: Option<Vec<u8>>,
}

impl Erased {
    /// Returns how many rows and records were touched in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.records
            + self.scrubbed
            + self.cases
            + self.events
            + self.comments
            + self.drafts
            + self.draws.len() as u64
    }
}

impl Tx<'_> {
    /// Erases everything held on the case. The next ledger entry accounts for it. What was deleted
    /// leaves the disk when [`Store::scour`] is called after the change.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn erase_case(&mut self, case: &CaseId) -> Result<Erased, Error> {
        let id = case.as_str();
        let mut erased = Erased {
            records: self.withdraw(OF_CASE, id)?,
            cases: self.delete("cases", id)?,
            events: self.delete("events", id)?,
            comments: self.delete("comments", id)?,
            ..Erased::default()
        };
        for table in TAKEN_BACK {
            let count = self.delete(table, id)?;
            match table {
                "undone_cases" => erased.cases += count,
                "undone_events" => erased.events += count,
                _ => erased.comments += count,
            }
        }
        erased.drafts =
            self.connection.execute("DELETE FROM drafts WHERE case_id = ?1", [id])? as u64;
        erased.scrubbed = scrub::drafts(&self.connection, id)?;
        erased.scrubbed += scrub::records(&self.connection, id)?;
        erased.scrubbed += scrub::rows_of_others(&self.connection, id)?;
        erased.draws = draws::erase(&self.connection, id)?;
        self.touch();
        Ok(erased)
    }

    /// Withdraws the latest and earlier versions of the records of one kind and key.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn withdraw_record(&mut self, kind: &str, key: &str) -> Result<u64, Error> {
        let count = self.connection.execute(
            &format!("{WITHDRAW} kind = ?1 AND key = ?2 AND body IS NOT NULL"),
            (kind, key),
        )?;
        self.touch();
        Ok(count as u64)
    }

    fn withdraw(&mut self, condition: &str, value: &str) -> Result<u64, Error> {
        let sql = format!("{WITHDRAW} {condition} AND body IS NOT NULL");
        Ok(self.connection.execute(&sql, [value])? as u64)
    }

    /// Deletes the case's rows of a bulk table; their imports no longer have all their rows.
    fn delete(&mut self, table: &str, id: &str) -> Result<u64, Error> {
        scrub::mark_imports(
            &self.connection,
            &format!("SELECT DISTINCT import FROM {table} WHERE {} = ?1", id_column(table)),
            id,
        )?;
        let sql = format!("DELETE FROM {table} WHERE {} = ?1", id_column(table));
        Ok(self.connection.execute(&sql, [id])? as u64)
    }
}

/// The case itself, or an event of the child that a draw made a case of.
const OF_CASE: &str = "(case_id = ?1 OR substr(case_id, 1, length(?1) + 1) = ?1 || '|')";

pub(crate) const WITHDRAW: &str =
    "UPDATE records SET withdrawn = 1, latest = 0, key = NULL, case_id = NULL,
    salt = NULL, body = NULL WHERE";

fn id_column(table: &str) -> &'static str {
    if table.ends_with("cases") { "id" } else { "case_id" }
}

/// Returns the text with every one of the ids, where it is a word of its own, replaced by `erased`.
#[must_use]
pub fn without_id(text: &str, ids: &[CaseId]) -> String {
    ids.iter().fold(text.to_owned(), |text, id| scrub::without(&text, id.as_str(), scrub::STAND_IN))
}

/// Returns the text with the id, where it is a word of its own, replaced by its stand-in.
#[must_use]
pub fn with_stand_in(text: &str, id: &CaseId, stand_in: &str) -> String {
    scrub::without(text, id.as_str(), stand_in)
}

impl Store {
    /// Makes what was deleted leave the disk: the write-ahead log is emptied and the file is written
    /// anew without the freed pages.
    ///
    /// # Errors
    /// When somebody else is reading or writing, or the disk has no room for a second copy.
    pub fn scour(&mut self) -> Result<(), Error> {
        self.empty_log()?;
        self.connection.execute_batch("VACUUM")?;
        self.empty_log()
    }

    fn empty_log(&self) -> Result<(), Error> {
        let busy: i64 =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(Error::Busy) }
    }
}
