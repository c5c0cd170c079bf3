//! Case lists. Every list of every import is kept; the current one is that of the last import that
//! brought a list of this name.

use std::collections::{BTreeMap, HashSet};

use assay_model::jiff::tz::TimeZone;
use assay_model::{CaseAlias, CaseId, CaseRecord, Date};
use rusqlite::{OptionalExtension, Row};
use sha2::{Digest, Sha256};

use crate::commitment::canonical;
use crate::import::{Import, ImportDraft, Stored};
use crate::{Error, Store, Tx, column};
use assay_model::print::hex;

/// A list of cases under its name, e.g. `children`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseList {
    /// The list's name.
    pub name: String,
    /// The cases, each id once.
    pub cases: Vec<CaseRecord>,
}

/// What an import of case lists stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCases {
    /// The import's number.
    pub import: u64,
    /// What was stored of each list, in the order given.
    pub lists: Vec<StoredList>,
}

/// What was stored of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredList {
    /// The list's name.
    pub name: String,
    /// Cases that were not on the list before, or were otherwise.
    pub stored: u64,
    /// Cases that stood on the list before just as they do now.
    pub unchanged: u64,
}

/// Which list was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOfImport {
    /// The import that brought it.
    pub import: u64,
    /// The list's name.
    pub name: String,
    /// How many cases it had when it was imported.
    pub rows: u64,
}

impl Tx<'_> {
    /// Stores the case lists of an import. Cases of the lists that are the same in the list of
    /// that name before count as unchanged, and are stored again: each list stands by itself.
    ///
    /// # Errors
    /// When an id stands twice in a list, or the store cannot be written.
    pub fn import_cases(
        &mut self,
        draft: &ImportDraft,
        lists: &[CaseList],
    ) -> Result<StoredCases, Error> {
        let import = self.next_import()?;
        let answer = StoredCases { import, lists: self.put_lists(import, lists)? };
        let total = answer.total();
        let digest = rows_digest(&self.connection, import)?;
        self.close_import(import, draft, total, digest)?;
        Ok(answer)
    }

    /// Stores the rows of case lists under an import that is not closed yet.
    pub(crate) fn put_lists(
        &mut self,
        import: u64,
        lists: &[CaseList],
    ) -> Result<Vec<StoredList>, Error> {
        let mut stored = Vec::with_capacity(lists.len());
        for list in lists {
            let mut counts = StoredList { name: list.name.clone(), stored: 0, unchanged: 0 };
            let before = latest_import(&self.connection, &list.name)?;
            let mut same = self.connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM cases WHERE import = ?1 AND list = ?2 AND id = ?3
                 AND closed_on IS ?4 AND restricted = ?5 AND fields = ?6)",
            )?;
            self.connection
                .prepare_cached("INSERT INTO lists (import, list, rows) VALUES (?1, ?2, ?3)")?
                .execute((import as i64, &list.name, list.cases.len() as i64))?;
            let mut insert = self.connection.prepare_cached(
                "INSERT INTO cases (import, list, id, closed_on, restricted, fields)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for case in &list.cases {
                let fields = fields_text(case)?;
                let closed = case.closed_on.map(|date| date.to_string());
                let is_same = before.map_or(Ok(false), |before| {
                    let row = (
                        before as i64,
                        &list.name,
                        case.id.as_str(),
                        &closed,
                        case.restricted,
                        &fields,
                    );
                    same.query_row(row, |row| row.get(0))
                })?;
                insert
                    .execute((
                        import as i64,
                        &list.name,
                        case.id.as_str(),
                        closed,
                        case.restricted,
                        fields,
                    ))
                    .map_err(|fault| already(fault, case.id.as_str()))?;
                if is_same {
                    counts.unchanged += 1;
                } else {
                    counts.stored += 1;
                }
            }
            stored.push(counts);
        }
        Ok(stored)
    }
}

impl StoredCases {
    /// Returns the sums over all lists.
    pub(crate) fn total(&self) -> Stored {
        let sum = |part: fn(&StoredList) -> u64| self.lists.iter().map(part).sum();
        Stored {
            import: self.import,
            stored: sum(|list| list.stored),
            unchanged: sum(|list| list.unchanged),
        }
    }
}

impl Store {
    /// Returns the cases of the current list of this name, in the byte order of their ids, or none
    /// when no such list was imported.
    ///
    /// # Errors
    /// When a case cannot be read.
    pub fn current_list(&self, name: &str) -> Result<Option<(u64, Vec<CaseRecord>)>, Error> {
        latest_import(&self.connection, name)?
            .map(|import| Ok((import, read_list(&self.connection, import, name)?)))
            .transpose()
    }

    /// Returns the cases of the list of this name that was the latest on the day, by the date it speaks of (else
    /// the day it came in), or none.
    ///
    /// # Errors
    /// When a case cannot be read.
    pub fn list_as_at(
        &self,
        name: &str,
        day: Date,
    ) -> Result<Option<(u64, Vec<CaseRecord>)>, Error> {
        let dated = |import: Import| {
            let came_in = TimeZone::UTC.to_datetime(import.at).date();
            (import.number, import.as_at.unwrap_or(came_in))
        };
        let dates: BTreeMap<u64, Date> = self.imports()?.into_iter().map(dated).collect();
        let of_name = self.lists()?.into_iter().filter(|list| list.name == name);
        let latest = of_name
            .map(|list| (dates.get(&list.import).copied(), list.import))
            .filter(|(on, _)| on.is_none_or(|on| on <= day))
            .max();
        latest
            .map(|(_, import)| Ok((import, read_list(&self.connection, import, name)?)))
            .transpose()
    }

    /// Returns the cases of one import's list, in the byte order of their ids.
    ///
    /// # Errors
    /// When a case cannot be read.
    pub fn list_of_import(&self, import: u64, name: &str) -> Result<Vec<CaseRecord>, Error> {
        read_list(&self.connection, import, name)
    }

    /// Returns the ids of the current list of this name, or none when no such list was imported.
    ///
    /// # Errors
    /// When an id cannot be read.
    pub fn ids_of_list(&self, name: &str) -> Result<Option<HashSet<CaseId>>, Error> {
        let Some(import) = latest_import(&self.connection, name)? else { return Ok(None) };
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM cases WHERE import = ?1 AND list = ?2")?;
        let mut rows = statement.query((import as i64, name))?;
        let mut ids = HashSet::new();
        while let Some(row) = rows.next()? {
            ids.insert(read_id(row)?);
        }
        Ok(Some(ids))
    }

    /// Returns every case id that a list, a draw or an alias has brought.
    ///
    /// # Errors
    /// When an id cannot be read.
    pub fn known_ids(&self) -> Result<HashSet<CaseId>, Error> {
        let mut ids = HashSet::new();
        for sql in ["SELECT DISTINCT id FROM cases", "SELECT DISTINCT case_id FROM draw_cases"] {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                ids.insert(read_id(row)?);
            }
        }
        for alias in self.all::<CaseAlias>()? {
            ids.extend([alias.old, alias.new]);
        }
        Ok(ids)
    }

    /// Returns every list that was imported, by name and then by import.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn lists(&self) -> Result<Vec<ListOfImport>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT import, list, rows FROM lists ORDER BY list, import")?;
        let rows = statement.query_map([], |row| {
            Ok(ListOfImport {
                import: row.get::<_, i64>(0)? as u64,
                name: row.get(1)?,
                rows: row.get::<_, i64>(2)? as u64,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Returns the digest of an import's case rows as they stand in the table, or none without rows.
pub(crate) fn rows_digest(
    connection: &rusqlite::Connection,
    import: u64,
) -> Result<Option<String>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT list, id, closed_on, restricted, fields FROM cases WHERE import = ?1
         UNION ALL SELECT list, id, closed_on, restricted, fields FROM undone_cases WHERE import = ?1
         ORDER BY list, id",
    )?;
    let mut rows = statement.query([import as i64])?;
    let mut digest = Sha256::new();
    let mut is_empty = true;
    while let Some(row) = rows.next()? {
        is_empty = false;
        let closed: Option<String> = row.get(2)?;
        let parts: (String, String, bool, String) =
            (row.get(0)?, row.get(1)?, row.get(3)?, row.get(4)?);
        digest.update(canonical(&(&parts, closed))?);
    }
    Ok((!is_empty).then(|| hex(&digest.finalize())))
}

pub(crate) fn latest_import(
    connection: &rusqlite::Connection,
    name: &str,
) -> Result<Option<u64>, Error> {
    let number: Option<i64> = connection
        .prepare_cached("SELECT import FROM lists WHERE list = ?1 ORDER BY import DESC LIMIT 1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(number.map(|n| n as u64))
}

pub(crate) fn read_list(
    connection: &rusqlite::Connection,
    import: u64,
    name: &str,
) -> Result<Vec<CaseRecord>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, closed_on, restricted, fields FROM cases WHERE import = ?1 AND list = ?2 ORDER BY id",
    )?;
    let mut rows = statement.query((import as i64, name))?;
    let mut cases = Vec::new();
    while let Some(row) = rows.next()? {
        cases.push(read_case(row)?);
    }
    Ok(cases)
}

pub(crate) fn read_id(row: &Row<'_>) -> Result<CaseId, Error> {
    let id = row.get_ref(0)?.as_str().map_err(|fault| Error::damaged("case id", fault))?;
    column::case_id(id)
}

pub(crate) fn read_case(row: &Row<'_>) -> Result<CaseRecord, Error> {
    let id: String = row.get(0)?;
    let fields: String = row.get(3)?;
    Ok(CaseRecord {
        id: column::case_id(&id)?,
        closed_on: column::optional_date(row.get::<_, Option<String>>(1)?.as_deref())?,
        restricted: row.get(2)?,
        fields: serde_json::from_str::<BTreeMap<String, String>>(&fields)
            .map_err(|fault| Error::damaged("case", fault))?
            .into(),
    })
}

fn fields_text(case: &CaseRecord) -> Result<String, Error> {
    canonical(&case.fields.iter().collect::<BTreeMap<_, _>>())
}

fn already(fault: rusqlite::Error, id: &str) -> Error {
    match fault.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => {
            Error::Already { kind: "case", key: id.to_owned() }
        }
        _ => fault.into(),
    }
}
