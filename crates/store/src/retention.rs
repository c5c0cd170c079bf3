//! Removing what is past its time: rows, records with their salts, and ids in draws. What is on hold
//! is passed over. Which dates count is the caller's business.

use std::collections::BTreeMap;

use assay_model::Date;

use crate::erase::{ErasedDraw, redraw, scrub};
use crate::on_hold::{OnHold, Rows};
use crate::{Error, Tx};

/// Everything older than its date goes; none keeps all of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cutoffs {
    /// Names imported before this date.
    pub names: Option<Date>,
    /// Case lists imported before this date, but the last of each name.
    pub case_lists: Option<Date>,
    /// Events before this date.
    pub events: Option<Date>,
    /// Returns of audits before this date.
    pub returns: Option<Date>,
    /// Plain comments imported before this date.
    pub comments: Option<Date>,
    /// Actions opened before this date.
    pub actions: Option<Date>,
    /// Draws as at a date before this one.
    pub draws: Option<Date>,
}

/// How much of each kind was past its time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Purged {
    /// How many of each kind, under its name in the settings.
    pub counts: BTreeMap<&'static str, u64>,
    /// The draws whose files must be written anew.
    pub draws: Vec<ErasedDraw>,
}

impl Tx<'_> {
    /// Removes everything older than its date that is not on hold. The next ledger entry accounts for it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn purge(&mut self, cutoffs: &Cutoffs, held: &OnHold) -> Result<Purged, Error> {
        held.lay_out(&self.connection)?;
        let mut purged = Purged::default();
        let kinds = [
            ("names", cutoffs.names, NAMES),
            ("returns", cutoffs.returns, RETURNS),
            ("actions", cutoffs.actions, ACTIONS),
        ];
        let free = held.free(Rows::Records);
        for (name, cutoff, condition) in kinds {
            let Some(cutoff) = cutoff else { continue };
            let sql =
                format!("{} {condition} AND {free} AND body IS NOT NULL", crate::erase::WITHDRAW);
            let count = self.connection.execute(&sql, [cutoff.to_string()])?;
            purged.counts.insert(name, count as u64);
        }
        let tables = [
            ("case_lists", cutoffs.case_lists, "cases", LISTS),
            ("events", cutoffs.events, "events", "on_date < ?1"),
            ("comments", cutoffs.comments, "comments", IMPORTED),
        ];
        for (name, cutoff, table, condition) in tables {
            let Some(cutoff) = cutoff else { continue };
            let day = cutoff.to_string();
            let free = held.free(Rows::of(table));
            // Of lists that were taken back none is the last of its name.
            let taken_back = if table == "cases" { IMPORTED } else { condition };
            let count = self.purge_rows(table, &format!("{condition} AND {free}"), &day)?
                + self.purge_rows(
                    &format!("undone_{table}"),
                    &format!("{taken_back} AND {free}"),
                    &day,
                )?;
            purged.counts.insert(name, count);
        }
        if let Some(cutoff) = cutoffs.draws {
            purged.draws = redraw::before(&self.connection, &cutoff.to_string(), held)?;
            purged.counts.insert("draws", purged.draws.len() as u64);
            let sql = format!(
                "DELETE FROM drafts WHERE draw IN (SELECT id FROM draws WHERE as_at < ?1) AND {}",
                held.free(Rows::Drafts)
            );
            self.connection.execute(&sql, [cutoff.to_string()])?;
        }
        OnHold::take_away(&self.connection)?;
        self.touch();
        Ok(purged)
    }

    fn purge_rows(&mut self, table: &str, condition: &str, cutoff: &str) -> Result<u64, Error> {
        let query = format!("SELECT DISTINCT import FROM {table} WHERE {condition}");
        scrub::mark_imports(&self.connection, &query, cutoff)?;
        let sql = format!("DELETE FROM {table} WHERE {condition}");
        Ok(self.connection.execute(&sql, [cutoff])? as u64)
    }
}

const NAMES: &str = "kind = 'name' AND substr(at, 1, 10) < ?1";
const RETURNS: &str = "kind = 'return' AND coalesce(json_extract(body, '$.audited_on'),
    json_extract(body, '$.received_on'), substr(at, 1, 10)) < ?1";
const ACTIONS: &str =
    "kind = 'action' AND coalesce(json_extract(body, '$.opened_on'), substr(at, 1, 10)) < ?1";
const IMPORTED: &str =
    "import IN (SELECT number FROM records WHERE kind = 'import' AND substr(at, 1, 10) < ?1)";
const LISTS: &str =
    "import IN (SELECT number FROM records WHERE kind = 'import' AND substr(at, 1, 10) < ?1)
     AND import <> (SELECT max(l.import) FROM lists l WHERE l.list = cases.list)";
