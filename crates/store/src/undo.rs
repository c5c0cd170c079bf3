//! Taking an import back: its rows go out of every figure and stay on record, or are destroyed. A row that
//! another import held too stays. What was built on an import is not looked for here.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use crate::erase::{TAKEN_BACK, WITHDRAW, scrub};
use crate::events::taken_back;
use crate::moved::moved;
use crate::record::{COLUMNS, read};
use crate::{Error, Put, Record, Store, Tx};

/// What was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Undone {
    /// Records, each version counted.
    pub records: u64,
    /// Rows of case lists.
    pub cases: u64,
    /// Events.
    pub events: u64,
    /// Plain comments.
    pub comments: u64,
    /// Records and rows of it that stay, since another import held them too.
    pub kept: u64,
}

/// The state of an import that was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    /// The ledger entry that says so.
    pub entry: u64,
    /// Whether its rows were destroyed.
    pub is_purged: bool,
}

impl Undone {
    /// Returns how many records and rows went out.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.records + self.cases + self.events + self.comments
    }
}

/// Tables of rows in bulk and the word under which further holdings are kept. What held which event is kept
/// by the events themselves.
const TABLES: [(&str, &str); 1] = [("comments", "comment")];

impl Tx<'_> {
    /// Notes that an import held these records, stored or there already.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn hold(&mut self, import: u64, puts: &[Put]) -> Result<(), Error> {
        let mut hold = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO held (what, row, import) VALUES ('record', ?1, ?2)",
        )?;
        let mut brought =
            self.connection.prepare_cached("UPDATE records SET import = ?2 WHERE number = ?1")?;
        for put in puts {
            let row = (put.number() as i64, import as i64);
            hold.execute(row)?;
            if put.is_stored() {
                brought.execute(row)?;
            }
        }
        Ok(())
    }

    /// Takes an import back. The next ledger entry accounts for it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn undo_import(&mut self, import: u64) -> Result<Undone, Error> {
        let (number, entry) = (import as i64, self.next_entry()? as i64);
        let mut undone = Undone { records: self.undo_records(import)?, ..Undone::default() };
        let connection = &self.connection;
        undone.cases = moved(connection, "cases", "import = ?1", number)?;
        moved(connection, "lists", "import = ?1", number)?;
        for (table, what) in TABLES {
            connection.execute_batch("DROP TABLE IF EXISTS temp.going")?;
            connection.execute(
                &format!(
                    "CREATE TEMP TABLE going AS SELECT number FROM {table} WHERE {}",
                    free(table, what)
                ),
                [number],
            )?;
            let going = "?1 = ?1 AND number IN (SELECT number FROM temp.going)";
            connection.execute(&keep_holders(table, what), ())?;
            // A number can come again, for another row.
            connection.execute(
                "DELETE FROM held WHERE what = ?1 AND row IN (SELECT number FROM temp.going)",
                [what],
            )?;
            undone.comments = moved(connection, table, going, number)?;
            connection.execute_batch("DROP TABLE temp.going")?;
        }
        let events_kept = taken_back::begin(connection, number)?;
        let going = "?1 = ?1 AND number IN (SELECT number FROM temp.going_events)";
        undone.events = moved(connection, "events", going, number)?;
        taken_back::end(connection)?;
        undone.kept = connection.query_row(
            "SELECT (SELECT count(*) FROM held h JOIN records r ON h.what = 'record' AND r.number = h.row
                     WHERE h.import = ?1 AND r.key IS NOT NULL)
                  + (SELECT count(*) FROM held WHERE import = ?1 AND what = 'comment')
                  + (SELECT count(*) FROM comments WHERE import = ?1)",
            [number],
            |row| row.get::<_, i64>(0),
        )? as u64
            + events_kept;
        connection
            .execute("INSERT INTO undone (import, entry) VALUES (?1, ?2)", (number, entry))?;
        self.touch();
        Ok(undone)
    }

    fn undo_records(&mut self, import: u64) -> Result<u64, Error> {
        let records = to_undo(&self.connection, import)?;
        for record in &records {
            let number = record.number as i64;
            self.connection.execute(
                "INSERT INTO undone_records (number, import, key) VALUES (?1, ?2, ?3)",
                (number, import as i64, &record.key),
            )?;
            let kind: String = self.connection.query_row(
                "SELECT kind FROM records WHERE number = ?1",
                [number],
                |row| row.get(0),
            )?;
            self.connection
                .execute("UPDATE records SET key = NULL, latest = 0 WHERE number = ?1", [number])?;
            // The version before is what counts again.
            self.connection.execute(
                "UPDATE records SET latest = 1 WHERE number =
                 (SELECT number FROM records WHERE kind = ?1 AND key = ?2 ORDER BY version DESC LIMIT 1)",
                (&kind, &record.key),
            )?;
        }
        Ok(records.len() as u64)
    }

    /// Destroys the rows of an import that was taken back, and what its record says of values. Its files'
    /// names and digests stay. A row that another import held too goes with the last of them that is destroyed. The next
    /// ledger entry accounts for it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn purge_import(&mut self, import: u64) -> Result<u64, Error> {
        let number = import as i64;
        self.connection.execute("UPDATE undone SET purged = 1 WHERE import = ?1", [number])?;
        let records = format!(
            "SELECT number FROM undone_records u WHERE import IN ({DESTROYED}) AND NOT EXISTS
             (SELECT 1 FROM held h WHERE h.what = 'record' AND h.row = u.number AND h.import NOT IN ({DESTROYED}))"
        );
        let mut count =
            self.connection.execute(&format!("{WITHDRAW} number IN ({records})"), ())? as u64;
        self.connection
            .execute(&format!("DELETE FROM undone_records WHERE number IN ({records})"), ())?;
        for table in TAKEN_BACK {
            let what = match table {
                "undone_events" => "event",
                "undone_comments" => "comment",
                _ => "",
            };
            count += self.connection.execute(&destroying(table, what), ())? as u64;
        }
        self.connection.execute("DELETE FROM undone_lists WHERE import = ?1", [number])?;
        scrub::mark_imports(&self.connection, "SELECT CAST(?1 AS INTEGER)", &number.to_string())?;
        scrub::without_problems(&self.connection, number)?;
        self.touch();
        Ok(count)
    }
}

/// The imports whose rows are to be destroyed.
const DESTROYED: &str = "SELECT import FROM undone WHERE purged = 1";

/// Notes which imports held the rows of `temp.going` besides the one that brought them. A row that was taken back is met
/// by its number and the import that brought it, as numbers come again.
fn keep_holders(table: &str, what: &str) -> String {
    format!(
        "INSERT OR IGNORE INTO held (what, row, import)
         SELECT '{what} of ' || t.import, t.number, h.import FROM {table} t
         JOIN held h ON h.what = '{what}' AND h.row = t.number
         WHERE t.number IN (SELECT number FROM temp.going) AND h.import <> t.import"
    )
}

/// Deletes rows that were taken back once every import that held them is to be destroyed.
fn destroying(table: &str, what: &str) -> String {
    format!(
        "DELETE FROM {table} WHERE import IN ({DESTROYED})
         AND NOT EXISTS (SELECT 1 FROM held h WHERE '{what}' <> '' AND h.what = '{what} of ' || {table}.import
                         AND h.row = {} AND h.import NOT IN ({DESTROYED}))",
        if what.is_empty() { "0".to_owned() } else { format!("{table}.number") }
    )
}

impl Store {
    /// Returns the imports that were taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn undone_imports(&self) -> Result<BTreeMap<u64, TakenBack>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT import, entry, purged FROM undone")?;
        let rows = statement.query_map([], |row| {
            let state = TakenBack {
                entry: row.get::<_, i64>(1)? as u64,
                is_purged: row.get::<_, i64>(2)? != 0,
            };
            Ok((row.get::<_, i64>(0)? as u64, state))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the records that would go out with this import: those that an import brought and that no
    /// other import holds.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn records_to_undo(&self, import: u64) -> Result<Vec<Record>, Error> {
        to_undo(&self.connection, import)
    }

    /// Returns the records among these that somebody changed by another way than an import since: kind and
    /// key.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn changed_by_people(&self, records: &[Record]) -> Result<Vec<(String, String)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT later.kind, later.key FROM records first JOIN records later
             ON later.kind = first.kind AND later.key = first.key AND later.version > first.version
             WHERE first.number = ?1 AND later.import IS NULL LIMIT 1",
        )?;
        let mut changed = Vec::new();
        for record in records {
            let mut rows = statement.query([record.number as i64])?;
            if let Some(row) = rows.next()? {
                changed.push((row.get(0)?, row.get(1)?));
            }
        }
        Ok(changed)
    }

    /// Returns the ids of the plain comments that would go out with this import.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn comments_to_undo(&self, import: u64) -> Result<Vec<String>, Error> {
        let sql = format!("SELECT id FROM comments WHERE {}", free("comments", "comment"));
        let mut statement = self.connection.prepare(&sql)?;
        let ids = statement.query_map([import as i64], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Returns whether it is on record which rows this import held.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn knows_what_it_held(&self, import: u64) -> Result<bool, Error> {
        let since: i64 =
            self.connection.query_row("SELECT import FROM held_since", [], |row| row.get(0))?;
        Ok(import > since as u64)
    }

    /// Returns whether it is kept which other files held the events of an import; not so for imports of before
    /// that was kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn knows_what_else_held_its_events(&self, import: u64) -> Result<bool, Error> {
        let since: i64 =
            self.connection
                .query_row("SELECT import FROM events_held_since", [], |row| row.get(0))?;
        Ok(import > since as u64)
    }

    /// Returns the kinds of events that an import brought.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn kinds_of_import(&self, import: u64) -> Result<Vec<String>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT kind FROM extracts WHERE import = ?1 ORDER BY kind")?;
        let kinds = statement.query_map([import as i64], |row| row.get(0))?;
        Ok(kinds.collect::<Result<_, _>>()?)
    }

    /// Returns what is held on a case in imports that were taken back: the import, what it is, and itself.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn taken_back_of(&self, case: &str) -> Result<Vec<(u64, String, Value)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT u.import, r.kind, r.body FROM undone_records u JOIN records r USING (number)
             WHERE r.case_id = ?1 AND r.body IS NOT NULL
             UNION ALL SELECT import, 'case of ' || list, fields FROM undone_cases WHERE id = ?1
             UNION ALL SELECT import, 'event ' || kind, fields FROM undone_events WHERE case_id = ?1
             UNION ALL SELECT import, 'comment', body FROM undone_comments WHERE case_id = ?1",
        )?;
        let mut rows = statement.query([case])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let body: String = row.get(2)?;
            found.push((row.get::<_, i64>(0)? as u64, row.get(1)?, serde_json::from_str(&body)?));
        }
        Ok(found)
    }
}

/// The condition of rows that this import held and no other does.
fn free(table: &str, what: &str) -> String {
    let is_other =
        |import: &str| format!("{import} <> ?1 AND {import} NOT IN (SELECT import FROM undone)");
    format!(
        "(import = ?1 OR number IN (SELECT row FROM held WHERE what = '{what}' AND import = ?1))
         AND NOT ({})
         AND NOT EXISTS (SELECT 1 FROM held h
                         WHERE h.what = '{what}' AND h.row = {table}.number AND {})",
        is_other(&format!("{table}.import")),
        is_other("h.import"),
    )
}

fn to_undo(connection: &Connection, import: u64) -> Result<Vec<Record>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM records WHERE key IS NOT NULL AND body IS NOT NULL AND import IS NOT NULL
         AND number IN (SELECT row FROM held WHERE what = 'record' AND import = ?1)
         AND NOT EXISTS (SELECT 1 FROM held h WHERE h.what = 'record' AND h.row = records.number
                         AND h.import <> ?1 AND h.import NOT IN (SELECT import FROM undone))
         ORDER BY number DESC"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([import as i64])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(read(row)?);
    }
    Ok(records)
}
