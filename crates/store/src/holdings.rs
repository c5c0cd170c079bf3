//! What is held on single cases, across lists, events, records, comments and draws, without reading
//! that of others.

use assay_model::{AuditKind, CaseId, CaseRecord, Comment, DrawId, Event};

use crate::record::COLUMNS;
use crate::{Error, ListOfImport, Record, Store, StoredReturn, cases, events, record, returns};

impl Store {
    /// Tells whether anything is held on the case.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn knows_case(&self, case: &CaseId) -> Result<bool, Error> {
        let known: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM cases WHERE id = ?1)
                 OR EXISTS (SELECT 1 FROM records WHERE case_id = ?1)
                 OR EXISTS (SELECT 1 FROM events WHERE case_id = ?1)
                 OR EXISTS (SELECT 1 FROM comments WHERE case_id = ?1)
                 OR EXISTS (SELECT 1 FROM undone_cases WHERE id = ?1)
                 OR EXISTS (SELECT 1 FROM undone_events WHERE case_id = ?1)
                 OR EXISTS (SELECT 1 FROM undone_comments WHERE case_id = ?1)
                 OR EXISTS (SELECT 1 FROM draw_cases WHERE case_id = ?1)
                 OR EXISTS (SELECT 1 FROM drafts WHERE case_id = ?1)
                 OR EXISTS (SELECT 1 FROM draws
                            WHERE instr(char(10) || CAST(frame AS TEXT), char(10) || ?1 || char(9)) > 0)",
            [case.as_str()],
            |row| row.get(0),
        )?;
        Ok(known)
    }

    /// Returns the case as each list of each import has it, by list and then by import.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn case_in_lists(&self, case: &CaseId) -> Result<Vec<(ListOfImport, CaseRecord)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.id, c.closed_on, c.restricted, c.fields, l.import, l.list, l.rows
             FROM cases c JOIN lists l ON l.import = c.import AND l.list = c.list
             WHERE c.id = ?1 ORDER BY l.list, l.import",
        )?;
        let mut rows = statement.query([case.as_str()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let list = ListOfImport {
                import: row.get::<_, i64>(4)? as u64,
                name: row.get(5)?,
                rows: row.get::<_, i64>(6)? as u64,
            };
            found.push((list, cases::read_case(row)?));
        }
        Ok(found)
    }

    /// Returns the events of a case, in the order of storing.
    ///
    /// # Errors
    /// When an event cannot be read.
    pub fn events_of(&self, case: &CaseId) -> Result<Vec<Event>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, case_id, on_date, fields FROM events WHERE case_id = ?1 ORDER BY number",
        )?;
        let mut rows = statement.query([case.as_str()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(events::read_event(row)?);
        }
        Ok(found)
    }

    /// Returns every version of every record of these cases that is not withdrawn, in the order of storing:
    /// its kind, itself, and whether it is the latest.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn versions_of(&self, cases: &[&CaseId]) -> Result<Vec<(String, Record, bool)>, Error> {
        let sql = format!(
            "SELECT {COLUMNS}, kind, latest FROM records INDEXED BY records_by_case
             WHERE case_id IN (SELECT value FROM json_each(?1)) AND body IS NOT NULL AND key IS NOT NULL
             ORDER BY number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([ids(cases)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((row.get(9)?, record::read(row)?, row.get(10)?));
        }
        Ok(found)
    }

    /// Returns the latest version of every return of these cases, in the order of storing.
    ///
    /// # Errors
    /// When a return cannot be read.
    pub fn returns_of(&self, cases: &[&CaseId]) -> Result<Vec<StoredReturn>, Error> {
        let versions = self.versions_of(cases)?.into_iter();
        let latest = versions.filter(|(kind, _, is_latest)| kind == returns::KIND && *is_latest);
        latest.map(|(_, record, _)| returns::from_record(record)).collect()
    }

    /// Returns the latest version of every return of a draw, in the order of storing.
    ///
    /// # Errors
    /// When a return cannot be read.
    pub fn returns_of_draw(&self, draw: &DrawId) -> Result<Vec<StoredReturn>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM records WHERE kind = ?1 AND latest = 1 AND draw = ?2 ORDER BY number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query((returns::KIND, draw.as_str()))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(returns::from_record(record::read(row)?)?);
        }
        Ok(found)
    }

    /// Returns every case id that has a return.
    ///
    /// # Errors
    /// When an id cannot be read.
    pub fn ids_of_returns(&self) -> Result<Vec<CaseId>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT case_id FROM records
             WHERE kind = ?1 AND latest = 1 AND case_id IS NOT NULL",
        )?;
        let mut rows = statement.query([returns::KIND])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(cases::read_id(row)?);
        }
        Ok(found)
    }

    /// Returns the comment with this id, or none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn comment(&self, id: &str) -> Result<Option<Comment>, Error> {
        // An audit's comment is named by the return's key, or for a first read by the key without its kind,
        // and then by the domain, whose name may hold a stroke as well.
        for (stroke, _) in id.match_indices('/') {
            let prefix = &id[..stroke];
            let kinds = AuditKind::ALL.into_iter().filter(|kind| kind.is_first_read());
            let keys = kinds.map(|kind| format!("{prefix}/{}", kind.word()));
            for key in keys.chain([prefix.to_owned()]) {
                let latest = self.return_versions(&key)?.pop();
                let comments = self.comments_in(latest.into_iter().collect())?;
                if let Some(comment) = comments.into_iter().find(|comment| comment.id == id) {
                    return Ok(Some(comment));
                }
            }
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, id, case_id, body FROM comments WHERE id = ?1")?;
        let mut rows = statement.query([id])?;
        rows.next()?.map(crate::comments::read_plain).transpose()
    }

    /// Returns the comments on these cases, first those of their returns, then the plain ones, each in the
    /// order of storing.
    ///
    /// # Errors
    /// When a comment cannot be read.
    pub fn comments_on(&self, cases: &[&CaseId]) -> Result<Vec<Comment>, Error> {
        let mut comments = self.comments_in(self.returns_of(cases)?)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT number, id, case_id, body FROM comments
             WHERE case_id IN (SELECT value FROM json_each(?1)) ORDER BY number",
        )?;
        let mut rows = statement.query([ids(cases)])?;
        while let Some(row) = rows.next()? {
            comments.push(crate::comments::read_plain(row)?);
        }
        Ok(comments)
    }
}

/// Returns ids as the JSON array that SQLite reads as rows.
fn ids(cases: &[&CaseId]) -> String {
    let ids: Vec<&str> = cases.iter().map(|case| case.as_str()).collect();
    serde_json::Value::from(ids).to_string()
}
