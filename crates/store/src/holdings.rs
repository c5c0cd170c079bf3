//! What is held on one case, across lists, events and draws.

use assay_model::{CaseId, CaseRecord, Event};

use crate::{Error, ListOfImport, Store, cases, events};

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
}
