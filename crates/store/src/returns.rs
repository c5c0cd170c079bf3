//! Audit returns, every version of them. The same return put twice changes nothing, and neither does an older
//! version of it; another day of coming in alone does not make it another return.

use assay_model::versions::{Against, among};
use assay_model::{AuditReturn, CaseId, Timestamp};
use rusqlite::{Row, Rows};

use crate::return_wire::WireReturn;
use crate::{Draft, EVERY, Error, Numbers, Put, Record, Store, Tx, column};

/// The kind of record a return is.
pub const KIND: &str = "return";

/// A return with what the store knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReturn {
    /// The record's number.
    pub number: u64,
    /// 1 for the first version.
    pub version: u32,
    /// When this version was stored.
    pub at: Timestamp,
    /// The return itself.
    pub audit: AuditReturn,
}

/// Returns what identifies a return: its draw, case, auditor and kind; outside a draw, the date too.
#[must_use]
pub fn key(audit: &AuditReturn) -> String {
    let first = match (&audit.draw, audit.audited_on) {
        (Some(draw), _) => draw.to_string(),
        (None, Some(date)) => date.to_string(),
        (None, None) => audit.month.map(|month| month.to_string()).unwrap_or_default(),
    };
    format!("{first}/{}/{}/{}", audit.case.as_str(), audit.auditor, audit.kind.word())
}

impl Tx<'_> {
    /// Puts a return: new, a new version, or nothing when the same is there.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn put_return(&mut self, audit: &AuditReturn, import: Option<u64>) -> Result<Put, Error> {
        let key = key(audit);
        let wire = WireReturn::from(audit);
        let versions = crate::record::versions(&self.connection, KIND, &key)?
            .into_iter()
            .map(from_record)
            .collect::<Result<Vec<_>, _>>()?;
        let known: Vec<&AuditReturn> = versions.iter().map(|version| &version.audit).collect();
        // Whether one that nothing says is newer is taken has been settled before.
        if let (Some(last), Some(Against::Same | Against::Older)) =
            (versions.last(), among(&known, audit))
        {
            return Ok(Put::Unchanged(last.number));
        }
        self.put(&Draft {
            kind: KIND,
            key: &key,
            case: Some(&audit.case),
            draw: audit.draw.as_ref(),
            import,
            body: &wire,
        })
    }
}

impl Store {
    /// Returns the latest version of every return, in the order of storing.
    ///
    /// # Errors
    /// When a return cannot be read.
    pub fn returns(&self) -> Result<Vec<StoredReturn>, Error> {
        let mut returns = Vec::new();
        self.each_return(EVERY, |audit| {
            returns.push(audit);
            Ok::<(), Error>(())
        })?;
        Ok(returns)
    }

    /// Hands over the latest version of every return of these record numbers.
    ///
    /// # Errors
    /// When a return cannot be read, or the receiver's own.
    pub fn each_return<E: From<Error>>(
        &self,
        numbers: Numbers,
        mut receive: impl FnMut(StoredReturn) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_body(KIND, numbers, |number, version, at, body| {
            receive(StoredReturn { number, version, at, audit: read_body(number, body)? })
        })
    }

    /// Returns the numbers of all returns in so many parts of about the same length, for as many readers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn return_parts(&self, parts: usize) -> Result<Vec<Numbers>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT (SELECT min(number) FROM records WHERE kind = ?1 AND latest = 1),
                    (SELECT max(number) FROM records WHERE kind = ?1 AND latest = 1)",
        )?;
        let ends =
            |row: &Row<'_>| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?));
        let (Some(first), Some(last)) = statement.query_row([KIND], ends)? else {
            return Ok(Vec::new());
        };
        let (first, end) = (first as u64, last as u64 + 1);
        let length = (end - first).div_ceil(parts.max(1) as u64);
        let begins = (first..end).step_by(length as usize);
        Ok(begins.map(|begin| begin..=end.min(begin + length) - 1).collect())
    }

    /// Returns how many returns these numbers hold.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_returns(&self, numbers: &Numbers) -> Result<u64, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM records WHERE kind = ?1 AND latest = 1 AND number BETWEEN ?2 AND ?3",
        )?;
        let (first, last) = (*numbers.start() as i64, *numbers.end() as i64);
        let count: i64 = statement.query_row((KIND, first, last), |row| row.get(0))?;
        Ok(count as u64)
    }

    /// Returns the latest version of every return with an urgent concern, in the order of storing.
    ///
    /// # Errors
    /// When a return cannot be read.
    pub fn urgent_returns(&self) -> Result<Vec<StoredReturn>, Error> {
        // Word for word the condition of the index `records_urgent`, which is used for no other and
        // which SQLite would not choose of itself.
        let mut statement = self.connection.prepare_cached(
            r#"SELECT number, version, at, body FROM records INDEXED BY records_urgent
               WHERE kind = 'return' AND latest = 1 AND instr(body, '"urgent":{') > 0
               ORDER BY number"#,
        )?;
        each_stored(&mut statement.query([])?)
    }

    /// Hands over the latest version of every return in which an action was agreed.
    ///
    /// # Errors
    /// When a return cannot be read, or the receiver's own.
    pub fn each_return_with_actions<E: From<Error>>(
        &self,
        mut receive: impl FnMut(AuditReturn) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_body(KIND, EVERY, |number, _, _, body| {
            // Canonical JSON has its names in order, so that those without an action need no reading.
            if body.starts_with("{\"actions\":[],") {
                return Ok(());
            }
            receive(read_body(number, body)?)
        })
    }

    /// Returns the latest version of every return on a case, in the order of storing.
    ///
    /// # Errors
    /// When a return cannot be read.
    pub fn returns_on(&self, case: &CaseId) -> Result<Vec<StoredReturn>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, version, at, body FROM records
             WHERE case_id = ?1 AND kind = 'return' AND latest = 1 ORDER BY number",
        )?;
        each_stored(&mut statement.query([case.as_str()])?)
    }

    /// Returns every version of the return with this key ([`key`]), the first one first.
    ///
    /// # Errors
    /// When a return cannot be read.
    pub fn return_versions(&self, key: &str) -> Result<Vec<StoredReturn>, Error> {
        self.versions(KIND, key)?.into_iter().map(from_record).collect()
    }
}

/// Reads rows of number, version, time and body.
fn each_stored(rows: &mut Rows<'_>) -> Result<Vec<StoredReturn>, Error> {
    let mut returns = Vec::new();
    while let Some(row) = rows.next()? {
        let number = row.get::<_, i64>(0)? as u64;
        let body: String = row.get(3)?;
        returns.push(StoredReturn {
            number,
            version: row.get(1)?,
            at: column::time(&row.get::<_, String>(2)?)?,
            audit: read_body(number, &body)?,
        });
    }
    Ok(returns)
}

fn read_body(number: u64, body: &str) -> Result<AuditReturn, Error> {
    let wire: WireReturn = serde_json::from_str(body)
        .map_err(|fault| Error::damaged(format!("record {number}"), fault))?;
    wire.try_into()
}

pub(crate) fn from_record(record: Record) -> Result<StoredReturn, Error> {
    let wire: WireReturn = crate::import::read_body(record.number, record.body)?;
    Ok(StoredReturn {
        number: record.number,
        version: record.version,
        at: record.at,
        audit: wire.try_into()?,
    })
}
